import { expect, it } from 'vitest';
import type { TempoPlan } from '../../client/rehearsal.ts';
import { barsIn, songBars, songStart } from './song-start.ts';

const plan: TempoPlan = {
  revision: 1,
  running: true,
  anchor: {
    bpm: 90,
    time_signature: '4/4',
    subdivision: 'none',
    accents: [3, 2, 2, 2],
    anchor_bar_index: 40,
    anchor_timestamp_ms: 0,
    from_ms: 0,
    generated_at_ms: 0,
    count_in_bars: 0,
    running: true,
  },
  run: { start_ms: 5000, first_bar: 3, count_in_bars: 0, count_in: 'click' },
  authority: { role: 'md' },
};

it('begins where the hub says, on every device, also after a reload', () => {
  expect(songStart(plan, { run_start_ms: 5000, from_bar: 33, at_ms: 90_000 })).toBe(33);
});

it('has bar 1 where the run counts 1 when it was selected before, also when the run begins in its middle', () => {
  expect(songStart(plan, undefined)).toBe(1);
  expect(songStart(plan, { run_start_ms: 1000, from_bar: 33, at_ms: 9000 })).toBe(1);
});

it('is nowhere while the click is off', () => {
  const { run: _, ...off } = plan;
  expect(songStart({ ...off, running: false }, undefined)).toBeUndefined();
  expect(songStart(undefined, undefined)).toBeUndefined();
});

it('counts the song’s bars from where it begins, and back', () => {
  const second = songBars(33);
  expect([second.of(33), second.of(32), second.of(61)]).toEqual([1, 0, 29]);
  expect(second.hub(29)).toBe(61);
  expect([songBars().of(7), songBars().hub(7)]).toEqual([7, 7]);
});

it('knows how many bars a song has only when it says how long it is', () => {
  expect(barsIn({ bpm: 72, signature: '4/4', durationS: 290 })).toBe(87);
  expect(barsIn({ bpm: 118, signature: '6/8', durationS: 265 })).toBe(261);
  expect(barsIn({ bpm: 30, durationS: 1 })).toBe(1);
  expect(barsIn({ bpm: 72, signature: '4/4' })).toBeUndefined();
  expect(barsIn({ durationS: 290 })).toBeUndefined();
});
