/** The browsers of the tests: certificates are really checked, and ears tell a tone from silence. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../harness/browser.ts';
import { scratch } from '../harness/folders.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** Sends its microphone to itself; a button stops the sound. */
const PAGE = `<!doctype html><button>Mute</button><script type="module">
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate);
  to.onicecandidate = ({ candidate }) => from.addIceCandidate(candidate);
  const player = new Audio();
  to.ontrack = ({ track }) => { player.srcObject = new MediaStream([track]); player.play(); };
  from.addTrack(stream.getTracks()[0]);
  await from.setLocalDescription();
  await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  await from.setRemoteDescription(to.localDescription);
  document.querySelector('button').onclick = () => { stream.getTracks()[0].enabled = false; };
</script>`;

let server: Server;
let url: string;
let authorityFile: string;

beforeAll(async () => {
  const folder = scratch('authority');
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=Test authority');
  openssl(
    ...['req', '-x509', ...key, '-keyout', 'leaf.key', '-out', 'leaf.crt', '-days', '2', '-subj', '/CN=Test'],
    ...['-CA', 'ca.crt', '-CAkey', 'ca.key', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=serverAuth'],
  );
  authorityFile = join(folder, 'ca.crt');
  const read = (name: string) => readFileSync(join(folder, name));
  server = createServer({ key: read('leaf.key'), cert: read('leaf.crt') }, (_request, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

it('trusts an installed authority, and hears a tone come and go', async () => {
  const browser = await Browser.open({ tone: 1400, authorityFile });
  try {
    await browser.page.goto(url);
    expect(await browser.page.evaluate(() => isSecureContext)).toBe(true);
    await browser.waitToHear(1400);
    await browser.hearsOnly(1400);
    const mutedAt = await browser.now();
    await browser.page.getByRole('button', { name: 'Mute' }).click();
    const lastHeard = await browser.waitForEndOf(1400, mutedAt);
    expect(lastHeard - mutedAt).toBeLessThan(5_000);
    await browser.hearsNothing(300);
    await until('silence', PATIENCE_MS, async () => (await browser.notes()).at(-1)?.silent);
  } finally {
    await browser.close();
  }
});

it('refuses an authority that was not installed', async () => {
  const browser = await Browser.open({ tone: 1000 });
  try {
    await expect(browser.page.goto(url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  } finally {
    await browser.close();
  }
});
