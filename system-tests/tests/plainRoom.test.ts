/** Plain rooms: LiveKit's own SDK and API keys against the hub, which is then just a LiveKit server. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET, Hub } from '../harness/hub.ts';
import { accessToken, disposeSdk, SdkClient, type Signalling } from '../harness/sdkClient.ts';
import { PATIENCE_MS, remains, until } from '../harness/until.ts';
import { WebhookEar } from '../harness/webhookEar.ts';

let hub: Hub;
const clients: SdkClient[] = [];

let webhooks: WebhookEar;

beforeAll(async () => {
  webhooks = await WebhookEar.open(API_KEY, API_SECRET);
  hub = await Hub.start('plain-room', { flags: ['--webhooks', webhooks.url] });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.leave()));
});
afterAll(async () => {
  await hub?.remove();
  webhooks.close();
  await disposeSdk();
});

async function join(room: string, identity: string, signalling: Signalling, grants = {}): Promise<SdkClient> {
  const token = accessToken(API_KEY, API_SECRET, identity, { room, roomJoin: true, ...grants });
  const client = await SdkClient.join({
    url: hub.https.replace('https', 'wss'),
    token,
    signalling,
    authorityFile: hub.authorityFile,
  });
  clients.push(client);
  return client;
}

const PATHS = { v1: '/rtc/v1', v0: '/rtc' };

/** How often the hub has met this signalling. */
const met = (signalling: Signalling) =>
  hub.log().split('\n').filter((line) => line.includes(`"message":"signalling on ${PATHS[signalling]}"`)).length;

describe.each<[Signalling, Signalling]>([
  ['v1', 'v1'],
  ['v0', 'v0'],
  ['v1', 'v0'],
])('%s and %s', (first, second) => {
  it('hear one another, go quiet when muted, and come back', async () => {
    const room = `plain-${first}-${second}`;
    const before = { v1: met('v1'), v0: met('v0') };
    const anna = await join(room, 'anna', first);
    await anna.publish(1000);
    const ben = await join(room, 'ben', second);
    await ben.publish(1400);
    await Promise.all([ben.waitToHear(1000), anna.waitToHear(1400)]);
    for (const signalling of ['v1', 'v0'] as const) {
      const wanted = before[signalling] + [first, second].filter((one) => one === signalling).length;
      await until(`the hub has met ${signalling} as often as it was asked for`, PATIENCE_MS, () => met(signalling) === wanted);
    }

    anna.mute();
    await ben.waitForEndOf(1000);
    await anna.waitToHear(1400, performance.now());
    const unmutedAt = performance.now();
    anna.unmute();
    await ben.waitToHear(1000, unmutedAt);
  });
});

it('tells the others who comes, talks and goes', async () => {
  const anna = await join('presence', 'anna', 'v1');
  const ben = await join('presence', 'ben', 'v0');
  await ben.publish(1800);
  await anna.event('participantConnected');
  await anna.event('trackSubscribed');
  await until('Ben is an active speaker', PATIENCE_MS, () =>
    anna.room.remoteParticipants.get('ben') && anna.events.some(({ name }) => name === 'activeSpeakersChanged'),
  );
  clients.splice(clients.indexOf(ben), 1);
  await ben.leave();
  await anna.event('participantDisconnected');

  for (const [event, identity] of [['participant_joined', 'anna'], ['participant_joined', 'ben'], ['participant_left', 'ben']]) {
    await webhooks.next(event!, ({ room, participant }) => room.name === 'presence' && participant.identity === identity);
  }
  await webhooks.next('track_published', ({ room, track }) => room.name === 'presence' && track.sid.startsWith('TR_'));
  expect(webhooks.forged).toBe(0);
});

it('evicts the older of two with the same identity', async () => {
  const older = await join('twins', 'anna', 'v1');
  const listener = await join('twins', 'ben', 'v1');
  const newer = await join('twins', 'anna', 'v1');
  await older.event('disconnected');
  await newer.publish(2200);
  await listener.waitToHear(2200);
});

it.each([
  ['a wrong secret', accessToken(API_KEY, 'some other secret, just as long as ours', 'eve', { room: 'x', roomJoin: true })],
  ['an unknown key', accessToken('nobody', API_SECRET, 'eve', { room: 'x', roomJoin: true })],
  ['no grant to join', accessToken(API_KEY, API_SECRET, 'eve', { room: 'x' })],
  ['an end in the past', accessToken(API_KEY, API_SECRET, 'eve', { room: 'x', roomJoin: true }, { exp: 1_700_000_000 })],
  ['a session as its room', accessToken(API_KEY, API_SECRET, 'eve', { room: 'session:01', roomJoin: true })],
])('refuses a token with %s', async (_what, token) => {
  const url = hub.https.replace('https', 'wss');
  await expect(SdkClient.join({ url, token, authorityFile: hub.authorityFile })).rejects.toThrow();
  const answer = await hub.rest(token).call('GET', '/rtc/validate');
  expect([401, 403]).toContain(answer.status);
});

it('keeps silent whom a token does not let publish', async () => {
  const listener = await join('rights', 'listener', 'v1');
  const mute = await join('rights', 'mute', 'v1', { canPublish: false });
  const speaker = await join('rights', 'speaker', 'v1');
  await expect(mute.publish(2600, 2_000)).rejects.toThrow();
  await speaker.publish(1000);
  await listener.waitToHear(1000);
  await remains('nothing is heard of it', 500, () => !listener.hasHeard(2600, 0));
  expect(listener.room.remoteParticipants.get('mute')!.trackPublications.size).toBe(0);
});
