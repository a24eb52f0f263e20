import { backoffMs } from './backoff.ts';
import { HubClock } from './clock.ts';
import { asHubError } from './hub-error.ts';
import type { Frame } from './model.ts';

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
}

const PING_EVERY_MS = 1000;
const SILENT_AFTER_MS = 3500;
const OPEN_WITHIN_MS = 5000;
const OPEN = 1;

/** The token ran out: fetch another one and come back. */
const TOKEN_CLOSE = 4401;
/** Codes with which the hub ends a connection for good. */
const FINAL_CLOSES: Record<number, string> = { 4403: 'REMOVED', 4404: 'LEFT', 4410: 'SESSION_CLOSED' };

/**
 * One connection to /ws that comes back by itself: resumes at the last cursor, pings, and notices silence.
 * The states it tells are what is true, not what is hoped for.
 */
export class HubSocket {
  readonly clock = new HubClock();
  private readonly options: SocketOptions;
  private readonly ports: SocketPorts;
  private wire: Wire | undefined;
  private state: LinkState;
  private cursor: string | undefined;
  private attempt = 0;
  private lastHeardMs = 0;
  private pings = new Map<number, { at: number; wall: number }>();
  private pingCount = 0;
  private cancelTimer: () => void = () => undefined;
  private cancelPing: () => void = () => undefined;
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
    this.generation++;
    this.cancelTimer();
    this.cancelPing();
    this.detach()?.close(1000, 'bye');
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
    if (this.state.kind === 'lost') {
      this.cancelTimer();
      void this.connect();
    } else if (this.state.kind === 'open') {
      this.ping();
    }
  }

  get rttMs(): number | undefined {
    return this.clock.rttMs;
  }

  private async connect(): Promise<void> {
    const mine = ++this.generation;
    let token: string;
    try {
      token = await this.options.token(this.forceRefresh);
      this.forceRefresh = false;
    } catch (error) {
      if (mine !== this.generation) return;
      const fault = asHubError(error);
      if ([401, 403, 404, 410].includes(fault.status)) this.stop(fault.code);
      else this.lose();
      return;
    }
    if (mine !== this.generation) return;
    this.attach(mine, this.options.url(this.cursor, token));
  }

  private attach(mine: number, url: string): void {
    let wire: Wire;
    try {
      wire = this.ports.open(url);
    } catch {
      this.lose();
      return;
    }
    this.wire = wire;
    let opened = false;
    this.cancelTimer = this.ports.after(OPEN_WITHIN_MS, () => {
      if (mine === this.generation && !opened) this.lose();
    });
    wire.onopen = () => {
      if (mine !== this.generation) return;
      opened = true;
      this.cancelTimer();
      this.lastHeardMs = this.ports.nowMs();
      this.pings.clear();
      this.clock.reset();
      this.ping();
    };
    wire.onmessage = (event) => {
      if (mine === this.generation) this.receive(event.data);
    };
    wire.onclose = (event) => {
      if (mine !== this.generation) return;
      const final = FINAL_CLOSES[event.code];
      if (final) {
        this.stop(final);
        return;
      }
      if (event.code === TOKEN_CLOSE || (!opened && this.attempt > 0)) this.forceRefresh = true;
      this.lose();
    };
  }

  private receive(data: unknown): void {
    this.lastHeardMs = this.ports.nowMs();
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
    this.pings.set(n, { at: this.ports.nowMs(), wall: this.ports.wallMs() });
    if (this.pings.size > 8) this.pings.delete(n - 8);
    this.send('ping', { n });
    this.cancelPing = this.ports.after(PING_EVERY_MS, () => this.ping());
  }

  private pong(frame: Frame): void {
    const n = Number(frame.payload.n);
    const ping = this.pings.get(n);
    if (!ping) return;
    this.pings.delete(n);
    const trip = this.ports.nowMs() - ping.at;
    this.clock.add({ sentMs: ping.wall, receivedMs: ping.wall + trip, hubMs: frame.ts });
  }

  private lose(): void {
    this.generation++;
    this.cancelTimer();
    this.cancelPing();
    this.detach()?.close();
    const now = this.ports.nowMs();
    const wait = backoffMs(this.attempt, this.ports.random());
    const sinceMs = this.state.kind === 'lost' ? this.state.sinceMs : now;
    this.tell({ kind: 'lost', sinceMs, nextTryAtMs: now + wait, attempt: ++this.attempt });
    this.cancelTimer = this.ports.after(wait, () => void this.connect());
  }

  private detach(): Wire | undefined {
    const wire = this.wire;
    this.wire = undefined;
    if (wire) {
      wire.onopen = null;
      wire.onmessage = null;
      wire.onclose = null;
    }
    return wire;
  }

  private tell(state: LinkState): void {
    this.state = state;
    this.options.onState(state);
  }
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
