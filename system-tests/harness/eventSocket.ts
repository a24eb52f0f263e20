/** A connection to /ws that keeps every frame it got. */
import { randomUUID } from 'node:crypto';
import { text as readText } from 'node:stream/consumers';
import WebSocket from 'ws';
import { PATIENCE_MS, until, within } from './until.ts';

export interface EventSocketOptions {
  base: string;
  authority?: string;
  token: string;
  sessionId: string;
  cursor?: string;
  origin?: string;
}

/** Loosely typed: tests look at what came, whatever it is. */
export interface AnyFrame {
  type: string;
  ts: number;
  payload: any;
  cursor?: string;
  id?: string;
  /** When it came, by `performance.now()`. */
  atMs: number;
}

/** Why an upgrade was refused. */
export class UpgradeRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`The upgrade was refused with ${status} ${code}`);
  }
}

/** The code in the one error shape; empty for a body of any other. */
function codeOf(body: string): string {
  try {
    return String(JSON.parse(body).error.code);
  } catch {
    return '';
  }
}

const RENEW_EVERY_MS = 300;
const DECISIONS = ['floor.granted', 'floor.queued', 'floor.denied'];

export class EventSocket {
  readonly frames: AnyFrame[] = [];
  closed: { code: number; reason: string } | undefined;
  private renewing = new Map<string, NodeJS.Timeout>();

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as AnyFrame;
      if (frame.type === 'ping') this.send('pong', frame.payload);
      this.frames.push({ ...frame, atMs: performance.now() });
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      for (const timer of this.renewing.values()) clearInterval(timer);
    });
    socket.on('error', () => {});
  }

  /** Resolves with the first frame there: a snapshot, or what was missed. */
  static async open(options: EventSocketOptions): Promise<EventSocket> {
    const connection = await EventSocket.upgrade(options);
    await until('the first frame', PATIENCE_MS, () => connection.frames[0]);
    return connection;
  }

  /** Resolves when the WebSocket is open; rejects with {@link UpgradeRefused}. */
  static upgrade(options: EventSocketOptions): Promise<EventSocket> {
    const query = new URLSearchParams({ token: options.token, session_id: options.sessionId });
    if (options.cursor) query.set('cursor', options.cursor);
    const socket = new WebSocket(`${options.base.replace(/^http/, 'ws')}/ws?${query}`, {
      ...(options.authority ? { ca: options.authority } : {}),
      ...(options.origin ? { origin: options.origin } : {}),
    });
    const connection = new EventSocket(socket);
    const opened = new Promise<EventSocket>((resolve, reject) => {
      socket.once('open', () => resolve(connection));
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, response) => {
        readText(response).then((body) => reject(new UpgradeRefused(response.statusCode ?? 0, codeOf(body))), reject);
      });
    });
    return within('the upgrade is answered', PATIENCE_MS, opened);
  }

  /** The first frame of a type that matches, seen already or still to come. */
  frame(type: string, matches: (payload: any) => boolean = () => true, timeoutMs = PATIENCE_MS): Promise<AnyFrame> {
    const found = () => this.frames.find((frame) => frame.type === type && matches(frame.payload));
    return until(`${type} on /ws`, timeoutMs, found);
  }

  get snapshot(): any {
    return this.frames.find((frame) => frame.type === 'snapshot')?.payload;
  }

  get lastCursor(): string | undefined {
    return this.frames.findLast((frame) => frame.cursor)?.cursor;
  }

  send(type: string, payload: unknown, id?: string): void {
    this.socket.send(JSON.stringify({ type, ts: Date.now(), payload, ...(id ? { id } : {}) }));
  }

  /** Asks for the floor; resolves with its decision. A lease is renewed until it is released. */
  async press(channelId: string, requestId: string = randomUUID()): Promise<AnyFrame> {
    this.send('floor.request', { request_id: requestId, channel_id: channelId, holding: true });
    return until('a decision of the floor', PATIENCE_MS, () => {
      const decision = this.frames.find((f) => DECISIONS.includes(f.type) && f.payload.request_id === requestId);
      if (decision?.type === 'floor.granted') this.renew(decision.payload.lease_id);
      return decision;
    });
  }

  renew(leaseId: string): void {
    const timer = setInterval(() => this.send('floor.renew', { lease_id: leaseId }), RENEW_EVERY_MS);
    this.renewing.set(leaseId, timer);
  }

  release(leaseId: string): void {
    clearInterval(this.renewing.get(leaseId));
    this.send('floor.release', { lease_id: leaseId });
  }

  async close(): Promise<void> {
    this.socket.close();
    await until('the socket is closed', PATIENCE_MS, () => this.closed);
  }

  /** As by a dead machine: no close frame. */
  terminate(): void {
    this.socket.terminate();
  }
}
