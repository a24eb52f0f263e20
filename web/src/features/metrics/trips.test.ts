import { expect, it } from 'vitest';
import { KEPT_MS, keep, type Sample } from './trips.ts';

it('keeps two minutes', () => {
  let samples: Sample[] = [];
  for (let atMs = 0; atMs <= 2 * KEPT_MS; atMs += 2000) samples = keep(samples, { atMs, rttMs: 8 });
  expect(samples).toHaveLength(KEPT_MS / 2000);
  expect([samples[0]?.atMs, samples.at(-1)?.atMs]).toEqual([KEPT_MS + 2000, 2 * KEPT_MS]);
});
