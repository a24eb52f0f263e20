/** One LiveKit room at several nodes of a hub: whoever attaches to one hears those at the others. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { API_KEY, API_SECRET, Hub } from '../harness/hub.ts';
import { accessToken, disposeSdk, SdkClient } from '../harness/sdkClient.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const LISTENING = ['--node-port', '0', '--mdns', 'no'];
let first: Hub;
let second: Hub;
const clients: SdkClient[] = [];

beforeAll(async () => {
  first = await Hub.start('voice-first', { called: 'First', nodes: LISTENING });
  const invite = await first.command('invite-node');
  const join = ['--join', first.nodeAddress, '--invite', /--invite (\S+)/.exec(invite)![1]!];
  second = await Hub.start('voice-second', { called: 'Second', nodes: [...LISTENING, ...join] });
  await until('the second is a node of the first', PATIENCE_MS, async () =>
    (await first.command('nodes')).includes(second.nodeId.slice(0, 12)),
  );
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.leave()));
});
afterAll(async () => {
  await second?.remove();
  await first?.remove();
  await disposeSdk();
});

async function join(at: Hub, room: string, identity: string): Promise<SdkClient> {
  const token = accessToken(API_KEY, API_SECRET, identity, { room, roomJoin: true });
  // Until the second has the first one's certificate, an SDK that trusts the first refuses it.
  const client = await until(`${identity} is in`, PATIENCE_MS, () =>
    SdkClient.join({ url: at.https.replace('https', 'wss'), token, authorityFile: first.authorityFile }).catch(() => undefined),
  );
  clients.push(client);
  return client;
}

it('hear one another at two nodes, go quiet when muted, and come back', async () => {
  const anna = await join(first, 'spanning', 'anna');
  await anna.publish(1000);
  const ben = await join(second, 'spanning', 'ben');
  await ben.publish(1400);
  await Promise.all([ben.waitToHear(1000), anna.waitToHear(1400)]);

  anna.mute();
  await ben.waitForEndOf(1000);
  const unmutedAt = performance.now();
  anna.unmute();
  await ben.waitToHear(1000, unmutedAt);
});

it('who moves to another node is heard from there, and once only', async () => {
  const anna = await join(first, 'moving', 'anna');
  await anna.publish(1000);
  const ben = await join(second, 'moving', 'ben');
  await ben.waitToHear(1000);
  const carol = await join(first, 'moving', 'carol');
  await carol.waitToHear(1000);

  const moved = await join(second, 'moving', 'anna');
  await anna.event('disconnected');
  await moved.publish(1800);
  await Promise.all([ben.waitToHear(1800), carol.waitToHear(1800)]);
  expect([...carol.room.remoteParticipants.keys()].sort()).toEqual(['anna', 'ben']);
});

it('when a node dies its people are gone, and who comes to another node is heard at once', async () => {
  const anna = await join(first, 'surviving', 'anna');
  const ben = await join(second, 'surviving', 'ben');
  await ben.publish(1400);
  await anna.waitToHear(1400);

  await second.kill();
  clients.splice(clients.indexOf(ben), 1);
  await anna.event('participantDisconnected');
  const again = await join(first, 'surviving', 'ben');
  await again.publish(2200);
  await anna.waitToHear(2200);
  await ben.leave().catch(() => {});
});
