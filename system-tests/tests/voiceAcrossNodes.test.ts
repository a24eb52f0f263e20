/** One LiveKit room at the nodes of a hub: whoever attaches to one hears those at the others, and a relay may die. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { API_KEY, API_SECRET, Hub } from '../harness/hub.ts';
import { accessToken, disposeSdk, SdkClient } from '../harness/sdkClient.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const LISTENING = ['--node-port', '0', '--mdns', 'no'];
const nodes: Hub[] = [];
const clients: SdkClient[] = [];

beforeAll(async () => {
  // One node serves one other: of three, one is reached over another.
  process.env['TUTTI_JAVA_OPTS'] = '-Dtutti.relay-children=1';
  const first = await Hub.start('voice-first', { called: 'First', nodes: LISTENING });
  nodes.push(first);
  for (const name of ['second', 'third']) {
    const invite = /--invite (\S+)/.exec(await first.command('invite-node'))![1]!;
    const join = ['--join', first.nodeAddress, '--invite', invite];
    const node = await Hub.start(`voice-${name}`, { called: name, nodes: [...LISTENING, ...join] });
    nodes.push(node);
    await until(`${name} is a node of the first`, PATIENCE_MS, async () =>
      (await first.command('nodes')).includes(node.nodeId.slice(0, 12)),
    );
  }
}, 120_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.leave().catch(() => {})));
});
afterAll(async () => {
  delete process.env['TUTTI_JAVA_OPTS'];
  await Promise.all(nodes.map((node) => node.remove()));
  await disposeSdk();
});

async function join(at: Hub, room: string, identity: string): Promise<SdkClient> {
  const token = accessToken(API_KEY, API_SECRET, identity, { room, roomJoin: true });
  const url = at.https.replace('https', 'wss');
  // Until a node has the first one's certificate, an SDK that trusts the first refuses it.
  const client = await until(`${identity} is in`, PATIENCE_MS, () =>
    SdkClient.join({ url, token, authorityFile: nodes[0]!.authorityFile }).catch(() => undefined),
  );
  clients.push(client);
  return client;
}

/** Whether its voice goes on to that node, by the last line that its log has of its ways. */
function relaysTo(node: Hub, other: Hub): boolean {
  const ways = node.log().split('\n').findLast((line) => line.includes('Voice of other nodes comes from'));
  return ways?.split('goes on to')[1]?.includes(other.nodeId.slice(0, 12)) ?? false;
}

it('hear one another at three nodes, go quiet when muted, and come back', async () => {
  const [first, second, third] = nodes as [Hub, Hub, Hub];
  const anna = await join(first, 'spanning', 'anna');
  await anna.publish(1000);
  const ben = await join(second, 'spanning', 'ben');
  await ben.publish(1400);
  const carla = await join(third, 'spanning', 'carla');
  await carla.publish(1800);
  for (const [listener, tones] of [[anna, [1400, 1800]], [ben, [1000, 1800]], [carla, [1000, 1400]]] as const) {
    await Promise.all(tones.map((tone) => listener.waitToHear(tone)));
  }

  anna.mute();
  await carla.waitForEndOf(1000);
  const unmutedAt = performance.now();
  anna.unmute();
  await carla.waitToHear(1000, unmutedAt);
});

it('who moves to another node is heard from there, and once only', async () => {
  const [first, second] = nodes as [Hub, Hub, Hub];
  const anna = await join(first, 'moving', 'anna');
  await anna.publish(1000);
  const ben = await join(second, 'moving', 'ben');
  await ben.waitToHear(1000);
  const carla = await join(first, 'moving', 'carla');
  await carla.waitToHear(1000);

  const moved = await join(second, 'moving', 'anna');
  await anna.event('disconnected');
  await moved.publish(1800);
  await Promise.all([ben.waitToHear(1800), carla.waitToHear(1800)]);
  expect([...carla.room.remoteParticipants.keys()].sort()).toEqual(['anna', 'ben']);
});

it('when the node that relays dies, those behind it go on hearing, and its own people come back elsewhere', async () => {
  const [first, second, third] = nodes as [Hub, Hub, Hub];
  const relay = await until('one of them relays for the other', PATIENCE_MS, () =>
    relaysTo(second, third) ? second : relaysTo(third, second) ? third : undefined,
  );
  const behind = relay === second ? third : second;
  const anna = await join(first, 'surviving', 'anna');
  await anna.publish(1000);
  const ben = await join(relay, 'surviving', 'ben');
  await ben.publish(1400);
  const carla = await join(behind, 'surviving', 'carla');
  await Promise.all([carla.waitToHear(1000), carla.waitToHear(1400)]);

  const diedAt = performance.now();
  await relay.kill();
  await carla.event('participantDisconnected');
  // What her jitter buffer still had is played by then: this came on another way.
  await carla.waitToHear(1000, diedAt + 1_000);
  const again = await join(first, 'surviving', 'ben');
  await again.publish(2200);
  await carla.waitToHear(2200);
});
