/** What the MD moves: by mouse, by finger, and all of it by keys alone; and the room in high contrast. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Bandmate, DESK, PHONE } from '../harness/bandmate.ts';
import { dragByFinger, dragByMouse } from '../harness/hand.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { SONGS } from '../harness/songs.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let hub: Hub;
let maya: Bandmate;
const ids: Record<string, string> = {};

beforeAll(async () => {
  hub = await Hub.start('byHand');
  maya = await Bandmate.arrive(hub, 'Maya', 1000, DESK);
  await maya.person.openOwnerLink();
  await maya.person.checkMicrophone();
  await maya.person.inRoom();
  const rest = await maya.rest();
  const { sessionId } = await maya.credentials();
  const code = await maya.person.roomCode();
  for (const name of ['Ben', 'Sara']) {
    const member = await Member.exchange(hub, code, name);
    await member.join();
    await rest.post(`/session/${sessionId}/participants/${member.userId}/approve`, {});
    ids[name] = member.userId;
  }
  for (const text of [SONGS.gate, SONGS.road, SONGS.water]) {
    const { songs } = await rest.post<{ songs: any[] }>('/songs/import', { text, format: 'chordpro' });
    const { song } = await rest.post<{ song: any }>('/songs', songs[0]);
    await rest.post(`/session/${sessionId}/setlist/items`, { song_id: song.id });
  }
  await maya.button('Move Open Water').waitFor();
});
// Each step goes on where the one before it ended.
let isBroken = false;
beforeEach(({ skip }) => skip(isBroken, 'a step before it failed'));
afterEach(({ task }) => {
  isBroken ||= task.result?.state === 'fail';
});
afterEach(({ task }) => explain(task, hub, [maya.person]));
afterAll(async () => {
  await maya?.leave();
  await hub?.remove();
});

async function snapshot(): Promise<any> {
  return (await maya.rest()).get(`/session/${(await maya.credentials()).sessionId}/snapshot`);
}

const order = (...titles: string[]) =>
  until(`the hub has the order ${titles}`, PATIENCE_MS, async () =>
    (await snapshot()).setlist.every((item: any, i: number) => item.song.title === titles[i]),
  );
const holds = (name: string, slot: string) =>
  until(`${name} has ${slot}`, PATIENCE_MS, async () =>
    (await snapshot()).slot_assignments.some((a: any) => a.slot_name === slot && a.user_id === ids[name]),
  );
const onBoard = (name: RegExp) => maya.page.getByRole('region', { name: 'Slots' }).getByRole('button', { name });

/** Goes on by Tab, as somebody without a mouse does, until the focus is there. */
async function tabTo(name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 150; i++) {
    await maya.page.keyboard.press('Tab');
    const words = await maya.page.evaluate(() => {
      const here = document.activeElement as HTMLElement | null;
      return (here?.getAttribute('aria-label') ?? here?.innerText ?? '').replaceAll('\n', ' ');
    });
    if (name.test(words)) return;
    seen.push(words);
  }
  throw new Error(`Tab does not lead to ${name}, only to ${seen.join(' | ')}`);
}

describe('the MD', () => {
  it('drags a song by mouse, and a person onto a slot', async () => {
    await dragByMouse(maya.page, maya.button('Move Open Water'), maya.button('Move Morning Gate'));
    await order('Open Water', 'Morning Gate', 'Quiet Road');
    await dragByMouse(maya.page, onBoard(/^Ben/), onBoard(/Drums$/));
    await holds('Ben', 'drums');
    await dragByMouse(maya.page, onBoard(/^Ben/), onBoard(/Bass$/));
    await holds('Ben', 'bass');
  });

  it('drags them by finger, on a phone and on a desk that is touched', async () => {
    await dragByFinger(maya.page, onBoard(/^Sara/), onBoard(/Lead vocal$/), maya.page.locator('[data-dragging=true]'));
    await holds('Sara', 'lead_vocal');
    await maya.page.setViewportSize(PHONE);
    await maya.button(/^Next Open Water/).click();
    await dragByFinger(maya.page, maya.button('Move Quiet Road'), maya.button('Move Open Water'));
    await order('Quiet Road', 'Open Water', 'Morning Gate');
    await maya.close();
    await maya.page.setViewportSize(DESK);
  });

  it('leads by keys alone: a slot, a song, its tempo, a signal, the chart', async () => {
    await tabTo(/^Ben/);
    await maya.page.keyboard.press('Space');
    await maya.hears(/Ben over Bass/);
    await maya.page.keyboard.press('ArrowRight');
    const place = await until('he is over another place', PATIENCE_MS, async () =>
      (await maya.said()).match(/Ben over (?!Bass)([^.|]+)\./)?.[1],
    );
    await maya.page.keyboard.press('Space');
    await holds('Ben', (await snapshot()).slots.find((slot: any) => slot.label === place).name);
    await tabTo(/^Start with Quiet Road/);
    await maya.page.keyboard.press('Enter');
    await maya.shows({ title: 'Quiet Road', key: 'Am', bpm: '72', signature: '3/4' });
    await tabTo(/^Tempo$/);
    await maya.page.keyboard.press('Enter');
    await tabTo(/^One BPM faster/);
    await maya.page.keyboard.press('Enter');
    await maya.page.keyboard.press('Escape');
    await maya.shows({ bpm: '73' });
    await maya.page.keyboard.press('1');
    await maya.hears(/Chorus/);
    await tabTo(/Chart$/);
    await maya.page.keyboard.press('Enter');
    await maya.page.getByText(/Down the quiet/).first().waitFor();
    await tabTo(/^Close the chart/);
    await maya.page.keyboard.press('Enter');
    await maya.page.getByRole('region', { name: 'Quiet Road' }).waitFor({ state: 'detached' });
  });

  it('sees the desk in high contrast', async () => {
    await maya.page.locator('button[data-stage]').waitFor({ state: 'detached' });
    await maya.page.getByRole('region', { name: 'Now', exact: true }).scrollIntoViewIfNeeded();
    expect(await maya.person.portray('rehearsal/md-1440', ['contrast', 'forced'])).toEqual([]);
  });
});
