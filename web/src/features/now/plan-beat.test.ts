import { expect, it } from 'vitest';
import type { TempoPlan, TempoStretch } from '../../client/rehearsal.ts';
import { barMs, beatOf } from './plan-beat.ts';

const stretch = (over: Partial<TempoStretch> = {}): TempoStretch => ({
  bpm: 120,
  time_signature: '4/4',
  subdivision: 'none',
  accents: [3, 2, 2, 2],
  anchor_bar_index: 1,
  anchor_timestamp_ms: 10_000,
  from_ms: 8000,
  generated_at_ms: 7000,
  count_in_bars: 1,
  running: true,
  ...over,
});
const plan = (over: Partial<TempoPlan> = {}): TempoPlan => ({
  revision: 1,
  running: true,
  anchor: stretch(),
  run: { start_ms: 8000, first_bar: 1, count_in_bars: 1, count_in: 'click' },
  authority: { role: 'md' },
  ...over,
});

it('says nothing while the click is off, before it starts, and while the time is unknown', () => {
  expect(beatOf(undefined, 1)).toBeUndefined();
  expect(beatOf(plan({ running: false }), 11_000)).toBeUndefined();
  expect(beatOf(plan(), 7999)).toBeUndefined();
  expect(beatOf(plan(), undefined)).toBeUndefined();
});

it('counts the count-in, then bars and beats', () => {
  expect(beatOf(plan(), 8000)).toEqual({ bar: 0, beat: 0, beats: 4, phase: 0, countIn: 1 });
  expect(beatOf(plan(), 10_000)).toEqual({ bar: 1, beat: 0, beats: 4, phase: 0 });
  expect(beatOf(plan(), 12_750)).toEqual({ bar: 2, beat: 1, beats: 4, phase: 0.5 });
});

it('follows the change from its moment on', () => {
  const pending = stretch({
    bpm: 60,
    time_signature: '6/8',
    accents: [3, 2],
    anchor_bar_index: 3,
    anchor_timestamp_ms: 14_000,
    from_ms: 14_000,
  });
  expect(beatOf(plan({ pending }), 13_999)).toMatchObject({ bar: 2, beat: 3, beats: 4 });
  expect(beatOf(plan({ pending }), 15_000)).toMatchObject({ bar: 3, beat: 1, beats: 2 });
});

it('is silent from the bar line on at which it ends', () => {
  const end = { bar: 2, at_ms: 12_000 };
  expect(beatOf(plan({ end }), 11_999)).toMatchObject({ bar: 1, beat: 3 });
  expect(beatOf(plan({ end }), 12_000)).toBeUndefined();
});

it('tells when a bar begins by the plan as it is now, unless it is not played in this run', () => {
  const pending = stretch({ bpm: 60, anchor_bar_index: 3, anchor_timestamp_ms: 14_000, from_ms: 14_000 });
  expect(barMs(plan(), 5, 18_000)).toBe(18_000);
  expect(barMs(plan({ pending }), 5, 18_000)).toBe(22_000);
  expect(barMs(plan({ pending }), 2, 18_000)).toBe(12_000);
  expect(barMs(plan({ end: { bar: 4, at_ms: 16_000 } }), 5, 18_000)).toBeUndefined();
  expect(barMs(plan(), 5, 7999)).toBeUndefined();
  expect(barMs(plan({ running: false }), 5, 18_000)).toBeUndefined();
});
