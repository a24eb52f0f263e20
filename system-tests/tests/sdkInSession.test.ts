/** An app that knows nothing of Tutti in a session: to unmute is to ask for the floor, to mute is to give it back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Hostile } from '../harness/hostile.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { Wire } from '../harness/network.ts';
import { Rig } from '../harness/rig.ts';
import { disposeSdk, SdkClient, type Signalling } from '../harness/sdkClient.ts';
import { PATIENCE_MS, remains, until } from '../harness/until.ts';

/** How long a jitter buffer may play on what was on its way, and what it makes up after that, on a wire that loses. */
const REST_MS = 700;

const wire = Wire.here();
let hub: Hub;
let owner: Member;
let code: string;
const clients: SdkClient[] = [];

beforeAll(async () => {
  hub = await Hub.start('sdk-session');
  owner = await Member.owner(hub);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.leave()));
});
afterAll(async () => {
  await hub?.remove();
  await disposeSdk();
});

async function enter(member: Member, signalling: Signalling, floor: 'ws' | 'mute' = 'mute'): Promise<SdkClient> {
  const { url, token } = await member.mediaToken(floor);
  const client = await SdkClient.join({ url, token, signalling, authorityFile: hub.authorityFile });
  clients.push(client);
  return client;
}

it('is muted by the server when its turn is over', async () => {
  code = (await owner.create({ name: 'Short turns' })).code;
  await owner.rest.patch(owner.path('/settings'), { talk_limit_s: 5 });
  const [anna, ben] = [await Member.arrive(hub, code, 'Anna'), await Member.arrive(hub, code, 'Ben')];
  const [annaApp, benApp] = [await enter(anna, 'v1'), await enter(ben, 'v1')];
  await annaApp.publish(1800);
  const heard = await benApp.waitToHear(1800);
  const endedAt = await benApp.waitForEndOf(1800);
  expect(endedAt - heard.atMs).toBeLessThan(12_000);
  await until('Anna is muted by the server', PATIENCE_MS, () => annaApp.events.some(({ name }) => name === 'trackMuted'));
});

it.each<Signalling>(['v1', 'v0'])('is muted by the server when it is denied the floor, on %s', async (signalling) => {
  code = (await owner.create({ name: `Denied on ${signalling}` })).code;
  const [gus, ben] = [await Member.arrive(hub, code, 'Gus'), await Member.arrive(hub, code, 'Ben')];
  const { channels } = await owner.snapshot();
  await owner.rest.patch(owner.path(`/channels/${channels[0]!.id}`), { talk: ['md'] });
  await owner.rest.post(owner.path(`/participants/${ben.userId}/role`), { role: 'md' });
  const [gusApp, benApp] = [await enter(gus, signalling), await enter(ben, signalling)];
  await gusApp.publish(1800);
  await until('Gus is muted by the server', PATIENCE_MS, () => gusApp.events.some(({ name }) => name === 'trackMuted'));
  expect(gusApp.muted).toBe(true);

  // He tries again, and is muted again; who may talk is heard meanwhile, and only he.
  const mutes = () => gusApp.events.filter(({ name }) => name === 'trackMuted').length;
  const before = mutes();
  gusApp.unmute();
  await until('Gus is muted again', PATIENCE_MS, () => mutes() > before);
  await benApp.publish(1400);
  await gusApp.waitToHear(1400);
  expect(benApp.hasHeard(1800, 0)).toBe(false);
});

it('is not heard without a grant, whatever it sends', async () => {
  code = (await owner.create({ name: 'Hostile' })).code;
  const [eve, ben] = [await Member.arrive(hub, code, 'Eve'), await Member.arrive(hub, code, 'Ben')];
  // With a floor of "ws" only /ws can ask; this app just sends.
  const [eveApp, benApp] = [await enter(eve, 'v1', 'ws'), await enter(ben, 'v0')];
  await eveApp.publish(2200);
  await remains('nothing of Eve is heard', 2_000, () => !benApp.hasHeard(2200, 0));

  const socket = await eve.connect();
  const granted = await socket.press(socket.snapshot.channels[0].id);
  expect(granted.type).toBe('floor.granted');
  await benApp.waitToHear(2200);
  socket.release(granted.payload.lease_id);
  await benApp.waitForEndOf(2200);
  await socket.close();
});

async function talksByUnmuting(signalling: Signalling): Promise<void> {
  const watcher = await owner.connect();
  const [anna, ben] = [await Member.arrive(hub, code, 'Anna'), await Member.arrive(hub, code, 'Ben')];
  const [annaApp, benApp] = [await enter(anna, signalling), await enter(ben, signalling)];

  await annaApp.publish(1000);
  await watcher.frame('ptt.state', (p) => p.user_id === anna.userId && p.state === 'talking');
  await benApp.waitToHear(1000);

  // Ben unmutes while Anna talks: he waits in line, unmuted, and nothing of him leaves the hub.
  const interruptedAt = performance.now();
  await benApp.publish(1400);
  await remains('Anna has the floor', 1_000, () => !annaApp.hasHeard(1400, interruptedAt));
  await benApp.waitToHear(1000, performance.now());

  annaApp.mute();
  await watcher.frame('ptt.state', (p) => p.user_id === anna.userId && p.state === 'idle');
  await benApp.waitForEndOf(1000);
  // He never muted: it is his turn now.
  await annaApp.waitToHear(1400, interruptedAt);
  await watcher.close();
}

async function losesItsVoice(limitMs: number): Promise<void> {
  const [eve, ben] = [await Member.arrive(hub, code, 'Eve'), await Member.arrive(hub, code, 'Ben')];
  const [eveApp, benApp] = [await enter(eve, 'v1'), await enter(ben, 'v1')];
  await eveApp.publish(2600);
  await benApp.waitToHear(2600);
  const rig = Rig.watch();
  const removedAt = performance.now();
  await owner.remove(eve.userId);
  const lastHeardAt = await benApp.waitForEndOf(2600);
  rig.judge('removal to silence for an app', lastHeardAt - removedAt, limitMs);
  await eveApp.event('disconnected');
}

describe('on a bare wire', () => {
  it.each<Signalling>(['v1', 'v0'])('talks by unmuting, one at a time, on %s', async (signalling) => {
    code = (await owner.create({ name: `SDKs on ${signalling}` })).code;
    await talksByUnmuting(signalling);
  });

  it('loses its voice within 500 ms of its removal', async () => {
    code = (await owner.create({ name: 'Removal' })).code;
    await losesItsVoice(500);
  });
});

describe.skipIf(!wire)(Wire.test('under profile B, with a hostile sender'), () => {
  let stranger: Hostile | undefined;

  /** Goes on while somebody hostile is in the room; nobody hears him. */
  async function besideHostile(name: string, play: () => Promise<void>): Promise<void> {
    code = (await owner.create({ name })).code;
    await wire!.profile('B');
    stranger = await Hostile.enter(hub, code, 3000);
    await play();
    expect(clients.filter((client) => client.hasHeard(stranger!.tone, 0))).toEqual([]);
  }
  afterEach(async () => {
    await wire!.heal();
    await stranger?.leave();
  });

  it.each<Signalling>(['v1', 'v0'])('talks by unmuting, one at a time, on %s', (signalling) =>
    besideHostile(`SDKs under B on ${signalling}`, () => talksByUnmuting(signalling)),
  );
  it('loses its voice as soon as the jitter buffer of who hears it is empty', () =>
    besideHostile('Removal under B', () => losesItsVoice(500 + REST_MS)));
});
