import { expect, it } from 'vitest';
import { clickWithinMs } from './click-within.ts';

const device = (drift_ms: number, clock_error_ms?: number) => ({
  rtt_ms: 4,
  bitrate_bps: 0,
  drift_ms,
  ...(clock_error_ms === undefined ? {} : { clock_error_ms }),
});

it('adds to what devices are off how badly the worst two may know the time, and rounds up', () => {
  expect(clickWithinMs([device(0, 0.8), device(0, 1.4), device(0, 0.2)])).toBe(3);
  expect(clickWithinMs([device(-2, 0.5), device(3.1, 0.5), undefined])).toBe(7);
});

it('never says 0, and measures a device alone against the session', () => {
  expect(clickWithinMs([device(0, 0)])).toBe(1);
  expect(clickWithinMs([device(-4.2, 1)])).toBe(6);
});

it('says nothing where nobody clicks, or where one does not know how well it knows the time', () => {
  expect(clickWithinMs([undefined, { rtt_ms: 4, bitrate_bps: 0 }])).toBeUndefined();
  expect(clickWithinMs([device(0, 0.5), device(0)])).toBeUndefined();
});
