import { beforeEach, describe, expect, it } from 'vitest';
import { HubClient } from '../../client/hub-client.ts';
import { HubError } from '../../client/hub-error.ts';
import type { AuthAnswer, CreateSessionAnswer, JoinAnswer } from '../../client/model.ts';
import type { Session } from '../../client/session.ts';
import type { Credentials } from '../../client/tokens.ts';
import { EntryFlow } from './entry.ts';

/** A hub with one room whose code is K7M4RT, and an owner link "boss". */
class SmallHub extends HubClient {
  exchanged: unknown[] = [];
  joined: string[] = [];
  constructor() {
    super('');
  }
  override as(): HubClient {
    return this;
  }
  override async exchange(body: { code?: string; session_id?: string }): Promise<AuthAnswer> {
    this.exchanged.push(body);
    const answer: AuthAnswer = {
      token: 't',
      expires_at: new Date(1e12).toISOString(),
      refresh_token: 'r',
      user: { id: 'me', name: '' },
      grant: 'code',
      listen_only: false,
    };
    if (body.code === 'boss') return { ...answer, grant: 'owner' };
    if (body.code !== 'K7M4RT') throw new HubError('CODE_UNKNOWN', 'No room', 404);
    return {
      ...answer,
      session: { id: 's1', name: 'Sunday Band', kind: 'rehearsal', admission: 'approval' },
    };
  }
  override async createSession(): Promise<CreateSessionAnswer> {
    return {
      session_id: 's2',
      code: 'AAAAAA',
      session: {
        id: 's2',
        name: 'New',
        kind: 'shift',
        admission: 'open',
        discoverable: true,
        ducking: 'duck',
        talk_limit_s: 10,
        voice: 'hub',
        started_at: '',
      },
    };
  }
  override async join(sessionId: string, name: string): Promise<JoinAnswer> {
    this.joined.push(`${sessionId}:${name}`);
    return {
      status: 'waiting',
      participant: { user_id: 'me', name, role: 'guest', state: 'here', muted: false },
      token: 't2',
      expires_at: new Date(1e12).toISOString(),
      refresh_token: 'r2',
    };
  }
}

describe('the way in', () => {
  let hub: SmallHub;
  let entered: Credentials[];
  let stored: Record<string, string>;
  const flow = (url = 'http://localhost/', secure = true): EntryFlow =>
    new EntryFlow({
      client: hub,
      storage: {
        getItem: (key) => stored[key] ?? null,
        setItem: (key, value) => {
          stored[key] = value;
        },
        removeItem: (key) => {
          delete stored[key];
        },
      },
      url,
      clearUrl: () => undefined,
      secure,
      connect: (credentials) => {
        entered.push(credentials);
        return {
          start: () => undefined,
          stop: () => undefined,
          id: credentials.sessionId,
        } as unknown as Session;
      },
    });
  beforeEach(() => {
    hub = new SmallHub();
    entered = [];
    stored = {};
  });

  it('goes from the code over the microphone to the door', async () => {
    const f = flow();
    await f.start();
    await f.exchange({ code: 'K7M4RT' });
    expect(f.store.getState().stage).toBe('microphone');
    await f.join('Tomás');
    expect(f.store.getState().stage).toBe('session');
    expect(entered[0]).toMatchObject({
      sessionId: 's1',
      userId: 'me',
      name: 'Tomás',
      listenOnly: false,
      token: 't2',
    });
  });

  it('takes the code of a link at once', async () => {
    const f = flow('http://localhost/#/j/K7M4RT');
    await f.start();
    expect(f.store.getState()).toMatchObject({ stage: 'microphone', code: 'K7M4RT' });
  });

  it('asks for trust where the browser opens no microphone, but lets listeners by', async () => {
    const f = flow('http://192.168.1.4/j/K7M4RT', false);
    await f.start();
    expect(f.store.getState().stage).toBe('trust');
    f.chooseListenOnly();
    expect(f.store.getState().stage).toBe('microphone');
    await f.join('Ada');
    expect(entered[0]?.listenOnly).toBe(true);
  });

  it('stays at the code when the hub does not know it, and says why', async () => {
    const f = flow();
    await f.exchange({ code: 'ZZZZZZ' });
    expect(f.store.getState()).toMatchObject({ stage: 'code', busy: false, fault: { code: 'CODE_UNKNOWN' } });
    f.setCode('ZZZZZ');
    expect(f.store.getState().fault).toBeUndefined();
  });

  it('lets the owner start a room', async () => {
    const f = flow('http://localhost/o/boss');
    await f.start();
    expect(f.store.getState().stage).toBe('owner');
    await f.createRoom('Kestrel Hall', 'shift');
    await f.join('Ruth');
    expect(hub.joined).toEqual(['s2:Ruth']);
  });

  it('comes back after a reload without asking anything', async () => {
    const f = flow();
    await f.exchange({ code: 'K7M4RT' });
    await f.join('Tomás');
    stored['tutti.session'] = JSON.stringify(entered[0]);
    const again = flow();
    await again.start();
    expect(again.store.getState().stage).toBe('session');
    again.end('removed', 'Sunday Band');
    expect(again.store.getState()).toMatchObject({
      stage: 'ended',
      ending: { why: 'removed', room: 'Sunday Band' },
    });
    expect(stored['tutti.session']).toBeUndefined();
    again.again();
    expect(again.store.getState().stage).toBe('code');
  });

  it('is the same person in the next room, and somebody new under another name', async () => {
    const f = flow();
    await f.exchange({ code: 'K7M4RT' });
    await f.join('Tomás');
    stored['tutti.session'] = JSON.stringify(entered[0]);
    f.end('closed', 'Sunday Band');
    f.again();
    await f.exchange({ code: 'K7M4RT' });
    expect(hub.exchanged.at(-1)).toEqual({ code: 'K7M4RT', refresh_token: 'r2' });
    await f.join(' tomás ');
    expect(hub.exchanged).toHaveLength(2);

    f.end('left', 'Sunday Band');
    f.again();
    await f.exchange({ code: 'K7M4RT' });
    await f.join('Noor');
    expect(hub.exchanged.slice(-2)).toEqual([{ code: 'K7M4RT', refresh_token: 'r2' }, { code: 'K7M4RT' }]);
    expect(hub.joined.at(-1)).toBe('s1:Noor');
  });

  it('remembers nobody who only listened over plain HTTP', async () => {
    const f = flow('http://192.168.1.4/j/K7M4RT', false);
    await f.start();
    f.chooseListenOnly();
    await f.join('Ada');
    stored['tutti.session'] = JSON.stringify(entered[0]);
    f.end('left', 'Sunday Band');
    expect(stored).toEqual({});
  });

  it('lets a listener look at the steps of trust and go back to listening', async () => {
    const f = flow('http://192.168.1.4/j/K7M4RT', false);
    await f.start();
    f.chooseListenOnly();
    await f.join('Lea');
    stored['tutti.session'] = JSON.stringify(entered[0]);
    f.trustNow('K7M4RT');
    expect(f.store.getState()).toMatchObject({ stage: 'trust', code: 'K7M4RT' });
    f.chooseListenOnly();
    expect(f.store.getState().stage).toBe('session');
    expect(entered[1]).toMatchObject({ sessionId: 's1', listenOnly: true });
  });
});
