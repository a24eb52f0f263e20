import type { LinkReport } from '../../client/model.ts';

/** The counters of one look at the WebRTC statistics. */
export interface Counters {
  atMs: number;
  bytes: number;
  /** Packets that we sent. */
  sent: number;
  lost: number;
  received: number;
  rttMs?: number;
  jitterMs?: number;
  /** What the hub says of what it got from us, 0 to 1. */
  upLoss?: number;
}

type Entry = Record<string, unknown> & { type?: string };

/** Of fewer packets one that is lost says nothing: the comfort noise of a silence is one or two in a look. */
const FEWEST_PACKETS = 20;

const num = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Everything that has come from the hub on the way of the voice, also what only keeps that way open. */
export function arrivedBytes(reports: Iterable<Iterable<[string, unknown]>>): number {
  const pairs = new Map<string, number>();
  for (const report of reports) {
    for (const [id, value] of report) {
      const entry = value as Entry;
      if (entry.type === 'candidate-pair') pairs.set(id, num(entry.bytesReceived) ?? 0);
    }
  }
  return [...pairs.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * How often the hub has answered on the way of each report's voice: with packets or to the browser's own checks of the way,
 * which go on in silence. Nothing for a report that tells of no way.
 */
export function answersOf(reports: Iterable<Iterable<[string, unknown]>>): (number | undefined)[] {
  return [...reports].map((report) => {
    const pairs = [...report].map(([, value]) => value as Entry).filter((e) => e.type === 'candidate-pair');
    if (pairs.length === 0) return undefined;
    return pairs.reduce(
      (sum, pair) =>
        sum +
        (num(pair.responsesReceived) ?? 0) +
        (num(pair.packetsReceived) ?? 0) +
        (num(pair.lastPacketReceivedTimestamp) ?? 0),
      0,
    );
  });
}

/** What was lost of the sound that came or went between two looks, %; nothing where there was hardly any. */
export function lossBetween(before: Counters, after: Counters): number | undefined {
  const down = downLossBetween(before, after, FEWEST_PACKETS);
  const up = after.sent - before.sent >= FEWEST_PACKETS ? after.upLoss : undefined;
  if (down === undefined && up === undefined) return undefined;
  return Math.max(down ?? 0, up === undefined ? 0 : round(up * 100));
}

/** What was lost of the sound that came between two looks, %; nothing where so few packets came. */
export function downLossBetween(before: Counters, after: Counters, fewest: number): number | undefined {
  const lost = Math.max(0, after.lost - before.lost);
  const received = Math.max(0, after.received - before.received);
  return lost + received < fewest ? undefined : round((lost / (lost + received)) * 100);
}

/** Adds up reports of our sender and of all receivers. */
export function countersOf(reports: Iterable<Iterable<[string, unknown]>>, atMs: number): Counters {
  const total: Counters = { atMs, bytes: 0, sent: 0, lost: 0, received: 0 };
  const seen = new Set<string>();
  for (const report of reports) {
    for (const [id, value] of report) {
      if (seen.has(id)) continue;
      seen.add(id);
      take(total, value as Entry);
    }
  }
  return total;
}

function take(total: Counters, entry: Entry): void {
  const seconds = (value: unknown): number | undefined => {
    const n = num(value);
    return n === undefined ? undefined : n * 1000;
  };
  switch (entry.type) {
    case 'outbound-rtp':
      total.bytes += num(entry.bytesSent) ?? 0;
      total.sent += num(entry.packetsSent) ?? 0;
      break;
    case 'inbound-rtp':
      total.bytes += num(entry.bytesReceived) ?? 0;
      total.lost += num(entry.packetsLost) ?? 0;
      total.received += num(entry.packetsReceived) ?? 0;
      total.jitterMs = Math.max(total.jitterMs ?? 0, seconds(entry.jitter) ?? 0);
      break;
    case 'remote-inbound-rtp': {
      const loss = num(entry.fractionLost);
      if (loss !== undefined) total.upLoss = loss;
      assignRtt(total, total.rttMs ?? seconds(entry.roundTripTime));
      break;
    }
    case 'candidate-pair':
      if (entry.nominated === true) assignRtt(total, seconds(entry.currentRoundTripTime) ?? total.rttMs);
      break;
  }
}

/** What happened between two looks; undefined until there are two. What no sound told of is left out. */
export function reportBetween(before: Counters | undefined, after: Counters): LinkReport | undefined {
  if (!before || after.atMs <= before.atMs || after.rttMs === undefined) return undefined;
  const loss = lossBetween(before, after);
  const bits = Math.max(0, after.bytes - before.bytes) * 8;
  return {
    rtt_ms: round(after.rttMs),
    ...(loss === undefined ? {} : { loss_pct: loss }),
    // The browser keeps the jitter of what came last, however long ago.
    ...(after.jitterMs === undefined || after.received === before.received
      ? {}
      : { jitter_ms: round(after.jitterMs) }),
    bitrate_bps: Math.round((bits * 1000) / (after.atMs - before.atMs)),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function assignRtt(total: Counters, rttMs: number | undefined): void {
  if (rttMs !== undefined) total.rttMs = rttMs;
}
