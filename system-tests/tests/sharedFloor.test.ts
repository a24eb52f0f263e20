/** A session at three nodes: one line, the holder heard at the others, and the talk that outlives the leader. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AnyFrame, EventSocket } from '../harness/eventSocket.ts';
import type { Hub } from '../harness/hub.ts';
import { granting, obeying, threeNodes } from '../harness/leading.ts';
import { Member } from '../harness/member.ts';
import { disposeSdk, SdkClient } from '../harness/sdkClient.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** What a jitter buffer still had of before. */
const REST_MS = 1_000;

let hubs: [Hub, Hub, Hub];
let code: string;
const clients: SdkClient[] = [];

beforeAll(async () => {
  hubs = await threeNodes('shared');
  const owner = await Member.owner(hubs[0]);
  code = (await owner.create()).code;
  await obeying(hubs[0], hubs);
}, 120_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.leave().catch(() => {})));
});
afterAll(async () => {
  await Promise.all((hubs ?? []).map((hub) => hub.remove()));
  await disposeSdk();
});

/** Somebody at a node: on /ws, and as an app that hears. */
class Person {
  private constructor(
    readonly member: Member,
    readonly socket: EventSocket,
    readonly app: SdkClient,
  ) {}

  static async at(hub: Hub, name: string): Promise<Person> {
    // A node that has just joined may not have the session yet.
    const member = await until(`${name} is in`, PATIENCE_MS, () => Member.arrive(hub, code, name));
    const socket = await member.connect();
    const { token } = await member.mediaToken('ws');
    const url = hub.https.replace('https', 'wss');
    const app = await SdkClient.join({ url, token, authorityFile: hub.authorityFile });
    clients.push(app);
    return new Person(member, socket, app);
  }

  /** The newest lease, while nobody has said that it is over. */
  get lease(): string | undefined {
    const lease = this.socket.frames.findLast(({ type }) => type === 'floor.granted')?.payload.lease_id;
    return this.endOf(lease) ? undefined : lease;
  }

  endOf(lease: string): AnyFrame | undefined {
    return this.socket.frames.find(
      ({ type, payload }) => (type === 'floor.revoked' || type === 'floor.released') && payload.lease_id === lease,
    );
  }

  /** Holds the button until it is granted, again when a machine that stood still for a while has lost the lease. */
  async talk(): Promise<void> {
    await until(`${this.member.name} talks`, PATIENCE_MS, async () => {
      if (!this.lease) await this.press();
      return this.lease;
    });
  }

  press(): Promise<AnyFrame> {
    return this.socket.press(this.socket.snapshot.channels[0].id);
  }

  /** Presses while the other talks; resolves with the request that waits. */
  async waitsBehind(talker: Person): Promise<string> {
    const waits = await until(`${this.member.name} waits behind ${talker.member.name}`, PATIENCE_MS, async () => {
      await talker.talk();
      const decision = await this.press();
      if (decision.type === 'floor.granted') this.socket.release(decision.payload.lease_id);
      return decision.type === 'floor.queued' && decision;
    });
    return waits.payload.request_id;
  }

  async sees(talker: Person): Promise<void> {
    await this.socket.frame('ptt.state', (p) => p.user_id === talker.member.userId && p.state === 'talking');
  }
}

it('has one line at all nodes, and goes on when the leader is killed while somebody talks', async () => {
  const [first, second, third] = hubs;
  const [anna, ben, carla] = [await Person.at(first, 'Anna'), await Person.at(second, 'Ben'), await Person.at(third, 'Carla')];
  await ben.app.publish(1400);
  await ben.talk();
  await Promise.all([anna.sees(ben), carla.sees(ben)]);
  await Promise.all([anna.app.waitToHear(1400), carla.app.waitToHear(1400)]);
  // Anna is at the leader itself, and yet it is Ben's turn.
  const request_id = await anna.waitsBehind(ben);
  anna.socket.send('floor.release', { request_id });
  await ben.talk();

  await first.kill();
  const leader = await granting([second, third]);
  await ben.talk();
  await carla.app.waitToHear(1400, performance.now() + REST_MS);

  // The line is one again: it is the next one's turn when Ben is done, and not before.
  const waiting = await carla.waitsBehind(ben);
  const releasedAt = performance.now();
  const lease = ben.lease!;
  ben.socket.release(lease);
  const turn = await carla.socket.frame('floor.granted', (p) => p.request_id === waiting);
  const end = await until('Ben is told that he is done', PATIENCE_MS, () => ben.endOf(lease));
  if (end.type === 'floor.released') expect(turn.atMs).toBeGreaterThan(releasedAt);
  const [now] = await obeying(leader, [second, third]);
  expect(turn.payload.lease_id).toContain(`${now!.term}-`);
});
