/** A session at three nodes: one line, the holder heard at the others, and the talk that outlives the leader. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Hub } from '../harness/hub.ts';
import { granting, obeying, threeNodes } from '../harness/leading.ts';
import { Member } from '../harness/member.ts';
import { disposeSdk } from '../harness/sdkClient.ts';
import { Speaker } from '../harness/speaker.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** What a jitter buffer still had of before. */
const REST_MS = 1_000;

let hubs: [Hub, Hub, Hub];
let code: string;
const people: Speaker[] = [];

beforeAll(async () => {
  hubs = await threeNodes('shared');
  const owner = await Member.owner(hubs[0]);
  code = (await owner.create()).code;
  await obeying(hubs[0], hubs);
}, 120_000);
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.leave()));
});
afterAll(async () => {
  await Promise.all((hubs ?? []).map((hub) => hub.remove()));
  await disposeSdk();
});

async function arrived(hub: Hub, name: string): Promise<Speaker> {
  const person = await Speaker.at(hub, code, name);
  people.push(person);
  return person;
}

it('has one line at all nodes, and goes on when the leader is killed while somebody talks', async () => {
  const [first, second, third] = hubs;
  const anna = await arrived(first, 'Anna');
  const ben = await arrived(second, 'Ben');
  const carla = await arrived(third, 'Carla');
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
