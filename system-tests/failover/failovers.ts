/** Three nodes on a LAN whose leader is taken away again and again, and the people who feel it. */
import type { ClusterAnswer } from '../../web/src/client/wire.ts';
import type { EventSocket } from '../harness/eventSocket.ts';
import { dualGrants, fenceOf, type Lease, type TermStep, termSteps } from '../harness/floorWitness.ts';
import type { Hub } from '../harness/hub.ts';
import { Lan } from '../harness/lan.ts';
import type { Account } from '../harness/ledger.ts';
import { granting, standing, threeNodes, united } from '../harness/leading.ts';
import { Member } from '../harness/member.ts';
import { Speaker } from '../harness/speaker.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';
import { Reconnecting } from './reconnecting.ts';

export type Fault = 'kill' | 'cut';

export interface Outcome {
  detectS: number;
  electS: number;
  grantS: number;
  gapMs: number;
  reconnectS: number;
  /** Of the changes that were written until the fault. */
  account: Account;
  /** Whether the node that was taken away writes the log. */
  wasHub: boolean;
}

interface Asker {
  member: Member;
  socket: EventSocket;
}

const TONE = 1400;
/** So long after the floor is granted again the listener is listened to, and so long before the fault. */
const AFTER_MS = 1_500;
const BEFORE_MS = 300;
const LAST_WINDOWS = 50;
const STEADY_WINDOWS = 45;

export class Failovers {
  private readonly leases: Lease[] = [];
  private readonly steps = new Map<string, TermStep>();

  private constructor(
    private readonly lan: Lan,
    private readonly hubs: Hub[],
    private readonly people: Member[],
    private readonly voiceCode: string,
    private readonly writer: Member,
    private readonly writtenCode: string,
  ) {}

  static async open(): Promise<Failovers> {
    const lan = Lan.open(3, 'on the switch');
    try {
      const hubs = await threeNodes('failover', lan.hosts);
      const owner = await Member.owner(hubs[0]);
      const { code } = await owner.create();
      const voice = await owner.create({ name: 'Heard all the while' });
      const written = await owner.create({ name: 'Written all the while' });
      await united(hubs);
      const people: Member[] = [];
      for (const [at, hub] of hubs.entries()) {
        people.push(await until('somebody is in', PATIENCE_MS, () => Member.arrive(hub, code, `Person ${at + 1}`)));
      }
      return new Failovers(lan, hubs, people, voice.code, owner, written.code);
    } catch (error) {
      lan.close();
      throw error;
    }
  }

  async run(fault: Fault): Promise<Outcome> {
    const { leader } = await united(this.hubs);
    const others = this.hubs.filter((hub) => hub !== leader);
    // An access token lives for a quarter of an hour, and many runs take longer.
    await Promise.all([this.writer, ...this.people].map((one) => one.refresh()));
    const askers = await Promise.all(this.people.map(connected));
    const [talker, listener] = await Promise.all([
      Speaker.at(others[0]!, this.voiceCode, 'Talker'),
      Speaker.at(others[1]!, this.voiceCode, 'Listener'),
    ]);
    await talker.app.publish(TONE);
    await talker.talk();
    await steadily(listener);
    const moving = await Reconnecting.at(leader, this.hubs, this.writer, this.writtenCode);
    const leave = () => {
      moving.close();
      for (const { socket } of askers) socket.terminate();
      return Promise.all([talker.leave(), listener.leave()]);
    };
    // It may have handed over to a better one meanwhile, or have been too slow for its client.
    if ((await united(this.hubs)).leader !== leader || moving.isElsewhere) {
      await leave();
      return this.run(fault);
    }

    const faultMs = Date.now();
    const faultAt = performance.now();
    await this.take(leader, fault);
    const there = askers.filter(({ member }) => member.hub !== leader);
    const [grantedAt, reconnectS] = await Promise.all([firstGrant(there, faultAt), moving.again(faultAt)]);
    await listener.app.waitToHear(TONE, grantedAt + AFTER_MS);
    const gapMs = longestGap(listener, faultAt - BEFORE_MS);

    await granting(others);
    const answers = await Promise.all(others.map(standing));
    await moving.ledger.checkAmong(others);
    await this.giveBack(leader, fault);
    const account = await moving.check(this.hubs);
    await this.note(askers);
    await leave();
    return {
      detectS: seconds(firstStep(answers, 'suspecting', faultMs) - faultMs),
      electS: seconds(firstStep(answers, 'leading', faultMs) - faultMs),
      grantS: seconds(grantedAt - faultAt),
      gapMs: Math.round(gapMs),
      reconnectS,
      account,
      wasHub: leader === this.hubs[0],
    };
  }

  dualGrants(): string[] {
    return dualGrants(this.leases, [...this.steps.values()]);
  }

  async close(): Promise<void> {
    await Promise.all(this.hubs.map((hub) => hub.remove()));
    this.lan.close();
  }

  private async take(leader: Hub, fault: Fault): Promise<void> {
    if (fault === 'kill') await leader.kill();
    else this.lan.isolate(this.lan.hosts[this.hubs.indexOf(leader)]!);
  }

  private async giveBack(leader: Hub, fault: Fault): Promise<void> {
    if (fault === 'kill') await leader.restart();
    else this.lan.heal();
    await united(this.hubs);
  }

  /** What those who asked were given, for the judge. */
  private async note(askers: Asker[]): Promise<void> {
    for (const step of termSteps(await Promise.all(this.hubs.map(standing)))) this.steps.set(JSON.stringify(step), step);
    for (const { member, socket } of askers) {
      for (const { type, payload, ts } of socket.frames) {
        if (type !== 'floor.granted') continue;
        const over = socket.frames.find(
          (frame) => ['floor.revoked', 'floor.released'].includes(frame.type) && frame.payload.lease_id === payload.lease_id,
        );
        this.leases.push({
          ...{ person: member.name, nodeId: member.hub.nodeId, channelId: payload.channel_id },
          ...{ fence: fenceOf(payload.fence), fromMs: ts },
          ...(over ? { toMs: over.ts, end: 'taken away' } : { toMs: Date.now(), end: 'gone' }),
        });
      }
    }
  }
}

async function connected(member: Member): Promise<Asker> {
  return { member, socket: await until('they are connected', PATIENCE_MS, () => member.connect()) };
}

/** All ask at once; when the first of them was told that the floor is his. */
async function firstGrant(askers: Asker[], sinceAt: number): Promise<number> {
  await Promise.all(askers.map(({ socket }) => socket.press(socket.snapshot.channels[0].id)));
  const granted = await until('somebody is granted', PATIENCE_MS, () => {
    const all = askers.flatMap(({ socket }) => socket.frames.filter(({ type, atMs }) => type === 'floor.granted' && atMs > sinceAt));
    return all.length > 0 && all;
  });
  return Math.min(...granted.map(({ atMs }) => atMs));
}

/** Resolves when the tone was there in nearly all of the last windows: the jitter buffer has settled. */
async function steadily({ app }: Speaker): Promise<void> {
  const withTone = () => app.heard.slice(-LAST_WINDOWS).filter(({ tone }) => tone === TONE).length;
  await until('the talker is heard steadily', PATIENCE_MS, () => withTone() >= STEADY_WINDOWS).catch((error) => {
    throw new Error(`${error.message}: in ${withTone()} of the last ${LAST_WINDOWS} windows`);
  });
}

/** The longest time between two windows with the tone since then. */
function longestGap({ app }: Speaker, sinceAt: number): number {
  const times = app.heard.filter(({ tone, atMs }) => tone === TONE && atMs >= sinceAt).map(({ atMs }) => atMs);
  return Math.max(...times.slice(1).map((atMs, at) => atMs - times[at]!));
}

/** When the first of these nodes stepped into a state after that time. */
function firstStep(answers: ClusterAnswer[], to: string, sinceMs: number): number {
  const times = answers.flatMap(({ timeline }) => timeline.filter((step) => step.to === to).map(({ at }) => Date.parse(at)));
  return Math.min(...times.filter((atMs) => atMs >= sinceMs));
}

function seconds(ms: number): number {
  return Math.round(ms) / 1_000;
}
