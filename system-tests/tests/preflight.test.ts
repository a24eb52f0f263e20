/** Before doors open: one button asks every device, and says of each that it is ready or what it needs. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESK } from '../harness/bandmate.ts';
import { Hub } from '../harness/hub.ts';
import { Wire } from '../harness/network.ts';
import { Person } from '../harness/person.ts';
import { explain } from '../harness/stage.ts';

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

describe('the check of every device', () => {
  it('says ready of those whose voice, microphone and link are good, with what was measured', async () => {
    await sheet().getByRole('button', { name: 'Start the check' }).click();
    await sheet().getByText('Ready. 2 of 2 devices are good.').waitFor();
    for (const name of ['Maya', 'Dan']) {
      expect(await row(name).innerText()).toMatch(/Ready[^]*trip \d+ ms · lost (not measured|\d+(\.\d+)? %) · jitter \d+ ms/);
    }
    expect(await maya.objections()).toEqual([]);
    await maya.browser.picture('preflight-ready');
  });

  it.skipIf(!wire)(Wire.test('names those whose voice does not get through, though their page does'), async () => {
    await wire!.drop('udp');
    await sheet().getByRole('button', { name: 'Check again' }).click();
    await row('Dan').getByText(/^(Voice|No voice)/).waitFor();
    expect(await row('Dan').innerText()).not.toContain('Ready');
    await sheet().getByText(/devices? needs? a hand/).waitFor();
    await maya.browser.picture('preflight-without-udp');
  });
});
