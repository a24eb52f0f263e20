/**
 * A hub for looking at screens: everything in memory, no sound, no rules. It speaks the contract's REST and /ws
 * so far that the page can be walked through, and lets a script say what happens. Never shipped.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Snapshot } from '../src/client/wire.ts';
import { chart, library } from './band.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Stricter than the hub's own: nothing inline at all. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
  "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

type Json = Record<string, unknown>;

export class DevHub {
  snapshot: Snapshot;
  secure = true;
  rooms: Json[] = [];
  grant: 'owner' | 'code' = 'code';
  ownerHasRoom = false;
  /** What the next exchange answers instead of letting one in. */
  refuse: { status: number; code: string; message: string; details?: Json } | undefined;
  private readonly server: Server;
  private readonly sockets = new Set<WebSocket>();
  private readonly ws = new WebSocketServer({ noServer: true });
  private readonly dist: string;
  private cut = false;

  constructor(snapshot: Snapshot, dist: string) {
    this.snapshot = snapshot;
    this.dist = dist;
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('upgrade', (request, socket, head) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname;
      if (this.cut || path !== '/ws') {
        // The voice's own socket stays in the air: this hub has no voice.
        if (this.cut) socket.destroy();
        return;
      }
      this.ws.handleUpgrade(request, socket, head, (client) => this.connected(client));
    });
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.sockets) socket.terminate();
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Sends a frame to everybody. */
  say(type: string, payload: Json): void {
    const frame = JSON.stringify({ type, ts: Date.now(), payload, cursor: `c${Date.now()}` });
    for (const socket of this.sockets) socket.send(frame);
  }

  /** Takes the network away, and gives it back. */
  setCut(cut: boolean): void {
    this.cut = cut;
    if (cut) for (const socket of this.sockets) socket.terminate();
  }

  /** How floor requests are answered. */
  onFloor: (request: Json, say: (type: string, payload: Json) => void) => void = () => undefined;

  private connected(client: WebSocket): void {
    this.sockets.add(client);
    client.on('close', () => this.sockets.delete(client));
    const say = (type: string, payload: unknown): void =>
      client.send(JSON.stringify({ type, ts: Date.now(), payload, cursor: 'c1' }));
    client.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; payload: Json };
      if (frame.type === 'ping')
        client.send(JSON.stringify({ type: 'pong', ts: Date.now(), payload: frame.payload }));
      if (frame.type === 'clock.probe') {
        const at = performance.timeOrigin + performance.now();
        say('clock.reply', { ...frame.payload, received_ms: at, replied_ms: at });
      }
      if (frame.type === 'floor.request') this.onFloor(frame.payload, say);
    });
    say('snapshot', this.snapshot);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x');
    if (this.cut) {
      request.socket.destroy();
      return;
    }
    const answer = this.api(request.method ?? 'GET', url);
    if (answer) {
      const [status, body] = answer;
      const svg = typeof body === 'string';
      response.writeHead(status, { 'Content-Type': svg ? 'image/svg+xml' : 'application/json' });
      response.end(svg ? body : JSON.stringify(body));
      return;
    }
    await this.file(url.pathname, response);
  }

  private api(method: string, url: URL): [number, Json | string] | undefined {
    const { session, you } = this.snapshot;
    const token = {
      token: 'dev',
      expires_at: new Date(Date.now() + 900_000).toISOString(),
      refresh_token: 'dev',
    };
    const brief = { id: session.id, name: session.name, kind: session.kind, admission: session.admission };
    const path = url.pathname;
    if (path === '/hub') {
      return [
        200,
        {
          name: this.snapshot.hub.name,
          version: this.snapshot.hub.version,
          secure: this.secure,
          listen_only: !this.secure,
          https_urls: ['https://192.168.1.20:8443'],
          ca_fingerprint:
            '9C:41:7E:0B:5A:D2:33:18:EE:6F:90:12:AB:4D:77:C0:21:5B:3E:8A:64:F0:1D:95:7C:2E:B8:46:0F:93:DA:58',
          trust_words: ['copper', 'violin', 'seven', 'harbour'],
          sessions: this.rooms,
          recording: false,
        },
      ];
    }
    if (path === '/auth/exchange') {
      if (this.refuse) {
        const { status, ...error } = this.refuse;
        return [status, { error: { details: {}, requestId: '7f3a-91', ...error } }];
      }
      const room = this.grant === 'owner' && !this.ownerHasRoom ? {} : { session: brief };
      return [
        200,
        {
          ...token,
          user: { id: you.user_id, name: '' },
          grant: this.grant,
          listen_only: !this.secure,
          ...room,
        },
      ];
    }
    if (path === '/auth/refresh')
      return [
        200,
        { ...token, user: { id: you.user_id, name: you.name }, grant: 'code', listen_only: false },
      ];
    if (path === '/songs' && method === 'GET') return [200, { songs: library, total: library.length }];
    if (path.includes('/charts/')) return [200, { chart }];
    if (path === '/session' && method === 'GET') return [200, { sessions: this.rooms }];
    if (path === '/session') return [201, { session_id: session.id, code: session.code ?? '', session }];
    if (path.endsWith('/join')) {
      const participant = {
        user_id: you.user_id,
        name: you.name,
        role: you.role,
        state: 'here',
        muted: false,
      };
      return [200, { ...token, status: you.status, participant }];
    }
    if (path.endsWith('/qr.svg')) return [200, qr()];
    if (path.endsWith('/media-token')) {
      return [
        200,
        {
          url: `ws://localhost:${(this.server.address() as AddressInfo).port}`,
          token: 'x.y.z',
          room: 'r',
          identity: you.user_id,
        },
      ];
    }
    return path.startsWith('/session/') ? [200, { ok: true }] : undefined;
  }

  private async file(path: string, response: ServerResponse): Promise<void> {
    const safe = normalize(path).replace(/^(\.\.[/\\])+/, '');
    const wanted = extname(safe) ? safe : '/index.html';
    try {
      const body = await readFile(join(this.dist, wanted));
      response.writeHead(200, {
        'Content-Type': TYPES[extname(wanted)] ?? 'application/octet-stream',
        'Content-Security-Policy': POLICY,
        'Cache-Control': 'no-store',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}

/** Looks like a QR, says nothing. */
function qr(): string {
  const size = 29;
  const cells: string[] = [];
  const eye = (x: number, y: number): boolean =>
    [
      [0, 0],
      [size - 7, 0],
      [0, size - 7],
    ].some(([ox = 0, oy = 0]) => x >= ox - 1 && x < ox + 8 && y >= oy - 1 && y < oy + 8);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!eye(x, y) && (x * 7 + y * 13 + x * y) % 3 === 0) cells.push(`M${x} ${y}h1v1h-1z`);
    }
  }
  for (const [x, y] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ]) {
    cells.push(`M${x} ${y}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#000" fill-rule="evenodd" d="${cells.join('')}"/></svg>`;
}
