/** Who leads the nodes of a hub, as each of them says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterAnswer, NodeInviteAnswer, NodesAnswer } from '../../web/src/client/wire.ts';
import { Hub } from './hub.ts';
import type { Host } from './lan.ts';
import { PATIENCE_MS, until } from './until.ts';

const LISTENING = ['--node-port', '0', '--mdns', 'no'];

const NAMES = ['First', 'Second', 'Third', 'Fourth', 'Fifth'] as const;

/** The first, and two that joined it by invite. */
export async function threeNodes(name: string, hosts?: readonly Host[]): Promise<[Hub, Hub, Hub]> {
  const [first, second, third] = await joinedNodes(name, 3, hosts);
  return [first!, second!, third!];
}

/** The first, and others that joined it by invite; each on its own machine where there are machines. */
export async function joinedNodes(name: string, count: number, hosts?: readonly Host[]): Promise<Hub[]> {
  const start = (at: number, joining: string[] = []) => {
    const called = NAMES[at]!;
    const host = hosts?.[at];
    const nodes = [...LISTENING, ...joining];
    return Hub.start(`${name}-${called.toLowerCase()}`, { called, nodes, ...(host ? { host } : {}) });
  };
  const first = await start(0);
  const console = first.rest(consoleSecret(first));
  const others = NAMES.slice(1, count).map(async (_, at) => {
    const { code } = await console.post<NodeInviteAnswer>('/hub/nodes/invites');
    return start(at + 1, ['--join', first.nodeAddress, '--invite', code]);
  });
  const hubs = [first, ...(await Promise.all(others))];
  await linked(hubs);
  return hubs;
}

/** Resolves when each of them has a link to each other one: until then two know of one another through a third only. */
async function linked(hubs: Hub[]): Promise<void> {
  await until('all are linked with all', PATIENCE_MS, async () => {
    const all = await Promise.all(hubs.map((hub) => hub.rest(consoleSecret(hub)).get<NodesAnswer>('/hub/nodes')));
    return all.every(({ members }) => members.filter(({ link }) => link === 'up').length === hubs.length - 1);
  });
}

/** As whoever can read its data folder sees it. */
export async function standing(hub: Hub): Promise<ClusterAnswer> {
  return hub.rest(consoleSecret(hub)).get<ClusterAnswer>('/hub/cluster');
}

function consoleSecret(hub: Hub): string {
  return readFileSync(join(hub.data, 'secrets', 'console'), 'utf8').trim();
}

/** Resolves when all of them obey one leader, whoever it is, in one term. */
export async function united(nodes: Hub[]): Promise<{ leader: Hub; term: number; standings: ClusterAnswer[] }> {
  return until('all obey one leader', PATIENCE_MS, async () => {
    const standings = await Promise.all(nodes.map(standing));
    const { leader, term } = standings[0]!;
    const agreed = standings.every(
      (one) => one.leader === leader && one.term === term && one.members.length === nodes.length,
    );
    const leads = nodes.find(({ nodeId }) => nodeId === leader);
    return agreed && leads && standings[nodes.indexOf(leads)]!.granting && { leader: leads, term, standings };
  });
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
