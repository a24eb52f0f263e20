import { expect, it } from 'vitest';
import { HubClock } from './clock.ts';

it('takes the offset from the probe that waited least', () => {
  const clock = new HubClock();
  clock.add({ sentMs: 1000, receivedMs: 1200, hubMs: 6190 });
  clock.add({ sentMs: 2000, receivedMs: 2010, hubMs: 7005 });
  clock.add({ sentMs: 3000, receivedMs: 3150, hubMs: 8001 });
  expect(clock.offsetMs).toBe(5000);
  expect(clock.rttMs).toBe(150);
});

it('ignores a probe that came back before it left', () => {
  const clock = new HubClock();
  clock.add({ sentMs: 1000, receivedMs: 900, hubMs: 0 });
  expect(clock.rttMs).toBeUndefined();
});
