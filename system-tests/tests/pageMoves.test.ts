/** Pages whose node dies go on at another node: in the same room, heard as before, with nothing lost. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { HubAnswer } from '../../web/src/client/wire.ts';
import type { Hub } from '../harness/hub.ts';
import { obeying, threeNodes } from '../harness/leading.ts';
import { Member } from '../harness/member.ts';
import { Person } from '../harness/person.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let hubs: [Hub, Hub, Hub];
let owner: Member;
let maya: Person;
let ben: Person;

beforeAll(async () => {
  hubs = await threeNodes('moves');
  owner = await Member.owner(hubs[0]);
  const { code } = await owner.create();
  await obeying(hubs[0], hubs);
  // A node that has just joined may not have the session yet.
  await until('the session is at the third node', PATIENCE_MS, () => Member.arrive(hubs[2], code, 'Scout'));
  for (const hub of hubs) {
    const others = async () => (await hub.rest().get<HubAnswer>('/hub')).node_origins;
    await until(`${hub.name} tells where the others are`, PATIENCE_MS, async () => (await others()).length === 2);
  }
  maya = await Person.arrive(hubs[0], 'Maya', 1000);
  await maya.join(code);
  ben = await Person.arrive(hubs[2], 'Ben', 1400);
  await ben.join(code);
}, 180_000);
afterEach(({ task }) => explain(task, hubs[0], [maya, ben]));
afterAll(async () => {
  await Promise.all([maya, ben].map((person) => person?.leaveBrowser()));
  await Promise.all((hubs ?? []).map((hub) => hub.remove()));
});

it('goes on at another node when its own is killed, heard and hearing', async () => {
  await ben.press();
  await ben.shows('granted');
  await maya.browser.waitToHear(1400);
  await ben.release();

  await hubs[2].kill();
  await ben.page.getByText(/ · on (First|Second)$/).first().waitFor({ timeout: PATIENCE_MS });
  await ben.inRoom();

  const since = await maya.browser.now();
  await ben.press();
  await ben.shows('granted');
  await maya.browser.waitToHear(1400, since);
  await ben.release();
  await maya.shows('idle');
  const heardFrom = await ben.browser.now();
  await maya.press();
  await maya.shows('granted');
  await ben.browser.waitToHear(1000, heardFrom);
  await maya.release();
  const { participants } = await owner.snapshot();
  expect(participants.filter(({ name }) => name === 'Ben')).toHaveLength(1);
});
