/** Pages that are not ours, with LiveKit's SDK for browsers: what they may do, and from which addresses. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Browser } from '../harness/browser.ts';
import { repository } from '../harness/folders.ts';
import { API_KEY, API_SECRET, Hub } from '../harness/hub.ts';
import { accessToken, disposeSdk, SdkClient } from '../harness/sdkClient.ts';

const SDK = readFileSync(join(repository, 'web/node_modules/livekit-client/dist/livekit-client.umd.js'), 'utf8');
/** What the SDK itself waits for an answer to AddTrack. */
const SDK_TIMEOUT_MS = 10_000;

let hub: Hub;
let allowed: Server;
let stranger: Server;
const browsers: Browser[] = [];

beforeAll(async () => {
  [allowed, stranger] = await Promise.all([emptyPage(), emptyPage()]);
  hub = await Hub.start('web-sdk', { flags: ['--origin', originOf(allowed)] });
});
afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.close()));
});
afterAll(async () => {
  await hub?.remove();
  allowed?.close();
  stranger?.close();
  await disposeSdk();
});

function emptyPage(): Promise<Server> {
  const server = createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>An app</title>');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function originOf(server: Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** A page of that address with the SDK in it, and what the room lets it do. */
async function page(address: string, tone = 1000): Promise<Browser> {
  // Of our own page only the address is wanted: its policy lets no foreign script in.
  const browser = await Browser.open({ tone, authorityFile: hub.authorityFile, bypassCSP: true });
  browsers.push(browser);
  await browser.page.goto(address);
  await browser.page.addScriptTag({ content: SDK });
  return browser;
}

function token(identity: string): string {
  return accessToken(API_KEY, API_SECRET, identity, { room: 'pages', roomJoin: true });
}

/** The end of a promise in the page: what it failed with, or nothing, and how long it took. */
function attempt(browser: Browser, identity: string, act: string): Promise<{ error: string; tookMs: number }> {
  return browser.page.evaluate(
    async ({ url, token, act }) => {
      const page = globalThis as any;
      page.room ??= new page.LivekitClient.Room();
      const startedMs = performance.now();
      const steps: Record<string, () => Promise<unknown>> = {
        connect: () => page.room.connect(url, token),
        microphone: () => page.room.localParticipant.setMicrophoneEnabled(true),
        camera: () => page.room.localParticipant.setCameraEnabled(true),
        ask: () => fetch(`${url.replace('wss', 'https')}/rtc/validate?access_token=${token}`).then((a) => a.text()),
      };
      const error = await steps[act]!().then(
        () => '',
        (failure: Error) => failure.message || String(failure),
      );
      return { error, tookMs: performance.now() - startedMs };
    },
    { url: hub.https.replace('https', 'wss'), token: token(identity), act },
  );
}

it('refuses a camera at once and goes on with the microphone', async () => {
  const listener = await SdkClient.join({
    url: hub.https.replace('https', 'wss'),
    token: token('ben'),
    authorityFile: hub.authorityFile,
  });
  const anna = await page(hub.https, 1800);
  expect(await attempt(anna, 'anna', 'connect')).toMatchObject({ error: '' });

  const camera = await attempt(anna, 'anna', 'camera');
  expect(camera.error).toContain('insufficient permissions');
  expect(camera.tookMs).toBeLessThan(SDK_TIMEOUT_MS / 2);

  expect(await attempt(anna, 'anna', 'microphone')).toMatchObject({ error: '' });
  await listener.waitToHear(1800);
  await listener.leave();
});

it('lets pages of an allowed address connect and read answers', async () => {
  const app = await page(originOf(allowed));
  expect(await attempt(app, 'app', 'ask')).toMatchObject({ error: '' });
  expect(await attempt(app, 'app', 'connect')).toMatchObject({ error: '' });
});

it('lets pages of other addresses do neither', async () => {
  const app = await page(originOf(stranger));
  expect((await attempt(app, 'eve', 'ask')).error).toContain('Failed to fetch');
  expect((await attempt(app, 'eve', 'connect')).error).not.toBe('');
});
