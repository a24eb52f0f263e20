/** A power cut of the hub: whatever it acknowledged is there again, and talk goes on. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { EventSocket } from '../harness/eventSocket.ts';
import { Member } from '../harness/member.ts';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';

let stage: Stage;
let [maya, ben]: Person[] = [];

beforeAll(async () => {
  stage = await Stage.open('restart');
  await stage.session({ name: 'Before the power cut' });
  [maya, ben] = await stage.joined(['Maya', 1000], ['Ben', 1400]);
});
afterEach(({ task }) => stage.explain(task));
afterAll(() => stage?.close());

it('has everything that was acknowledged after kill -9, also what came last', async () => {
  const witness = await stage.owner.connect();
  const arrivals: string[] = [];
  for (let i = 0; i < 10; i++) {
    const member = await Member.arrive(stage.hub, stage.code, `Late ${i}`);
    arrivals.push(member.userId);
    if (i === 4) await witness.frame('participant.join', (p) => p.participant.user_id === member.userId);
  }
  const cursor = witness.lastCursor!;
  const seen = new Set(witness.frames.filter(({ id }) => id).map(({ id }) => id));
  await stage.owner.rest.post(stage.owner.path('/channels'), { name: 'Last word', mode: 'floor', talk: ['md'], listen: ['md'] });
  const before = await stage.owner.snapshot();
  await stage.hub.kill();
  await stage.hub.restart();

  const after = await stage.owner.snapshot();
  expect(after.session).toEqual(before.session);
  expect(after.channels).toEqual(before.channels);
  expect(after.participants.map((p) => p.user_id)).toEqual(before.participants.map((p) => p.user_id));
  expect(after.participants.map((p) => p.user_id)).toEqual(expect.arrayContaining(arrivals));

  // The old cursor still works: only what was missed comes, nothing twice.
  const { https, authority } = stage.hub;
  const { token, sessionId } = stage.owner;
  const resumed = await EventSocket.open({ base: https, authority, token, sessionId, cursor });
  expect(resumed.frames[0]!.type).toBe('resumed');
  await resumed.frame('channel.create', (p) => p.channel.name === 'Last word');
  for (const { id } of resumed.frames) expect(id === undefined || !seen.has(id)).toBe(true);
  await resumed.close();
});

it('talks again without anybody doing anything', async () => {
  await stage.hub.kill();
  await maya!.shows('offline');
  await stage.hub.restart();
  await Promise.all([maya!.inRoom(60_000), ben!.inRoom(60_000)]);
  const since = await ben!.browser.now();
  await maya!.press();
  await ben!.browser.waitToHear(1000, since);
  await maya!.release();
  await ben!.browser.waitForEndOf(1000, since);
});

it('ends cleanly on SIGTERM', async () => {
  // 143 is how a JVM says that it ended by SIGTERM after its shutdown hooks.
  expect([0, 143]).toContain(await stage.hub.stop());
  await stage.hub.restart();
  expect((await stage.owner.snapshot()).session.name).toBe('Before the power cut');
});
