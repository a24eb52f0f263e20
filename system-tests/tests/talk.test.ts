/** Pages that talk to each other: each microphone hears another tone, and what counts is what the others hear. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventSocket } from '../harness/eventSocket.ts';
import { Hostile } from '../harness/hostile.ts';
import { Wire } from '../harness/network.ts';
import type { Person } from '../harness/person.ts';
import { Rig } from '../harness/rig.ts';
import { disposeSdk } from '../harness/sdkClient.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const wire = Wire.here();
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open('talk');
});
afterEach(({ task }) => stage.explain(task));
afterAll(async () => {
  await stage?.close();
  await disposeSdk();
});

/** Turns are longer than this, so that two grants at once would be heard for longer than a jitter buffer conceals. */
const TURN_MS = 1_500;
const CONCEALED_MS = 700;
/** How long after a removal the hub may still forward a voice. */
const REMOVAL_MS = 500;
/** Of a tone of 0.4; what a jitter buffer makes up at the end of a voice fades from there. */
const FULL_VOICE = 0.2;

/** The longest time for which two voices came to a page at once, both at their full strength. */
async function longestOverlapMs(listener: Person, sinceMs: number): Promise<number> {
  let [longest, began] = [0, 0];
  for (const { atMs, heard } of await listener.browser.notes(sinceMs)) {
    if (new Set(heard.filter(({ amplitude }) => amplitude > FULL_VOICE).map(({ tone }) => tone)).size < 2) began = 0;
    else longest = Math.max(longest, atMs - (began ||= atMs));
  }
  return longest;
}

/** How many turns a witness saw, and how many of them began before the last had ended: judged by the hub's own word. */
function turnsOf(witness: EventSocket): { turns: number; overlaps: number } {
  const talking = new Set<string>();
  let [turns, overlaps] = [0, 0];
  for (const { payload } of witness.frames.filter(({ type }) => type === 'ptt.state')) {
    if (payload.state !== 'talking') talking.delete(payload.user_id);
    else if (!talking.has(payload.user_id)) {
      turns++;
      if (talking.size > 0) overlaps++;
      talking.add(payload.user_id);
    }
  }
  return { turns, overlaps };
}

/** What a wire adds to a time: segments of TCP that are lost and come again, and at the end of a voice its jitter buffer's rest. */
const ADDED_MS = { none: { again: 0, rest: 0 }, B: { again: 1_000, rest: CONCEALED_MS } };

/** The same people and the same words on each wire; under B also a hostile sender, from before the first joins to the end. */
function fourInAnOpenRoom(profile: keyof typeof ADDED_MS): void {
  const added = ADDED_MS[profile];
  let everybody: Person[];
  let [maya, ben, chloe, dan]: Person[] = [];
  let eve: Hostile | undefined;

  beforeAll(async () => {
    await stage.session();
    await wire?.profile(profile);
    if (profile !== 'none') eve = await Hostile.enter(stage.hub, stage.code, 2600);
    everybody = await stage.joined(['Maya', 1000], ['Ben', 1400], ['Chloe', 1800], ['Dan', 2200]);
    [maya, ben, chloe, dan] = everybody;
  });
  afterAll(async () => {
    await wire?.heal();
    await eve?.leave();
    await stage.clear();
  });

  it('hear who holds the talk button, and nobody before and after', async () => {
    await Promise.all(everybody.map((person) => person.browser.hearsNothing(300)));
    const since = await maya!.browser.now();
    await maya!.press();
    await maya!.shows('granted');
    for (const listener of everybody.slice(1)) {
      await listener.browser.waitToHear(1000);
      await listener.sees('Maya is talking');
      await listener.browser.hearsOnly(1000);
    }
    expect((await maya!.browser.notes(since)).flatMap(({ heard }) => heard)).toEqual([]);
    await maya!.release();
    for (const listener of everybody.slice(1)) {
      await listener.browser.waitForEndOf(1000);
      await listener.shows('idle');
    }
  });

  it('hear the first syllable soon after the press', async () => {
    const rig = Rig.watch();
    const pressedAt = await maya!.press();
    const { atMs } = await ben!.browser.waitToHear(1000, pressedAt);
    rig.judge('press to sound', atMs - pressedAt, 1_000 + added.again, await ben!.browser.notes(pressedAt));
    await maya!.release();
    await ben!.browser.waitForEndOf(1000, pressedAt);
  });

  it('hear exactly one of all who press at once, then the next in line', async () => {
    const witness = await stage.owner.connect();
    const since = await Promise.all(everybody.map((person) => person.browser.now()));
    await Promise.all(everybody.map((person) => person.press()));
    const heard: string[] = [];
    const waiting = new Set(everybody);
    while (waiting.size > 0) {
      const talker = await until('somebody is live', PATIENCE_MS, async () => {
        for (const person of waiting) if ((await person.face()) === 'granted') return person;
        return undefined;
      });
      for (const other of waiting) if (other !== talker) await other.shows('queued');
      waiting.delete(talker);
      const listener = everybody.find((person) => person !== talker)!;
      const { atMs } = await listener.browser.waitToHear(talker.tone, since[everybody.indexOf(listener)]);
      await until('a turn long enough', PATIENCE_MS, async () => (await listener.browser.now()) - atMs > TURN_MS);
      heard.push(talker.name);
      await talker.release();
    }
    expect(heard.toSorted()).toEqual(everybody.map(({ name }) => name).toSorted());
    expect(turnsOf(witness)).toEqual({ turns: everybody.length, overlaps: 0 });
    await witness.close();
    for (const [index, person] of everybody.entries()) {
      expect(await longestOverlapMs(person, since[index]!)).toBeLessThan(CONCEALED_MS);
    }
  });

  // Between a page and its own microphone there is no wire.
  if (profile === 'none')
    it('hear a talker again whose microphone was unplugged in the middle of a word', async () => {
      const since = await ben!.browser.now();
      await dan!.press();
      await ben!.browser.waitToHear(2200, since);
      const unplugged = await dan!.page.evaluate(() => {
        const live = ((globalThis as any).__microphones as MediaStreamTrack[]).filter((track) => track.readyState === 'live');
        for (const track of live) {
          track.stop();
          // A page that stops a track is not told of its end; one whose device goes away is.
          track.dispatchEvent(new Event('ended'));
        }
        return live.length;
      });
      expect(unplugged).toBeGreaterThan(0);
      const lastWord = await ben!.browser.now();
      // The jitter buffer still holds some of the old microphone's sound: what counts is a sound after it ran out.
      await ben!.browser.waitToHear(2200, lastWord + CONCEALED_MS);
      await dan!.shows('granted');
      await dan!.release();
      await ben!.browser.waitForEndOf(2200, lastWord);
    });

  it('never hear a page that sends without having been granted the floor', async () => {
    // The page is made hostile: it sends its microphone past its own talk button.
    await chloe!.page.evaluate(async () => {
      const [track] = (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks();
      const senders = (globalThis as any).__peerConnections.flatMap((pc: RTCPeerConnection) => pc.getSenders());
      for (const sender of senders) if (sender.track?.kind === 'audio') await sender.replaceTrack(track!.clone());
    });
    const sent = () =>
      chloe!.page.evaluate(async () => {
        let bytes = 0;
        for (const pc of (globalThis as any).__peerConnections as RTCPeerConnection[])
          for (const report of (await pc.getStats()).values())
            if (report.type === 'outbound-rtp' && report.kind === 'audio') bytes += report.bytesSent;
        return bytes;
      });
    const before = await sent();
    const sends = until('the page has sent its microphone', PATIENCE_MS, async () => (await sent()) - before > 3_000);
    await Promise.all([ben!.browser.neverHears(1800, 2_500), sends]);
    await ben!.browser.neverHears(1800, 500);
  });

  if (profile !== 'none')
    it('never heard who sent all the while without asking, and hear him when he asked', async () => {
      const heard = await Promise.all(everybody.map((person) => person.browser.notes()));
      expect(heard.flat().some((note) => note.heard.some(({ tone }) => tone === eve!.tone))).toBe(false);
      await eve!.asksProperly(() => ben!.browser.waitToHear(eve!.tone));
      await ben!.browser.waitForEndOf(eve!.tone);
    });

  it(`cannot hear somebody ${REMOVAL_MS + added.rest} ms after he was removed`, async () => {
    const since = await ben!.browser.now();
    await maya!.press();
    await ben!.browser.waitToHear(1000, since);
    const { participants } = await stage.owner.snapshot();
    const rig = Rig.watch();
    const removedAt = await ben!.browser.now();
    await stage.owner.remove(participants.find(({ name }) => name === 'Maya')!.user_id);
    const lastHeard = await ben!.browser.waitForEndOf(1000, removedAt);
    // What was on the wire at the removal is still played, and what a jitter buffer makes up after the last of it.
    rig.judge('removal to silence', lastHeard - removedAt, REMOVAL_MS + added.rest, await ben!.browser.notes(removedAt));
    await maya!.page.getByText('You are out of').waitFor();
  });
}

describe('four in an open room', () => fourInAnOpenRoom('none'));
describe.skipIf(!wire)(Wire.test('four in an open room under profile B, with a hostile sender'), () => fourInAnOpenRoom('B'));

describe('a room with a host at its door', () => {
  afterAll(() => stage.clear());

  it('lets in whom the host approves, and not whom he refuses', async () => {
    await stage.session({ admission: 'approval' });
    const socket = await stage.owner.connect();
    const [ada, bob] = [await stage.person('Ada', 1000), await stage.person('Bob', 1400)];
    for (const person of [ada, bob]) {
      await person.typeCode(stage.code);
      await person.checkMicrophone();
      await person.page.getByText('At the door of').waitFor();
    }
    const waiting = async (name: string) => {
      const { payload } = await socket.frame('participant.waiting', (p) => p.participant.name === name);
      return payload.participant.user_id as string;
    };
    await stage.owner.approve(await waiting('Ada'));
    await ada.inRoom();
    await stage.owner.remove(await waiting('Bob'));
    await bob.page.getByRole('heading', { name: /not|refus|come in/i }).waitFor();
    await ada.press();
    await ada.shows('granted');
    await ada.release();
    await socket.close();
  });
});
