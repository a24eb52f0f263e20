import { expect, it } from 'vitest';
import type { TempoPlan } from '../../client/rehearsal.ts';
import { songStart } from './song-start.ts';

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

it('begins with the run when it was selected before the run began', () => {
  expect(songStart(plan, undefined)).toBe(3);
  expect(songStart(plan, { run_start_ms: 1000, from_bar: 33, at_ms: 9000 })).toBe(3);
});

it('is nowhere while the click is off', () => {
  const { run: _, ...off } = plan;
  expect(songStart({ ...off, running: false }, undefined)).toBeUndefined();
  expect(songStart(undefined, undefined)).toBeUndefined();
});
