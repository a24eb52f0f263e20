import { expect, it } from 'vitest';
import type { TempoPlan } from '../../client/rehearsal.ts';
import { songStart, startsAt } from './song-start.ts';

const plan = (anchorBar: number, pendingBar?: number): TempoPlan => {
  const stretch = {
    bpm: 90,
    time_signature: '4/4',
    subdivision: 'none' as const,
    accents: [3, 2, 2, 2],
    anchor_timestamp_ms: 0,
    from_ms: 0,
    generated_at_ms: 0,
    count_in_bars: 0,
    running: true,
  };
  return {
    revision: 1,
    running: true,
    anchor: { ...stretch, anchor_bar_index: anchorBar },
    ...(pendingBar === undefined ? {} : { pending: { ...stretch, anchor_bar_index: pendingBar } }),
    run: { start_ms: 0, first_bar: 1, count_in_bars: 0, count_in: 'click' },
    authority: { role: 'md' },
  };
};

it('begins with the change that waits, or at the next bar line', () => {
  expect(startsAt(plan(1, 33), { bar: 30, beat: 2, beats: 4, phase: 0 })).toBe(33);
  expect(startsAt(plan(1), { bar: 30, beat: 2, beats: 4, phase: 0 })).toBe(31);
  expect(startsAt(plan(1), undefined)).toBeUndefined();
});

it('takes what was seen before what the tempo tells', () => {
  expect(songStart(plan(40), 33)).toBe(33);
  expect(songStart(plan(40), undefined)).toBe(40);
});

it('begins anew when the click does, and is nowhere while it is off', () => {
  expect(songStart(plan(1), -12)).toBe(1);
  expect(songStart({ ...plan(1), running: false }, 3)).toBeUndefined();
});
