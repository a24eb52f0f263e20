/** A client whose node is taken away while changes are written there: it goes on at another node by the page's own rules. */
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { HubError } from '../../web/src/client/hub-error.ts';
import { HubSocket, type LinkState, type SocketPorts, type Wire } from '../../web/src/client/hub-socket.ts';
import type { Frame } from '../../web/src/client/model.ts';
import { elsewhere, Places } from '../../web/src/client/places.ts';
import type { AuthAnswer, HubAnswer } from '../../web/src/client/wire.ts';
import { EventSocket } from '../harness/eventSocket.ts';
import type { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { RestClient } from '../harness/rest.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const WRITE_EVERY_MS = 40;
/** So many are acknowledged before the fault at least. */
const BEFORE = 20;

/** A change of the session, told apart by its text. */
interface Change {
  text: string;
  key: string;
  /** On how many disks it was when it was acknowledged; nothing while it is not. */
  copies?: number;
}

/** What became of the changes. */
export interface Account {
  acknowledged: number;
  /** Acknowledged by the disk of one node alone: gone while that is, and promised only when it returns. */
  onOneDisk: number;
  /** Missing, or there twice, in words. */
  wrong: string[];
}

export class Reconnecting {
  private readonly authority: string;
  private readonly places: Places;
  private readonly socket: HubSocket;
  private readonly frames: Frame[] = [];
  private readonly changes: Change[] = [];
  /** Which change, and where first. */
  private readonly wrong = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private writing = false;
  private inAt = 0;

  private constructor(
    private readonly leader: Hub,
    private readonly writer: Member,
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
    const one = new Reconnecting(leader, writer, reader);
    try {
      await until('the reader is in its session', PATIENCE_MS, () => one.frames.some(({ type }) => type === 'snapshot'));
      one.timer = setInterval(() => void one.write(), WRITE_EVERY_MS);
      await until('the reader is told what is written', PATIENCE_MS, () => texts(one.frames).length >= BEFORE);
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
    this.stopWriting();
    await until('the reader is in at another node', PATIENCE_MS, () => this.inAt > faultAt);
    return Math.round(this.inAt - faultAt) / 1_000;
  }

  /** Asks those that are left, before the other one is back, for what they have promised. */
  async checkAmong(others: readonly Hub[]): Promise<void> {
    const promised = this.changes.filter(({ copies = 0 }) => copies > 1).map(({ text }) => text);
    const readers = await Promise.all(others.map((hub) => this.readerAt(hub, this.began)));
    const missing = () => {
      const there = new Set(readers.flatMap(({ frames }) => texts(frames)));
      return promised.filter((text) => !there.has(text));
    };
    const all = until('what was on two disks is on another', PATIENCE_MS, () => missing().length === 0);
    await all.catch(() => missing().forEach((text) => this.isWrong(text, 'gone with the node')));
    for (const reader of readers) reader.terminate();
  }

  /** Asks all nodes, and the reader, when all are whole again; what nobody acknowledged is sent once more before. */
  async check(hubs: readonly Hub[]): Promise<Account> {
    const acknowledged = this.changes.filter(({ copies }) => copies !== undefined);
    const onOneDisk = acknowledged.filter(({ copies }) => copies === 1).length;
    for (const change of this.changes.filter(({ copies }) => copies === undefined)) await this.repeat(change, hubs[0]!);
    const last = this.change('the last');
    await this.repeat(last, hubs[0]!);
    for (const hub of hubs) {
      this.compare(await this.logAt(hub, this.began, last.text), this.changes, `the log of ${hub.name}`);
    }
    await until('the reader is told the last', PATIENCE_MS, () => texts(this.frames).includes(last.text));
    const from = this.frames.findLastIndex(({ type }) => type === 'snapshot');
    const since = await this.logAt(hubs[0]!, this.frames[from]!.cursor!, last.text);
    const told = texts(this.frames.slice(from));
    if (told.join() !== since.join()) {
      this.compare(told, since.map((text) => ({ text })), 'what the reader was told');
      if (told.length === since.length) this.isWrong('the order', 'otherwise for the reader');
    }
    return { acknowledged: acknowledged.length, onOneDisk, wrong: [...this.wrong].map((one) => one.join(': ')) };
  }

  close(): void {
    this.stopWriting();
    this.socket.stop();
  }

  private stopWriting(): void {
    clearInterval(this.timer);
  }

  private get began(): string {
    return this.frames.find(({ type }) => type === 'snapshot')!.cursor!;
  }

  private change(text: string): Change {
    const change = { text, key: randomUUID() };
    this.changes.push(change);
    return change;
  }

  /** One at a time, so that at most one is under way when the node is taken away. */
  private async write(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    await this.send(this.change(`change ${this.changes.length}`), this.leader.https).catch(() => {});
    this.writing = false;
  }

  private async repeat(change: Change, hub: Hub): Promise<void> {
    await until(`${change.text} is acknowledged`, PATIENCE_MS, () => this.send(change, hub.https));
  }

  private async send(change: Change, base: string): Promise<boolean> {
    const rest = new RestClient(base, { authority: this.authority, token: this.writer.token });
    const body = { kind: 'custom', text: change.text, at: 'now' };
    const answer = await rest.call('POST', this.writer.path('/cues'), body, change.key);
    if (answer.status === 201) change.copies ??= Number(answer.headers['tutti-copies'] ?? 1);
    return answer.status === 201;
  }

  private compare(there: readonly string[], expected: readonly { text: string }[], where: string): void {
    for (const { text } of expected) {
      const times = there.filter((one) => one === text).length;
      if (times !== 1) this.isWrong(text, `${times} times in ${where}`);
    }
  }

  private isWrong(what: string, where: string): void {
    if (!this.wrong.has(what)) this.wrong.set(what, where);
  }

  /** Reads a node's log on from that place. */
  private async readerAt(hub: Hub, cursor: string): Promise<EventSocket> {
    const { token, sessionId } = this.writer;
    const socket = await EventSocket.open({ base: hub.https, authority: hub.authority, token, sessionId, cursor });
    if (socket.frames[0]!.type !== 'resumed') throw new Error(`${hub.name} does not continue that cursor`);
    return socket;
  }

  /** What a node's log has after that place, up to that change. */
  private async logAt(hub: Hub, cursor: string, last: string): Promise<string[]> {
    const reader = await this.readerAt(hub, cursor);
    try {
      await reader.frame('cue.show', ({ text }) => text === last);
      return texts(reader.frames);
    } finally {
      reader.terminate();
    }
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

/** The changes that were told, in order. */
function texts(frames: readonly { type: string; payload: any }[]): string[] {
  return frames.filter(({ type }) => type === 'cue.show').map(({ payload }) => payload.text);
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
