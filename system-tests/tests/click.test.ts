/**
 * The click of eight devices: eight browser processes with eight clocks, recorded from one sound card. What is between
 * them is read from the samples, never from what a page says of itself.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClickRig, hurry } from '../clicks/clickRig.ts';
import { percentile, slipMs, spreads, type Beats } from '../clicks/score.ts';

const DEVICES = 8;
const PERIOD_S = 0.5;
const STRETCH_S = 4;
/** The audio path needs some seconds after its start until the browsers know its latency. */
const WARM_UP_S = 8;
/** So many good stretches are wanted, and no more than so many are tried. */
const WANTED = 2;
const TRIED = 10;
/** Where the path itself moved by this much, the stretch says nothing of the click. */
const SLIPPED_MS = 1;
/** What the rig itself may be off, in a bound of 15. */
const RIG_MS = 5;

let rig: ClickRig;
const calm = hurry();

beforeAll(async () => {
  rig = await ClickRig.open(DEVICES);
}, 120_000);
afterAll(async () => {
  await rig?.close();
  calm();
});

/**
 * Listens until there are enough stretches in which the rig can be trusted: its own devices, which share the host's
 * clock, are heard on every beat and close together, and no audio path slipped.
 */
async function trusted(): Promise<{ own: Beats[]; told: string[] }> {
  const own: Beats[] = [];
  const told: string[] = [];
  for (let tried = 0; own.length < WANTED && tried < TRIED; tried++) {
    const stretch = await rig.listen(STRETCH_S);
    const streams = rig.streams(stretch, await rig.starts(true), true);
    const beats = spreads(streams, stretch, PERIOD_S);
    const slip = Math.max(...streams.map((stream) => slipMs(stream, stretch)));
    const spread = percentile(beats.spreadsMs, 50);
    if (beats.missing === 0 && slip < SLIPPED_MS && spread < RIG_MS) own.push(beats);
    told.push(`missing ${beats.missing}, slip ${slip.toFixed(3)}, spread ${spread.toFixed(2)} ms`);
  }
  return { own, told };
}

describe('the rig', () => {
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
    for (const { apart } of seen) for (const ms of apart) expect(ms).toBeLessThan(2_000);
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

  it('keeps eight devices together that share the host’s clock: its own error', async () => {
    await rig.playStandIns(PERIOD_S * 1000, (WARM_UP_S + TRIED * STRETCH_S + 5) / PERIOD_S);
    await rig.listen(WARM_UP_S);
    const { own, told } = await trusted();
    expect(own.length, told.join('\n')).toBe(WANTED);
    const beats = own.reduce((sum, { spreadsMs }) => sum + spreadsMs.length, 0);
    expect(beats).toBeGreaterThanOrEqual(WANTED * (STRETCH_S / PERIOD_S - 1));
  });
});
