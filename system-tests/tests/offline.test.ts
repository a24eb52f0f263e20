/** A phone that has been in a rehearsal has its charts without hub and network: after a reload, and opened anew. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Bandmate } from '../harness/bandmate.ts';
import { Hub } from '../harness/hub.ts';
import { SONGS } from '../harness/songs.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let hub: Hub;
let sara: Bandmate;
let address: string;

beforeAll(async () => {
  hub = await Hub.start('offline');
  address = hub.https;
  sara = await Bandmate.arrive(hub, 'Sara', 1000);
  await sara.person.openOwnerLink();
  await sara.person.checkMicrophone();
  await sara.person.inRoom();
});
// Each step goes on where the one before it ended.
let isBroken = false;
beforeEach(({ skip }) => skip(isBroken, 'a step before it failed'));
afterEach(async ({ task }) => {
  isBroken ||= task.result?.state === 'fail';
  await explain(task, hub, [sara.person]);
});
afterAll(async () => {
  await sara?.leave();
  await hub?.remove();
});

/** How many charts the page has put by. */
const kept = (): Promise<number> =>
  sara.page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open('tutti-charts');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const count = open.result.transaction('charts').objectStore('charts').count();
          count.onsuccess = () => resolve(count.result);
          open.result.close();
        };
      }),
  );

describe('charts without a hub', () => {
  it('are put by while the room is open, also those that nobody looked at', async () => {
    const rest = await sara.rest();
    const { sessionId } = await sara.credentials();
    for (const text of [SONGS.gate, SONGS.water]) {
      const { songs } = await rest.post<{ songs: any[] }>('/songs/import', { text, format: 'chordpro' });
      const { song } = await rest.post<{ song: any }>('/songs', songs[0]);
      await rest.post(`/session/${sessionId}/setlist/items`, { song_id: song.id });
    }
    await rest.post(`/session/${sessionId}/setlist/current`, { step: 'next' });
    await sara.shows({ title: 'Morning Gate' });
    await sara.button(/^Chart/).click();
    await sara.button('Write a note to Verse 1').click();
    await sara.page.getByLabel('Your note to Verse 1').fill('Watch Ben');
    await sara.page.keyboard.press('Escape');
    await sara.button('How the chart looks').click();
    await sara.page.getByLabel('Capo').selectOption('5');
    await sara.button('Close the chart').click();
    await until('both charts are put by', PATIENCE_MS, async () => (await kept()) === 2);
    await sara.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  });

  it("are there after a reload with the hub gone and the network off, with one's own notes and capo", async () => {
    await hub.kill();
    await sara.page.context().setOffline(true);
    await sara.page.reload({ waitUntil: 'commit' });
    await sara.page.getByText('No link to the hub').waitFor();
    expect(await sara.page.evaluate(() => navigator.onLine)).toBe(false);
    await sara.button(/Open Water/).click();
    await sara.page.getByText(/Out on the open/).first().waitFor();
    await sara.button('Close the chart').click();
    await sara.button(/Morning Gate/).click();
    await sara.page.getByText('Watch Ben').waitFor();
    await sara.page.getByText('Capo 5, D shapes').waitFor();
    await sara.person.browser.picture('offline-chart');
  });

  it('are there when the app is opened anew, and the room comes back by itself with the hub', async () => {
    const again = await sara.page.context().newPage();
    again.setDefaultTimeout(PATIENCE_MS);
    await again.goto(address, { waitUntil: 'commit' });
    await again.getByRole('button', { name: /Open Water/ }).click();
    await again.getByText(/Out on the open/).first().waitFor();
    await again.getByRole('button', { name: 'Close the chart' }).click();
    await sara.page.close();
    await hub.restart();
    await again.context().setOffline(false);
    await again.getByRole('button', { name: /^Talk(:|$)/ }).waitFor();
    await again.getByRole('heading', { name: /Morning Gate/ }).waitFor();
  });
});
