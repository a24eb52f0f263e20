/** What the hub says of the sound that it gets from this device. */
export interface UpFigures {
  /** Lost on the way to the hub, also what was asked for again and came after all, %. */
  lossPct: number;
  jitterMs?: number;
}

/** What one look at the statistics of our sender says; `reportAtMs` is when the hub has last reported. */
export interface UpCounters {
  sent: number;
  sentAgain: number;
  lost: number;
  jitterMs?: number;
  reportAtMs: number;
}

export interface UpTestPorts {
  /** Puts the test's sound in place of the microphone; answers how to give the microphone its place back. */
  sound(): Promise<() => Promise<void>>;
  look(): Promise<UpCounters | undefined>;
  /** Resolves after so long, or as soon as this person talks. */
  untilTalk(ms: number): Promise<void>;
  pause(ms: number): Promise<void>;
}

/** Fewer packets tell nothing: a pause in speech is not sent. */
const FEWEST = 50;
/** The hub reports once a second, and a report may be lost. */
const REPORT_WITHIN_MS = 2500;
const LOOK_EVERY_MS = 100;

/** Sends a sound for so long, and waits for what the hub reports of it; nothing where it reports nothing. */
export async function testUp(ports: UpTestPorts, forMs: number): Promise<UpFigures | undefined> {
  const before = await ports.look();
  const giveBack = await ports.sound();
  try {
    await ports.untilTalk(forMs);
  } finally {
    await giveBack();
  }
  const ended = await ports.look();
  if (!ended) return undefined;
  let after = ended;
  for (let ms = 0; after.reportAtMs <= ended.reportAtMs && ms < REPORT_WITHIN_MS; ms += LOOK_EVERY_MS) {
    await ports.pause(LOOK_EVERY_MS);
    after = (await ports.look()) ?? after;
  }
  if (after.reportAtMs <= ended.reportAtMs) return undefined;
  return figuresBetween(before ?? { sent: 0, sentAgain: 0, lost: 0, reportAtMs: 0 }, after);
}

/** Each packet that the hub asked for again was lost once, whether or not it came in the end. */
export function figuresBetween(before: UpCounters, after: UpCounters): UpFigures | undefined {
  const sent = after.sent - before.sent;
  if (sent < FEWEST) return undefined;
  const gone = after.lost - before.lost + after.sentAgain - before.sentAgain;
  const lossPct = Math.round((1000 * Math.min(sent, Math.max(0, gone))) / sent) / 10;
  return { lossPct, ...(after.jitterMs === undefined ? {} : { jitterMs: after.jitterMs }) };
}

type Entry = Record<string, unknown> & { type?: string };
const num = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Reads the counters out of a sender's statistics; nothing before the first packet. */
export function upCountersOf(report: Iterable<[string, unknown]>): UpCounters | undefined {
  const entries = [...report].map(([, value]) => value as Entry);
  const out = entries.find(({ type }) => type === 'outbound-rtp');
  if (!out) return undefined;
  const heard = entries.find(({ type }) => type === 'remote-inbound-rtp');
  return {
    sent: num(out.packetsSent),
    sentAgain: num(out.retransmittedPacketsSent),
    lost: num(heard?.packetsLost),
    reportAtMs: num(heard?.timestamp),
    ...(typeof heard?.jitter === 'number' ? { jitterMs: Math.round(heard.jitter * 10_000) / 10 } : {}),
  };
}
