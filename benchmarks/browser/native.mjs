// Mouth to ear with LiveKit's native SDK: rtc-node → hub → rtc-node in one process, one clock, no browser.
// A burst counts as spoken when its first sample would reach a microphone (10 ms before its frame is complete), and as
// heard when its first sample would be played (the moment the frame is handed out plus its place in the frame).
//
// usage: node native.mjs '{"ws": URL, "talker": TOKEN, "listener": TOKEN, "bursts": N}'
// The last line is {"native": [ms…], "sent": N}.
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  dispose,
} from '@livekit/rtc-node';

const config = JSON.parse(process.argv[2]);
const RATE = 48000;
const FRAME_MS = 10;
const FRAME = (RATE * FRAME_MS) / 1000;
const WARM_UP_FRAMES = 300;
const BURST_FRAMES = 8;
const THRESHOLD = 2000;
const QUIET_SAMPLES = RATE * 0.06;
// Far enough apart that a burst is told from the one before it, also when a busy machine's jitter buffer has grown.
const PERIOD_FRAMES = 80;
const LATEST_MS = PERIOD_FRAMES * FRAME_MS - 50;

const heard = [];
const sent = [];
const listener = new Room();
const talker = new Room();
listener.on(RoomEvent.TrackSubscribed, (track) => listen(new AudioStream(track, RATE, 1)));
await listener.connect(config.ws, config.listener, { autoSubscribe: true, dynacast: false });
await talker.connect(config.ws, config.talker, { autoSubscribe: false, dynacast: false });
// No queue in front of the encoder: what a late timer piles up there would never drain, and count as delay.
const source = new AudioSource(RATE, 1, 0);
const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: true, red: true });
await talker.localParticipant.publishTrack(LocalAudioTrack.createAudioTrack('bench', source), options);
await speak();
await talker.disconnect();
await listener.disconnect();
const delays = sent
  .map((at) => heard.map((time) => time - at).find((delay) => delay > 0 && delay < LATEST_MS))
  .filter((delay) => delay !== undefined);
console.log(JSON.stringify({ native: delays, sent: sent.length }));
await dispose();
process.exit(0);

async function speak() {
  const frames = WARM_UP_FRAMES + config.bursts * PERIOD_FRAMES + 60;
  const started = performance.now();
  for (let n = 0; n < frames; n++) {
    const due = started + n * FRAME_MS;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const place = (n - WARM_UP_FRAMES) % PERIOD_FRAMES;
    const speaking = n >= WARM_UP_FRAMES && place < BURST_FRAMES && sent.length <= config.bursts;
    const samples = new Int16Array(FRAME);
    if (speaking) {
      if (place === 0 && sent.length < config.bursts) sent.push(performance.now() - FRAME_MS);
      for (let i = 0; i < FRAME; i++) {
        samples[i] = 16000 * Math.sin((2 * Math.PI * 1000 * (place * FRAME + i)) / RATE);
      }
    }
    await source.captureFrame(new AudioFrame(samples, RATE, 1, FRAME));
  }
}

async function listen(stream) {
  let quiet = 0;
  for await (const frame of stream) {
    const at = performance.now();
    for (let i = 0; i < frame.data.length; i++) {
      if (Math.abs(frame.data[i]) > THRESHOLD) {
        if (quiet >= QUIET_SAMPLES) heard.push(at + (i * 1000) / RATE);
        quiet = 0;
      } else {
        quiet++;
      }
    }
  }
}
