/** The floor over /ws, without media: who may talk, who waits, and what ends a turn. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyFrame, EventSocket } from '../harness/eventSocket.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';

const SINGERS = 8;

let hub: Hub;
let owner: Member;
let code: string;
const singers: { member: Member; socket: EventSocket }[] = [];
let channel: string;

beforeAll(async () => {
  hub = await Hub.start('floor');
  owner = await Member.owner(hub);
  code = (await owner.create()).code;
  for (let i = 0; i < SINGERS; i++) {
    const member = await Member.arrive(hub, code, `Singer ${i + 1}`);
    singers.push({ member, socket: await member.connect() });
  }
  channel = singers[0]!.socket.snapshot.channels[0].id;
});
afterAll(async () => {
  for (const { socket } of singers) socket.terminate();
  await hub?.remove();
});

const sockets = () => singers.map(({ socket }) => socket);

it('gives the floor to one of all who ask at once, and a place in line to the others', async () => {
  const decisions = await Promise.all(sockets().map((socket) => socket.press(channel)));
  expect(decisions.filter(({ type }) => type === 'floor.granted')).toHaveLength(1);
  const places = decisions.filter(({ type }) => type === 'floor.queued').map(({ payload }) => payload.position);
  expect(places.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);

  // Everybody who holds gets his turn, in the order of the line, one at a time.
  const line = decisions
    .map((decision, index) => ({ decision, socket: sockets()[index]! }))
    .toSorted((a, b) => (a.decision.payload.position ?? 0) - (b.decision.payload.position ?? 0));
  for (const [place, { decision, socket }] of line.entries()) {
    const requestId = decision.payload.request_id;
    const granted = await socket.frame('floor.granted', (payload) => payload.request_id === requestId);
    if (place > 0) socket.renew(granted.payload.lease_id);
    for (const later of line.slice(place + 1)) {
      const early = later.socket.frames.some(
        (frame) => frame.type === 'floor.granted' && frame.payload.request_id === later.decision.payload.request_id,
      );
      expect(early).toBe(false);
    }
    socket.release(granted.payload.lease_id);
    await socket.frame('floor.released', (payload) => payload.lease_id === granted.payload.lease_id);
  }
  expect(await overlaps(sockets()[0]!)).toBe(0);
});

it('frees the floor when its holder vanishes without a word', async () => {
  const vanishing = await Member.arrive(hub, code, 'Vanishing');
  const socket = await vanishing.connect();
  const granted = await socket.press(channel);
  expect(granted.type).toBe('floor.granted');
  const next = await sockets()[1]!.press(channel);
  expect(next.type).toBe('floor.queued');
  const cutAt = performance.now();
  socket.terminate();
  const turn = await sockets()[1]!.frame('floor.granted', (p) => p.request_id === next.payload.request_id);
  // A lease lasts 1.5 s without renewal; a turn lasts 10 s.
  expect(turn.atMs - cutAt).toBeLessThan(7_000);
  sockets()[1]!.release(turn.payload.lease_id);
});

it('warns before the talk limit and takes the floor at it', async () => {
  const session = await owner.create({ name: 'Short turns' });
  await owner.rest.patch(owner.path('/settings'), { talk_limit_s: 5 });
  const talker = await Member.arrive(hub, session.code, 'Talker');
  const socket = await talker.connect();
  const granted = await socket.press(socket.snapshot.channels[0].id);
  expect(granted.payload.talk_limit_ms).toBe(5_000);
  const revoked = await socket.frame('floor.revoked', (p) => p.lease_id === granted.payload.lease_id);
  expect(revoked.payload.reason).toBe('talk_limit');
  // By the hub's own clock.
  expect(revoked.ts - granted.ts).toBeGreaterThan(4_800);
  expect(revoked.ts - granted.ts).toBeLessThan(8_000);
  const warnings = socket.frames.filter((frame) => frame.type === 'floor.ending');
  expect(warnings.length).toBeGreaterThanOrEqual(1);
  await socket.close();
});

describe('rights', () => {
  it('denies the floor of a channel in which a role may not talk, with the reason', async () => {
    const { channel: stage } = await owner.rest.post<any>(owner.path('/channels'), {
      name: 'Stage',
      mode: 'floor',
      talk: ['md'],
      listen: ['md', 'tech', 'musician', 'guest'],
    });
    const guest = await Member.arrive(hub, (await owner.snapshot()).session.code!, 'Quiet guest');
    const socket = await guest.connect();
    const denied = await socket.press(stage.id);
    expect(denied.type).toBe('floor.denied');
    expect(denied.payload).toMatchObject({ reason: expect.any(String), message: expect.stringMatching(/\w/) });
    await socket.close();
  });

  it('denies a channel that does not exist', async () => {
    const denied = await sockets()[0]!.press('no-such-channel');
    expect([denied.type, denied.payload.reason]).toEqual(['floor.denied', 'channel_closed']);
  });
});

/** How often somebody began to talk while somebody else still did, as one witness saw it. */
async function overlaps(witness: EventSocket): Promise<number> {
  let talking: string | undefined;
  let count = 0;
  for (const { payload } of witness.frames.filter((frame: AnyFrame) => frame.type === 'ptt.state')) {
    if (payload.state === 'talking') {
      if (talking !== undefined && talking !== payload.user_id) count++;
      talking = payload.user_id;
    } else if (talking === payload.user_id) {
      talking = undefined;
    }
  }
  return count;
}
