// Chromium as the benchmarks run it: Debian's, headless, with fake devices; pages are served by the hub itself, so that
// the origin is the real one, and the benchmark's own script is added to them.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

export function chromiumPath() {
  const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!path) throw new Error('Chromium is missing. Debian: apt-get install chromium');
  return path;
}

export function launch() {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    ignoreDefaultArgs: ['--mute-audio'],
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
    ],
  });
}

// A page in a context (and process) of its own, on the hub's origin, with window.Bench and window.LivekitClient.
export async function benchPage(browser, origin) {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await page.goto(`${origin}/healthz`);
  await page.addScriptTag({ path: require.resolve('livekit-client').replace(/[^/]*$/, 'livekit-client.umd.js') });
  await page.addScriptTag({ path: pageScript });
  await page.evaluate(async () => {
    window.bench = new Bench();
    await bench.start();
  });
  return page;
}

export const pageScript = fileURLToPath(new URL('./page.js', import.meta.url));
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
