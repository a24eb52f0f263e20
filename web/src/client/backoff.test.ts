import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('doubles from half a second to five', () => {
  expect([0, 1, 2, 3, 4, 5, 40].map((n) => backoffMs(n, 0.5))).toEqual([
    500, 1000, 2000, 4000, 5000, 5000, 5000,
  ]);
});

it('spreads the tries but never waits longer than five seconds', () => {
  expect(backoffMs(0, 0)).toBe(400);
  expect(backoffMs(0, 1)).toBe(600);
  expect(backoffMs(9, 1)).toBe(5000);
});
