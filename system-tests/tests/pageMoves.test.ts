/** Pages whose node dies, or says nothing any more, go on at another node: heard and hearing as before, with nothing lost. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { HubAnswer } from '../../web/src/client/wire.ts';
import { audible } from '../harness/browser.ts';
import { heardAsSoonAsPossible, whileTalking } from '../harness/heardAgain.ts';
import type { Hub } from '../harness/hub.ts';
import { Ledger } from '../harness/ledger.ts';
import { obeying, threeNodes } from '../harness/leading.ts';
import { Member } from '../harness/member.ts';
import { PageFrames } from '../harness/pageFrames.ts';
import { Person } from '../harness/person.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** In so many looks one after the other a talker is heard: it goes on. */
const STEADY = 15;
/** So long before the fault the talker was heard for sure. */
const BEFORE_MS = 500;

let hubs: [Hub, Hub, Hub];
let owner: Member;
let maya: Person;
let ben: Person;
let toldMaya: PageFrames;
let toldBen: PageFrames;

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
  toldMaya = new PageFrames(maya.page);
  await maya.join(code);
  ben = await Person.arrive(hubs[2], 'Ben', 1400);
  toldBen = new PageFrames(ben.page);
  await ben.join(code);
}, 180_000);
afterEach(({ task }) => explain(task, hubs[0], [maya, ben]));
afterAll(async () => {
  await Promise.all([maya, ben].map((person) => person?.leaveBrowser()));
  await Promise.all((hubs ?? []).map((hub) => hub.remove()));
});

it('goes on at another node when its own says nothing any more, and hears on who talks all the while', async () => {
  const [first, second, third] = hubs;
  const ledger = await whileTalking(maya, async () => {
    await ben.browser.waitToHear(1000);
    const written = await Ledger.begin(owner, third, toldBen.told);
    const faultMs = Date.now();
    third.pause();
    written.stop();
    const inMs = await toldBen.inElsewhere(third.https, faultMs);
    say('a silent node', inMs - faultMs, (await hearsAgain(ben, 1000, faultMs, inMs)) - faultMs);
    return written;
  });
  await ben.page.getByText(/ · on (First|Second)$/).first().waitFor({ timeout: PATIENCE_MS });
  await ben.inRoom();
  await isHeard(ben, maya);
  await ledger.checkAmong([first, second]);
  third.resume();
  expect((await ledger.check(hubs, toldBen.told)).wrong).toEqual([]);
});

it('goes on when its node, the hub, is killed while its person talks', async () => {
  const [first, ...others] = hubs;
  await maya.inRoom();
  const sinceMs = await maya.browser.now();
  const ledger = await whileTalking(maya, async () => {
    await ben.browser.waitToHear(1000, sinceMs);
    const written = await Ledger.begin(owner, first, toldMaya.told);
    const { https } = first;
    const faultMs = Date.now();
    await first.kill();
    written.stop();
    // A turn that nobody hears is none.
    await until('the button no longer says that she talks', PATIENCE_MS, async () => (await maya.face()) !== 'granted');
    const inMs = await toldMaya.inElsewhere(https, faultMs);
    say('the killed hub', inMs - faultMs, (await hearsAgain(ben, 1000, faultMs, inMs)) - faultMs);
    return written;
  });
  await maya.page.getByText(/ · on (Second|Third)$/).first().waitFor({ timeout: PATIENCE_MS });
  await ben.inRoom();
  await isHeard(ben, maya);
  await ledger.checkAmong(others);
  await first.restart();
  expect((await ledger.check(hubs, toldMaya.told)).wrong).toEqual([]);
  const names = (await owner.snapshot()).participants.map(({ name }) => name);
  expect(names.filter((name) => name === 'Ben' || name === 'Maya').toSorted()).toEqual(['Ben', 'Maya']);
});

async function isHeard(talker: Person, listener: Person): Promise<void> {
  await heardAsSoonAsPossible(talker, listener, await listener.browser.now());
}

/** When a page heard the tone again after the longest while without it; it has gone on since the page is in. */
async function hearsAgain({ browser, name }: Person, tone: number, faultMs: number, inMs: number): Promise<number> {
  await until(`${name} hears ${tone} Hz again`, PATIENCE_MS, async () => {
    const last = (await browser.notes(inMs)).slice(-STEADY);
    return last.length === STEADY && last.every((note) => audible(note).includes(tone));
  });
  const notes = await browser.notes(faultMs - BEFORE_MS);
  const times = notes.filter((note) => audible(note).includes(tone)).map(({ atMs }) => atMs);
  const gaps = times.slice(1).map((atMs, at) => ({ endMs: atMs, lengthMs: atMs - times[at]! }));
  return gaps.reduce((longest, gap) => (gap.lengthMs > longest.lengthMs ? gap : longest)).endMs;
}

/** Milliseconds from the fault. */
function say(fault: string, inMs: number, heardMs: number): void {
  const seconds = (ms: number) => (ms / 1_000).toFixed(2);
  console.log(`${fault}: the page is in again after ${seconds(inMs)} s, heard or hearing after ${seconds(heardMs)} s`);
}
