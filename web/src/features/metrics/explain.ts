import type { DeviceReport } from '../../client/rehearsal.ts';

export type Trouble =
  | { kind: 'loss'; userId: string; pct: number }
  | { kind: 'drift'; userId: string; ms: number }
  | { kind: 'trip'; userId: string; ms: number }
  | { kind: 'lost'; userId: string }
  /** Many links at once: not theirs, but the network they share. */
  | { kind: 'full'; count: number; of: number; kbps: number };

export const LOSS_PCT = 10;
export const LOSS_FOR_MS = 5000;
export const TRIP_MS = 250;
/** A link that strains: far below what warns of one, but not what a network with room to spare does. */
const STRAINED = { lossPct: 3, rttMs: 150 };
/** So many that it is no chance, and at least that share of all. */
const STRAINED_LEAST = 3;
const STRAINED_SHARE = 0.4;

/** A talker who loses much may be silent before it has lasted; for so long it counts on. */
const SILENT_MS = 20_000;

/** What a device loses: since when too much (silences left out), how much, when it said so, and since when it is silent. */
export interface Losing {
  sinceMs: number;
  pct: number;
  saidMs: number;
  silentMs?: number;
}

/** For how long its voice was bad: a silence stops the clock. */
const badForMs = (losing: Losing, nowMs: number) => (losing.silentMs ?? nowMs) - losing.sinceMs;

/** Who loses too much, kept from report to report. */
export type LossSince = Readonly<Record<string, Losing>>;

/** Loss counts only when it lasts: one bad second is not worth a word. Silence, in which nothing is measured, neither adds nor mends. */
export function lossSince(
  before: LossSince,
  reports: Readonly<Record<string, DeviceReport | undefined>>,
  nowMs: number,
): LossSince {
  const after = Object.entries(reports).flatMap(([id, report]): [string, Losing][] => {
    const was = before[id];
    const pct = report?.loss_pct;
    if (pct === undefined) {
      const kept = report && was && nowMs - was.saidMs < SILENT_MS;
      return kept ? [[id, { ...was, silentMs: was.silentMs ?? nowMs }]] : [];
    }
    if (pct < LOSS_PCT) return [];
    return [[id, { sinceMs: was ? nowMs - badForMs(was, nowMs) : nowMs, pct, saidMs: nowMs }]];
  });
  return after.length === 0 && Object.keys(before).length === 0 ? before : Object.fromEntries(after);
}

export interface RoomLook {
  reports: Readonly<Record<string, DeviceReport | undefined>>;
  lossSince: LossSince;
  /** Whose connection is gone, for a while now. */
  lost: readonly string[];
  running: boolean;
  nowMs: number;
}

/** All that is wrong, the worst first: who is gone, voice, then the click, then the way there, then the shared network. */
export function troubles(look: RoomLook): Trouble[] {
  const found: Trouble[] = look.lost.map((userId) => ({ kind: 'lost', userId }));
  const known = Object.entries(look.reports).flatMap(([id, report]) =>
    report && !look.lost.includes(id) ? [[id, report] as const] : [],
  );
  const worst = (list: Trouble[], size: (t: Trouble) => number): Trouble[] =>
    list.sort((a, b) => size(b) - size(a));
  found.push(
    ...worst(
      known.flatMap(([userId]): Trouble[] => {
        const losing = look.lossSince[userId];
        const lasts = losing && badForMs(losing, look.nowMs) >= LOSS_FOR_MS;
        return lasts ? [{ kind: 'loss', userId, pct: Math.round(losing.pct) }] : [];
      }),
      (t) => (t.kind === 'loss' ? t.pct : 0),
    ),
  );
  if (look.running) {
    found.push(
      ...worst(
        known
          .filter(([, report]) => report.drifts)
          .map(([userId, report]) => ({ kind: 'drift', userId, ms: Math.round(report.drift_ms ?? 0) })),
        (t) => (t.kind === 'drift' ? Math.abs(t.ms) : 0),
      ),
    );
  }
  found.push(
    ...worst(
      known
        .filter(([, report]) => report.rtt_ms >= TRIP_MS)
        .map(([userId, report]) => ({ kind: 'trip', userId, ms: Math.round(report.rtt_ms) })),
      (t) => (t.kind === 'trip' ? t.ms : 0),
    ),
  );
  const full = nearLimit(known.map(([, report]) => report));
  if (full) found.push(full);
  return found;
}

/** Where many links lose or wait at the same time, the way they share has no room left. */
function nearLimit(reports: readonly DeviceReport[]): Trouble | undefined {
  const strained = reports.filter((r) => (r.loss_pct ?? 0) >= STRAINED.lossPct || r.rtt_ms >= STRAINED.rttMs);
  if (strained.length < STRAINED_LEAST || strained.length < reports.length * STRAINED_SHARE) return undefined;
  const bps = reports.reduce((sum, report) => sum + (report.bitrate_bps ?? 0), 0);
  return { kind: 'full', count: strained.length, of: reports.length, kbps: Math.round(bps / 1000) };
}
