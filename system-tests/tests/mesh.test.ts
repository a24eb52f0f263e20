/** Voices straight from page to page: what counts is what the others hear, and that the hub carries none of it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audible } from '../harness/browser.ts';
import type { EventSocket } from '../harness/eventSocket.ts';
import { Member } from '../harness/member.ts';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** From so many people on the page warns. */
const CROWD = 12;
const ATTEMPTS = 5;

let stage: Stage;
let [maya, ben, chloe]: Person[] = [];

beforeAll(async () => {
  stage = await Stage.open('mesh');
  await stage.session({ kind: 'shift' });
  [maya, ben, chloe] = await stage.joined(['Maya', 1000], ['Ben', 1400], ['Chloe', 1800]);
  await stage.owner.rest.patch(stage.owner.path('/settings'), { voice: 'mesh' });
});
afterEach(({ task }) => stage.explain(task));
afterAll(() => stage?.close());

/** Packets of voice that this page has sent and received, to and from the hub and the other pages. */
interface Traffic {
  toHub: number;
  fromHub: number;
  toPages: number;
  fromPages: number;
}

/** The hub alone is an ICE lite agent. */
function traffic(person: Person): Promise<Traffic> {
  return person.page.evaluate(async () => {
    const sum = { toHub: 0, fromHub: 0, toPages: 0, fromPages: 0 };
    for (const pc of (globalThis as any).__peerConnections as RTCPeerConnection[]) {
      const other = pc.remoteDescription?.sdp.includes('a=ice-lite') ? 'Hub' : 'Pages';
      for (const report of (await pc.getStats()).values()) {
        if (report.type === 'outbound-rtp' && report.kind === 'audio') sum[`to${other}`] += report.packetsSent;
        if (report.type === 'inbound-rtp' && report.kind === 'audio') sum[`from${other}`] += report.packetsReceived;
      }
    }
    return sum;
  });
}

/** Resolves once this page sends nothing to the hub any more: it reaches all others. */
function reachesAll(person: Person): Promise<unknown> {
  return until(`${person.name} reaches the others directly`, PATIENCE_MS, () =>
    person.page.evaluate(() => {
      const hub = ((globalThis as any).__peerConnections as RTCPeerConnection[]).filter((pc) =>
        pc.remoteDescription?.sdp.includes('a=ice-lite'),
      );
      const senders = hub.flatMap((pc) => pc.getTransceivers().filter((t) => t.currentDirection === 'sendonly').map((t) => t.sender));
      return senders.length > 0 && senders.every(({ track }) => track === null);
    }),
  );
}

/** How many connections this page has made so far. */
function connections(person: Person): Promise<number> {
  return person.page.evaluate(() => (globalThis as any).__peerConnections.length);
}

/** The page is made hostile: it sends its microphone to the other pages past its own talk button. */
function sendsAlways(person: Person): Promise<void> {
  return person.page.evaluate(async () => {
    (globalThis as any).__open ??= (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0];
    for (const pc of (globalThis as any).__peerConnections as RTCPeerConnection[]) {
      if (pc.remoteDescription?.sdp.includes('a=ice-lite')) continue;
      for (const { sender, currentDirection } of pc.getTransceivers())
        if (currentDirection === 'sendonly' && !sender.track) await sender.replaceTrack((globalThis as any).__open.clone());
    }
  });
}

const deltas = (before: Traffic, after: Traffic): Traffic => ({
  toHub: after.toHub - before.toHub,
  fromHub: after.fromHub - before.fromHub,
  toPages: after.toPages - before.toPages,
  fromPages: after.fromPages - before.fromPages,
});

describe('three pages whose voices go straight to each other', () => {
  it('hear who has the floor and nobody else, and not a packet of it passes the hub', async () => {
    const everybody = [maya!, ben!, chloe!];
    let passed: Traffic[] = [];
    // On a machine that stands still a connection is given up, and the hub fills in: then the talk is another one.
    for (let attempt = 1, held = false; !held && attempt <= ATTEMPTS; attempt++) {
      await Promise.all(everybody.map(reachesAll));
      const [before, ways] = [await Promise.all(everybody.map(traffic)), await Promise.all(everybody.map(connections))];
      await maya!.press();
      await maya!.shows('granted');
      await ben!.press();
      await ben!.shows('queued');
      for (const listener of [ben!, chloe!]) {
        await listener.browser.waitToHear(1000);
        await listener.browser.hearsOnly(1000);
      }
      await ben!.release();
      await maya!.release();
      for (const listener of [ben!, chloe!]) await listener.browser.waitForEndOf(1000);
      const after = await Promise.all(everybody.map(traffic));
      passed = after.map((now, i) => deltas(before[i]!, now));
      held = (await Promise.all(everybody.map(connections))).join() === ways.join();
    }
    const [mayas, bens, chloes] = passed;
    expect(mayas).toMatchObject({ toHub: 0, fromHub: 0, fromPages: 0 });
    expect(mayas!.toPages).toBeGreaterThan(20);
    expect(bens).toMatchObject({ toHub: 0, fromHub: 0, toPages: 0 });
    expect(chloes).toMatchObject({ toHub: 0, fromHub: 0, toPages: 0 });
    expect(Math.min(bens!.fromPages, chloes!.fromPages)).toBeGreaterThan(20);
  });

  it('hear the others in their turn', async () => {
    for (const [talker, listener] of [
      [ben!, maya!],
      [chloe!, ben!],
    ] as const) {
      const since = await listener.browser.now();
      await talker.press();
      await listener.browser.waitToHear(talker.tone, since);
      await talker.release();
      await listener.browser.waitForEndOf(talker.tone, since);
    }
  });

  it('never play a page that sends without having been granted the floor', async () => {
    const since = await ben!.browser.now();
    const notes = await until('her voice reaches Ben', PATIENCE_MS, async () => {
      await sendsAlways(chloe!);
      const with1800 = (await ben!.browser.notes(since)).filter(({ heard }) => heard.some(({ tone }) => tone === 1800));
      return with1800.length > 50 && with1800;
    });
    expect(notes.flatMap(audible)).toEqual([]);
    await chloe!.leaveBrowser();
    stage.people.splice(stage.people.indexOf(chloe!), 1);
    const states = async () => (await stage.owner.snapshot()).participants.filter(({ name }) => name === 'Chloe').map(({ state }) => state);
    await until('the hub knows that she is gone', PATIENCE_MS, async () => (await states()).join() === 'gone');
  });
});

describe('a dozen', () => {
  const sockets: EventSocket[] = [];
  afterAll(() => Promise.all(sockets.map((socket) => socket.close())));

  it('are warned, and speak through the hub after one press of the host', async () => {
    const { participants, roles } = await stage.owner.snapshot();
    const host = roles.find(({ capabilities }) => capabilities.includes('settings.manage'))!.name;
    const mayas = participants.find(({ name }) => name === 'Maya')!.user_id;
    await stage.owner.rest.post(stage.owner.path(`/participants/${mayas}/role`), { role: host });
    const warning = maya!.page.getByText(/Each device sends \d+ copies of its voice/);
    for (let here = 2; here < CROWD; here++) {
      expect(await warning.count()).toBe(0);
      const guest = await Member.arrive(stage.hub, stage.code, `Guest ${here}`);
      sockets.push(await guest.connect());
    }
    await warning.waitFor();
    expect(await maya!.objections()).toEqual([]);
    await maya!.page.getByRole('button', { name: 'Send voices through the hub' }).click();
    await warning.waitFor({ state: 'hidden' });
    expect((await stage.owner.snapshot()).session.voice).toBe('hub');
    const before = await traffic(ben!);
    await maya!.press();
    await ben!.browser.hearsOnly(1000);
    await maya!.release();
    const after = deltas(before, await traffic(ben!));
    expect(after.fromHub).toBeGreaterThan(20);
    expect(after.fromPages).toBe(0);
  });
});
