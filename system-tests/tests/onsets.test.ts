/** The ear and the judge of the rig, on sounds whose truth is known. */
import { describe, expect, it } from 'vitest';
import { addBurst, pitchOf } from '../clicks/burst.ts';
import type { Start } from '../clicks/clickDevice.ts';
import { findClicks } from '../clicks/onsets.ts';
import { lockedAtS, middleMs, parts } from '../clicks/judge.ts';
import { percentile, phaseOf, slipMs, spreads, type Stream } from '../clicks/score.ts';

const RATE = 40_000;
const PERIOD_S = 0.5;

/** Seeded, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * RATE));
}

function addNoise(samples: Float32Array, amplitude: number, seed: number): void {
  const next = random(seed);
  for (let i = 0; i < samples.length; i++) samples[i]! += amplitude * (2 * next() - 1);
}

describe('the ear', () => {
  it('tells the middle of every click within 2 µs while fifteen others sound at the same time', () => {
    const next = random(7);
    const samples = silence(6);
    const truth = Array.from({ length: 16 }, (_, k) => Array.from({ length: 10 }, (_, n) => 0.3 + n * PERIOD_S + 0.004 * next() + k * 1e-4));
    truth.forEach((times, k) => times.forEach((atS) => addBurst(samples, RATE, atS, pitchOf(k >> 1, k % 2 === 1), 0.05)));
    truth.forEach((times, k) => {
      const found = findClicks(samples, { rate: RATE, hz: pitchOf(k >> 1, k % 2 === 1) });
      expect(found).toHaveLength(times.length);
      found.forEach(({ atS, amplitude }, n) => {
        expect(Math.abs(atS - times[n]!)).toBeLessThan(2e-6);
        expect(amplitude).toBeCloseTo(0.05, 3);
      });
    });
  });

  it('tells it within 0.15 ms in noise of a tenth of its height', () => {
    const samples = silence(20);
    const times = Array.from({ length: 30 }, (_, n) => 0.4 + n * 0.61);
    for (const atS of times) addBurst(samples, RATE, atS, 2400, 0.05);
    addNoise(samples, 0.005, 3);
    const found = findClicks(samples, { rate: RATE, hz: 2400 });
    expect(found).toHaveLength(times.length);
    found.forEach(({ atS }, n) => expect(Math.abs(atS - times[n]!)).toBeLessThan(1.5e-4));
  });

  it.each([
    ['silence', () => silence(3)],
    [
      'clicks of other pitches',
      () => {
        const samples = silence(3);
        for (const device of [0, 1, 3, 4]) addBurst(samples, RATE, 1.5, pitchOf(device), 0.2);
        return samples;
      },
    ],
    [
      'a steady tone of its own pitch',
      () => silence(3).map((_, i) => 0.05 * Math.sin((2 * Math.PI * pitchOf(2) * i) / RATE)),
    ],
  ])('hears no click in %s', (_, make) => {
    const heard = findClicks(make(), { rate: RATE, hz: pitchOf(2) }).filter(({ atS }) => atS > 0.1 && atS < 2.9);
    expect(heard).toEqual([]);
  });
});

describe('the judge', () => {
  const stretch = { fromS: 1, toS: 11 };

  /** One click a beat, each so late as told, in milliseconds. */
  function stream(lateMs: (beat: number) => number, delayMs: (beat: number) => number = () => 80, skip?: number): Stream {
    const beats = Array.from({ length: 26 }, (_, beat) => beat);
    const scheduledS = (beat: number) => 0.2 + beat * PERIOD_S + lateMs(beat) / 1000;
    const starts: Start[] = beats.map((beat) => {
      const when = scheduledS(beat) - delayMs(0) / 1000 + 100;
      return { when, aheadS: 0.4, dueS: scheduledS(beat) - 0.2 };
    });
    const clicks = beats
      .filter((beat) => beat !== skip)
      .map((beat) => ({ atS: scheduledS(beat) + (delayMs(beat) - delayMs(0)) / 1000, amplitude: 0.05 }));
    return { clicks, starts };
  }

  it('measures from the earliest to the latest device, beat by beat', () => {
    const { spreadsMs, missing } = spreads([stream(() => 0), stream((beat) => beat % 2), stream(() => -7.3)], stretch, PERIOD_S);
    expect(missing).toBe(0);
    expect(spreadsMs).toHaveLength(20);
    expect(percentile(spreadsMs, 5)).toBeCloseTo(7.3, 6);
    expect(percentile(spreadsMs, 95)).toBeCloseTo(8.3, 6);
  });

  it('counts each beat in which a device was silent, and makes no spread of it', () => {
    const silent = { clicks: [], starts: [] };
    expect(spreads([stream(() => 0), silent], stretch, PERIOD_S)).toEqual({ spreadsMs: [], missing: 20 });
    expect(spreads([stream(() => 0), stream(() => 0, undefined, 9)], stretch, PERIOD_S).missing).toBe(1);
    expect(spreads([silent, silent], stretch, PERIOD_S)).toEqual({ spreadsMs: [], missing: 20 });
  });

  it('sees a slip of the audio path, and no slip where only the schedule moved', () => {
    const wandering = (beat: number) => 0.4 * Math.sin(beat / 3);
    expect(slipMs(stream(wandering), stretch)).toBeLessThan(0.001);
    const slipped = stream(wandering, (beat) => (beat < 12 ? 80 : 80.6));
    expect(slipMs(slipped, stretch)).toBeGreaterThan(0.2);
    expect(slipMs(slipped, { fromS: 7, toS: 11 })).toBeLessThan(0.001);
  });

  it('finds the phase that most agree on, also across the end of the period', () => {
    const clicks = [0.499, 1.001, 1.5, 2, 2.5].map((atS) => ({ atS, amplitude: 1 }));
    const phase = phaseOf(clicks, PERIOD_S);
    expect(Math.min(phase, PERIOD_S - phase)).toBeLessThan(0.0005);
  });

  it('sees when a device came to the others’ beat and stayed, and that one never did', () => {
    const grid = { phaseS: 0.2, periodS: PERIOD_S };
    const late = stream((beat) => (beat < 6 ? 40 : beat === 8 ? 5 : 0.5));
    expect(lockedAtS(late, stretch, grid, 3, 4)).toBeCloseTo(0.2 + 9 * PERIOD_S, 2);
    expect(lockedAtS(stream((beat) => (beat % 3 === 0 ? 9 : 0)), stretch, grid, 3, 4)).toBeNaN();
    expect(lockedAtS({ clicks: [], starts: [] }, stretch, grid, 3, 4)).toBeNaN();
  });

  it('tells how far a beat moved, and nothing of a device that fell silent', () => {
    const moved = stream((beat) => (beat < 10 ? 1 : 3.5));
    const middle = (of: Stream, fromS: number, toS: number) => middleMs(of, { fromS, toS }, 0.2, PERIOD_S);
    expect(middle(moved, 6, 9) - middle(moved, 1, 4)).toBeCloseTo(2.5, 6);
    expect(middle({ clicks: [], starts: [] }, 1, 4)).toBeNaN();
  });

  it('cuts a stretch into equal parts', () => {
    expect(parts({ fromS: 2, toS: 17 }, 5)).toEqual([2, 7, 12].map((fromS) => ({ fromS, toS: fromS + 5 })));
  });
});
