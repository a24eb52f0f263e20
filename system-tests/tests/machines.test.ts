/** The operator's page: two machines, one joined by what a QR code says; then one of them is gone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DoctorAnswer, NodeInviteAnswer } from '../../web/src/client/wire.ts';
import { Hub } from '../harness/hub.ts';
import { Person } from '../harness/person.ts';
import { RestClient } from '../harness/rest.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS } from '../harness/until.ts';

const LISTENING = ['--node-port', '0', '--mdns', 'no'];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
let [booth, kitchen]: Hub[] = [];
let maya: Person;
let operator: string;

beforeAll(async () => {
  booth = await Hub.start('booth', { called: 'Booth', nodes: LISTENING });
  operator = readFileSync(join(booth.data, 'secrets', 'console'), 'utf8').trim();
  const { ticket } = await booth.rest(operator).post<NodeInviteAnswer>('/hub/nodes/invites', {});
  expect(ticket).toMatch(/^tutti:.+\?invite=\w+$/);
  kitchen = await Hub.start('kitchen', { called: 'Kitchen', nodes: [...LISTENING, '--join', ticket!] });
  maya = await Person.arrive(booth, 'Maya', 1000);
  await maya.openOwnerLink();
  await maya.checkMicrophone();
  await maya.inRoom();
});
afterEach(({ task }) => explain(task, booth!, maya ? [maya] : []));
afterAll(async () => {
  await maya?.leaveBrowser();
  await kitchen?.remove();
  await booth?.remove();
});

it('shows who leads and how far the others are, on a phone and on a desk', async () => {
  await maya.page.setViewportSize(PHONE);
  await maya.page.getByRole('button', { name: 'More' }).click();
  await maya.page.getByRole('button', { name: 'Machines of this hub' }).click();
  await maya.page.getByRole('img', { name: /Booth: Leads.*Kitchen: Follows/ }).waitFor({ timeout: PATIENCE_MS });
  await maya.page.getByText('All 2 machines reach each other. Booth leads.').waitFor({ timeout: PATIENCE_MS });
  await maya.page.getByText('of 2 disks').waitFor();
  expect(await maya.portray('machines-phone', ['light', 'dark'])).toEqual([]);
  await maya.page.setViewportSize(DESK);
  await maya.page.getByRole('button', { name: 'Make a code' }).click();
  await maya.page.getByRole('img', { name: /What the new machine is given/ }).waitFor();
  expect(await maya.portray('machines-desk', ['light', 'dark'])).toEqual([]);
});

/** What only the desk has is gone when the page has become a phone's. */
async function toPhone(): Promise<void> {
  await maya.page.setViewportSize(PHONE);
  await maya.page.getByText('More signals').waitFor({ state: 'hidden' });
}

it('says why somebody may not get in, from the sheet with the code', async () => {
  const misled = await new RestClient(booth!.http, { headers: { host: 'stage.example' } }).call('GET', '/hub');
  expect(misled.status).toBe(421);
  await maya.page.keyboard.press('Escape');
  await toPhone();
  await maya.page.getByRole('button', { name: 'More' }).click();
  await maya.page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  await maya.page.getByRole('button', { name: 'Why can’t they join?' }).click();
  await maya.page.getByText(/called the hub “stage.example”, which is not its name/).waitFor({ timeout: PATIENCE_MS });
  expect(await maya.portray('doctor-phone', ['light', 'dark'])).toEqual([]);
  await maya.page.setViewportSize(DESK);
  expect(await maya.portray('doctor-desk', ['light', 'dark'])).toEqual([]);
  const { findings } = await booth!.rest(operator).get<DoctorAnswer>('/hub/doctor');
  expect(findings).toContainEqual(expect.objectContaining({ check: 'clock', subject: 'Kitchen', status: 'ok' }));
  expect(booth!.log()).not.toMatch(/refused_key/i);
  await maya.page.keyboard.press('Escape');
  await toPhone();
  await maya.page.getByRole('button', { name: 'More' }).click();
  await maya.page.getByRole('button', { name: 'Machines of this hub' }).click();
});

it('says what to do when a machine is gone', async () => {
  await kitchen!.kill();
  await maya.page.getByText('Kitchen is out of reach').waitFor({ timeout: PATIENCE_MS });
  await maya.page.getByRole('button', { name: 'It is gone for good' }).click();
  await maya.page.getByRole('button', { name: 'Remove it' }).click();
  await maya.page.getByRole('img', { name: /^Booth: [^.]*$/ }).waitFor({ timeout: PATIENCE_MS });
});
