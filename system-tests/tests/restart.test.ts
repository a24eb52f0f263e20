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

it('keeps what was typed, in the room and on the way into it', async () => {
  const { participants } = await stage.owner.snapshot();
  const userId = participants.find(({ name }) => name === 'Maya')!.user_id;
  await stage.owner.rest.post(stage.owner.path(`/participants/${userId}/role`), { role: 'md' });
  await maya!.page.getByRole('button', { name: 'More' }).first().click();
  const sheet = maya!.page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Run the room' }).click();
  await sheet.getByRole('button', { name: 'Add a channel' }).click();
  const channelName = sheet.getByLabel('Name', { exact: true });
  await channelName.fill('Half a word');
  const cleo = await stage.person('Cleo', 1800);
  await cleo.typeCode(stage.code);
  await cleo.page.getByRole('button', { name: 'Open the microphone' }).click();
  const cleosName = cleo.page.getByLabel('Your name in the room');
  await cleosName.fill('Cleo');

  await stage.hub.kill();
  await maya!.shows('offline');
  await stage.hub.restart();
  await maya!.shows('idle', 60_000);
  expect(await channelName.inputValue()).toBe('Half a word');
  expect(await cleosName.inputValue()).toBe('Cleo');

  await sheet.getByRole('button', { name: 'Save' }).click();
  await sheet.getByRole('button', { name: 'Add a channel' }).waitFor();
  await cleo.page.getByRole('button', { name: 'Sounds right, go in' }).click();
  await cleo.inRoom(60_000);
  const { channels, participants: everybody } = await stage.owner.snapshot();
  expect(channels.filter(({ name }) => name === 'Half a word')).toHaveLength(1);
  expect(everybody.filter(({ name }) => name === 'Cleo')).toHaveLength(1);
});

it('ends cleanly on SIGTERM', async () => {
  // 143 is how a JVM says that it ended by SIGTERM after its shutdown hooks.
  expect([0, 143]).toContain(await stage.hub.stop());
  await stage.hub.restart();
  expect((await stage.owner.snapshot()).session.name).toBe('Before the power cut');
});
