/** An application's web server that takes LiveKit webhooks and checks their signature. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLIENT_ADDRESS, Wire } from './network.ts';
import { PATIENCE_MS, until } from './until.ts';

export class WebhookEar {
  readonly events: any[] = [];
  /** Requests whose signature or hash of the body was not right. */
  forged = 0;

  private constructor(
    private readonly server: Server,
    private readonly key: string,
    private readonly secret: string,
  ) {}

  static async open(key: string, secret: string): Promise<WebhookEar> {
    const server = createServer();
    const ear = new WebhookEar(server, key, secret);
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      ear.take(Buffer.concat(chunks), request.headers.authorization ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return ear;
  }

  get url(): string {
    const host = Wire.here() ? CLIENT_ADDRESS : '127.0.0.1';
    return `http://${host}:${(this.server.address() as AddressInfo).port}/livekit`;
  }

  next(event: string, matches: (event: any) => boolean, timeoutMs = PATIENCE_MS): Promise<any> {
    return until(`the webhook ${event}`, timeoutMs, () =>
      this.events.find((candidate) => candidate.event === event && matches(candidate)),
    );
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(body: Buffer, authorization: string): void {
    const [header = '', payload = '', signature] = authorization.replace(/^Bearer /, '').split('.');
    const expected = createHmac('sha256', this.secret).update(`${header}.${payload}`).digest('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
    const hash = createHash('sha256').update(body).digest('base64');
    const genuine = signature === expected && claims.iss === this.key && claims.sha256 === hash;
    if (genuine) this.events.push(JSON.parse(body.toString()));
    else this.forged++;
  }
}
