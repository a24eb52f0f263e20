/** Changes that are written at a node of a hub, one after the other, and whether what was acknowledged is there: once. */
import { randomUUID } from 'node:crypto';
import { type AnyFrame, EventSocket } from './eventSocket.ts';
import type { Hub } from './hub.ts';
import type { Member } from './member.ts';
import { RestClient } from './rest.ts';
import { PATIENCE_MS, until } from './until.ts';

const WRITE_EVERY_MS = 80;
/** So many are told to whoever reads before anything happens. */
const BEFORE = 12;

/** A change of the session, told apart by its text. */
interface Change {
  text: string;
  key: string;
  /** On how many disks it was when it was acknowledged; nothing while it is not. */
  copies?: number;
}

/** What a client was told, in order. */
export type Told = readonly Pick<AnyFrame, 'type' | 'payload' | 'cursor'>[];

/** What became of the changes. */
export interface Account {
  acknowledged: number;
  /** Acknowledged by the disk of one node alone: gone while that is, and promised only when it returns. */
  onOneDisk: number;
  /** Missing, or there twice, in words. */
  wrong: string[];
}

export class Ledger {
  private readonly changes: Change[] = [];
  /** Which change, and where first. */
  private readonly wrong = new Map<string, string>();
  private readonly timer: NodeJS.Timeout;
  private writing = false;
  /** Tells its changes from those of another one in the same session. */
  private readonly name = randomUUID().slice(0, 8);

  private constructor(
    private readonly writer: Member,
    /** Of the node that it is written at, and of the authority of all. */
    private readonly base: string,
    private readonly authority: string,
    private readonly began: string,
  ) {
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
  }

  /** The writer may signal in the session; resolves when the reader has been told enough of it. */
  static async begin(writer: Member, node: Hub, told: Told): Promise<Ledger> {
    const { token, sessionId } = writer;
    const { https: base, authority } = node;
    const socket = await EventSocket.open({ base, authority, token, sessionId });
    socket.terminate();
    const ledger = new Ledger(writer, base, authority, socket.lastCursor!);
    const known = until('the reader is told what is written', PATIENCE_MS, () => ledger.toldOf(told) >= BEFORE);
    await known.catch((error) => {
      ledger.stop();
      throw error;
    });
    return ledger;
  }

  stop(): void {
    clearInterval(this.timer);
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

  /** Asks all nodes when all are whole again, and the reader; what nobody acknowledged is sent once more before. */
  async check(hubs: readonly Hub[], told: Told): Promise<Account> {
    const acknowledged = this.changes.filter(({ copies }) => copies !== undefined);
    const onOneDisk = acknowledged.filter(({ copies }) => copies === 1).length;
    for (const change of this.changes.filter(({ copies }) => copies === undefined)) await this.repeat(change, hubs[0]!);
    const last = this.change(`the last ${this.name}`);
    await this.repeat(last, hubs[0]!);
    for (const hub of hubs) {
      this.compare(await this.logAt(hub, this.began, last.text), this.changes, `the log of ${hub.name}`);
    }
    await until('the reader is told the last', PATIENCE_MS, () => texts(told).includes(last.text));
    await this.checkReader(told, hubs[0]!, last.text);
    return { acknowledged: acknowledged.length, onOneDisk, wrong: [...this.wrong].map((one) => one.join(': ')) };
  }

  /** What the reader was told since its last snapshot is what the log has since then. */
  private async checkReader(told: Told, hub: Hub, last: string): Promise<void> {
    const from = told.findLastIndex(({ type }) => type === 'snapshot');
    const since = await this.logAt(hub, told[from]!.cursor!, last);
    const there = texts(told.slice(from));
    if (there.join() === since.join()) return;
    this.compare(there, since.map((text) => ({ text })), 'what the reader was told');
    if (there.length === since.length) this.isWrong('the order', 'otherwise for the reader');
  }

  private toldOf(told: Told): number {
    const written = new Set(this.changes.map(({ text }) => text));
    return texts(told).filter((text) => written.has(text)).length;
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
    await this.send(this.change(`change ${this.changes.length} ${this.name}`), this.base).catch(() => {});
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
}

/** The changes that were told, in order. */
function texts(told: Told): string[] {
  return told.filter(({ type }) => type === 'cue.show').map(({ payload }) => payload.text);
}
