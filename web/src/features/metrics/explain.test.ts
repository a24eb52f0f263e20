import { expect, it } from 'vitest';
import { lossSince, type RoomLook, troubles } from './explain.ts';

const good = { rtt_ms: 8, loss_pct: 0, jitter_ms: 1, bitrate_bps: 24_000 };
const look = (over: Partial<RoomLook>): RoomLook => ({
  reports: {},
  lossSince: {},
  lost: [],
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
  expect(lossSince(first, bad, 4000)).toEqual({ ada: { sinceMs: 1000, pct: 30, saidMs: 4000 } });
  expect(lossSince(first, { ada: good }, 5000)).toEqual({});
  const none = {};
  expect(lossSince(none, { ada: good }, 5000)).toBe(none);
});

it('counts the time in which voice was bad, and no silence between', () => {
  const { loss_pct: _, ...silent } = good;
  const bad = { ada: { ...good, loss_pct: 40 } };
  const warned = [{ kind: 'loss', userId: 'ada', pct: 40 }];
  const said = (
    since: Parameters<typeof lossSince>[0],
    reports: typeof bad | { ada: typeof silent },
    nowMs: number,
  ) => troubles(look({ reports, lossSince: since, nowMs }));

  const quiet = lossSince(lossSince({}, bad, 1000), { ada: silent }, 3000);
  expect(said(quiet, { ada: silent }, 20_000), 'one bad report, then silence').toEqual([]);

  const again = lossSince(lossSince(quiet, { ada: silent }, 9000), bad, 11_000);
  expect(said(again, bad, 13_999), 'two seconds and a little under three').toEqual([]);
  expect(said(again, bad, 14_000)).toEqual(warned);

  const silentNow = lossSince(again, { ada: silent }, 15_000);
  expect(said(silentNow, { ada: silent }, 25_000), 'it lasted, and is silent now').toEqual(warned);
  expect(lossSince(silentNow, { ada: silent }, 31_000), 'for a while').toEqual({});
});

it('puts voice before click before way, and the worse device first', () => {
  const reports = {
    ada: { ...good, drift_ms: -9.4, drifts: true },
    noor: { ...good, drift_ms: 12, drifts: true },
    sam: { ...good, rtt_ms: 300 },
    jonas: { ...good, loss_pct: 20 },
  };
  const kinds = troubles(look({ reports, lossSince: { jonas: { sinceMs: 0, pct: 20, saidMs: 0 } } })).map(
    (t) => (t.kind === 'full' ? t.kind : `${t.kind} ${t.userId}`),
  );
  expect(kinds).toEqual(['loss jonas', 'drift noor', 'drift ada', 'trip sam']);
});

it('warns of a click that is off once its device says that it stays so', () => {
  const off = { ...good, drift_ms: 9 };
  expect(troubles(look({ reports: { ada: off } }))).toEqual([]);
  expect(troubles(look({ reports: { ada: { ...off, drifts: false } } }))).toEqual([]);
  expect(troubles(look({ reports: { ada: { ...off, drifts: true } } }))).toEqual([
    { kind: 'drift', userId: 'ada', ms: 9 },
  ]);
});

it('is silent about drift while the click is off, whatever the devices say', () => {
  expect(
    troubles(look({ reports: { ada: { ...good, drift_ms: 40, drifts: true } }, running: false })),
  ).toEqual([]);
});

it('warns of the network that all share when many links strain at once, by what they measure', () => {
  const strained = { ...good, loss_pct: 4 };
  const two = { ada: strained, noor: { ...good, rtt_ms: 180 }, sam: good, maya: good };
  expect(troubles(look({ reports: two }))).toEqual([]);
  const three = { ...two, sam: strained };
  expect(troubles(look({ reports: three }))).toEqual([{ kind: 'full', count: 3, of: 4, kbps: 96 }]);
  const large = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, good]));
  expect(troubles(look({ reports: { ...large, ...three } }))).toEqual([]);
});

it('names who is gone first, and no older figure of theirs', () => {
  const reports = { ben: { ...good, rtt_ms: 900 }, ada: { ...good, rtt_ms: 300 } };
  expect(troubles(look({ reports, lost: ['ben'] }))).toEqual([
    { kind: 'lost', userId: 'ben' },
    { kind: 'trip', userId: 'ada', ms: 300 },
  ]);
});
