/** The hub's machine gets another address, as by DHCP, while people talk: nothing is started anew. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askStun } from '../harness/garbage.ts';
import { HUB_ADDRESS, hubAddress, Wire } from '../harness/network.ts';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const NEXT = '192.168.77.9';
/** Of the range that documents use: for a hub it is one of the internet. */
const PUBLIC = '203.0.113.9';
/** Rows of a code that holds an address. */
const QR_ROWS = 12;

describe.skipIf(!Wire.here())(Wire.test('a hub whose machine moves to another address'), () => {
  let stage: Stage;
  let [maya, ben]: Person[] = [];
  let restore: (() => void)[] = [];

  beforeAll(async () => {
    stage = await Stage.open('moving', { terminal: true });
    await stage.session();
    [maya, ben] = await stage.joined(['Maya', 1000], ['Ben', 1400]);
  });
  afterEach(({ task }) => stage.explain(task));
  afterAll(async () => {
    await stage?.close();
    for (const undo of restore.toReversed()) undo();
  });

  function change(what: 'add' | 'del', address: string): void {
    hubAddress(what, address);
    restore.push(() => hubAddress(what === 'add' ? 'del' : 'add', address));
  }

  /** What the terminal shows after the last time that it said these words. */
  const printed = (words: string): Promise<string> =>
    until(`the terminal says "${words}"`, PATIENCE_MS, () => {
      const text = readFileSync(stage.hub.logFile, 'utf8');
      const at = text.lastIndexOf(words);
      const after = text.slice(at);
      return at >= 0 && after.includes('Trust words') && after;
    });

  it('goes on talking while an address comes, which is printed with its code', async () => {
    const since = await ben!.browser.now();
    await maya!.press();
    await ben!.browser.waitToHear(1000, since);
    change('add', NEXT);
    const said = await printed(`Everybody    https://${NEXT}:${stage.hub.tlsPort}`);
    const code = said.slice(0, said.indexOf('Trust words')).split('\n').filter((line) => line.includes('\u001b[97;40m'));
    expect(code.length).toBeGreaterThanOrEqual(QR_ROWS);
    await maya!.shows('granted');
    await ben!.browser.hearsOnly(1000);
    await maya!.release();
    await ben!.browser.waitForEndOf(1000, since);
  });

  it('is at the new address alone when the old one has gone: page, voice and certificate', async () => {
    change('del', HUB_ADDRESS);
    const { tlsPort, mediaPort } = stage.hub;
    await until('hub.json has the new address alone', PATIENCE_MS, () => {
      const { https_urls: urls } = JSON.parse(readFileSync(`${stage.hub.data}/hub.json`, 'utf8'));
      return urls.length === 1 && urls[0] === `https://${NEXT}:${tlsPort}`;
    });
    await maya!.shows('offline', 60_000);
    stage.hub.movedTo(NEXT);
    expect(await askStun(NEXT, mediaPort)).toMatch(/:\d+$/);
    await Promise.all([maya!.join(stage.code), ben!.join(stage.code)]);
    const since = await ben!.browser.now();
    await maya!.press();
    await ben!.browser.waitToHear(1000, since);
    await maya!.release();
    await ben!.browser.waitForEndOf(1000, since);
  });

  it('says of a public address that its certificate is not for it', async () => {
    change('add', PUBLIC);
    await printed(`Everybody    ${PUBLIC} is public: the hub's certificate is for private addresses only`);
    await until('the log says so, too', PATIENCE_MS, () => stage.hub.log().includes(`${PUBLIC} is public`));
    expect(readFileSync(stage.hub.logFile, 'utf8')).not.toContain(`https://${PUBLIC}`);
  });
});
