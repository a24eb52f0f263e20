import { expect, it } from 'vitest';
import { lossSince, type RoomLook, troubles } from './explain.ts';

const good = { rtt_ms: 8, loss_pct: 0, jitter_ms: 1, bitrate_bps: 24_000 };
const look = (over: Partial<RoomLook>): RoomLook => ({
  reports: {},
  lossSince: {},
  people: 7,
  running: true,
  nowMs: 10_000,
  ...over,
});

it('says nothing of good links', () => {
  expect(troubles(look({ reports: { ada: { ...good, drift_ms: 2 } } }))).toEqual([]);
});

it('warns of ten percent loss only when it lasts five seconds', () => {
  const reports = { ada: { ...good, loss_pct: 12 } };
  const since = lossSince({}, reports, 5001);
  expect(troubles(look({ reports, lossSince: since }))).toEqual([]);
  expect(troubles(look({ reports, lossSince: since, nowMs: 10_001 }))).toEqual([
    { kind: 'loss', userId: 'ada', pct: 12 },
  ]);
});

it('keeps when loss began, and forgets it when the link is good again', () => {
  const bad = { ada: { ...good, loss_pct: 30 } };
  const first = lossSince({}, bad, 1000);
  expect(lossSince(first, bad, 4000)).toBe(first);
  expect(lossSince(first, { ada: good }, 5000)).toEqual({});
});

it('puts voice before click before way, and the worse device first', () => {
  const reports = {
    ada: { ...good, drift_ms: -9.4 },
    noor: { ...good, drift_ms: 12 },
    sam: { ...good, rtt_ms: 300 },
    jonas: { ...good, loss_pct: 20 },
  };
  const kinds = troubles(look({ reports, lossSince: { jonas: 0 } })).map((t) =>
    t.kind === 'full' ? t.kind : `${t.kind} ${t.userId}`,
  );
  expect(kinds).toEqual(['loss jonas', 'drift noor', 'drift ada', 'trip sam']);
});

it('is silent about drift while the click is off, and warns when the room nears what was measured', () => {
  expect(troubles(look({ reports: { ada: { ...good, drift_ms: 40 } }, running: false }))).toEqual([]);
  expect(troubles(look({ people: 89 }))).toEqual([]);
  expect(troubles(look({ people: 90 }))).toEqual([{ kind: 'full', count: 90 }]);
});
