/** The hub's REST interface as a stranger would speak it: nothing is taken from the product's own client. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import type { ErrorBody } from '../../web/src/client/wire.ts';

export interface RestOptions {
  /** PEM of the authority that HTTPS must prove itself by. */
  authority?: string;
  token?: string;
  headers?: Record<string, string>;
}

export interface RestAnswer<T = any> {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: T;
}

export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly error: ErrorBody,
    what: string,
  ) {
    super(`${what}: ${status} ${JSON.stringify(error)}`);
  }
}

export class RestClient {
  constructor(
    readonly base: string,
    private readonly options: RestOptions = {},
  ) {}

  with(options: RestOptions): RestClient {
    return new RestClient(this.base, { ...this.options, ...options });
  }

  get<T>(path: string): Promise<T> {
    return this.succeed('GET', path);
  }

  post<T>(path: string, body: unknown = {}, key: string = randomUUID()): Promise<T> {
    return this.succeed('POST', path, body, key);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.succeed('PATCH', path, body, randomUUID());
  }

  delete<T>(path: string): Promise<T> {
    return this.succeed('DELETE', path, undefined, randomUUID());
  }

  /** Any answer, refusals too; no Idempotency-Key unless given. */
  async call(method: string, path: string, body?: unknown, key?: string): Promise<RestAnswer> {
    const { authority, token, headers } = this.options;
    const dispatcher = new Agent({ connect: authority ? { ca: authority } : {}, connectTimeout: 20_000 });
    try {
      const answer = await request(this.base + path, {
        dispatcher,
        method: method as 'GET',
        headersTimeout: 30_000,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...headers,
        },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, body: parsed(text) };
    } finally {
      await dispatcher.close();
    }
  }

  private async succeed<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    const answer = await this.call(method, path, body, key);
    if (answer.status >= 400) throw new RestError(answer.status, answer.body?.error, `${method} ${path}`);
    return answer.body as T;
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
