import { expect, it } from 'vitest';
import { AudioClock } from './audio-clock.ts';

/** Not undefined: NaN fails every comparison. */
const known = (value: number | undefined): number => value ?? Number.NaN;

/** Samples 50 ms apart of a path whose second zero is heard at `zeroMs`, each off by up to 0.4 ms, some by far more. */
function listen(clock: AudioClock, zeroMs: number, count: number, fromMs = 0): void {
  for (let n = 0; n < count; n++) {
    const performanceTime = fromMs + zeroMs + 50 * n + 1;
    const offMs = n % 9 === 4 ? 9 : 0.4 * Math.sin(n * 2.3);
    clock.add({ performanceTime, contextTime: (performanceTime - zeroMs - offMs) / 1000 });
  }
}

it('plays by the middle of many samples, of which single ones jump', () => {
  const clock = new AudioClock();
  expect(clock.contextTime(1)).toBeUndefined();
  expect(clock.localMs(1)).toBeUndefined();
  expect(clock.ready).toBe(false);
  listen(clock, 1_234, 60);
  expect(clock.ready).toBe(true);
  expect(Math.abs(known(clock.contextTime(11_234)) - 10)).toBeLessThan(0.0003);
  expect(clock.localMs(known(clock.contextTime(5_000)))).toBeCloseTo(5_000, 9);
  expect(clock.moved).toBe(0);
});

it('follows within half a second when the audio path moves', () => {
  const clock = new AudioClock();
  listen(clock, 1_000, 60);
  for (let n = 0; n < 10; n++)
    clock.add({ performanceTime: 4_000 + 50 * n, contextTime: (3_000 + 50 * n - 25) / 1000 });
  expect(clock.localMs(0)).toBeCloseTo(1_025, 0);
  expect(clock.moved).toBe(1);
});

it('waits until something is heard at all', () => {
  const clock = new AudioClock();
  clock.add({ contextTime: 0, performanceTime: 0 });
  clock.add({});
  expect(clock.ready).toBe(false);
  expect(clock.contextTime(1)).toBeUndefined();
});
