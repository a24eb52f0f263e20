/** Who leads the nodes of a hub, as each of them says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterAnswer } from '../../web/src/client/wire.ts';
import { Hub } from './hub.ts';
import { PATIENCE_MS, until } from './until.ts';

const LISTENING = ['--node-port', '0', '--mdns', 'no'];

/** The first, and two that joined it by invite. */
export async function threeNodes(name: string): Promise<[Hub, Hub, Hub]> {
  const first = await Hub.start(`${name}-first`, { called: 'First', nodes: LISTENING });
  const others: Hub[] = [];
  for (const called of ['Second', 'Third']) {
    const invite = await first.command('invite-node');
    const joining = ['--join', first.nodeAddress, '--invite', /--invite (\S+)/.exec(invite)![1]!];
    others.push(await Hub.start(`${name}-${called.toLowerCase()}`, { called, nodes: [...LISTENING, ...joining] }));
  }
  return [first, others[0]!, others[1]!];
}

/** As whoever can read its data folder sees it. */
export async function standing(hub: Hub): Promise<ClusterAnswer> {
  const secret = readFileSync(join(hub.data, 'secrets', 'console'), 'utf8').trim();
  return hub.rest(secret).get<ClusterAnswer>('/hub/cluster');
}

/** Resolves when all of them, and nobody else, obey that one in one term. */
export async function obeying(leader: Hub, nodes: Hub[]): Promise<ClusterAnswer[]> {
  return until(`all obey ${leader.name}`, PATIENCE_MS, async () => {
    const all = await Promise.all(nodes.map(standing));
    const agreed = all.every(
      (one) => one.leader === leader.nodeId && one.members.length === nodes.length && one.term === all[0]!.term,
    );
    return agreed && all;
  });
}

/** The one of them that leads and grants by now. */
export async function granting(nodes: Hub[]): Promise<Hub> {
  return until('one of them leads and grants', PATIENCE_MS, async () => {
    const all = await Promise.all(nodes.map(standing));
    const at = all.findIndex((one, index) => one.granting && one.leader === nodes[index]!.nodeId);
    return nodes[at];
  });
}
