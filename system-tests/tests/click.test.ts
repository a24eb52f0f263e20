/**
 * The click of eight devices: eight browser processes with eight clocks, recorded from one sound card. What is between
 * them is read from the samples, never from what a page says of itself.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickSettings, joinBand, startClick } from '../clicks/band.ts';
import { ClickRig, hurry } from '../clicks/clickRig.ts';
import { type Beats, percentile, phaseOf, slipMs, spreads, type Stream, type Stretch } from '../clicks/score.ts';
import { SoundCard } from '../clicks/soundCard.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { Wire } from '../harness/network.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const DEVICES = 8;
const BPM = 120;
const PERIOD_S = 60 / BPM;
const STRETCH_S = 4;
/** Nobody is together at once: the browsers learn the latency of their audio, the devices the session's clock. */
const WARM_UP_S = 6;
/** So many good stretches one after the other are wanted, and no more than so many are tried. */
const WANTED = 2;
const TRIED = 45;
const PATIENT = { timeout: 300_000 };
/** Where an audio path itself moved by this much, a stretch says nothing of the click. */
const SLIPPED_MS = 1;
/** What the rig itself may be off, in a bound of 15. */
const RIG_MS = 5;
const REQUIRED_MS = 15;

const wire = Wire.here();
const calm = hurry();
let hub: Hub;
let owner: Member;
let rig: ClickRig;
/** Where the beat was before the hub died. */
let before = Number.NaN;

beforeAll(async () => {
  if (!SoundCard.available()) return;
  hub = await Hub.start('click');
  owner = await Member.owner(hub);
  rig = await ClickRig.open(DEVICES, { authorityFile: hub.authorityFile, scriptFor: clickSettings });
});
afterAll(async () => {
  await wire?.heal();
  await rig?.close();
  await hub?.remove();
  calm();
});

interface Heard {
  stretch: Stretch;
  app: Stream[];
  beats: Beats;
}

/** Listens until every device is heard: the slowest of eight pages on one small machine may take its time. */
async function everybodyPlays(): Promise<void> {
  let silent: number[] = [];
  await until('every device is heard', PATIENCE_MS, async () => {
    const stretch = await rig.listen(2 * PERIOD_S);
    silent = rig.devices.map(({ index }) => index).filter((index) => rig.clicks(index, stretch).length === 0);
    return silent.length === 0;
  }).catch((error: Error) => {
    throw new Error(`${error.message}; silent: ${silent}`);
  });
}

/**
 * Listens until the devices are together and stay so: the rig's own devices, which share the host's clock, say which
 * stretches can be trusted, where they are heard on every beat and close together and no audio path slipped. Nothing of the
 * app is asked but its path.
 */
async function trusted(): Promise<{ heard: Heard[]; told: string }> {
  let heard: Heard[] = [];
  const told: string[] = [];
  for (let tried = 0; heard.length < WANTED && tried < TRIED; tried++) {
    const stretch = await rig.listen(STRETCH_S);
    const wide = { fromS: stretch.fromS - PERIOD_S, toS: stretch.toS };
    const own = rig.streams(wide, await rig.starts(true), true);
    const app = rig.streams(wide, await rig.starts());
    const slip = Math.max(...[...own, ...app].map((stream) => slipMs(stream, stretch)));
    const ofRig = spreads(own, stretch, PERIOD_S);
    const beats = spreads(app, stretch, PERIOD_S);
    const [rigMs, appMs] = [ofRig, beats].map(({ spreadsMs }) => percentile(spreadsMs, 50));
    const ofApp = `app ${appMs!.toFixed(2)} ms (missing ${beats.missing})`;
    told.push(`rig ${rigMs!.toFixed(2)} ms (missing ${ofRig.missing}), slip ${slip.toFixed(2)}, ${ofApp}`);
    const isTrusted = ofRig.missing === 0 && slip < SLIPPED_MS && rigMs! < RIG_MS;
    if (!isTrusted) continue;
    heard = appMs! < REQUIRED_MS ? [...heard, { stretch, app, beats }] : [];
  }
  console.log(told.join('\n'));
  return { heard, told: told.join('\n') };
}

function expectTogether({ heard, told }: { heard: Heard[]; told: string }): void {
  expect(heard.length, `never together, or the rig was never calm:\n${told}`).toBe(WANTED);
  const all = heard.flatMap(({ beats }) => beats.spreadsMs);
  const missing = heard.reduce((sum, { beats }) => sum + beats.missing, 0);
  expect(all.length, told).toBeGreaterThanOrEqual(0.9 * ((WANTED * STRETCH_S) / PERIOD_S - WANTED));
  expect(missing, told).toBeLessThanOrEqual(WANTED);
  expect(percentile(all, 50), told).toBeLessThan(REQUIRED_MS);
}

/** Where the beat of all of them lies in the recording, ms. */
function phaseMs(heard: readonly Heard[]): number {
  return 1000 * phaseOf(heard.flatMap(({ app }) => app.flatMap(({ clicks }) => clicks)), PERIOD_S);
}

describe.skipIf(!SoundCard.available())(SoundCard.test('the rig'), () => {
  it('gives every page a clock of its own, wherever it reads time', async () => {
    const seen = await Promise.all(
      rig.devices.map(({ page }) =>
        page.evaluate(async () => {
          const { nativeNow, skew } = (globalThis as any).__rig;
          const frame = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
          const now = performance.now();
          const clocks = [
            skew(nativeNow()),
            frame,
            new Event('x').timeStamp,
            performance.mark('x').startTime,
            Date.now() - performance.timeOrigin,
            new Date().getTime() - performance.timeOrigin,
          ];
          return { apart: clocks.map((clock) => Math.abs(clock - now)), now, wall: Date.now() };
        }),
      ),
    );
    for (const { apart } of seen) for (const ms of apart) expect(ms).toBeLessThan(4_000);
    for (const key of ['now', 'wall'] as const) {
      const times = seen.map((page) => page[key]).sort((a, b) => a - b);
      expect(times.at(-1)! - times[0]!).toBeGreaterThan(5_000);
    }
  });

  it('hears nothing while nobody plays', async () => {
    const stretch = await rig.listen(1);
    for (const { index } of rig.devices) {
      expect(rig.clicks(index, stretch)).toEqual([]);
      expect(rig.clicks(index, stretch, true)).toEqual([]);
    }
  });
});

describe.skipIf(!SoundCard.available())(SoundCard.test('the click of eight devices'), () => {
  beforeAll(async () => {
    if (!SoundCard.available()) return;
    const { code } = await owner.create({ name: 'Click' });
    // They learn their latency while the band comes in, and click on until the end.
    await rig.playStandIns(PERIOD_S * 1000, 1200);
    await joinBand(rig.devices, hub, code);
    await startClick(owner, BPM);
  });

  it('is together within 15 ms while the network is busy', PATIENT, async () => {
    await wire?.profile('B');
    await everybodyPlays();
    await rig.listen(WARM_UP_S);
    const together = await trusted();
    expectTogether(together);
    before = phaseMs(together.heard);
  });

  it('goes on while the hub is dead, and is together and in phase when it is back', PATIENT, async () => {
    await wire?.heal();
    const fromS = rig.nowS;
    await hub.kill();
    const dead = await rig.listen(3);
    await hub.restart();
    await rig.listen(WARM_UP_S);
    const heard = await trusted();
    for (const { index } of rig.devices) {
      const clicks = rig.clicks(index, { fromS, toS: dead.toS }).length;
      expect(clicks, `clicks of device ${index} while the hub was dead`).toBeGreaterThanOrEqual(4);
    }
    expectTogether(heard);
    const period = PERIOD_S * 1000;
    const moved = (((phaseMs(heard.heard) - before) % period) + period) % period;
    expect(Math.min(moved, period - moved), 'how far the beat has moved, ms').toBeLessThan(REQUIRED_MS);
  });
});
