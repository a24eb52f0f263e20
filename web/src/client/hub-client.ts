import { errorFrom, HubError } from './hub-error.ts';
import { freshId } from './ids.ts';
import type {
  AuthAnswer,
  Channel,
  CreateSessionAnswer,
  CreateSessionRequest,
  DiscoveredSession,
  ExchangeRequest,
  HubInfo,
  Invite,
  InviteRequest,
  JoinAnswer,
  MediaToken,
  NewChannel,
  Participant,
  SettingsChange,
  Snapshot,
} from './model.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  method: Method;
  path: string;
  body?: unknown;
  /** Give the same key again to repeat a mutation that may already have happened. */
  key?: string;
  auth?: boolean;
}

const TIMEOUT_MS = 8000;

/** The hub's REST interface; every mutation carries an Idempotency-Key and is tried twice when the link drops. */
export class HubClient {
  /** Is told on how many disks a change is, when the hub says so. */
  onCopies: (copies: number) => void = () => {};

  private readonly base: () => string;
  /** Gives the access token, refreshed when it must be. */
  private readonly accessToken: () => Promise<string | undefined>;

  /** The base may change: the page goes on at another node of the hub. */
  constructor(
    base: string | (() => string),
    accessToken: () => Promise<string | undefined> = async () => undefined,
  ) {
    this.base = typeof base === 'string' ? () => base : base;
    this.accessToken = accessToken;
  }

  /** The same hub with another person's token. */
  as(token: string): HubClient {
    return new HubClient(this.base, async () => token);
  }

  hub(): Promise<HubInfo> {
    return this.call({ method: 'GET', path: '/hub', auth: false });
  }

  exchange(body: ExchangeRequest): Promise<AuthAnswer> {
    return this.call({ method: 'POST', path: '/auth/exchange', body, auth: false });
  }

  /** The access token that came with it says to another node of the hub whose it is. */
  refresh(refreshToken: string, accessToken: string): Promise<AuthAnswer> {
    return this.call({
      method: 'POST',
      path: '/auth/refresh',
      body: { refresh_token: refreshToken, access_token: accessToken },
      auth: false,
    });
  }

  createSession(body: CreateSessionRequest): Promise<CreateSessionAnswer> {
    return this.call({ method: 'POST', path: '/session', body });
  }

  sessions(): Promise<{ sessions: DiscoveredSession[] }> {
    return this.call({ method: 'GET', path: '/session' });
  }

  join(sessionId: string, name: string): Promise<JoinAnswer> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/join`, body: { name } });
  }

  snapshot(sessionId: string): Promise<Snapshot> {
    return this.call({ method: 'GET', path: `/session/${sessionId}/snapshot` });
  }

  approve(sessionId: string, userId: string, role?: string): Promise<{ participant: Participant }> {
    const path = `/session/${sessionId}/participants/${userId}/approve`;
    return this.call({ method: 'POST', path, body: role ? { role } : {} });
  }

  setRole(sessionId: string, userId: string, role: string): Promise<unknown> {
    return this.call({
      method: 'POST',
      path: `/session/${sessionId}/participants/${userId}/role`,
      body: { role },
    });
  }

  remove(sessionId: string, userId: string): Promise<unknown> {
    return this.call({ method: 'DELETE', path: `/session/${sessionId}/participants/${userId}` });
  }

  leave(sessionId: string): Promise<unknown> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/leave`, body: {} });
  }

  close(sessionId: string): Promise<unknown> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/close`, body: {} });
  }

  newCode(sessionId: string): Promise<{ code: string }> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/code`, body: {} });
  }

  createInvite(sessionId: string, body: InviteRequest): Promise<Invite> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/invites`, body });
  }

  revokeInvite(sessionId: string, code: string): Promise<unknown> {
    return this.call({ method: 'DELETE', path: `/session/${sessionId}/invites/${code}` });
  }

  qrSvg(sessionId: string, code: string): Promise<string> {
    return this.text(`/session/${sessionId}/qr.svg?code=${encodeURIComponent(code)}`);
  }

  createChannel(sessionId: string, body: NewChannel): Promise<{ channel: Channel }> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/channels`, body });
  }

  changeChannel(sessionId: string, channelId: string, body: Partial<NewChannel>): Promise<unknown> {
    return this.call({ method: 'PATCH', path: `/session/${sessionId}/channels/${channelId}`, body });
  }

  deleteChannel(sessionId: string, channelId: string): Promise<unknown> {
    return this.call({ method: 'DELETE', path: `/session/${sessionId}/channels/${channelId}` });
  }

  changeSettings(sessionId: string, body: SettingsChange): Promise<unknown> {
    return this.call({ method: 'PATCH', path: `/session/${sessionId}/settings`, body });
  }

  mediaToken(sessionId: string): Promise<MediaToken> {
    return this.call({ method: 'POST', path: `/session/${sessionId}/media-token`, body: { floor: 'ws' } });
  }

  /** For the calls of a feature of its own: it names the path, this adds key, token and the second try. */
  async call<T>(call: Call): Promise<T> {
    const response = await this.send({
      ...call,
      ...(call.method === 'GET' ? {} : { key: call.key ?? freshId() }),
    });
    if (response.status === 204) return undefined as T;
    const text = await response.text();
    const answer: unknown = text ? JSON.parse(text) : undefined;
    const copies = typeof answer === 'object' && answer ? (answer as { copies?: unknown }).copies : undefined;
    if (typeof copies === 'number') this.onCopies(copies);
    return answer as T;
  }

  /** The same for what the hub answers as a file. */
  async text(path: string): Promise<string> {
    return (await this.send({ method: 'GET', path })).text();
  }

  /** One retry with the same key after a dropped connection: the hub answers a repeated key as it did before. */
  private async send(call: Call): Promise<Response> {
    try {
      return await this.once(call);
    } catch (error) {
      if (!(error instanceof HubError) || !error.unreachable) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return this.once(call);
    }
  }

  private async once({ method, path, body, key, auth = true }: Call): Promise<Response> {
    const requestId = freshId();
    const headers: Record<string, string> = { Accept: 'application/json', 'X-Request-Id': requestId };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (key) headers['Idempotency-Key'] = key;
    const token = auth ? await this.accessToken() : undefined;
    if (token) headers.Authorization = `Bearer ${token}`;
    let response: Response;
    try {
      response = await fetch(this.base() + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new HubError('HUB_UNREACHABLE', '', 0, requestId);
    }
    if (response.ok) return response;
    const answer: unknown = await response.json().catch(() => null);
    throw errorFrom(response.status, answer, response.headers.get('X-Request-Id') ?? requestId);
  }
}
