import type { HubClient } from './hub-client.ts';
import type { AuthAnswer } from './model.ts';

/** What lets this person back in after a reload, kept in the browser. */
export interface Credentials {
  sessionId: string;
  userId: string;
  name: string;
  token: string;
  expiresAtMs: number;
  refreshToken: string;
  listenOnly: boolean;
  /** Looks after the hub. */
  owner?: boolean;
}

const REFRESH_BEFORE_MS = 90_000;
const STORED_AS = 'tutti.session';
const PERSON_STORED_AS = 'tutti.person';

/** Who this device was in the last room: the hub knows by it who comes again, and lets nobody in for it. */
export interface LastPerson {
  refreshToken: string;
  name: string;
}

/** Keeps the access token fresh; one refresh at a time, however many ask. */
export class TokenKeeper {
  private credentials: Credentials;
  private readonly client: HubClient;
  private readonly nowMs: () => number;
  private readonly onChange: (credentials: Credentials) => void;
  private running: Promise<string> | undefined;

  constructor(
    credentials: Credentials,
    client: HubClient,
    onChange: (credentials: Credentials) => void,
    nowMs: () => number = () => Date.now(),
  ) {
    this.credentials = credentials;
    this.client = client;
    this.onChange = onChange;
    this.nowMs = nowMs;
  }

  get current(): Credentials {
    return this.credentials;
  }

  async token(force = false): Promise<string> {
    if (!force && this.nowMs() < this.credentials.expiresAtMs - REFRESH_BEFORE_MS)
      return this.credentials.token;
    this.running ??= this.refresh().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  adopt(answer: Pick<AuthAnswer, 'token' | 'expires_at' | 'refresh_token'>): void {
    this.credentials = {
      ...this.credentials,
      token: answer.token,
      expiresAtMs: Date.parse(answer.expires_at),
      refreshToken: answer.refresh_token ?? this.credentials.refreshToken,
    };
    this.onChange(this.credentials);
  }

  private async refresh(): Promise<string> {
    this.adopt(await this.client.refresh(this.credentials.refreshToken, this.credentials.token));
    return this.credentials.token;
  }
}

export function loadCredentials(storage: Pick<Storage, 'getItem'>): Credentials | undefined {
  try {
    const value = JSON.parse(storage.getItem(STORED_AS) ?? 'null') as Credentials | null;
    const whole = value?.sessionId && value.userId && value.refreshToken;
    return whole ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Who is in a room here, or was in the last one. */
export function loadPerson(storage: Pick<Storage, 'getItem'>): LastPerson | undefined {
  const here = loadCredentials(storage);
  if (here) return here;
  try {
    const value = JSON.parse(storage.getItem(PERSON_STORED_AS) ?? 'null') as LastPerson | null;
    return value?.refreshToken && value.name ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The room is left; who left it is remembered. */
export function leaveCredentials(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): void {
  const person = loadCredentials(storage);
  saveCredentials(storage);
  if (!person || person.listenOnly) return;
  try {
    const { refreshToken, name } = person;
    storage.setItem(PERSON_STORED_AS, JSON.stringify({ refreshToken, name }));
  } catch {
    // As below: whoever comes again is somebody new.
  }
}

export function saveCredentials(storage: Pick<Storage, 'setItem' | 'removeItem'>, value?: Credentials): void {
  try {
    if (value) storage.setItem(STORED_AS, JSON.stringify(value));
    else storage.removeItem(STORED_AS);
  } catch {
    // A browser that keeps nothing (private mode) still talks; only the reload asks for the code again.
  }
}
