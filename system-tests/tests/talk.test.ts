/** Pages that talk to each other: each microphone hears another tone, and what counts is what the others hear. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audible } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { until } from '../harness/until.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open('talk');
});
afterEach(({ task }) => stage.explain(task));
afterAll(() => stage?.close());

/** The longest time for which a page played two voices at once. */
async function longestOverlapMs(listener: Person, sinceMs: number): Promise<number> {
  let [longest, began] = [0, 0];
  for (const note of await listener.browser.notes(sinceMs)) {
    if (new Set(audible(note)).size < 2) began = 0;
    else longest = Math.max(longest, note.atMs - (began ||= note.atMs));
  }
  return longest;
}

describe('four in an open room', () => {
  let everybody: Person[];
  let [maya, ben, chloe]: Person[] = [];

  beforeAll(async () => {
    await stage.session();
    everybody = await stage.joined(['Maya', 1000], ['Ben', 1400], ['Chloe', 1800], ['Dan', 2200]);
    [maya, ben, chloe] = everybody;
  });
  afterAll(() => stage.clear());

  it('hear who holds the talk button, and nobody before and after', async () => {
    for (const person of everybody) expect(await person.browser.hears()).toEqual([]);
    await maya!.press();
    await maya!.shows('granted');
    for (const listener of everybody.slice(1)) {
      await listener.browser.waitToHear(1000);
      await listener.sees('Maya is talking');
      expect(await listener.browser.hears()).toEqual([1000]);
    }
    expect(await maya!.browser.hears()).toEqual([]);
    await maya!.release();
    for (const listener of everybody.slice(1)) {
      await listener.browser.waitForEndOf(1000);
      await listener.shows('idle');
    }
  });

  it('hear the first syllable soon after the press', async () => {
    const pressedAt = await maya!.press();
    const { atMs } = await ben!.browser.waitToHear(1000, pressedAt);
    await maya!.release();
    expect(atMs - pressedAt).toBeLessThan(1_000);
    await ben!.browser.waitForEndOf(1000, pressedAt);
  });

  it('hear exactly one of all who press at once, then the next in line', async () => {
    const since = await Promise.all(everybody.map((person) => person.browser.now()));
    await Promise.all(everybody.map((person) => person.press()));
    const heard: string[] = [];
    const waiting = new Set(everybody);
    while (waiting.size > 0) {
      const talker = await until('somebody is live', 8_000, async () => {
        for (const person of waiting) if ((await person.face()) === 'granted') return person;
        return undefined;
      });
      for (const other of waiting) if (other !== talker) await other.shows('queued');
      waiting.delete(talker);
      const listener = everybody.find((person) => person !== talker)!;
      await listener.browser.waitToHear(talker.tone, since[everybody.indexOf(listener)]);
      heard.push(talker.name);
      await talker.release();
    }
    expect(heard.toSorted()).toEqual(everybody.map(({ name }) => name).toSorted());
    // A jitter buffer conceals the end of a voice for some tens of ms; more would be two grants.
    for (const [index, person] of everybody.entries()) {
      expect(await longestOverlapMs(person, since[index]!)).toBeLessThan(200);
    }
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
    await ben!.browser.neverHears(1800, 2_500);
    expect((await sent()) - before).toBeGreaterThan(3_000);
  });

  it('cannot hear somebody 500 ms after he was removed', async () => {
    await maya!.press();
    await ben!.browser.waitToHear(1000);
    const { participants } = await stage.owner.snapshot();
    const removedAt = await ben!.browser.now();
    await stage.owner.remove(participants.find(({ name }) => name === 'Maya')!.user_id);
    const lastHeard = await ben!.browser.waitForEndOf(1000, removedAt);
    expect(lastHeard - removedAt).toBeLessThan(500);
    await maya!.page.getByText('You are out of').waitFor();
  });
});

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
