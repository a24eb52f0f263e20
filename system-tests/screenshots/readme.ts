/** `./dev screenshots`: the README's pictures, of a running hub with a band at its real pages. They go to docs/images. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Browser } from '../harness/browser.ts';
import type { EventSocket } from '../harness/eventSocket.ts';
import { repository } from '../harness/folders.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { Person } from '../harness/person.ts';
import type { RestClient } from '../harness/rest.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const IMAGES = join(repository, 'docs', 'images');

const VERSES = (chords: string) => `{start_of_verse: Verse 1}
${chords} the morning rolls in, ${chords} the tide goes out again
{end_of_verse}
{start_of_chorus}
${chords} hold the light, ${chords} hold it high
{end_of_chorus}
{start_of_verse: Verse 2}
${chords} the harbour wakes, ${chords} the gulls complain
{end_of_verse}
{start_of_bridge}
${chords} and all the boats come home
{end_of_bridge}
{start_of_chorus}
${chords} hold the light, ${chords} hold it high
{end_of_chorus}
`;
const SONGS: [title: string, key: string, bpm: number, time: string, chords: string][] = [
  ['Slow Morning', 'E', 68, '4/4', '[E]'],
  ['Carry the Sound', 'A', 128, '4/4', '[A]'],
  ['Harbour Light', 'G', 72, '4/4', '[G]'],
  ['Open Water', 'D', 118, '6/8', '[D]'],
  ['Lantern', 'Bb', 94, '4/4', '[Bb]'],
  ['Every Wave', 'C', 140, '4/4', '[C]'],
];

/** Who is there without a page of his own: name, slot, round trip, lost packets, drift of the click. */
const BAND: [name: string, slot: string, rttMs: number, lossPct: number, driftMs: number][] = [
  ['Priya', 'lead_vocal', 8, 0, 1.1],
  ['Tomás', 'bass', 9, 0.4, 1.8],
  ['Noor', 'backing_vocal_1', 11, 0, 2],
  ['Ada', 'electric_guitar', 31, 1, 9.4],
];

class Album {
  private readonly people: Person[] = [];
  private readonly sockets: EventSocket[] = [];
  private maya!: Person;
  private jonas!: Person;
  private sessionId = '';

  private constructor(private readonly hub: Hub) {}

  static async make(): Promise<void> {
    mkdirSync(IMAGES, { recursive: true });
    const album = new Album(await Hub.start('screenshots', { called: 'Booth laptop' }));
    try {
      await album.talk();
      await album.rehearse();
    } finally {
      for (const socket of album.sockets) socket.terminate();
      for (const person of album.people) await person.leaveBrowser();
      await album.hub.remove();
    }
  }

  /** From the code to the first words. */
  private async talk(): Promise<void> {
    this.maya = await this.person('Maya', 1000);
    await this.maya.openOwnerLink();
    await this.maya.checkMicrophone();
    await this.maya.inRoom();
    const { sessionId } = await this.credentials();
    this.sessionId = sessionId;
    const room = { name: 'Sunday Band', discoverable: true, talk_limit_s: 30 };
    await (await this.rest()).patch(`/session/${sessionId}/settings`, room);
    const code = await this.maya.roomCode();

    this.jonas = await this.person('Jonas', 1400);
    await this.jonas.page.goto(this.hub.https);
    await this.jonas.page.getByText('Sunday Band').waitFor();
    await this.jonas.page.getByRole('textbox', { name: 'Room code' }).fill(code.slice(0, 5));
    await this.picture(this.jonas, 'join');
    await this.jonas.page.getByRole('textbox', { name: 'Room code' }).fill(code);
    await this.jonas.checkMicrophone();
    await this.maya.page.getByText('Jonas').first().waitFor();
    await this.picture(this.maya, 'approval');
    await this.maya.letIn('Jonas');
    await this.jonas.inRoom();

    await this.maya.press();
    await this.maya.shows('granted');
    await this.jonas.browser.waitToHear(1000);
    await this.picture(this.maya, 'live');
    await this.picture(this.jonas, 'md-talking');
    await this.maya.release();
    await this.maya.shows('idle');
  }

  /** The same room in the middle of a song. */
  private async rehearse(): Promise<void> {
    const rest = await this.rest();
    const at = (path: string) => `/session/${this.sessionId}${path}`;
    await rest.patch(at('/settings'), { admission: 'open' });
    for (const member of BAND) await this.member(rest, member);
    const snapshot = await rest.get<any>(at('/snapshot'));
    const userId = (name: string) => snapshot.participants.find((p: any) => p.name === name).user_id;
    for (const [name, slot_name] of [['Jonas', 'drums'], ['Maya', 'keys_primary'], ...BAND]) {
      await rest.post(at('/roles/assign'), { slot_name, scope: 'global', user_id: userId(String(name)) });
    }
    const items: { item_id: string }[] = [];
    for (const [title, key, bpm, time, chords] of SONGS) {
      const text = `{title: ${title}}\n{key: ${key}}\n{tempo: ${bpm}}\n{time: ${time}}\n${VERSES(chords)}`;
      const { songs } = await rest.post<{ songs: any[] }>('/songs/import', { text, format: 'chordpro' });
      const { song } = await rest.post<{ song: any }>('/songs', songs[0]);
      const { item } = await rest.post<{ item: any }>(at('/setlist/items'), { song_id: song.id, ...after(items) });
      items.push(item);
    }
    await rest.post(at('/setlist/current'), { item_id: items[2]!.item_id });
    await this.maya.page.setViewportSize(DESK);
    await this.maya.page.getByRole('button', { name: /^Start, 1 bar counted/ }).first().click();
    await rest.patch(at('/settings'), { admission: 'approval' });
    await Member.arrive(this.hub, await this.maya.roomCode(), 'Leo');
    await this.maya.page.getByText('Leo').first().waitFor();

    await this.jonas.press();
    await this.jonas.shows('granted');
    await this.maya.browser.waitToHear(1400);
    await this.inBar(6);
    await this.picture(this.maya, 'desk');
    await this.jonas.release();
    await this.jonas.shows('idle');
    await this.jonas.page.locator('[data-talks=you]').waitFor({ state: 'detached' });
    await this.picture(this.jonas, 'rehearsal');
    await rest.post(at('/cues'), { kind: 'vamp', at: 'bar', bars_ahead: 4 });
    await this.jonas.page.getByText('Vamp').first().waitFor();
    await this.picture(this.jonas, 'signal');
  }

  private async person(name: string, tone: number): Promise<Person> {
    const browser = await Browser.open({ tone, authorityFile: this.hub.authorityFile, viewport: PHONE });
    await browser.page.emulateMedia({ colorScheme: 'dark' });
    const person = Person.at(this.hub, name, tone, browser);
    this.people.push(person);
    return person;
  }

  /** Somebody who is in and whose link is known. */
  private async member(rest: RestClient, [name, , rtt_ms, loss_pct, drift_ms]: (typeof BAND)[number]): Promise<void> {
    const { code } = await rest.get<any>(`/session/${this.sessionId}/snapshot`).then(({ session }) => session);
    const member = await Member.arrive(this.hub, code, name);
    const socket = await member.connect();
    this.sockets.push(socket);
    const click = { drift_ms, drifts: drift_ms > 8, clock_error_ms: 0.6 };
    socket.send('metrics.report', { rtt_ms, loss_pct, jitter_ms: 2, bitrate_bps: 24_000, ...click });
  }

  private credentials(): Promise<{ sessionId: string; token: string }> {
    return this.maya.page.evaluate(() => JSON.parse(localStorage.getItem('tutti.session') ?? '{}'));
  }

  private async rest(): Promise<RestClient> {
    return this.hub.rest((await this.credentials()).token);
  }

  private async inBar(bar: number): Promise<void> {
    const now = this.maya.page.getByRole('region', { name: 'Now', exact: true });
    await until(`bar ${bar}`, PATIENCE_MS, async () => Number((await now.innerText()).match(/^(\d+)\.\d$/m)?.[1]) >= bar);
  }

  private async picture(person: Person, name: string): Promise<void> {
    // A toast would lie over what is shown.
    const toast = person.page.getByRole('status').getByRole('button', { name: 'Close', exact: true }).first();
    if (await toast.isVisible()) await toast.dispatchEvent('click');
    await person.page.evaluate(() => document.querySelectorAll('main *').forEach((part) => part.scrollTo(0, 0)));
    await person.page.screenshot({ path: join(IMAGES, `${name}.png`) });
    console.log(`docs/images/${name}.png`);
  }
}

/** Behind the last one. */
function after(items: { item_id: string }[]): { after_item_id?: string } {
  const last = items.at(-1);
  return last ? { after_item_id: last.item_id } : {};
}

await Album.make();
process.exit(0);
