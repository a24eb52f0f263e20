import { backoffMs } from './backoff.ts';
import { HubClock } from './clock.ts';
import { asHubError } from './hub-error.ts';
import type { Frame } from './model.ts';
import type { Failure, Next } from './places.ts';

/** What is true of the link at this moment; times are of `performance.now()`. */
export type LinkState =
  | { kind: 'connecting'; sinceMs: number }
  | { kind: 'open'; sinceMs: number }
  | { kind: 'lost'; sinceMs: number; nextTryAtMs: number; attempt: number }
  | { kind: 'stopped'; code: string };

/** The part of a WebSocket that is used here, so that tests can hand in their own. */
export interface Wire {
  readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
}

export interface SocketPorts {
  open(url: string): Wire;
  nowMs(): number;
  wallMs(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
}

export interface SocketOptions {
  url(cursor: string | undefined, token: string): string;
  /** An access token that is good now; rejects with 401, 403 or 410 when this person is out. */
  token(forceRefresh: boolean): Promise<string>;
  onFrame(frame: Frame): void;
  onState(state: LinkState): void;
  /** Whether the hub is reached elsewhere, too: then there is no wait before the first try. */
  others?(): boolean;
  /** A try came to nothing: when the next one follows. */
  onFailure?(how: Failure): Next;
  /** While this node is silent: how to go on at another one that answers, if there is one. */
  elsewhere?(): Promise<(() => void) | undefined>;
  /** A connection that was in doubt speaks again: nobody goes anywhere. */
  onTrust?(): void;
  /** Nothing is heard any more; {@link HubSocket.silent} tells how long that lasts. */
  onSilence?(): void;
}

const PING_EVERY_MS = 1000;
/** Where another node could be asked instead, its silence is noticed sooner. */
const PING_AMONG_OTHERS_MS = 500;
/** A ping without an answer for so long casts doubt on the connection: another is tried beside it. */
const DOUBT_AFTER_MS = 600;
const SILENT_AFTER_MS = 2500;
/** What a try may take at first and at most: a lost SYN is sent again after 1, 3, 7 s, so then a fresh try is sooner. */
const FIRST_TRY_MS = 1150;
const SHORT_TRIES = 4;
const LAST_TRY_MS = 5000;
/** Between two tries beside a connection in doubt. */
const BETWEEN_TRIES_MS = 100;
const OPEN = 1;

/** The token ran out: fetch another one and come back. */
const TOKEN_CLOSE = 4401;
/** Codes with which the hub ends a connection for good. */
const FINAL_CLOSES: Record<number, string> = { 4403: 'REMOVED', 4404: 'LEFT', 4410: 'SESSION_CLOSED' };

/**
 * One connection to /ws that comes back by itself: resumes at the last cursor, pings, and notices silence. While the
 * connection is in doubt another is opened beside it, and the first that says anything is the connection.
 * The states it tells are what is true, not what is hoped for.
 */
export class HubSocket {
  readonly clock = new HubClock();
  private readonly options: SocketOptions;
  private readonly ports: SocketPorts;
  private wire: Wire | undefined;
  /** The one being opened: the next connection, or one beside a connection in doubt. */
  private trial: Wire | undefined;
  private tries = 0;
  private state: LinkState;
  private cursor: string | undefined;
  private attempt = 0;
  private lastHeardMs = 0;
  /** What was heard last when it was in doubt last: once for each silence. */
  private doubtedMs = -1;
  private pings = new Map<number, { at: number; wall: number }>();
  private pingCount = 0;
  private cancelTry: () => void = () => undefined;
  private cancelPing: () => void = () => undefined;
  /** One for each ping that is not old enough to cast doubt. */
  private readonly doubts = new Set<() => void>();
  private generation = 0;
  private forceRefresh = false;

  constructor(options: SocketOptions, ports: SocketPorts = browserPorts) {
    this.options = options;
    this.ports = ports;
    this.state = { kind: 'connecting', sinceMs: ports.nowMs() };
  }

  start(): void {
    this.tell({ kind: 'connecting', sinceMs: this.ports.nowMs() });
    void this.connect();
  }

  stop(code = 'STOPPED'): void {
    this.dropTrial();
    this.dropWire(1000, 'bye');
    this.tell({ kind: 'stopped', code });
  }

  /** False when the frame could not be sent now: nothing is queued, because a late floor request is a lie. */
  send(type: string, payload: Record<string, unknown>): boolean {
    if (this.wire?.readyState !== OPEN) return false;
    this.wire.send(JSON.stringify({ type, ts: this.ports.wallMs(), payload }));
    return true;
  }

  /** The network or the page came back: try now instead of at the end of the wait. */
  nudge(): void {
    if (this.silent) void this.connect();
    else if (this.state.kind === 'open') this.ping();
  }

  /** The hub does not answer: the connection is lost, or in doubt. */
  get silent(): boolean {
    return this.state.kind === 'lost' || (this.wire !== undefined && this.tries > 0);
  }

  get rttMs(): number | undefined {
    return this.clock.rttMs;
  }

  private async connect(): Promise<void> {
    this.dropTrial();
    const mine = this.generation;
    let token: string;
    try {
      token = await this.options.token(this.forceRefresh);
      this.forceRefresh = false;
    } catch (error) {
      if (mine !== this.generation) return;
      const fault = asHubError(error);
      if ([401, 403, 404, 410].includes(fault.status)) this.refused(fault.code);
      else this.failed(fault.status === 0 ? 'closed' : 'silent');
      return;
    }
    if (mine !== this.generation) return;
    try {
      this.attempted(this.ports.open(this.options.url(this.cursor, token)));
    } catch {
      this.failed('closed');
    }
  }

  private attempted(wire: Wire): void {
    this.trial = wire;
    const patienceMs = Math.min(LAST_TRY_MS, FIRST_TRY_MS * 1.5 ** Math.max(0, ++this.tries - SHORT_TRIES));
    this.cancelTry = this.ports.after(patienceMs, () => this.failed('silent'));
    wire.onopen = () => {
      this.cancelTry();
      if (this.wire) this.cancelTry = this.ports.after(LAST_TRY_MS, () => this.failed('silent'));
      else this.adopt(wire);
    };
    wire.onmessage = (event) => {
      if (wire === this.trial) this.adopt(wire);
      this.receive(event.data);
    };
    wire.onclose = (event) => this.ended(wire, event.code);
  }

  /** From now on this is the connection; one that was in doubt is given up. */
  private adopt(wire: Wire): void {
    this.cancelTry();
    this.trial = undefined;
    if (this.wire) {
      this.dropWire();
      this.tell({ kind: 'lost', sinceMs: this.lastHeardMs, nextTryAtMs: this.ports.nowMs(), attempt: 0 });
    }
    this.wire = wire;
    this.tries = 0;
    this.lastHeardMs = this.ports.nowMs();
    this.pings.clear();
    this.clock.reset();
    this.ping();
  }

  private ended(wire: Wire, code: number): void {
    const final = FINAL_CLOSES[code];
    if (wire === this.wire) {
      if (code === TOKEN_CLOSE) this.forceRefresh = true;
      if (final) this.stop(final);
      else this.lose();
    } else if (final) {
      this.refused(final);
    } else {
      if (code === TOKEN_CLOSE || this.attempt > 0) this.forceRefresh = true;
      this.failed('closed');
    }
  }

  private receive(data: unknown): void {
    this.lastHeardMs = this.ports.nowMs();
    this.trusted();
    const frame = parseFrame(data);
    if (!frame) return;
    if (frame.type === 'ping') {
      this.send('pong', frame.payload);
      return;
    }
    if (frame.type === 'pong') {
      this.pong(frame);
      return;
    }
    if (this.state.kind !== 'open' && (frame.type === 'snapshot' || frame.type === 'resumed')) {
      this.attempt = 0;
      this.tell({ kind: 'open', sinceMs: this.ports.nowMs() });
    }
    if (frame.cursor) this.cursor = frame.cursor;
    this.options.onFrame(frame);
  }

  private ping(): void {
    this.cancelPing();
    if (this.ports.nowMs() - this.lastHeardMs > SILENT_AFTER_MS) {
      this.lose();
      return;
    }
    const n = ++this.pingCount;
    const at = this.ports.nowMs();
    this.pings.set(n, { at, wall: this.ports.wallMs() });
    if (this.pings.size > 8) this.pings.delete(n - 8);
    this.send('ping', { n });
    const pauseMs = this.options.others?.() ? PING_AMONG_OTHERS_MS : PING_EVERY_MS;
    this.cancelPing = this.ports.after(pauseMs, () => this.ping());
    const cancel = this.ports.after(DOUBT_AFTER_MS, () => {
      this.doubts.delete(cancel);
      const inDoubt = this.state.kind === 'open' && this.lastHeardMs < at;
      if (inDoubt && !this.trial && this.doubtedMs !== this.lastHeardMs) void this.doubt();
    });
    this.doubts.add(cancel);
  }

  /** Another connection is tried beside this one; where another node answers first it goes there. */
  private async doubt(): Promise<void> {
    const { wire, lastHeardMs } = this;
    this.doubtedMs = lastHeardMs;
    void this.connect();
    this.options.onSilence?.();
    const go = await this.options.elsewhere?.();
    const answers = wire !== this.wire || lastHeardMs < this.lastHeardMs || this.trial?.readyState === OPEN;
    if (!go || answers) return;
    go();
    void this.connect();
  }

  /** The connection said something: nothing else is needed beside it. */
  private trusted(): void {
    if (this.tries > 0) this.options.onTrust?.();
    this.tries = 0;
    this.dropTrial();
  }

  private pong(frame: Frame): void {
    const n = Number(frame.payload.n);
    const ping = this.pings.get(n);
    if (!ping) return;
    this.pings.delete(n);
    const trip = this.ports.nowMs() - ping.at;
    this.clock.add({ sentMs: ping.wall, receivedMs: ping.wall + trip, hubMs: frame.ts });
  }

  /** Whoever was asked lets this person in no more. */
  private refused(code: string): void {
    const next = this.options.onFailure?.('refused') ?? 'never';
    if (next === 'never') this.stop(code);
    else this.again(next);
  }

  private failed(how: Failure): void {
    this.again(this.options.onFailure?.(how) ?? 'later');
  }

  /** A try came to nothing. Beside a connection in doubt the next follows soon, otherwise after a while. */
  private again(next: Next): void {
    this.dropTrial();
    if (next === 'now') void this.connect();
    else if (this.wire) this.cancelTry = this.ports.after(BETWEEN_TRIES_MS, () => void this.connect());
    else this.wait();
  }

  /** The connection is gone; what is being opened beside it goes on. */
  private lose(): void {
    this.dropWire();
    const atOnce = this.options.others?.() ?? false;
    if (this.trial || atOnce) this.tellLost(this.ports.nowMs());
    else this.wait();
    if (!this.trial && atOnce) void this.connect();
  }

  private wait(): void {
    this.dropTrial();
    const waitMs = backoffMs(this.attempt, this.ports.random());
    this.tellLost(this.ports.nowMs() + waitMs);
    this.attempt++;
    this.cancelTry = this.ports.after(waitMs, () => void this.connect());
  }

  private tellLost(nextTryAtMs: number): void {
    const anew = this.state.kind !== 'lost';
    const sinceMs = this.state.kind === 'lost' ? this.state.sinceMs : this.ports.nowMs();
    this.tell({ kind: 'lost', sinceMs, nextTryAtMs, attempt: this.attempt + 1 });
    if (anew) this.options.onSilence?.();
  }

  /** Also forgets a token that was asked for and a try that was waited for. */
  private dropTrial(): void {
    this.generation++;
    this.cancelTry();
    const wire = this.trial;
    this.trial = undefined;
    if (wire) silence(wire).close();
  }

  private dropWire(code?: number, reason?: string): void {
    this.cancelPing();
    for (const cancel of this.doubts) cancel();
    this.doubts.clear();
    const wire = this.wire;
    this.wire = undefined;
    if (wire) silence(wire).close(code, reason);
  }

  private tell(state: LinkState): void {
    this.state = state;
    this.options.onState(state);
  }
}

function silence(wire: Wire): Wire {
  wire.onopen = null;
  wire.onmessage = null;
  wire.onclose = null;
  return wire;
}

export function parseFrame(data: unknown): Frame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value = JSON.parse(data) as Partial<Frame> | null;
    if (typeof value?.type !== 'string') return undefined;
    const payload = typeof value.payload === 'object' && value.payload ? value.payload : {};
    return {
      type: value.type,
      ts: typeof value.ts === 'number' ? value.ts : 0,
      payload,
      ...(typeof value.cursor === 'string' ? { cursor: value.cursor } : {}),
      ...(typeof value.id === 'string' ? { id: value.id } : {}),
    };
  } catch {
    return undefined;
  }
}

const browserPorts: SocketPorts = {
  open: (url) => new WebSocket(url) as unknown as Wire,
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
