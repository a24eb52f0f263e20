// Press to sound on the real page: a finger on the talk button of one page, the first sound in another.
// The microphone is WebAudio: at the press it begins a tone whose pitch rises with time, as somebody who starts to speak
// at once. Sound is the first frame over the threshold; what is missing of the beginning is read from the first pitch.
//
// usage: node press-to-sound.mjs '{"origin": URL, "code": ROOM CODE, "presses": N}'
// The last line is {"press": [ms…], "clipped": [ms…], "rigClipped": [ms…], "sent": N}.
import { readFileSync } from 'node:fs';
import { launch, pageScript, pause } from './chromium.mjs';

const config = JSON.parse(process.argv[2]);
const WARM_UP = 4;
const HOLD_MS = 700;
const LATEST_MS = 1500;
const ANALYSED_S = 0.1;

const browser = await launch();
try {
  const talker = await person('Talker', speakAtPress);
  const listener = await person('Listener', hearRemoteTracks);
  await pause(4000);
  const sent = [];
  const result = { press: [], clipped: [], rigClipped: [], sent: 0 };
  for (let n = 0; n < config.presses + WARM_UP; n++) {
    const button = await talker.getByRole('button', { name: /^Talk/ }).boundingBox();
    await talker.mouse.move(button.x + button.width / 2, button.y + button.height / 2);
    await talker.mouse.down();
    await pause(HOLD_MS);
    await talker.mouse.up();
    await pause(700 + ((n * 37) % 90));
    const pressed = await talker.evaluate(() => window.pressed.splice(0));
    const rig = await talker.evaluate(() => bench.take('rig'));
    const heard = await listener.evaluate(() => (window.bench ? bench.take('voice') : []));
    if (n < WARM_UP) continue;
    sent.push(...pressed);
    const first = heard.find(({ at }) => at > pressed[0] && at < pressed[0] + LATEST_MS);
    if (first) {
      result.press.push(first.at - pressed[0]);
      result.clipped.push(Math.max(0, missing(first.samples, first.rate)));
    }
    if (rig[0]) result.rigClipped.push(missing(rig[0].samples, rig[0].rate));
  }
  result.sent = sent.length;
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
}

// From the code to the room, as anybody comes in.
async function person(name, script) {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block', permissions: ['microphone'] });
  await context.addInitScript({ content: readFileSync(pageScript, 'utf8') });
  await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
  await page.goto(config.origin);
  await page.getByRole('textbox', { name: 'Room code' }).fill(config.code);
  await page.getByRole('button', { name: 'Open the microphone' }).click();
  await page.getByLabel('Your name in the room').fill(name);
  await page.evaluate(() => window.bench?.chirp(0.4));
  await page.getByRole('button', { name: 'Sounds right, go in' }).click();
  await page.getByRole('button', { name: /^Talk/ }).waitFor();
  await page.waitForFunction(() => /Hold to/.test(document.querySelector('[data-floor-caption]')?.textContent ?? ''));
  return page;
}

// The microphone becomes WebAudio; the finger on the button starts the tone, before the page itself learns of it.
function speakAtPress() {
  window.pressed = [];
  let opened;
  navigator.mediaDevices.getUserMedia = async () => {
    opened ??= (async () => {
      window.bench = new Bench();
      await bench.start();
      bench.listen('rig', bench.output.stream, { hz: 0, threshold: 0.05, quietMs: 150, recordFrames: 6000 });
    })();
    await opened;
    return bench.output.stream.clone();
  };
  addEventListener(
    'pointerdown',
    (event) => {
      if (!window.bench || !event.target.closest?.('button')?.ariaLabel?.startsWith('Talk')) return;
      window.pressed.push(performance.timeOrigin + event.timeStamp);
      bench.chirp(0.5);
    },
    { capture: true },
  );
}

function hearRemoteTracks() {
  const Original = RTCPeerConnection;
  let started;
  window.RTCPeerConnection = class extends Original {
    constructor(...args) {
      super(...args);
      this.addEventListener('track', async ({ track }) => {
        if (track.kind !== 'audio') return;
        started ??= (async () => {
          window.bench = new Bench();
          await bench.start();
          bench.onsets.voice = [];
        })();
        await started;
        bench.listen('voice', new MediaStream([track]), { hz: 0, threshold: 0.05, quietMs: 150, recordFrames: 6000 });
      });
    }
  };
}

// How much of the rising tone is missing before the first sample heard: each pair of upward zero crossings has a pitch,
// each pitch a place in the tone; the median of what they say.
function missing(samples, rate) {
  const crossings = [];
  for (let i = 1; i < Math.min(samples.length, ANALYSED_S * rate); i++) {
    if (samples[i - 1] < 0 && samples[i] >= 0) crossings.push((i - samples[i] / (samples[i] - samples[i - 1])) / rate);
  }
  const estimates = [];
  for (let k = 1; k < crossings.length; k++) {
    const hz = 1 / (crossings[k] - crossings[k - 1]);
    const at = (crossings[k] + crossings[k - 1]) / 2;
    if (hz > 400 && hz < 3000) estimates.push((hz - 700) / 4000 - at);
  }
  estimates.sort((a, b) => a - b);
  return estimates.length ? estimates[estimates.length >> 1] * 1000 : Number.NaN;
}
