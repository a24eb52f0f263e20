/** Push-to-talk apps of protocol v1 beside a page, row by row of docs/protocol-compatibility.md. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { Radio } from '../harness/radio.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const PORT = 9915;
let stage: Stage;
let maya: Person;
let [first, second]: Radio[] = [];

beforeAll(async () => {
  stage = await Stage.open('radio', { flags: ['--v1', 'All', '--v1-port', `${PORT}`] });
  await stage.session({ kind: 'shift', admission: 'approval' });
  await stage.owner.rest.patch(stage.owner.path('/settings'), { admission: 'open' });
  [maya] = (await stage.joined(['Maya', 1000])) as [Person];
  await stage.owner.rest.patch(stage.owner.path('/settings'), { admission: 'approval' });
});
afterEach(({ task }) => stage.explain(task));
afterAll(async () => {
  first?.switchOff();
  second?.switchOff();
  await stage?.close();
});

/** Lets everybody in who waits, and waits until they hear and are heard. */
async function letIn(count: number): Promise<void> {
  const snapshot = () => stage.owner.snapshot();
  await until('they ask to come in', PATIENCE_MS, async () => (await snapshot()).waiting?.length === count);
  for (const { user_id } of (await snapshot()).waiting ?? []) {
    await stage.owner.rest.post(stage.owner.path(`/participants/${user_id}/approve`), {});
  }
  await until('they are in the voice', PATIENCE_MS, async () => {
    const here = (await snapshot()).participants.filter((p) => p.user_id.startsWith('v1-'));
    return here.length >= count && here.every((p) => !p.muted);
  });
}

describe('a radio of protocol v1', () => {
  it('waits at the door, then its tone is heard at a page', async () => {
    first = await Radio.switchOn(PORT);
    await letIn(1);
    first.press(1400);
    await maya.browser.waitToHear(1400);
    await maya.sees('Radio');
    await maya.browser.hearsOnly(1400);
    first.release();
    await maya.browser.waitForEndOf(1400);
    await maya.shows('idle');
  });

  it('hears a page, and is told when the channel is taken and free', async () => {
    await maya.press();
    await maya.shows('granted');
    await first!.hears(1000);
    expect(first!.busy).toBe(true);
    await maya.release();
    await until('the channel is free', PATIENCE_MS, () => !first!.busy);
  });

  it('never takes the floor from somebody, whatever it says', async () => {
    await maya.press();
    await maya.shows('granted');
    first!.press(1400);
    await first!.hears(1000);
    expect(await maya.face()).toBe('granted');
    expect(first!.busy).toBe(true);
    expect((await maya.browser.notes()).length).toBeGreaterThan(0);
    first!.release();
    await maya.release();
    await maya.shows('idle');
  });

  it('talks to another of another rate, and types to it', async () => {
    second = await Radio.switchOn(PORT, 44_100);
    await letIn(1);
    second.press(1800);
    await first!.hears(1800);
    await maya.browser.waitToHear(1800);
    second.release();
    first!.say('table six is ready');
    await until('the line of chat', PATIENCE_MS, () => second!.words.some((w) => w.endsWith(': table six is ready')));
  });

  it('is cut off when the host removes it', async () => {
    const { participants } = await stage.owner.snapshot();
    const radio = participants.find((p) => p.user_id.endsWith('_2'))!;
    await stage.owner.rest.delete(stage.owner.path(`/participants/${radio.user_id}`));
    await until('the connection ends', PATIENCE_MS, () => second!.closed);
    expect(first!.closed).toBe(false);
  });
});
