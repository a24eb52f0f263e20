/** The screens that no step of a rehearsal passes: songs in and out of the library, how things look and sound; as files too. */
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Bandmate, DESK, PHONE } from '../harness/bandmate.ts';
import { Hub } from '../harness/hub.ts';
import { SONGS } from '../harness/songs.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let hub: Hub;
let maya: Bandmate;
let ben: Bandmate | undefined;

beforeAll(async () => {
  hub = await Hub.start('screens');
  maya = await Bandmate.arrive(hub, 'Maya', 1000, DESK);
  await maya.person.openOwnerLink();
  await maya.person.checkMicrophone();
  await maya.person.inRoom();
  const rest = await maya.rest();
  const { sessionId } = await maya.credentials();
  for (const text of [SONGS.hymn, SONGS.wide]) {
    const { songs } = await rest.post<{ songs: any[] }>('/songs/import', { text, format: 'chordpro' });
    const { song } = await rest.post<{ song: any }>('/songs', songs[0]);
    await rest.post(`/session/${sessionId}/setlist/items`, { song_id: song.id });
  }
  const { setlist } = await rest.get<any>(`/session/${sessionId}/snapshot`);
  await rest.post(`/session/${sessionId}/setlist/current`, { item_id: setlist[0].item_id });
});
afterEach(({ task }) => explain(task, hub, [maya, ...(ben ? [ben] : [])].map(({ person }) => person)));
afterEach(() => maya.close());
afterAll(async () => {
  await Promise.all([maya, ben].map((mate) => mate?.leave()));
  await hub?.remove();
});

/** From the room, at any width, to the library. */
async function library(): Promise<void> {
  const add = maya.button('Add a song');
  // A phone has the setlist behind what comes next; the page may just be changing between phone and desk.
  await until('a song can be added', PATIENCE_MS, async () => {
    if (await add.isVisible()) return true;
    await maya.button(/^Next /).click({ timeout: 1_000 }).catch(() => undefined);
    return false;
  });
  await add.click();
  await maya.button('Library and import', maya.sheet).click();
}

/** On the screen, whole, and with nothing over it. */
const isInSight = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const above = [top + 1, bottom - 1].map((y) => document.elementFromPoint((left + right) / 2, y));
    return above.every((one) => one !== null && (element.contains(one) || one.contains(element)));
  });

const tempo = () => maya.button(/^(Tempo|Click)$/).click();

describe('the screens beside a rehearsal', () => {
  it('shows songs that come in, from files and as text, and where a broken one is broken', async () => {
    await maya.portray('import', async () => {
      await library();
      await maya.button('Import', maya.sheet).click();
      await maya.sheet.getByLabel('Or paste a song').fill(SONGS.gate);
      await maya.button('Read it', maya.sheet).click();
      await maya.sheet.getByRole('checkbox', { name: 'Import Morning Gate' }).waitFor();
      await maya.sheet.getByTestId('files').setInputFiles([
        { name: 'quiet road.cho', mimeType: 'text/plain', buffer: Buffer.from(SONGS.road) },
        { name: 'broken.cho', mimeType: 'text/plain', buffer: Buffer.from('{title: Broken}\n[G hello [C]x') },
      ]);
      await until('the place of the fault can be read without scrolling', PATIENCE_MS, () =>
        isInSight(maya.sheet.getByText('broken.cho, line 2, column 1')),
      );
    });
  });

  it('lets a song be edited, and saves it as a file in each format', async () => {
    await library();
    await maya.sheet.getByRole('button', { name: /^Edit .*Holy/ }).click();
    for (const [format, begins] of [
      ['ChordPro', /^\{title: Holy/],
      ['OpenLyrics 0.9', /^<\?xml[^]*version="0\.9"[^]*<title>Holy[^]*<chord root="D"/],
      ['OpenLyrics 0.8', /^<\?xml[^]*version="0\.8"[^]*<title>Holy[^]*<chord name="D"/],
      ['Plain text', /^Title: Holy/],
    ] as const) {
      const saved = maya.page.waitForEvent('download');
      await maya.sheet.getByRole('button', { name: format }).first().click();
      const download = await saved;
      expect(download.suggestedFilename()).toMatch(/^Holy, Holy, Holy\.(cho|xml|txt)$/);
      expect(readFileSync((await download.path())!, 'utf8')).toMatch(begins);
    }
    await maya.close();
    await maya.portray('editor', async () => {
      await library();
      await maya.sheet.getByRole('button', { name: /^Edit .*Holy/ }).click();
      await maya.sheet.getByRole('group', { name: 'Preview' }).getByText(/Early in the/).first().waitFor();
    });
    await maya.portray('export', async () => {
      await library();
      await maya.sheet.getByRole('button', { name: /^Edit .*Holy/ }).click();
      await maya.sheet.getByRole('button', { name: 'ChordPro' }).scrollIntoViewIfNeeded();
    });
  });

  it('has a chart of a real hymn, as one likes to read it', async () => {
    await maya.button(/^Chart$/).click();
    await maya.page.getByText(/Early in the/).first().waitFor();
    await maya.portray('chart-hymn');
    await maya.button('How the chart looks').click();
    await maya.page.getByLabel('Capo').waitFor();
    await maya.portray('chart-look');
    await maya.button('How the chart looks').click();
    await maya.page.setViewportSize(PHONE);
    const { sessionId } = await maya.credentials();
    await (await maya.rest()).post(`/session/${sessionId}/tempo/start`, { count_in_bars: 0, from_bar: 52 });
    const verse = maya.page.getByText(/All thy works/).first();
    await until('the verse that sounds is in sight', PATIENCE_MS, async () => {
      const box = await verse.boundingBox();
      return box !== null && box.y > 0 && box.y < PHONE.height - 150;
    });
    await (await maya.rest()).post(`/session/${sessionId}/tempo/stop`, { urgent: true });
    await maya.button('Close the chart').click();
    await maya.page.setViewportSize(DESK);
  });

  it('has a click with a count-in and sounds of one\'s own', async () => {
    await maya.portray('tempo-count-in', async () => {
      await tempo();
      const spoken = maya.sheet.getByRole('radio', { name: 'Spoken' });
      await spoken.evaluate((choice) => choice.scrollIntoView({ block: 'center' }));
    });
    await maya.portray('tempo-sound', async () => {
      await tempo();
      await maya.button('Calibrate', maya.sheet).scrollIntoViewIfNeeded();
    });
    await maya.portray('calibrate', async () => {
      await tempo();
      await maya.button('Calibrate', maya.sheet).click();
    });
  });

  it('shows the beat across the room', async () => {
    const { sessionId } = await maya.credentials();
    await (await maya.rest()).post(`/session/${sessionId}/tempo/start`, { count_in_bars: 0 });
    await maya.portray('beat', async () => {
      await tempo();
      await maya.button('Beat, full screen', maya.sheet).click();
      await until('a beat is counted', PATIENCE_MS, async () => /^[1-9]$/m.test(await maya.sheet.innerText()));
    });
    await (await maya.rest()).post(`/session/${sessionId}/tempo/stop`, { urgent: true });
  });

  it('offers who comes again what they filled the last time', async () => {
    const rest = await maya.rest();
    const room = async (): Promise<{ id: string; code: string }> => {
      const made = await rest.post<any>('/session', { name: 'Sunday', kind: 'rehearsal', admission: 'open' });
      return { id: made.session_id, code: made.code };
    };
    ben = await Bandmate.arrive(hub, 'Ben', 1400);
    const first = await room();
    await ben.person.join(first.code);
    const slot = { slot_name: 'drums', user_id: (await ben.credentials()).userId };
    await rest.post(`/session/${first.id}/join`, { name: 'Maya' });
    await rest.post(`/session/${first.id}/roles/assign`, slot);
    await ben.seesPlace('You', /Drums/);
    await rest.post(`/session/${first.id}/close`, {});
    await ben.page.getByText('The host closed').waitFor();

    const { code } = await room();
    await ben.person.join(code);
    await ben.page.getByText('You had Drums last time.').waitFor();
    await ben.portray('suggestion');
    await ben.button('Take Drums').click();
    await ben.page.getByText('You had Drums last time.').waitFor({ state: 'detached' });
  });

  it('is easier to use for who needs it: a larger button', async () => {
    await maya.button('More').click();
    await maya.button('Settings', maya.sheet).click();
    const large = maya.sheet.getByRole('switch', { name: /Larger talk button/ });
    const before = (await maya.person.talkButton.boundingBox())!.width;
    await large.locator('..').click();
    await maya.close();
    expect((await maya.person.talkButton.boundingBox())!.width).toBeGreaterThan(1.15 * before);
    await maya.portray('large-talk');
  });
});
