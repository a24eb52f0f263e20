/** Three processes that are one hub: one leads; killed, another does; who comes back obeys. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Hub } from '../harness/hub.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

interface Standing {
  state: string;
  leader?: string;
  term: number;
  granting: boolean;
  members: { node_id: string; direct: boolean }[];
  timeline: { to: string; cause: string }[];
}

const LISTENING = ['--node-port', '0', '--mdns', 'no'];
const hubs: Hub[] = [];

beforeAll(async () => {
  const first = await Hub.start('leader-first', { called: 'First', nodes: LISTENING });
  hubs.push(first);
  for (const called of ['Second', 'Third']) {
    const invite = await first.command('invite-node');
    const joining = ['--join', first.nodeAddress, '--invite', /--invite (\S+)/.exec(invite)![1]!];
    hubs.push(await Hub.start(`leader-${called.toLowerCase()}`, { called, nodes: [...LISTENING, ...joining] }));
  }
});
afterAll(async () => {
  for (const hub of hubs) await hub.remove();
});

/** As whoever can read its data folder sees it. */
async function standing(hub: Hub): Promise<Standing> {
  const secret = readFileSync(join(hub.data, 'secrets', 'console'), 'utf8').trim();
  return hub.rest(secret).get<Standing>('/hub/cluster');
}

async function obeying(leader: Hub, nodes: Hub[]): Promise<Standing[]> {
  return until(`all obey ${leader.name}`, PATIENCE_MS, async () => {
    const all = await Promise.all(nodes.map(standing));
    const agreed = all.every(
      (one) => one.leader === leader.nodeId && one.members.length === nodes.length && one.term === all[0]!.term,
    );
    return agreed && all;
  });
}

it('of three that start the hub leads, and grants', async () => {
  const [first] = hubs as [Hub, Hub, Hub];
  await obeying(first, hubs);
  await until('it grants', PATIENCE_MS, async () => (await standing(first)).granting);
});

it('when the leader is killed another one leads in a higher term, and who comes back obeys it', async () => {
  const [first, second, third] = hubs as [Hub, Hub, Hub];
  const before = (await obeying(first, hubs))[0]!.term;

  await first.kill();
  const leader = await until('another one leads', PATIENCE_MS, async () => {
    const led = (await standing(second)).leader;
    return [second, third].find((hub) => hub.nodeId === led);
  });
  const after = await obeying(leader, [second, third]);
  expect(after[0]!.term).toBeGreaterThan(before);
  await until('it grants', PATIENCE_MS, async () => (await standing(leader)).granting);
  expect((await standing(leader)).timeline.map((step) => step.to)).toContain('suspecting');

  await first.restart();
  const again = await obeying(leader, hubs);
  expect(again[0]!.state).toBe('follower');
});
