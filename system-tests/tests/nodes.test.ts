/** Two nodes, one log: who comes to the other node sees the same session, also when the hub's machine is gone. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionListAnswer, SetlistItemRequest, Snapshot, SongSavedAnswer } from '../../web/src/client/wire.ts';
import { EventSocket } from '../harness/eventSocket.ts';
import { repository } from '../harness/folders.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { RestClient } from '../harness/rest.ts';
import { until } from '../harness/until.ts';

const AMONG = ['--node-port', '0', '--mdns', 'no'];
const LONG_MS = 60_000;

let first: Hub;
let second: Hub;
let owner: Member;

beforeAll(async () => {
  first = await Hub.start('nodes-first', { here: true, nodes: AMONG });
  owner = await Member.owner(first);
  await owner.create({ name: 'On two machines' });
  const said = execFileSync(join(repository, 'tutti'), ['invite-node', '--data', first.data], { encoding: 'utf8' });
  const code = /--invite (\S+)/.exec(said)![1]!;
  second = await Hub.start('nodes-second', {
    here: true,
    nodes: [...AMONG, '--join', `localhost:${nodePort(first)}`, '--invite', code],
  });
  await until('the second node has the session', LONG_MS, async () => (await sessions()).includes(owner.sessionId));
}, 180_000);
afterAll(async () => {
  await second?.remove();
  await first?.remove();
});

function nodePort(hub: Hub): number {
  return JSON.parse(readFileSync(join(hub.data, 'hub.json'), 'utf8')).node_port;
}

/** The owner at the second node, who trusts what he trusted before. */
function atSecond(): RestClient {
  return new RestClient(second.https, { authority: readFileSync(first.authorityFile, 'utf8'), token: owner.token });
}

async function sessions(): Promise<string[]> {
  const answer = await atSecond().call('GET', '/session').catch(() => undefined);
  return answer?.status === 200 ? (answer.body as SessionListAnswer).sessions.map(({ id }) => id) : [];
}

function seenAtSecond(): Promise<Snapshot> {
  return atSecond().get<Snapshot>(owner.path('/snapshot'));
}

async function channelsAtSecond(): Promise<string[]> {
  return (await seenAtSecond()).channels.map(({ name }) => name);
}

/** What the second node answers when somebody decides: between the hub and the island nobody does. */
function decided(path: string, body: object, key: string) {
  return until(`somebody decides ${key}`, LONG_MS, async () => {
    const answer = await atSecond().call('POST', owner.path(path), body, key);
    return answer.status !== 503 && answer;
  });
}

/** As whoever looks after the first hub. */
function operate(...words: string[]): void {
  execFileSync(join(repository, 'tutti'), [...words, '--data', first.data], { stdio: 'ignore' });
}

it('does at the second node what the hub decides, and says that it is on two disks', async () => {
  const made = await atSecond().call('POST', owner.path('/channels'), { name: 'Crew' }, 'a-press-of-a-button');
  expect(made.status).toBe(201);
  expect(made.headers['tutti-copies']).toBe('2');
  expect((await owner.snapshot()).channels.map(({ name }) => name)).toContain('Crew');
  const taken = await atSecond().call('POST', owner.path('/channels'), { name: 'Crew' }, 'another-press-of-it');
  expect([taken.status, taken.body.error.code]).toEqual([409, 'NAME_TAKEN']);
});

it('shows people at the second node what happens at the first', async () => {
  const authority = readFileSync(first.authorityFile, 'utf8');
  const socket = await EventSocket.open({
    base: second.https,
    authority,
    token: owner.token,
    sessionId: owner.sessionId,
  });
  await owner.rest.post(owner.path('/channels'), { name: 'Choir' });
  await socket.frame('channel.create', (p) => p.channel.name === 'Choir');
  await socket.close();
});

it('brings home what is decided without the hub, and tells the author of what others decided otherwise', async () => {
  const items: SetlistItemRequest[] = [];
  for (const title of ['Morning Gate', 'Open Water', 'Long Way Home']) {
    const { song } = await owner.rest.post<SongSavedAnswer>('/songs', { title, key: 'G', bpm: 90 });
    items.push({ song_id: song.id });
  }
  await owner.rest.call('PUT', owner.path('/setlist/items'), { items }, 'the-whole-setlist');
  const added = (await owner.snapshot()).setlist.map(({ item_id }) => item_id);
  await until('the second node has the setlist', LONG_MS, async () => (await seenAtSecond()).setlist.length === 3);
  const socket = await EventSocket.open({
    base: second.https,
    authority: readFileSync(first.authorityFile, 'utf8'),
    token: owner.token,
    sessionId: owner.sessionId,
  });
  const id: string = JSON.parse(readFileSync(join(second.data, 'hub.json'), 'utf8')).node_id;
  operate('remove-node', id);

  const chosen = await decided('/setlist/current', { item_id: added[1] }, 'chosen-in-the-island');
  expect(chosen.headers['tutti-provisional']).toBe('true');
  await decided('/channels', { name: 'Balcony' }, 'made-in-the-island');
  await socket.frame('snapshot', (p) => p.provisional === 2 && p.current_item_id === added[1]);
  const ending = await atSecond().call('POST', owner.path('/close'), {}, 'an-end-in-the-island');
  expect([ending.status, ending.body.error.code]).toEqual([409, 'NEEDS_WRITER']);
  await owner.rest.post(owner.path('/setlist/current'), { item_id: added[2] });

  operate('admit', id);
  const home = await socket.frame('snapshot', (p) => p.provisional === 0 && p.displaced.length > 0, LONG_MS);
  const told = { what: 'song.selected', target: added[1], user_id: owner.userId, reason: 'CHANGED_MEANWHILE' };
  expect(home.payload.displaced).toContainEqual(expect.objectContaining(told));
  await socket.close();
  const [here, there] = [await owner.snapshot(), await seenAtSecond()];
  expect([there.setlist, there.channels, there.current_item_id]).toEqual([
    here.setlist,
    here.channels,
    here.current_item_id,
  ]);
  expect(here.current_item_id).toBe(added[2]);
  expect(here.channels.filter(({ name }) => name === 'Balcony').length).toBe(1);
  const again = await owner.rest.call('POST', owner.path('/channels'), { name: 'Balcony' }, 'made-in-the-island');
  expect([again.status, again.headers['tutti-provisional']]).toEqual([201, undefined]);
}, 180_000);

it('has everything that was acknowledged when the hub dies, and goes on with it when it is back', async () => {
  const done: string[] = [];
  for (let i = 0; i < 10; i++) {
    const name = `Room ${i}`;
    const answer = await owner.rest.call('POST', owner.path('/channels'), { name }, `press-of-button-${i}`);
    expect(answer.status).toBe(201);
    if (answer.headers['tutti-copies'] === '2') done.push(name);
  }
  await first.kill();
  expect(done.length).toBeGreaterThan(0);
  expect(await channelsAtSecond()).toEqual(expect.arrayContaining(['Crew', 'Choir', ...done]));

  const without = await decided('/channels', { name: 'Meanwhile' }, 'press-without-the-hub');
  expect(without.headers['tutti-provisional']).toBe('true');

  await first.restart();
  await until('nothing waits for the hub', LONG_MS, async () => (await seenAtSecond()).provisional === 0);
  const after = await decided('/channels', { name: 'Later' }, 'press-after-the-return');
  expect(after.headers['tutti-provisional']).toBeUndefined();
  expect(after.headers['tutti-copies']).toBe('2');
  const names = (await owner.snapshot()).channels.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Room 0', 'Room 9', 'Meanwhile', 'Later']));
  expect(new Set(names).size).toBe(names.length);
}, 180_000);
