/** A shift in a venue: channels that the supervisor makes at the page, who leads, and an emergency over all of it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audible } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { Rig } from '../harness/rig.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** Six dB down. */
const DUCKED = 0.5;
/** Looks of 10 ms at two voices at once: longer than a jitter buffer plays on after one of them gave way to the other. */
const TOGETHER = 100;
/** What a jitter buffer still holds and makes up after the last frame. */
const BUFFERED_MS = 1_200;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open('venue');
});
afterEach(({ task }) => stage.explain(task));
afterAll(() => stage?.close());

async function role(person: Person, wanted: string): Promise<void> {
  const { userId } = await person.page.evaluate(() => JSON.parse(localStorage.getItem('tutti.session') ?? '{}'));
  await stage.owner.rest.post(stage.owner.path(`/participants/${userId}/role`), { role: wanted });
}

/** What the person does in the sheet of the channel, saved and closed. */
async function channel(host: Person, name: string | undefined, change: (part: (label: string) => any) => Promise<void>) {
  const { page } = host;
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run the room' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: name ? new RegExp(`^${name}`) : 'Add a channel' }).first().click();
  await sheet.getByRole('button', { name: 'Save' }).waitFor();
  await change((label) => sheet.getByRole('group', { name: label }).or(sheet.getByLabel(label, { exact: true })));
  await sheet.getByRole('button', { name: 'Save' }).click();
  await sheet.getByRole('button', { name: 'Add a channel' }).waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
}

const talksIn = (person: Person, name: string) =>
  person.page.getByRole('listitem').filter({ hasText: name }).getByRole('button').first().click();

/** How loud the page plays that tone now. */
const volume = (person: Person, tone: number, wanted: (volume: number) => boolean) =>
  until(`${tone} Hz at another volume`, PATIENCE_MS, async () => {
    const sounds = (await person.browser.notes()).slice(-20).flatMap(({ heard }) => heard);
    const sound = sounds.findLast((one) => one.tone === tone);
    return sound && wanted(sound.volume);
  });

describe('a shift', () => {
  let [sam, kim, ruth]: Person[] = [];

  beforeAll(async () => {
    await stage.session({ name: 'Friday', kind: 'shift' });
    // Longer than a slow machine takes for what happens during one turn.
    await stage.owner.rest.patch(stage.owner.path('/settings'), { talk_limit_s: 120 });
    [sam, kim, ruth] = await stage.joined(['Sam', 1000], ['Kim', 1400], ['Ruth', 1800]);
    await role(sam!, 'supervisor');
    await role(ruth!, 'emergency');
    await ruth!.page.getByRole('button', { name: /Emergency/ }).waitFor();
  });

  it('talks in a channel that the supervisor made, heard by those whom it is for', async () => {
    await channel(sam!, undefined, async (part) => {
      await part('Name').fill('Kitchen');
      await part('May listen').getByRole('checkbox', { name: 'Emergency' }).click();
      await part('May talk').getByRole('checkbox', { name: 'Emergency' }).click();
    });
    await talksIn(kim!, 'Kitchen');
    await kim!.press();
    await sam!.browser.waitToHear(1400);
    await ruth!.browser.neverHears(1400, 800);
    expect(await ruth!.page.getByText('Kitchen').count()).toBe(0);
    await kim!.release();
    await sam!.browser.waitForEndOf(1400);
  });

  it('is heard by more as soon as they may, and six dB below whoever leads', async () => {
    await channel(sam!, 'Kitchen', (part) => part('May listen').getByRole('checkbox', { name: 'Emergency' }).click());
    await ruth!.page.getByText('Kitchen').waitFor();
    await kim!.press();
    await ruth!.browser.waitToHear(1400);
    await volume(ruth!, 1400, (loud) => loud > 0.9);
    await talksIn(sam!, 'All');
    await sam!.press();
    await ruth!.browser.waitToHear(1000);
    await volume(ruth!, 1400, (loud) => Math.abs(loud - DUCKED) < 0.02);
    await volume(ruth!, 1000, (loud) => loud > 0.9);
    await sam!.release();
    await volume(ruth!, 1400, (loud) => loud > 0.9);
    await kim!.release();
  });

  it('cuts in by priority where the channel is by role, and is then the only one heard', async () => {
    await channel(sam!, 'Kitchen', (part) => part('The line').selectOption('priority'));
    await Promise.all([talksIn(sam!, 'Kitchen'), talksIn(kim!, 'Kitchen')]);
    const since = await ruth!.browser.now();
    await kim!.press();
    await ruth!.browser.waitToHear(1400, since);
    const rig = Rig.watch();
    await sam!.press();
    await kim!.shows('revoked');
    const revokedAt = await ruth!.browser.now();
    await sam!.shows('granted');
    await ruth!.browser.waitToHear(1000, revokedAt);
    const lastOfKim = await ruth!.browser.waitForEndOf(1400, since);
    rig.judge('cut in to silence', lastOfKim - revokedAt, BUFFERED_MS, await ruth!.browser.notes(revokedAt));
    await ruth!.browser.hearsOnly(1000);
    await Promise.all([kim!.release(), sam!.release()]);
    await ruth!.browser.waitForEndOf(1000, since);
  });

  it('hears all who talk in a channel of open microphones, at once', async () => {
    await channel(sam!, undefined, async (part) => {
      await part('Name').fill('Counter');
      await part('Who talks when').getByRole('radio', { name: 'Open microphones' }).click();
    });
    await ruth!.page.getByText('Counter').waitFor();
    await Promise.all([talksIn(sam!, 'Counter'), talksIn(kim!, 'Counter')]);
    const since = await ruth!.browser.now();
    await Promise.all([kim!.press(), sam!.press()]);
    await until('two voices in many looks at once', PATIENCE_MS, async () => {
      const both = (await ruth!.browser.notes(since)).filter((note) => [1000, 1400].every((tone) => audible(note).includes(tone)));
      return both.length >= TOGETHER;
    });
    await Promise.all([kim!.release(), sam!.release()]);
    await Promise.all([1000, 1400].map((tone) => ruth!.browser.waitForEndOf(tone, since)));
  });

  it('hears only who leads where focus was chosen, and the others again after it', async () => {
    await stage.owner.rest.patch(stage.owner.path('/settings'), { ducking: 'focus' });
    await talksIn(kim!, 'Kitchen');
    await talksIn(sam!, 'All');
    const since = await ruth!.browser.now();
    await kim!.press();
    await ruth!.browser.waitToHear(1400, since);
    await sam!.press();
    await ruth!.browser.waitToHear(1000, since);
    await volume(ruth!, 1400, (loud) => loud === 0);
    await volume(ruth!, 1000, (loud) => loud > 0.9);
    await sam!.release();
    await volume(ruth!, 1400, (loud) => loud > 0.9);
    await kim!.release();
    await ruth!.browser.waitForEndOf(1400, since);
  });

  it('falls silent for an emergency, and who raised it sees who heard it', async () => {
    await talksIn(kim!, 'All');
    await kim!.press();
    await sam!.browser.waitToHear(1400);
    const raise = ruth!.page.getByRole('button', { name: /Emergency/ });
    const box = (await raise.boundingBox())!;
    await ruth!.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await ruth!.page.mouse.down();
    await kim!.page.getByRole('alert').getByText('Emergency').waitFor();
    await ruth!.page.mouse.up();
    // By keyboard: her finger is still on the talk button.
    await kim!.page.getByRole('alert').getByRole('button', { name: 'I heard it' }).press('Enter');
    // Everybody else: Sam, Kim and the owner, who is in by REST alone.
    await ruth!.page.getByText('1 of 3 heard it: Kim').waitFor();
    await sam!.page.getByText('1 of 3 heard it: Kim').waitFor();
    await sam!.browser.waitToHear(1800);
    await sam!.browser.hearsOnly(1800);
    await kim!.release();
    await sam!.browser.picture('venue-emergency');
    expect(await sam!.objections()).toEqual([]);
  });
});
