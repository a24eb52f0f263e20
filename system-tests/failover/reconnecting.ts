/** A client whose node is taken away while changes are written there: it goes on at another node by the page's own rules. */
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { HubError } from '../../web/src/client/hub-error.ts';
import { HubSocket, type LinkState, type SocketPorts, type Wire } from '../../web/src/client/hub-socket.ts';
import type { Frame } from '../../web/src/client/model.ts';
import { elsewhere, Places } from '../../web/src/client/places.ts';
import type { AuthAnswer, HubAnswer } from '../../web/src/client/wire.ts';
import type { Hub } from '../harness/hub.ts';
import { type Account, Ledger } from '../harness/ledger.ts';
import { Member } from '../harness/member.ts';
import { RestClient } from '../harness/rest.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

export class Reconnecting {
  private readonly authority: string;
  private readonly places: Places;
  private readonly socket: HubSocket;
  private readonly frames: Frame[] = [];
  private written: Ledger | undefined;
  private inAt = 0;

  private constructor(
    private readonly leader: Hub,
    private readonly reader: Member,
  ) {
    this.authority = leader.authority;
    this.places = new Places(leader.https);
    this.socket = new HubSocket(
      {
        url: (cursor, token) => this.url(cursor, token),
        token: () => this.token(),
        onFrame: (frame) => this.frames.push(frame),
        onState: (link) => this.linked(link),
        others: () => this.places.others,
        onFailure: (how) => this.places.failed(how),
        elsewhere: () => this.elsewhere(),
        onTrust: () => this.places.stayed(),
      },
      portsTrusting(this.authority),
    );
    this.socket.start();
  }

  /** Resolves when a client at the node that will be taken away knows the others, and enough was acknowledged. */
  static async at(leader: Hub, nodes: readonly Hub[], writer: Member, code: string): Promise<Reconnecting> {
    const reader = await until('the reader is in', PATIENCE_MS, () => Member.arrive(leader, code, 'Reader'));
    const one = new Reconnecting(leader, reader);
    try {
      await until('the reader is in its session', PATIENCE_MS, () => one.frames.some(({ type }) => type === 'snapshot'));
      one.written = await Ledger.begin(writer, leader, one.frames);
      const origins = await until('the reader knows the other nodes', PATIENCE_MS, async () => {
        const { node_origins } = await leader.rest().get<HubAnswer>('/hub');
        return node_origins.length === nodes.length - 1 && node_origins;
      });
      one.places.learn(origins);
      return one;
    } catch (error) {
      one.close();
      throw error;
    }
  }

  /** It left the node by itself, before any fault. */
  get isElsewhere(): boolean {
    return this.places.origin !== this.leader.https;
  }

  /** Seconds from the fault until another node has let it in, and has told what it missed there. */
  async again(faultAt: number): Promise<number> {
    this.ledger.stop();
    await until('the reader is in at another node', PATIENCE_MS, () => this.inAt > faultAt);
    return Math.round(this.inAt - faultAt) / 1_000;
  }

  check(hubs: readonly Hub[]): Promise<Account> {
    return this.ledger.check(hubs, this.frames);
  }

  close(): void {
    this.written?.stop();
    this.socket.stop();
  }

  /** What was written at the node, one after the other. */
  get ledger(): Ledger {
    if (!this.written) throw new Error('Nothing was written yet');
    return this.written;
  }

  private linked(link: LinkState): void {
    if (link.kind !== 'open') return;
    if (this.places.moving) this.inAt = performance.now();
    this.places.arrived();
  }

  private async elsewhere(): Promise<(() => void) | undefined> {
    const there = await elsewhere(this.places, {
      answers: (origin) => new RestClient(origin, { authority: this.authority }).get('/hub'),
      nowMs: () => performance.now(),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    return there === undefined ? undefined : () => this.places.go(there);
  }

  private url(cursor: string | undefined, token: string): string {
    const query = new URLSearchParams({ token, session_id: this.reader.sessionId, ...(cursor ? { cursor } : {}) });
    return `${this.places.origin.replace(/^http/, 'ws')}/ws?${query}`;
  }

  /** At another node always a fresh one, as for a page whose token is about to end. */
  private async token(): Promise<string> {
    if (!this.places.moving) return this.reader.token;
    const pair = { refresh_token: this.reader.refreshToken, access_token: this.reader.token };
    const rest = new RestClient(this.places.origin, { authority: this.authority });
    const answer = await rest.call('POST', '/auth/refresh', pair, randomUUID()).catch(() => undefined);
    if (!answer) throw new HubError('HUB_UNREACHABLE', '', 0);
    if (answer.status !== 200) throw new HubError(answer.body?.error?.code ?? '', '', answer.status);
    const { token, refresh_token } = answer.body as AuthAnswer;
    this.reader.token = token;
    this.reader.refreshToken = refresh_token;
    return token;
  }
}

/** A node process instead of a browser; the hub's own authority is trusted. */
function portsTrusting(authority: string): SocketPorts {
  return {
    open: (url) => {
      const socket = new WebSocket(url, { ca: authority });
      socket.on('error', () => {});
      return socket as unknown as Wire;
    },
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    random: () => Math.random(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
