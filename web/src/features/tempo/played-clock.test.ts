import { describe, expect, it } from 'vitest';
import { PlayedClock } from './played-clock.ts';
import type { ClockLine } from './session-clock.ts';

const line = (offMs: number): ClockLine => ({ perfMs: 0, sessionMs: 1_000_000 + offMs, rate: 1 });

function following(offMs: number): PlayedClock {
  const clock = new PlayedClock();
  clock.steer(line(0), 0, true);
  clock.steer(line(offMs), 0, false);
  return clock;
}

describe('the clock that is played by', () => {
  it('begins at the estimate', () => {
    const clock = new PlayedClock();
    expect(clock.steer(line(0), 500, true)).toBe('forced');
    expect(clock.sessionAt(500)).toBe(1_000_500);
  });

  it.each([5.9, -5.9])('stretches an error of %d ms away without a jump', (offMs) => {
    const clock = following(offMs);
    let before = clock.sessionAt(0) ?? 0;
    for (let t = 100; t <= 20_000; t += 100) {
      expect(clock.steer(line(offMs), t, false)).toBe('stretch');
      const now = clock.sessionAt(t) ?? 0;
      // At most 0.12 % faster or slower.
      expect(Math.abs(now - before - 100)).toBeLessThan(0.13);
      before = now;
    }
    expect(Math.abs(before - (1_020_000 + offMs))).toBeLessThan(0.15);
  });

  it.each([6, 39, -39])('corrects an error of %d ms at the bar line, not before', (offMs) => {
    const clock = following(offMs);
    expect(clock.steer(line(offMs), 700, false)).toBe('waits');
    expect(clock.sessionAt(700)).toBeCloseTo(1_000_700, 6);
    expect(clock.steer(line(offMs), 800, true)).toBe('snapped');
    expect(clock.sessionAt(800)).toBeCloseTo(1_000_800 + offMs, 6);
  });

  it.each([40.1, -41, 5_000])('corrects an error of %d ms at once', (offMs) => {
    const clock = following(offMs);
    expect(clock.sessionAt(0)).toBeCloseTo(1_000_000 + offMs, 6);
  });
});
