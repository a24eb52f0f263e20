/** Before doors open: one button asks every device, and says of each that it is ready or what it needs. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESK, PHONE } from '../harness/bandmate.ts';
import { Hub } from '../harness/hub.ts';
import { Wire } from '../harness/network.ts';
import { Person } from '../harness/person.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

/** What the page asks for is 150 ms, which the browser reaches by and by. */
const STABLE_MS = 125;

const wire = Wire.here();
let hub: Hub;
let maya: Person;
let dan: Person;

beforeAll(async () => {
  hub = await Hub.start('preflight');
  maya = await Person.arrive(hub, 'Maya', 1000);
  dan = await Person.arrive(hub, 'Dan', 1400);
  await maya.openOwnerLink();
  await maya.checkMicrophone();
  await maya.inRoom();
  await dan.typeCode(await maya.roomCode());
  await dan.checkMicrophone();
  await dan.page.getByText('At the door of').waitFor();
  await maya.letIn('Dan');
  await dan.inRoom();
  await maya.page.setViewportSize(DESK);
  await maya.page.getByRole('button', { name: 'Check every device' }).click();
});
afterEach(({ task }) => explain(task, hub, [maya, dan]));
afterEach(() => wire?.heal());
afterAll(async () => {
  await Promise.all([maya, dan].map((person) => person?.leaveBrowser()));
  await hub?.remove();
});

const sheet = () => maya.page.getByRole('dialog').last();
const row = (name: string) => sheet().getByRole('listitem').filter({ hasText: name });
const figures = async (name: string) => (await row(name).locator('dl').innerText()).replaceAll(/\s+/g, ' ');

/** What this page has sent of its voice, and what it was given of others', so far. */
const packets = (person: Person): Promise<{ sent: number; got: number }> =>
  person.page.evaluate(async () => {
    const total = { sent: 0, got: 0 };
    for (const pc of (globalThis as any).__peerConnections as RTCPeerConnection[]) {
      for (const entry of (await pc.getStats()).values()) {
        if (entry.type === 'outbound-rtp') total.sent += entry.packetsSent;
        if (entry.type === 'inbound-rtp') total.got += entry.packetsReceived;
      }
    }
    return total;
  });

/** How long all that this page has played has waited for what came late, and how many samples that was. */
const waited = (person: Person): Promise<{ s: number; samples: number }> =>
  person.page.evaluate(async () => {
    const total = { s: 0, samples: 0 };
    for (const pc of (globalThis as any).__peerConnections as RTCPeerConnection[]) {
      for (const entry of (await pc.getStats()).values()) {
        if (entry.type !== 'inbound-rtp') continue;
        total.s += entry.jitterBufferDelay;
        total.samples += entry.jitterBufferEmittedCount;
      }
    }
    return total;
  });

/** Waits until half a second of voice was played as late as it should be. */
async function playsVoice(what: string, person: Person, matches: (ms: number) => boolean): Promise<void> {
  let before = await waited(person);
  await until(what, PATIENCE_MS, async () => {
    const now = await waited(person);
    const samples = now.samples - before.samples;
    if (samples < 24_000) return false;
    const ms = (1000 * (now.s - before.s)) / samples;
    before = now;
    return matches(ms);
  });
}

/** The results as whoever leads sees them, at a desk and on a phone, in each look. */
async function portray(screen: string): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await maya.page.setViewportSize(size);
    await row('Dan').scrollIntoViewIfNeeded();
    expect(await maya.portray(`rehearsal/${screen}-${size.width}`), `faults of ${screen} at ${size.width}`).toEqual([]);
  }
}

/** Presses the button of the check and waits until all devices have answered. */
async function check(button: string): Promise<void> {
  await sheet().getByRole('button', { name: button }).click();
  await sheet().getByText(/still measuring/).waitFor();
  await sheet().getByText(/^Ready\. |needs? a hand$/).waitFor();
}

describe('the check of every device', () => {
  it('says ready of those whose voice, microphone and link are good, with all that was measured', async () => {
    await check('Start the check');
    await sheet().getByText('Ready. 2 of 2 devices are good.').waitFor();
    for (const name of ['Maya', 'Dan']) {
      expect(await row(name).innerText()).toContain('Ready');
      expect(await figures(name)).toMatch(
        /^Lost \d+(\.\d)? % Round trip \d+ ms Jitter \d+ ms (Clock within|Drift) .* Microphone hears Output \d+ ms$/,
      );
    }
    await portray('preflight-ready');
  });

  it('sends a sound that nobody is given, and lets go of the line for whoever talks', async () => {
    const before = await Promise.all([maya, dan].map(packets));
    await check('Check again');
    const after = await Promise.all([maya, dan].map(packets));
    for (const [i, { sent, got }] of after.entries()) {
      expect(sent - before[i]!.sent, 'all of the sound is sent').toBeGreaterThan(150);
      expect(got - before[i]!.got, 'and none of it is given to the other').toBeLessThan(5);
    }
    const { sent } = await packets(dan);
    await sheet().getByRole('button', { name: 'Check again' }).click();
    await until('the sound is on its way', PATIENCE_MS, async () => (await packets(dan)).sent > sent + 20);
    const pressedAt = await maya.browser.now();
    await dan.press();
    await maya.browser.waitToHear(dan.tone, pressedAt);
    await maya.page.locator('button[data-talks]').filter({ hasText: 'Dan' }).first().waitFor({ state: 'attached' });
    await dan.release();
    await maya.page.locator('button[data-talks]').filter({ hasText: 'Dan' }).first().waitFor({ state: 'detached' });
    await sheet().getByText(/^Ready\. |needs? a hand$/).waitFor();
  });

  it('lets a listener wait longer for voices, so that they are steadier', async () => {
    await maya.page.keyboard.press('Escape');
    await dan.press();
    await dan.shows('granted');
    await playsVoice('voices are played soon', maya, (ms) => ms < STABLE_MS);
    await maya.page.locator('main header').getByRole('button', { name: 'More' }).click();
    await sheet().getByRole('button', { name: 'Your link' }).click();
    await sheet().getByRole('radio', { name: /^Stable/ }).locator('..').click();
    await playsVoice('voices wait', maya, (ms) => ms >= STABLE_MS);
    await sheet().getByRole('radio', { name: /^Low/ }).locator('..').click();
    await playsVoice('voices are played soon again', maya, (ms) => ms < STABLE_MS);
    await dan.release();
    await sheet().getByRole('button', { name: 'Check every device' }).click();
  });

  it.skipIf(!wire)(Wire.test('names what a bad link loses, and calls its device not ready'), async () => {
    await wire!.profile('C');
    // The losses come in bursts: a check may fall between them.
    await until('a check meets a loss', 3 * PATIENCE_MS, async () => {
      await check('Check again');
      return (await row('Dan').getByText(/\d % lost\. Closer to the access point/).count()) > 0;
    });
    expect(await row('Dan').innerText()).not.toContain('Ready');
    expect(Number((await figures('Dan')).match(/^Lost ([\d.]+) %/)?.[1])).toBeGreaterThan(2);
    await portray('preflight-lossy');
  });

  it.skipIf(!wire)(Wire.test('names those whose voice does not get through, though their page does'), async () => {
    await wire!.drop('udp');
    await sheet().getByRole('button', { name: 'Check again' }).click();
    await row('Dan').getByText(/^(Voice|No voice)/).waitFor();
    expect(await row('Dan').innerText()).not.toContain('Ready');
    await sheet().getByText(/devices? needs? a hand/).waitFor();
    await maya.browser.picture('rehearsal/preflight-without-udp-1440');
  });
});
