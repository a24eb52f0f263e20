/**
 * Walks through every screen and state in Debian's Chromium against the development hub, pictures each one and runs
 * axe over it. Fails when axe finds something serious, when the policy is violated, or when the page logs an error.
 *
 *   npm run screens [-- name-part]…    pictures go to test-results/screens
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { DevHub } from '../dev-hub/hub.ts';
import { sundayBand } from '../dev-hub/rooms.ts';
import { spills } from './spill.ts';
import { stages } from './stages.ts';
import type { Staged } from './steps.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MISPLACED = readFileSync(new URL('../../system-tests/harness/misplaced.js', import.meta.url), 'utf8');
/** As source: the compiler's mark on names is unknown in the page. */
const SPILLS = `(() => { const __name = (of) => of; return (${spills})(); })()`;
const OUT = 'test-results/screens';
const only = process.argv.slice(2);

interface Look {
  name: string;
  width: number;
  height: number;
  theme: 'dark' | 'light' | 'contrast';
  /** Only for these screens. */
  of?: RegExp;
}
const ROOMS = /^(song-(room|md|md-quiet|claim|none)|floor-idle|md-room|venue-idle|alone)$/;
const looks: Look[] = [
  { name: 'phone-dark', width: 390, height: 844, theme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, theme: 'light' },
  { name: 'phone-contrast', width: 390, height: 844, theme: 'contrast' },
  { name: 'small-dark', width: 390, height: 667, theme: 'dark' },
  { name: 'tiny-dark', width: 320, height: 568, theme: 'dark', of: ROOMS },
  { name: 'tiny-light', width: 320, height: 568, theme: 'light', of: ROOMS },
  { name: 'lying-light', width: 844, height: 390, theme: 'light', of: ROOMS },
  { name: 'lying-dark', width: 844, height: 390, theme: 'dark', of: ROOMS },
  { name: 'tablet-dark', width: 768, height: 1024, theme: 'dark', of: ROOMS },
  { name: 'narrow-dark', width: 1024, height: 768, theme: 'dark' },
  { name: 'desk-dark', width: 1440, height: 900, theme: 'dark' },
  { name: 'desk-light', width: 1440, height: 900, theme: 'light' },
  { name: 'desk-contrast', width: 1440, height: 900, theme: 'contrast' },
];

const wantedBy = (screen: string): boolean => only.length === 0 || only.some((part) => screen.includes(part));

async function objections(page: Page): Promise<string[]> {
  const found = await page.evaluate(`${AXE};axe.run(document,{resultTypes:['violations']})`);
  const { violations } = found as {
    violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  return violations.map(
    (v) =>
      `${v.impact} ${v.id}: ${v.nodes
        .map((n) => n.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  );
}

async function picture(browser: Browser, name: string, look: Look): Promise<string[]> {
  const { room: makeRoom = sundayBand, stage } = stages[name] as Staged;
  const hub = new DevHub(makeRoom(), 'dist');
  const url = await hub.start();
  const context: BrowserContext = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.theme === 'light' ? 'light' : 'dark',
    contrast: look.theme === 'contrast' ? 'more' : 'no-preference',
    hasTouch: look.width < 1024,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const faults: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/ERR_|WebSocket|Failed to load resource|signal/i.test(text))
      faults.push(text);
    if (/Content Security Policy/.test(text)) faults.push(text);
  });
  page.on('pageerror', (error) => faults.push(String(error.stack ?? error)));
  try {
    await stage(page, hub, url);
    await page.screenshot({ path: `${OUT}/${name}--${look.name}.png` });
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
      faults.push('scrolls sideways');
    if (look.width < 1024) faults.push(...((await page.evaluate(SPILLS)) as string[]));
    faults.push(...((await page.evaluate(MISPLACED)) as string[]), ...(await objections(page)));
  } catch (error) {
    await page.screenshot({ path: `${OUT}/${name}--${look.name}.png` }).catch(() => undefined);
    faults.push(String(error).split('\n').slice(0, 4).join(' '));
  } finally {
    await context.close();
    hub.stop();
  }
  return faults;
}

mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    '--disable-quic',
    '--no-first-run',
  ],
});
let bad = 0;
let done = 0;
for (const [name, { looks: wanted = '' }] of Object.entries(stages)) {
  for (const look of looks) {
    if (look.of && !look.of.test(name)) continue;
    if (!look.name.includes(wanted) || !wantedBy(`${name}--${look.name}`)) continue;
    const faults = await picture(browser, name, look);
    done++;
    if (faults.length) bad++;
    for (const fault of faults) console.log(`${name} (${look.name}): ${fault}`);
  }
}
await browser.close();
console.log(`${done} pictures, ${bad} with faults`);
process.exitCode = bad ? 1 : 0;
