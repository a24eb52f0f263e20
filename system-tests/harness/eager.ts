/** Somebody at one node who wants to talk again and again, whatever happens to the node and its network. */
import { randomUUID } from 'node:crypto';
import { type AnyFrame, type EventSocket, UpgradeRefused } from './eventSocket.ts';
import { fenceOf, type Lease } from './floorWitness.ts';
import type { Hub } from './hub.ts';
import { Member } from './member.ts';
import { PATIENCE_MS, until } from './until.ts';

const TURN_MS = 50;
const RENEW_MS = 300;
/** After how long without an answer the button is pressed anew. */
const ANSWER_MS = 3_000;

export class Eager {
  readonly leases: Lease[] = [];
  private socket: EventSocket | undefined;
  private request: { id: string; sentMs: number } | undefined;
  private lease: (Lease & { id: string; requestId: string }) | undefined;
  private renewedMs = 0;
  private connecting = false;
  private readonly channelId: string;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    readonly hub: Hub,
    readonly member: Member,
    private readonly nodeId: string,
    private readonly talkMs: number,
    socket: EventSocket,
  ) {
    this.socket = socket;
    this.channelId = socket.snapshot.channels[0].id;
    this.timer = setInterval(() => this.turn(), TURN_MS);
  }

  /** Each turn is talked for so long. */
  static async at(hub: Hub, code: string, name: string, talkMs: number): Promise<Eager> {
    // A node that has just joined may not have the session yet.
    const member = await until(`${name} is in`, PATIENCE_MS, () => Member.arrive(hub, code, name));
    return new Eager(hub, member, hub.nodeId, talkMs, await member.connect());
  }

  /** The first turn that was given after that time (of the wall clock), in a higher term than that if one is named. */
  async granted(sinceMs: number, aboveTerm = 0): Promise<Lease> {
    return until(`${this.member.name} at ${this.hub.name} is given the floor`, PATIENCE_MS, () =>
      this.leases.find(({ fromMs, fence }) => fromMs >= sinceMs && fence.term > aboveTerm),
    );
  }

  leave(): void {
    clearInterval(this.timer);
    this.socket?.terminate();
    this.over('gone', Date.now());
  }

  private turn(): void {
    if (!this.socket || this.socket.closed) {
      this.request = undefined;
      this.over('gone', Date.now());
      void this.connect();
      return;
    }
    for (const frame of this.socket.frames.splice(0)) this.heard(frame);
    const now = Date.now();
    if (this.lease) this.talk(this.lease, now);
    else if (!this.request || now - this.request.sentMs > ANSWER_MS) this.press(now);
  }

  private press(now: number): void {
    this.request = { id: randomUUID(), sentMs: now };
    this.socket!.send('floor.request', { request_id: this.request.id, channel_id: this.channelId, holding: true });
  }

  private talk(lease: { id: string; fromMs: number }, now: number): void {
    if (now - lease.fromMs >= this.talkMs) {
      this.over('given back', now);
      this.socket!.send('floor.release', { lease_id: lease.id });
    } else if (now - this.renewedMs >= RENEW_MS) {
      this.renewedMs = now;
      this.socket!.send('floor.renew', { lease_id: lease.id });
    }
  }

  private heard({ type, payload, ts }: AnyFrame): void {
    if (type === 'floor.granted') this.begin(payload, ts);
    if (type === 'floor.queued' && payload.request_id === this.request?.id) this.request!.sentMs = Date.now();
    if (type === 'floor.denied' && payload.request_id === this.request?.id) this.request = undefined;
    const ended = (type === 'floor.revoked' || type === 'floor.released') && payload.lease_id;
    if (ended && ended === this.lease?.id) this.over('taken away', ts);
  }

  private begin({ lease_id, channel_id, fence, request_id }: AnyFrame['payload'], ts: number): void {
    if (this.lease?.id === lease_id) return;
    const isMine = [this.request?.id, this.lease?.requestId].includes(request_id);
    // The same turn under a new leader: its old lease was void before.
    this.over('taken away', ts);
    this.lease = {
      ...{ id: lease_id, requestId: request_id, person: this.member.name, nodeId: this.nodeId },
      ...{ channelId: channel_id, fence: fenceOf(fence), fromMs: ts },
    };
    this.leases.push(this.lease);
    if (isMine) {
      this.request = undefined;
    } else {
      // It had been given up meanwhile.
      this.over('given back', Date.now());
      this.socket!.send('floor.release', { lease_id });
    }
  }

  private over(end: NonNullable<Lease['end']>, toMs: number): void {
    if (!this.lease) return;
    Object.assign(this.lease, { end, toMs });
    this.lease = undefined;
  }

  private async connect(): Promise<void> {
    if (this.connecting) return;
    this.connecting = true;
    try {
      this.socket = await this.member.connect();
    } catch (error) {
      // Its node is away, or the token is too old; the next turn tries again.
      if (error instanceof UpgradeRefused && error.status === 401) await this.member.refresh().catch(() => {});
    } finally {
      this.connecting = false;
    }
  }
}
