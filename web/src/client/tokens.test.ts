import { expect, it } from 'vitest';
import { HubClient } from './hub-client.ts';
import type { AuthAnswer } from './model.ts';
import { type Credentials, loadCredentials, saveCredentials, TokenKeeper } from './tokens.ts';

const credentials: Credentials = {
  sessionId: 's1',
  userId: 'me',
  name: 'Tomás',
  token: 'old',
  expiresAtMs: 1_000_000,
  refreshToken: 'r0',
  listenOnly: false,
};

class OneHub extends HubClient {
  asked: string[] = [];
  constructor() {
    super('');
  }
  override async refresh(refreshToken: string): Promise<AuthAnswer> {
    this.asked.push(refreshToken);
    return {
      token: `new${this.asked.length}`,
      expires_at: new Date(2_000_000).toISOString(),
      refresh_token: 'r1',
      user: { id: 'me', name: 'Tomás' },
      grant: 'code',
      listen_only: false,
    };
  }
}

it('uses a token until shortly before its end', async () => {
  const hub = new OneHub();
  let now = 900_000;
  const keeper = new TokenKeeper(
    credentials,
    hub,
    () => undefined,
    () => now,
  );
  expect(await keeper.token()).toBe('old');
  now = 910_001;
  expect(await keeper.token()).toBe('new1');
  expect(keeper.current).toMatchObject({ refreshToken: 'r1', expiresAtMs: 2_000_000 });
});

it('refreshes once for all who ask at the same time', async () => {
  const hub = new OneHub();
  const keeper = new TokenKeeper(
    credentials,
    hub,
    () => undefined,
    () => 0,
  );
  expect(await Promise.all([keeper.token(true), keeper.token(true)])).toEqual(['new1', 'new1']);
  expect(hub.asked).toEqual(['r0']);
});

it('survives a store that holds nonsense', () => {
  expect(loadCredentials({ getItem: () => '{' })).toBeUndefined();
  expect(loadCredentials({ getItem: () => '{"sessionId":"x"}' })).toBeUndefined();
  let kept: string | null = null;
  saveCredentials(
    {
      setItem: (_, value) => {
        kept = value;
      },
      removeItem: () => undefined,
    },
    credentials,
  );
  expect(loadCredentials({ getItem: () => kept })).toEqual(credentials);
});
