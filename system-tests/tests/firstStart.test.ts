/** From the first start to the first word, on the real screens, which must also satisfy axe. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../harness/browser.ts';
import { Hub } from '../harness/hub.ts';
import { Person } from '../harness/person.ts';
import { Wire } from '../harness/network.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let hub: Hub;
const people: Person[] = [];

beforeAll(async () => {
  hub = await Hub.start('first-start');
});
afterEach(({ task }) => explain(task, hub, people));
afterAll(async () => {
  for (const person of people) await person.leaveBrowser();
  await hub?.remove();
});

async function arrive(name: string, tone: number, film?: string): Promise<Person> {
  const person = await Person.arrive(hub, name, tone, film);
  people.push(person);
  return person;
}

async function show(person: Person, screen: string): Promise<void> {
  expect(await person.portray(screen), `axe on ${screen}`).toEqual([]);
}

/** A sheet of the room, by the words that lead there. */
async function showSheet(person: Person, name: string, title: string | RegExp, ...words: string[]): Promise<void> {
  const { page } = person;
  const sheet = page.getByRole('dialog');
  await page.getByRole('button', { name: 'More' }).first().click();
  for (const word of words) await sheet.getByRole('button', { name: word, exact: true }).click();
  await sheet.getByRole('heading', { name: title, level: 2 }).waitFor();
  await show(person, name);
  await until('the sheet is closed', PATIENCE_MS, async () => {
    await page.keyboard.press('Escape');
    return !(await sheet.isVisible());
  });
}

describe('the owner', () => {
  let owner: Person;
  let guest: Person;
  let eve: Person;

  it('comes by the link into a ready session, and meets nobody yet', async () => {
    owner = await arrive('Maya', 1000);
    await owner.openOwnerLink();
    await owner.page.getByRole('button', { name: 'Open the microphone' }).waitFor();
    await show(owner, 'microphone');
    await owner.checkMicrophone();
    await owner.inRoom();
    await show(owner, 'room-alone');
  });

  it('lets a guest in who typed the code, and both hear each other', async () => {
    guest = await arrive('Ben', 1400);
    const code = await owner.roomCode();
    await guest.page.goto(hub.https);
    await guest.page.getByRole('textbox', { name: 'Room code' }).waitFor();
    await show(guest, 'join');
    await guest.typeCode(code);
    await guest.checkMicrophone();
    await guest.page.getByText('At the door of').waitFor();
    await show(guest, 'waiting');
    await show(owner, 'approval');
    await owner.letIn('Ben');
    await guest.inRoom();

    await owner.press();
    await guest.browser.waitToHear(1000);
    await guest.sees('Maya');
    await show(owner, 'room-live');
    await show(guest, 'room-other-talks');
    await owner.release();
    await guest.browser.waitForEndOf(1000);
    await guest.press();
    await owner.browser.waitToHear(1400);
    await guest.release();
  });

  it('has no fault in the sheets of whoever runs the room, in any look', async () => {
    await showSheet(owner, 'menu', /./);
    await showSheet(owner, 'invite', 'Invite', 'Invite');
    await showSheet(owner, 'host', 'Run the room', 'Run the room');
    await showSheet(owner, 'channel', 'New channel', 'Run the room', 'Add a channel');
    await showSheet(owner, 'settings', 'Settings', 'Settings');
    await showSheet(owner, 'link', 'Links', 'Your link');
  });

  it('talks by the space bar, wherever the page stands', async () => {
    await guest.page.locator('body').press('Escape');
    const since = await owner.browser.now();
    await guest.page.keyboard.down('Space');
    await guest.shows('granted');
    await owner.browser.waitToHear(1400, since);
    await guest.page.keyboard.up('Space');
    await owner.browser.waitForEndOf(1400, since);
  });

  it('talks without holding, from Shift and Space to the next press', async () => {
    await guest.page.keyboard.press('Shift+Space');
    await guest.shows('latched');
    await owner.browser.waitToHear(1400, await owner.browser.now());
    await guest.page.keyboard.press('Space');
    await guest.shows('idle');
    await owner.browser.waitForEndOf(1400);
  });

  it('comes back into the room after a reload', async () => {
    await guest.page.reload();
    await guest.inRoom();
    const since = await owner.browser.now();
    await guest.press();
    await owner.browser.waitToHear(1400, since);
    await guest.release();
  });

  it('may use the link only once', async () => {
    await owner.page.getByRole('button', { name: 'More' }).first().click();
    const sheet = owner.page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Invite', exact: true }).click();
    eve = await arrive('Eve', 1800, await owner.browser.film(sheet.getByRole('img')));
    await eve.openOwnerLink();
    await eve.page.getByText('The owner link works once').waitFor();
    await eve.page.getByText('./tutti up --owner-link').waitFor();
  });

  it('shows a code that another camera reads, which leads past the first screen', async () => {
    await eve.page.goto(hub.https);
    await eve.page.getByRole('button', { name: 'Scan the QR instead' }).click();
    await eve.page.getByRole('button', { name: 'Open the microphone' }).waitFor();
  });

  it('makes a link that opens the door once, in the role it names', async () => {
    const sheet = owner.page.getByRole('dialog');
    await sheet.getByLabel('They come in as').selectOption('tech');
    await sheet.getByRole('button', { name: 'Make a link' }).click();
    const link = await sheet.getByRole('listitem').getByText('/j/').innerText();
    await owner.page.keyboard.press('Escape');

    await eve.page.goto(link);
    await eve.checkMicrophone();
    await eve.inRoom();
    await eve.page.getByRole('button', { name: /You.*Tech/ }).waitFor();
    await eve.press();
    await owner.browser.waitToHear(1800);
    await eve.release();
    const again = await hub.rest().call('POST', '/auth/exchange', { code: link.split('/').at(-1) }, randomUUID());
    expect([404, 410]).toContain(again.status);
  });
});

describe.skipIf(!Wire.here())(Wire.test('a device that does not trust the hub yet'), () => {
  it('is warned by the browser on HTTPS', async () => {
    const stranger = await Browser.open({ tone: 2200 });
    await expect(stranger.page.goto(hub.https)).rejects.toThrow('ERR_CERT');
    await stranger.close();
  });

  it('listens over plain HTTP and is told how to trust the hub', async () => {
    const listener = await Browser.open({ tone: 2200 });
    people.push(Person.at(hub, 'Lea', 2200, listener));
    const { page } = listener;
    const code = await people[0]!.roomCode();
    await page.goto(`${hub.http}/j/${code}`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.getByRole('heading', { name: 'Trust this hub' }).waitFor();
    await show(people.at(-1)!, 'trust');
    await page.getByRole('button', { name: 'Listen only' }).click();
    await page.getByLabel('Your name in the room').fill('Lea');
    await page.getByRole('button', { name: 'Go in' }).first().click();
    await page.getByText('At the door of').waitFor();
    await people[0]!.letIn('Lea');
    await page.getByText(/Listen only|Listening only/).first().waitFor();
    await people.at(-1)!.voiceConnected();
    await people[0]!.press();
    await listener.waitToHear(1000);
    await show(people.at(-1)!, 'listen-only');
    await people[0]!.release();
  });
});
