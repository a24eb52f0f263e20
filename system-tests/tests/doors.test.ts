/** What is refused, and how: strangers, wrong pages, broken frames, too many tries. */
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSocket, UpgradeRefused } from '../harness/eventSocket.ts';
import { askStun, throwGarbage } from '../harness/garbage.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { Wire } from '../harness/network.ts';
import { RestClient } from '../harness/rest.ts';
import { PATIENCE_MS, until, within } from '../harness/until.ts';

let hub: Hub;
let owner: Member;
let code: string;

beforeAll(async () => {
  hub = await Hub.start('doors');
  owner = await Member.owner(hub);
  code = (await owner.create()).code;
});
afterAll(() => hub?.remove());

const upgrade = (change: { token?: string; sessionId?: string; origin?: string }) =>
  EventSocket.upgrade({
    base: hub.https,
    authority: hub.authority,
    token: owner.token,
    sessionId: owner.sessionId,
    ...change,
  });

const refusal = async (attempt: Promise<EventSocket>): Promise<number> => (await refused(attempt)).status;

const refused = async (attempt: Promise<EventSocket>): Promise<UpgradeRefused> => {
  const failure = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(UpgradeRefused);
  return failure as UpgradeRefused;
};

/** The lines of hub.jsonl under a request's id that are meant; the log is written a moment later. */
const logged = (requestId: string, meant: (line: any) => boolean): Promise<any[]> =>
  until(`a line of ${requestId}`, PATIENCE_MS, () => {
    const lines = hub.log().split('\n').filter((line) => line.endsWith('}') && line.includes(requestId));
    const found = lines.map((line) => JSON.parse(line)).filter((line) => line.request_id === requestId && meant(line));
    return found.length > 0 && found;
  });

/** A token whose payload was changed after signing. */
const forged = (token: string) => {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, role: 'md', caps: ['session.close'] })).toString('base64url');
  return `${header}.${changed}.${signature}`;
};

/** A token that claims to need no signature. */
const unsigned = (token: string) =>
  `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`;

describe('the event socket', () => {
  it.each([
    ['none', () => ''],
    ['nonsense', () => 'nonsense'],
    ['a forged one', () => forged(owner.token)],
    ['an unsigned one', () => unsigned(owner.token)],
    ['a refresh token', () => owner.refreshToken],
  ])('refuses a token that is %s', async (_what, token) => {
    expect(await refusal(upgrade({ token: token() }))).toBe(401);
  });

  it('refuses the token of another session', async () => {
    const other = await Member.exchange(hub, code, 'Passer-by');
    await other.join();
    const made = await owner.rest.post<{ session_id: string }>('/session', { name: 'Other', kind: 'lesson' });
    const { status, code: why } = await refused(upgrade({ token: other.token, sessionId: made.session_id }));
    expect([status, why]).toEqual([403, 'NOT_ADMITTED']);
  });

  it('refuses a page of another origin, and takes its own', async () => {
    expect(await refusal(upgrade({ origin: 'https://evil.example' }))).toBe(403);
    const own = await upgrade({ origin: hub.https });
    await own.close();
  });

  it.each([
    ['no JSON', 'hello'],
    ['no object', '[1,2]'],
    ['no type', '{"payload":{}}'],
    ['an unknown type', '{"type":"floor.steal","ts":1,"payload":{},"id":"x"}'],
    ['a payload of the wrong shape', '{"type":"floor.request","ts":1,"payload":{"request_id":7},"id":"x"}'],
    ['a very deep payload', `{"type":"ping","ts":1,"payload":${'['.repeat(3000)}${']'.repeat(3000)}}`],
  ])('answers a frame that is %s with an error, and lives on', async (_what, text) => {
    const connection = await owner.connect();
    connection.socket.send(text);
    const { payload } = await connection.frame('error');
    expect(payload.error).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), requestId: expect.any(String) });
    connection.send('ping', {});
    await connection.frame('pong');
    await connection.close();
  });

  it('ends a connection that sends a frame without measure', async () => {
    const connection = await owner.connect();
    connection.socket.send(JSON.stringify({ type: 'ping', ts: 1, payload: { n: 'x'.repeat(5_000_000) } }));
    await expect.poll(() => connection.closed?.code, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(1002);
  });

  it('ends a connection that sends more frames than any page would, and no other', async () => {
    const [flood, calm] = [await owner.connect(), await owner.connect()];
    for (let n = 0; n < 5_000; n++) flood.send('ping', { n });
    await expect.poll(() => flood.closed?.code, { timeout: PATIENCE_MS }).toBe(4429);
    calm.send('ping', { n: 1 });
    await calm.frame('pong');
    await calm.close();
  });

  it('takes no binary frame for JSON', async () => {
    const connection = await owner.connect();
    connection.socket.send(Buffer.from([0, 255, 7, 129, 192]));
    await until('an answer or an end', PATIENCE_MS, () => connection.closed ?? connection.frames.find(({ type }) => type === 'error'));
    connection.terminate();
    const again = await owner.connect();
    await again.close();
  });
});

it('finds a refused frame and the end of its connection in the log by the id that the answer gave', async () => {
  const connection = await owner.connect();
  connection.socket.send('{"type":"floor.steal","ts":1,"payload":{},"id":"x"}');
  const { payload } = await connection.frame('error');
  await connection.close();
  const whose = { session: owner.sessionId, user: owner.userId };
  const { requestId } = payload.error;
  expect(await logged(requestId, ({ message }) => message.includes('FRAME_UNKNOWN'))).toMatchObject([whose]);
  expect(await logged(requestId, ({ message }) => message.includes('closed with'))).toMatchObject([whose]);
});

describe('the signalling of LiveKit', () => {
  const signal = async (path: string, origin?: string) => {
    const { token } = await owner.mediaToken('ws');
    const options = { ca: hub.authority, ...(origin ? { origin } : {}) };
    const address = `${hub.https.replace('https', 'wss')}${path}?access_token=${token}&protocol=16&auto_subscribe=1`;
    return { socket: new WebSocket(address, options), token };
  };
  const status = ({ socket }: { socket: WebSocket }) =>
    within('the upgrade is answered', PATIENCE_MS, new Promise<number>((resolve) => {
      socket.on('error', () => {});
      socket.once('open', () => resolve(101));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    })).finally(() => socket.terminate());

  it.each(['/rtc', '/rtc/v1'])('on %s refuses pages of another origin, and takes its own and apps that have none', async (path) => {
    expect(await status(await signal(path, 'https://evil.example'))).toBe(403);
    expect(await status(await signal(path, 'null'))).toBe(403);
    expect(await status(await signal(path, hub.https))).toBe(101);
    expect(await status(await signal(path))).toBe(101);
  });

  it.each([
    ['random bytes', Buffer.from([255, 0, 1, 2, 3, 250, 17, 99])],
    ['a length that promises more than there is', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x07, 1])],
    ['megabytes', Buffer.alloc(3_000_000, 0x0a)],
    ['text', 'hello'],
  ])('outlives %s', async (_what, bytes) => {
    const { socket } = await signal('/rtc');
    socket.on('error', () => {});
    await within('it is open', PATIENCE_MS, new Promise((resolve) => socket.once('open', resolve)));
    socket.send(bytes);
    socket.send(bytes);
    socket.close();
    expect(await status(await signal('/rtc'))).toBe(101);
    socket.terminate();
    expect((await hub.rest().call('GET', '/healthz')).status).toBe(200);
  });
});

describe('the REST interface', () => {
  const shape = { code: expect.stringMatching(/^[A-Z_]+$/), message: expect.any(String), requestId: expect.any(String) };

  it.each([
    ['a missing token', 401, () => hub.rest().call('GET', owner.path('/snapshot'))],
    ['a forged token', 401, () => hub.rest(forged(owner.token)).call('GET', owner.path('/snapshot'))],
    ['broken JSON', 400, () => owner.rest.call('POST', '/session', '{"name":', randomUUID())],
    ['a missing field', 400, () => owner.rest.call('POST', '/session', {}, randomUUID())],
    ['an unknown kind', 400, () => owner.rest.call('POST', '/session', { name: 'x', kind: 'party' }, randomUUID())],
    ['no Idempotency-Key', 400, () => owner.rest.call('POST', '/session', { name: 'x', kind: 'lesson' })],
    ['an unknown code', 404, () => hub.rest().call('POST', '/auth/exchange', { code: 'ZZZZZZ' }, randomUUID())],
    ['an unknown session', 404, () => owner.rest.call('GET', `/session/${randomUUID()}/snapshot`)],
    ['an unknown path', 404, () => hub.rest().call('GET', '/session/x/y/z', undefined)],
    ['a body without measure', 413, () => owner.rest.call('POST', '/session', { name: 'x'.repeat(5_000_000) }, randomUUID())],
  ])('answers %s in the one error shape', async (_what, status, call) => {
    const answer = await call();
    expect([answer.status, answer.body?.error]).toEqual([status, expect.objectContaining(shape)]);
    expect(answer.headers['x-request-id']).toBe(answer.body.error.requestId);
  });

  it('refuses what a guest may not do', async () => {
    const guest = await Member.arrive(hub, code, 'Guest');
    const answer = await guest.rest.call('POST', guest.path('/close'), {}, randomUUID());
    expect(answer.status).toBe(403);
    expect((await guest.rest.call('POST', '/session', { name: 'Mine', kind: 'lesson' }, randomUUID())).status).toBe(403);
  });

  it('gives the same answer to a repeated key, and refuses it for another body', async () => {
    const key = randomUUID();
    const first = await owner.rest.call('POST', '/session', { name: 'Once', kind: 'lesson' }, key);
    const again = await owner.rest.call('POST', '/session', { name: 'Once', kind: 'lesson' }, key);
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    const reused = await owner.rest.call('POST', '/session', { name: 'Twice', kind: 'lesson' }, key);
    expect([reused.status, reused.body.error.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('names each answer as the log does', async () => {
    const refused = await hub.rest().call('GET', '/session/nowhere/snapshot');
    const { requestId } = refused.body.error;
    expect(refused.headers['x-request-id']).toBe(requestId);
    const lines = await logged(requestId, ({ status }) => status === refused.status);
    expect(lines[0]).toMatchObject({ route: expect.any(String), path: '/session/nowhere/snapshot' });
  });

  it("names what the session's writer did and refused as it names the answer", async () => {
    const make = (name: string) => owner.rest.call('POST', owner.path('/channels'), { name }, randomUUID());
    const [done, twice] = [await make('Balcony'), await make('balcony')];
    expect([done.status, twice.status]).toEqual([201, 409]);
    const writers = (line: any) => line.logger.endsWith('SessionWriter');
    const whose = { session: owner.sessionId, user: owner.userId };
    const kept = await logged(String(done.headers['x-request-id']), writers);
    expect(kept).toMatchObject([{ ...whose, message: expect.stringContaining('is done') }]);
    expect(await logged(twice.body.error.requestId, writers)).toMatchObject([
      { ...whose, message: expect.stringContaining(`refused with ${twice.body.error.code}`) },
    ]);
  });

  it('refuses a foreign Host', async () => {
    const stranger = new RestClient(hub.http, { headers: { host: 'evil.example' } });
    const answer = await stranger.call('GET', '/hub');
    expect([answer.status, answer.body.error.code]).toEqual([421, 'HOST_UNKNOWN']);
  });
});

it('counts tries per address and says when the next is allowed', async () => {
  const strict = await Hub.start('strict', { limits: { exchange: 5, join: 10 } });
  try {
    const attempt = () => strict.rest().call('POST', '/auth/exchange', { code: 'ZZZZZZ' }, randomUUID());
    const beganMs = performance.now();
    const answers = [await attempt()];
    while (answers.length < 30 && answers.at(-1)!.status === 404) answers.push(await attempt());
    const { status, body } = answers.at(-1)!;
    expect([status, body.error.code]).toEqual([429, 'RATE_LIMITED']);
    // Five, and one more for every twelve seconds that the tries took.
    const earnedMeanwhile = Math.ceil((performance.now() - beganMs) / 12_000);
    expect(answers.length - 1).toBeGreaterThanOrEqual(5);
    expect(answers.length - 1).toBeLessThanOrEqual(5 + earnedMeanwhile);
    expect(body.error.details.retry_after_ms).toBeGreaterThan(0);
    expect(body.error.details.retry_after_ms).toBeLessThanOrEqual(60_000);
  } finally {
    await strict.remove();
  }
});

it.skipIf(!Wire.here())(Wire.test('lets nobody talk who came over plain HTTP from the network'), async () => {
  const plain = new RestClient(hub.http);
  expect(await plain.get('/hub')).toMatchObject({ secure: false, listen_only: true });
  const answer = await plain.post<any>('/auth/exchange', { code, name: 'Listener' });
  expect(answer.listen_only).toBe(true);
  const joined = await plain.with({ token: answer.token }).post<any>(owner.path('/join'), { name: 'Listener' });
  const connection = await EventSocket.open({ base: hub.http, token: joined.token, sessionId: owner.sessionId });
  expect(connection.snapshot.you.listen_only).toBe(true);
  const decision = await connection.press(connection.snapshot.channels[0].id);
  expect(decision.type).toBe('floor.denied');
  await connection.close();
});

it('keeps its media port answering under garbage', async () => {
  expect(await askStun(hub.host, hub.mediaPort)).toMatch(/^\d+\.\d+\.\d+\.\d+:\d+$/);
  const { sent, answered } = await throwGarbage(hub.host, hub.mediaPort, 3000, 7);
  // No amplification: whoever forges a source address gains nothing.
  expect(answered).toBeLessThan(sent);
  expect(await askStun(hub.host, hub.mediaPort)).toMatch(/:\d+$/);
  expect((await hub.rest().call('GET', '/healthz')).status).toBe(200);
});
