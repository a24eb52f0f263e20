// Mouth to ear: the same tone bursts travel three ways at once, so that every burst is one sample of each arm:
// rig (WebAudio back into itself), direct (peer connection from page to page) and hub (livekit-client → hub → livekit-client).
//
// usage: node mouth-to-ear.mjs '{"origin": URL, "ws": URL, "talker": TOKEN, "listener": TOKEN, "bursts": N}'
// The last line is {"rig": [ms…], "direct": […], "hub": […], "sent": N, "wander": ms}.
import { benchPage, launch, pause } from './chromium.mjs';

const config = JSON.parse(process.argv[2]);
const WARM_UP_MS = 6000;
const LATEST_MS = 450;

const browser = await launch();
try {
  const [talker, listener] = [await benchPage(browser, config.origin), await benchPage(browser, config.origin)];
  await talker.evaluate(() => bench.listen('rig', bench.output.stream));
  await connectDirectly(talker, listener);
  if (config.ws) await connectThroughHub(talker, listener);
  await pause(WARM_UP_MS);

  const sent = [];
  for (let n = 0; n < config.bursts; n++) {
    sent.push(await talker.evaluate(() => bench.burst()));
    await pause(430 + ((n * 37) % 90));
  }
  await pause(1000);
  const result = {
    rig: matched(sent, await talker.evaluate(() => bench.take('rig'))),
    direct: matched(sent, await listener.evaluate(() => bench.take('direct'))),
    hub: config.ws ? matched(sent, await listener.evaluate(() => bench.take('hub'))) : [],
    sent: sent.length,
    wander: Math.max(
      await talker.evaluate(() => bench.clockWander()),
      await listener.evaluate(() => bench.clockWander()),
    ),
  };
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
}

// The delay of each burst that was heard at all: the first onset after it was rendered.
function matched(sent, onsets) {
  return sent
    .map((at) => onsets.map((onset) => onset.at - at).find((delay) => delay > 0 && delay < LATEST_MS))
    .filter((delay) => delay !== undefined);
}

// One peer connection with what livekit-client would negotiate: Opus with DTX, RED before it.
async function connectDirectly(talker, listener) {
  const offer = await talker.evaluate(async () => {
    window.direct = new RTCPeerConnection();
    const transceiver = direct.addTransceiver(bench.output.stream.getAudioTracks()[0], { direction: 'sendonly' });
    const { codecs } = RTCRtpSender.getCapabilities('audio');
    const named = (name) => codecs.filter((codec) => codec.mimeType === `audio/${name}`);
    transceiver.setCodecPreferences([...named('red'), ...named('opus')]);
    await direct.setLocalDescription();
    await gathered(direct);
    return direct.localDescription.sdp;

    function gathered(connection) {
      return new Promise((resolve) => {
        const check = () => connection.iceGatheringState === 'complete' && resolve();
        connection.onicegatheringstatechange = check;
        check();
      });
    }
  });
  const answer = await listener.evaluate(async (sdp) => {
    window.direct = new RTCPeerConnection();
    direct.ontrack = ({ track }) => bench.listen('direct', new MediaStream([track]));
    await direct.setRemoteDescription({ type: 'offer', sdp });
    await direct.setLocalDescription();
    await new Promise((resolve) => {
      const check = () => direct.iceGatheringState === 'complete' && resolve();
      direct.onicegatheringstatechange = check;
      check();
    });
    return direct.localDescription.sdp;
  }, offer);
  const withDtx = answer.replace(/(a=fmtp:\d+ minptime=10[^\r\n]*)/, '$1;usedtx=1');
  await talker.evaluate((sdp) => direct.setRemoteDescription({ type: 'answer', sdp }), withDtx);
}

async function connectThroughHub(talker, listener) {
  await listener.evaluate(
    async ({ ws, token }) => {
      window.room = new LivekitClient.Room({ adaptiveStream: false });
      room.on('trackSubscribed', (track) => bench.listen('hub', new MediaStream([track.mediaStreamTrack])));
      await room.connect(ws, token);
    },
    { ws: config.ws, token: config.listener },
  );
  await talker.evaluate(
    async ({ ws, token }) => {
      window.room = new LivekitClient.Room();
      await room.connect(ws, token);
      await room.localParticipant.publishTrack(bench.output.stream.getAudioTracks()[0].clone(), {
        source: LivekitClient.Track.Source.Microphone,
        dtx: true,
        red: true,
      });
    },
    { ws: config.ws, token: config.talker },
  );
}
