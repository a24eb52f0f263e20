import { expect, it } from 'vitest';
import { countInMs, downbeatIn, nextTime } from './start-time.ts';

const now = new Date(2026, 10, 21, 19, 29, 50);

it('reads a time of the day, of tomorrow when it is past', () => {
  expect(nextTime('19:30', now)?.getTime()).toBe(now.getTime() + 10_000);
  expect(nextTime(' 19:29:55 ', now)?.getTime()).toBe(now.getTime() + 5000);
  expect(nextTime('9:00', now)?.getDate()).toBe(22);
  for (const none of ['', '19', '19:3', '24:00', '19:60', '19:30:61', 'soon'])
    expect(nextTime(none, now), none).toBeUndefined();
});

it('starts at once without a time, and never before the count-in can sound', () => {
  expect(downbeatIn('now', '19:30', now, 0)).toBeUndefined();
  expect(downbeatIn('soon', '', now, 4000)).toBe(10_000);
  expect(downbeatIn('soon', '', now, 16_000)).toBe(17_000);
  expect(downbeatIn('clock', '19:30', now, 4000)).toBe(10_000);
  expect(downbeatIn('clock', '19:30', now, 9500)).toBeUndefined();
  expect(downbeatIn('clock', '19:40', now, 0)).toBeUndefined();
  expect(downbeatIn('clock', 'soon', now, 0)).toBeUndefined();
});

it('knows how long a count-in lasts', () => {
  expect(countInMs(2, { bpm: 120, accents: [3, 2, 2, 2] })).toBe(4000);
  expect(countInMs(1, { bpm: 60, accents: [3, 2] })).toBe(2000);
  expect(countInMs(2, undefined)).toBe(0);
});
