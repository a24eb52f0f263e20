/** Two nodes, one log: who comes to the other node sees the same session, also when the hub's machine is gone. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionListAnswer, Snapshot } from '../../web/src/client/wire.ts';
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

async function channelsAtSecond(): Promise<string[]> {
  const snapshot = await atSecond().get<Snapshot>(owner.path('/snapshot'));
  return snapshot.channels.map(({ name }) => name);
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

  await first.restart();
  const after = await until('the second node reaches the hub again', LONG_MS, async () => {
    const answer = await atSecond().call('POST', owner.path('/channels'), { name: 'Later' }, 'press-after-the-return');
    return answer.status === 201 && answer;
  });
  expect(after.headers['tutti-copies']).toBe('2');
  const names = (await owner.snapshot()).channels.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Room 0', 'Room 9', 'Later']));
  expect(new Set(names).size).toBe(names.length);
}, 180_000);
