import { expect, it } from 'vitest';
import { noTaps, type Taps, tapped, tapsMissing } from './tap-tempo.ts';

const tapAt = (...times: number[]): Taps => times.reduce<Taps>(tapped, noTaps);

it('needs four taps', () => {
  expect(tapAt(0, 500, 1000).bpm).toBeUndefined();
  expect(tapsMissing(tapAt(0, 500, 1000))).toBe(1);
  expect(tapAt(0, 500, 1000, 1500).bpm).toBe(120);
});

it('evens out a hand that is a little off', () => {
  expect(tapAt(0, 510, 1000, 1505, 2000).bpm).toBe(120);
});

it('does not let one slip move the tempo', () => {
  expect(tapAt(0, 500, 1000, 1500, 1620, 2120, 2620, 3120).bpm).toBe(120);
});

it('begins anew after a pause and when the clock goes back', () => {
  expect(tapAt(0, 500, 1000, 1500, 5000).atMs).toEqual([5000]);
  expect(tapAt(1000, 900).atMs).toEqual([900]);
});

it('stays within what a click can be', () => {
  expect(tapAt(0, 100, 200, 300).bpm).toBe(260);
  expect(tapAt(0, 2150, 4300, 6450).bpm).toBe(30);
});
