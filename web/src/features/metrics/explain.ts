import type { DeviceReport } from '../../client/rehearsal.ts';

export type Trouble =
  | { kind: 'loss'; userId: string; pct: number }
  | { kind: 'drift'; userId: string; ms: number }
  | { kind: 'trip'; userId: string; ms: number }
  | { kind: 'full'; count: number };

export const LOSS_PCT = 10;
export const LOSS_FOR_MS = 5000;
export const DRIFT_MS = 8;
export const TRIP_MS = 250;
/** Talkers and listeners that a hub was measured with; near it the room is told. */
export const MEASURED_PEOPLE = 100;
const NEAR = 0.9;

/** Since when a device has lost too much, kept from report to report. */
export type LossSince = Readonly<Record<string, number>>;

/** Loss counts only when it lasts: one bad second is not worth a word. */
export function lossSince(
  before: LossSince,
  reports: Readonly<Record<string, DeviceReport | undefined>>,
  nowMs: number,
): LossSince {
  const bad = Object.entries(reports).filter(([, report]) => report && report.loss_pct >= LOSS_PCT);
  const after = Object.fromEntries(bad.map(([id]) => [id, before[id] ?? nowMs]));
  const same =
    Object.keys(after).length === Object.keys(before).length &&
    Object.entries(after).every(([id, at]) => before[id] === at);
  return same ? before : after;
}

export interface RoomLook {
  reports: Readonly<Record<string, DeviceReport | undefined>>;
  lossSince: LossSince;
  people: number;
  running: boolean;
  nowMs: number;
}

/** All that is wrong, the worst first: voice, then the click, then the way there, then the room itself. */
export function troubles(look: RoomLook): Trouble[] {
  const found: Trouble[] = [];
  const known = Object.entries(look.reports).flatMap(([id, report]) =>
    report ? [[id, report] as const] : [],
  );
  const worst = (list: Trouble[], size: (t: Trouble) => number): Trouble[] =>
    list.sort((a, b) => size(b) - size(a));
  found.push(
    ...worst(
      known
        .filter(([id]) => look.nowMs - (look.lossSince[id] ?? Number.POSITIVE_INFINITY) >= LOSS_FOR_MS)
        .map(([userId, report]) => ({ kind: 'loss', userId, pct: Math.round(report.loss_pct) })),
      (t) => (t.kind === 'loss' ? t.pct : 0),
    ),
  );
  if (look.running) {
    found.push(
      ...worst(
        known
          .filter(([, report]) => Math.abs(report.drift_ms ?? 0) > DRIFT_MS)
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
  if (look.people >= MEASURED_PEOPLE * NEAR) found.push({ kind: 'full', count: look.people });
  return found;
}
