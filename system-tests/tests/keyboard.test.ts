/** The whole page by somebody who never touches a mouse: in, talk, run the room, open the door. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Keyboard } from '../harness/keyboard.ts';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let stage: Stage;
let kit: Person;
let keys: Keyboard;

beforeAll(async () => {
  stage = await Stage.open('keyboard');
  await stage.session({ name: 'No mouse', admission: 'approval' });
  kit = await stage.person('Kit', 1400);
  keys = new Keyboard(kit.page);
});
afterEach(({ task }) => stage.explain(task));
afterAll(() => stage?.close());

const button = (name: string | RegExp) => kit.page.getByRole('button', { name });
const waiting = async (name: string) => (await stage.owner.snapshot()).waiting?.find((one) => one.name === name)?.user_id;

it('comes in by code, microphone and name', async () => {
  await kit.page.goto(stage.hub.https);
  await keys.write(kit.page.getByRole('textbox', { name: 'Room code' }), stage.code);
  await keys.choose(button('Open the microphone'));
  await keys.write(kit.page.getByLabel('Your name in the room'), 'Kit');
  await keys.choose(button('Sounds right, go in'));
  await kit.page.getByText('At the door of').waitFor();
  await keys.stands();
  await stage.owner.approve(await until('Kit is at the door', PATIENCE_MS, () => waiting('Kit')), 'md');
  await kit.inRoom();
  await keys.stands();
});

it('makes a channel under More, Run the room, and is back where it began', async () => {
  const { page } = kit;
  await keys.choose(button('More').first());
  const sheet = page.getByRole('dialog');
  await keys.choose(sheet.getByRole('button', { name: 'Run the room' }));
  await keys.choose(sheet.getByRole('button', { name: 'Add a channel' }));
  await keys.write(sheet.getByLabel('Name', { exact: true }), 'Balcony');
  await keys.choose(sheet.getByRole('button', { name: 'Save' }));
  await sheet.getByRole('button', { name: 'Add a channel' }).waitFor();
  await keys.stands();
  const { channels } = await stage.owner.snapshot();
  expect(channels.filter(({ name }) => name === 'Balcony')).toHaveLength(1);
  await keys.press('Escape');
  expect(await button('More').first().evaluate((element) => element === document.activeElement)).toBe(true);
});

it('lets somebody in, goes on from there, and is heard by who came', async () => {
  const ada = await stage.person('Ada', 1000);
  await ada.typeCode(stage.code);
  await ada.checkMicrophone();
  await keys.choose(button('Let in Ada'));
  await ada.inRoom();
  await button('Let in Ada').waitFor({ state: 'detached' });
  await keys.stands();
  await keys.walkTo(kit.talkButton);
  const since = await ada.browser.now();
  await kit.page.keyboard.down('Space');
  await kit.shows('granted');
  await ada.browser.waitToHear(1400, since);
  await kit.page.keyboard.up('Space');
  await ada.browser.waitForEndOf(1400, since);
  await keys.stands();
});
