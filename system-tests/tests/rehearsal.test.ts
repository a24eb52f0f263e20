/** A whole rehearsal by five people: the MD at a desk, a drummer, a singer, the tech and a guest on phones. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Bandmate, DESK } from '../harness/bandmate.ts';
import { audible } from '../harness/browser.ts';
import { EventSocket } from '../harness/eventSocket.ts';
import { Hub } from '../harness/hub.ts';
import { Wire } from '../harness/network.ts';
import { chordsIn, SONGS } from '../harness/songs.ts';
import { explain } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let hub: Hub;
let [maya, ben, sara, tess, gus] = [] as unknown as [Bandmate, Bandmate, Bandmate, Bandmate, Bandmate];
let everybody: Bandmate[] = [];
let witness: EventSocket;
let probes = 0;
const ids: Record<string, string> = {};
const songIds: Record<string, string> = {};

beforeAll(async () => {
  hub = await Hub.start('rehearsal');
  maya = await Bandmate.arrive(hub, 'Maya', 1000, DESK);
  everybody = [maya];
});
// Each step goes on where the one before it ended.
let isBroken = false;
beforeEach(({ skip }) => skip(isBroken, 'a step before it failed'));
afterEach(({ task }) => {
  isBroken ||= task.result?.state === 'fail';
});
afterEach(({ task }) => explain(task, hub, everybody.map(({ person }) => person)));
afterEach(() => Wire.here()?.heal());
afterEach(() => all((mate) => mate.close()));
afterAll(async () => {
  await Promise.all(everybody.map((mate) => mate.leave()));
  witness?.terminate();
  await hub?.remove();
});

/** What the hub says of the session, to the MD. */
async function snapshot(): Promise<any> {
  const { sessionId } = await maya.credentials();
  return (await maya.rest()).get(`/session/${sessionId}/snapshot`);
}

/** Asks the hub as one of them; refusals are answers, too. */
async function ask(mate: Bandmate, method: string, path: string, body?: unknown) {
  const { sessionId } = await mate.credentials();
  return (await mate.rest()).call(method, `/session/${sessionId}${path}`, body, randomUUID());
}

/** Session time, as the hub answers a probe: later than what was answered before. */
async function sessionMs(): Promise<number> {
  const n = ++probes;
  witness.send('clock.probe', { n, sent_ms: performance.now() });
  return (await witness.frame('clock.reply', (reply) => reply.n === n)).payload.replied_ms;
}

/** The first plan that came after so many frames and is as it should be. */
const planAfter = (seen: number, matches: (plan: any) => boolean): Promise<any> =>
  until('a new plan', PATIENCE_MS, () =>
    witness.frames.slice(seen).find(({ type, payload }) => type === 'tempo.anchor' && matches(payload))?.payload,
  );

const all = (what: (mate: Bandmate) => Promise<unknown>) => Promise.all(everybody.map(what));

describe('a rehearsal', { retry: 0 }, () => {
  it('begins with the MD, who lets the others in and says what they are', async () => {
    await maya.person.openOwnerLink();
    await maya.person.checkMicrophone();
    await maya.person.inRoom();
    const code = await maya.person.roomCode();
    for (const [name, tone] of [['Ben', 1400], ['Sara', 1800], ['Tess', 2200], ['Gus', 2600]] as const) {
      everybody.push(await Bandmate.arrive(hub, name, tone));
    }
    [, ben, sara, tess, gus] = everybody as [Bandmate, Bandmate, Bandmate, Bandmate, Bandmate];
    const knock = async ({ person, page }: Bandmate): Promise<void> => {
      await person.typeCode(code);
      await person.checkMicrophone();
      await page.getByText('At the door of').waitFor();
    };
    await Promise.all(everybody.slice(1).map(knock));
    for (const { name } of everybody.slice(1)) await maya.person.letIn(name);
    await all((mate) => mate.person.inRoom());
    for (const [name, role] of [['Tess', 'Tech'], ['Gus', 'Guest']] as const) {
      await maya.page.getByRole('table').getByRole('button', { name: new RegExp(name) }).click();
      await maya.sheet.getByRole('radio', { name: role, exact: true }).click();
      await until(`${name} is ${role}`, PATIENCE_MS, async () =>
        (await snapshot()).participants.some((p: any) => p.name === name && p.role === role.toLowerCase()),
      );
      await maya.close();
    }
    for (const { name, user_id } of (await snapshot()).participants) ids[name] = user_id;
    const { token, sessionId } = await maya.credentials();
    witness = await EventSocket.open({ base: hub.https, authority: hub.authority, token, sessionId });
    await maya.portray('room-no-song');
  });

  it('imports songs through the page: pasted, and from a file', async () => {
    await maya.button('Add a song').click();
    await maya.button('Library and import', maya.sheet).click();
    await maya.button('Import', maya.sheet).click();
    await maya.sheet.getByLabel('Or paste a song').fill(SONGS.gate);
    await maya.button('Read it', maya.sheet).click();
    await maya.sheet.getByRole('checkbox', { name: 'Import Morning Gate' }).waitFor();
    const road = { name: 'quiet road.cho', mimeType: 'text/plain', buffer: Buffer.from(SONGS.road) };
    await maya.sheet.getByTestId('files').setInputFiles([road]);
    await maya.sheet.getByRole('checkbox', { name: 'Import Quiet Road' }).waitFor();
    await maya.button('Add 2 songs to the library', maya.sheet).click();
    await maya.sheet.getByText('2 songs', { exact: true }).waitFor();
    await maya.close();
    const { songs } = await (await maya.rest()).get<{ songs: any[] }>('/songs');
    expect(songs.map(({ title, key, bpm, has_chart }) => [title, key, bpm, has_chart])).toEqual([
      ['Morning Gate', 'G', 120, true],
      ['Quiet Road', 'Am', 72, true],
    ]);
  });

  it('gets a setlist from the MD, in an order changed by keyboard', async () => {
    const rest = await maya.rest();
    for (const [name, text] of Object.entries(SONGS).filter(([name]) => name !== 'gate' && name !== 'road')) {
      const { songs } = await rest.post<{ songs: any[] }>('/songs/import', { text, format: 'chordpro' });
      expect(songs).toHaveLength(1);
      const { song } = await rest.post<{ song: any }>('/songs', songs[0]);
      songIds[name] = song.id;
    }
    await maya.button('Add a song').click();
    for (const title of ['Morning Gate', 'Quiet Road', 'Open Water']) {
      await maya.sheet.getByRole('button', { name: title }).click();
      await maya.sheet.getByRole('button', { name: new RegExp(`${title}.*in the setlist`) }).waitFor();
    }
    await maya.close();
    const order = async () => (await snapshot()).setlist.map((item: any) => item.song.title);
    expect(await order()).toEqual(['Morning Gate', 'Quiet Road', 'Open Water']);
    await maya.button('Move Open Water').focus();
    await maya.page.keyboard.press('Space');
    await maya.hears(/Open Water (picked up|moves to number 3)/);
    await maya.page.keyboard.press('ArrowUp');
    await maya.hears(/Open Water moves to number 2/);
    await maya.page.keyboard.press('Space');
    await until('the hub has the new order', PATIENCE_MS, async () => (await order())[1] === 'Open Water');
    await sara.button(/^Next Morning Gate/).click();
    await sara.sheet.getByRole('listitem').first().waitFor();
    const rows = await sara.sheet.getByRole('listitem').allInnerTexts();
    expect(['Morning Gate', 'Open Water', 'Quiet Road'].map((title, i) => rows[i]?.includes(title)), rows.join()).not.toContain(false);
    await sara.close();
  });

  it('fills its slots: one asks, one is given, one is in the way, and a guest has no say', async () => {
    await ben.button(/^Pick a slot/).click();
    await ben.button('Ask for it Drums', ben.sheet).click();
    await ben.close();
    await maya.button('Give it Drums, Ben').click();
    await all((mate) => mate.seesPlace(mate === ben ? 'You' : 'Ben', /Drums/));

    await maya.button(/^Open ?Lead vocal/).click();
    await maya.button('Sara', maya.sheet).click();
    await maya.close();
    await all((mate) => mate.seesPlace(mate === sara ? 'You' : 'Sara', /Lead vocal/));

    await sara.button(/^You.*Lead vocal/).click();
    await sara.button(/^Drums/, sara.sheet).click();
    await sara.sheet.getByText('Drums is taken').waitFor();
    await sara.sheet.getByText(/Ben has Drums/).waitFor();
    await sara.close();

    const drums = { slot_name: 'drums', scope: 'global' };
    const conflict = await ask(tess, 'POST', '/roles/assign', { ...drums, user_id: ids['Tess'] });
    expect([conflict.status, conflict.body.error.code]).toEqual([409, 'SLOT_CONFLICT']);
    expect(conflict.body.error.details).toMatchObject({ user_id: ids['Ben'], name: 'Ben' });
    const bass = { slot_name: 'bass', scope: 'global' };
    expect((await ask(gus, 'POST', '/roles/claim', bass)).status).toBe(403);
    for (const mate of [gus, ben]) {
      expect((await ask(mate, 'POST', '/roles/assign', { ...bass, user_id: ids[mate.name] })).status, mate.name).toBe(403);
    }
    expect(await gus.page.getByRole('button', { name: /^Ask for it/ }).count()).toBe(0);
    await sara.portray('slots', () => sara.button(/^(You.*Lead vocal|Lead vocal.*)/).click());
  });

  it('moves title, key, tempo, chart and slots for everybody with one press', async () => {
    await maya.button('Change Open Water').click();
    await maya.sheet.getByLabel('Drums', { exact: true }).selectOption(ids['Sara']!);
    await until('Sara drums in Open Water', PATIENCE_MS, async () =>
      (await snapshot()).slot_assignments.some((a: any) => a.scope === 'song' && a.user_id === ids['Sara']),
    );
    await maya.close();
    await maya.portray('item', async () => {
      const next = maya.page.getByRole('button', { name: /^Next / });
      if (!(await maya.button('Change Open Water').isVisible())) await next.click();
      await maya.button('Change Open Water').click();
    });
    await maya.button('Start with Morning Gate').click();
    await all((mate) => mate.shows({ title: 'Morning Gate', key: 'G', bpm: '120', signature: '4/4' }));
    await maya.button('Start, 1 bar counted').click();
    const running = await witness.frame('tempo.anchor', (plan) => plan.running && plan.anchor.bpm === 120);

    await until('a bar of it is played', PATIENCE_MS, async () => (await maya.bar()) >= 2);
    for (const mate of [sara, gus]) {
      await mate.button(/^Chart/).click();
      await mate.page.getByText(/Open the morning/).first().waitFor();
    }
    await maya.button(/^Go to Open Water/).click();
    for (const mate of [sara, gus]) {
      await mate.page.getByText(/Out on the open/).first().waitFor();
      await mate.button('Close the chart').click();
    }
    await all((mate) => mate.shows({ title: 'Open Water', key: 'D', bpm: '96', signature: '6/8' }));
    await all((mate) => mate.seesPlace(mate === sara ? 'You' : 'Sara', /Drums/));
    const changed = await witness.frame('tempo.anchor', (plan) => [plan.anchor, plan.pending].some((a) => a?.bpm === 96));
    const anchor = [changed.payload.anchor, changed.payload.pending].find((a) => a?.bpm === 96);
    const barMs = (4 * 60_000) / 120;
    const bars = (anchor.anchor_timestamp_ms - running.payload.anchor.anchor_timestamp_ms) / barMs;
    expect(bars, 'the tempo changes on a bar line').toBeCloseTo(Math.round(bars), 3);
    // One decision: song and tempo came one after the other, with nothing of the log between them.
    const durable = witness.frames.filter(({ cursor }) => cursor).map(({ type }) => type);
    const at = durable.lastIndexOf('song.current');
    expect(durable.slice(at, at + 2)).toEqual(['song.current', 'tempo.anchor']);
    await sara.portray('room-song');
    await maya.portray('md');
  });

  it('hands the click to the drummer at a bar line: before it he is refused, after it the MD', async () => {
    expect((await ask(sara, 'POST', '/tempo', { bpm: 200 })).status).toBe(403);
    await witness.frame('tempo.update');
    const { bar } = witness.frames.findLast(({ type }) => type === 'tempo.update')!.payload;
    const { status, body } = await ask(maya, 'POST', '/tempo/controller', { user_id: ids['Ben'], at_bar: bar + 6 });
    expect([status, body.tempo?.handoff]).toMatchObject([200, { user_id: ids['Ben'], bar: bar + 6 }]);
    const { handoff } = body.tempo;
    const early = await ask(ben, 'POST', '/tempo', { bpm: 200 });
    expect(await sessionMs(), 'all this is before the bar line').toBeLessThan(handoff.at_ms);
    expect([early.status, early.body.error.code]).toEqual([403, 'NOT_ALLOWED']);
    await until('the bar line is past', PATIENCE_MS, async () => (await sessionMs()) > handoff.at_ms);
    const late = await ask(maya, 'POST', '/tempo', { bpm: 200 });
    expect([late.status, late.body.error.code]).toEqual([403, 'TEMPO_NOT_AUTHORITY']);

    await maya.button('Tempo').click();
    await maya.sheet.getByText('Ben is the authority').waitFor();
    await maya.button(/^Hand over/, maya.sheet).click();
    let seen = witness.frames.length;
    await maya.button('Take it back', maya.sheet).click();
    const back = await planAfter(seen, (plan) => plan.handoff && !plan.handoff.user_id);
    await until('she has it back', PATIENCE_MS, async () => (await sessionMs()) > back.handoff.at_ms);
    await maya.sheet.getByText('You are the authority').waitFor();
    seen = witness.frames.length;
    await maya.button('Ben', maya.sheet).click();
    const given = await planAfter(seen, (plan) => plan.handoff?.user_id === ids['Ben']);
    expect(Number.isInteger(given.handoff.bar)).toBe(true);
    await maya.close();
    await ben.button(/^Click$/).click();
    await ben.sheet.getByText('You are the authority').waitFor();
    await ben.button('One BPM faster', ben.sheet).click();
    await ben.close();
    await all((mate) => mate.shows({ bpm: '97' }));
    await maya.portray('tempo', () => maya.button(/^(Tempo|Click)$/).click());
  });

  it('sees a silent signal of the MD at the bar that he chose', async () => {
    await maya.button(/^Chorus/).click();
    const { payload } = await witness.frame('cue.show', ({ kind }) => kind === 'chorus');
    // The hub counts on through the songs of a run; a band counts those of the song.
    const { song_start: start } = witness.frames.findLast(({ type }) => type === 'song.current')!.payload;
    expect(start.from_bar).toBeGreaterThan(1);
    const bar = payload.at_bar - start.from_bar + 1;
    await all((mate) => (mate === maya ? Promise.resolve() : mate.hears(new RegExp(`Chorus at bar ${bar}(?!\\d)`))));
    const signal = sara.page.locator('button[data-stage]');
    expect((await ask(maya, 'POST', '/cues', { kind: 'vamp', at: 'bar', bars_ahead: 12 })).status).toBe(201);
    await signal.filter({ hasText: 'Vamp' }).waitFor();
    await sara.glimpse('signal', ['light', 'dark']);
    await signal.click();
    await signal.waitFor({ state: 'detached' });
    expect((await ask(ben, 'POST', '/cues', { kind: 'cut', at: 'now' })).status).toBe(403);
  });

  it('stops at a bar line, starts at a section with a downbeat that is planned ahead, and can call that off', async () => {
    await ben.button(/^Click$/).click();
    let seen = witness.frames.length;
    await ben.button('Stop at the bar', ben.sheet).click();
    await planAfter(seen, (plan) => plan.end);
    await ben.sheet.getByLabel('From', { exact: true }).selectOption({ label: 'Chorus, bar 121' });
    await ben.sheet.getByRole('radio', { name: 'In 10 s' }).locator('..').click();
    seen = witness.frames.length;
    await ben.button('Start at bar 121', ben.sheet).click();
    const planned = await planAfter(seen, (plan) => plan.run?.first_bar === 121);
    expect(planned.anchor.anchor_timestamp_ms - planned.anchor.generated_at_ms).toBeGreaterThan(8_000);
    expect(planned.anchor.anchor_timestamp_ms - planned.run.start_ms, 'one bar is counted in').toBeCloseTo((2 * 60_000) / 97, 2);
    await sara.page.getByText('to the start').waitFor();
    await ben.button('Don’t start', ben.sheet).click();
    await planAfter(seen, (plan) => !plan.running);
    await ben.sheet.getByRole('radio', { name: 'Now' }).locator('..').click();
    await ben.button('Start at bar 121', ben.sheet).click();
    await all(async (mate) => until(`${mate.name} counts from there`, PATIENCE_MS, async () => (await mate.bar()) >= 121));
    await ben.close();
    await ben.portray('tempo-lead', () => ben.button(/^(Tempo|Click)$/).click());
  });

  it('has a line to the tech that the drummer does not hear', async () => {
    await maya.button('Only to tech').click();
    await maya.page.getByRole('radio', { name: 'Tech', checked: true }).waitFor({ state: 'attached' });
    await until('the hub has the channel', PATIENCE_MS, async () =>
      (await snapshot()).channels.some((channel: any) => channel.name === 'Tech' && !channel.listen.includes('musician')),
    );
    const since = await tess.person.browser.now();
    await maya.person.press();
    await maya.person.shows('granted');
    await tess.person.browser.waitToHear(maya.person.tone, since);
    await Promise.all([
      tess.person.browser.waitToHear(maya.person.tone, await tess.person.browser.now()),
      ...[ben, sara, gus].map((mate) => mate.person.browser.hearsNothing(500)),
    ]);
    expect(new Set((await tess.person.browser.notes(since)).flatMap(audible))).toEqual(new Set([maya.person.tone]));
    await maya.person.release();
    await tess.person.browser.waitForEndOf(maya.person.tone, since);
    await maya.page.getByRole('group', { name: 'Talk to' }).locator('label').first().click();
  });

  it('checks every device with one button, and shows the tech how everybody is linked', async () => {
    await maya.button('Check every device').click();
    await maya.button('Start the check', maya.sheet).click();
    const results = await until('all devices have answered', PATIENCE_MS, () => {
      const told = witness.frames.filter(({ type }) => type === 'preflight.result').map(({ payload }) => payload);
      return new Set(told.map(({ user_id }) => user_id)).size === everybody.length && told;
    });
    expect(results.map(({ microphone }: any) => microphone)).not.toContain('none');
    expect(new Set(results.map(({ user_id }: any) => user_id))).toEqual(new Set(Object.values(ids)));
    await maya.sheet.getByText(/^Ready\. 5 of 5|needs? a hand$/).waitFor();
    expect(await maya.sheet.innerText()).not.toMatch(/measuring|No answer/);
    await maya.close();

    await tess.page.locator('main header').getByRole('button', { name: /\d+ ms/ }).click();
    for (const name of ['Maya', 'Ben', 'Sara', 'Gus']) {
      const row = tess.sheet.getByRole('row').filter({ hasText: name });
      const seen = /\d\.\d ± \d+\.\d ms[^]*\d+ ms/;
      await until(`click and link of ${name} are measured`, PATIENCE_MS, async () => seen.test(await row.innerText()));
    }
    await tess.close();
    await tess.portray('links', async () => {
      await tess.button('More').click();
      await tess.button('Your link', tess.sheet).click();
    });
  });

  it('reads the chart in the key of the band and with a capo of one\'s own', async () => {
    await sara.button(/^Chart/).click();
    const chart = sara.page.getByRole('region', { name: 'Open Water' });
    await chart.getByText(/Out on the open/).first().waitFor();
    expect(chordsIn(await chart.innerText())).toEqual(expect.arrayContaining(['D', 'Bm', 'G', 'A']));
    await sara.portray('chart');
    await maya.button('Change Open Water').click();
    await maya.sheet.getByLabel('Key', { exact: true }).selectOption('E');
    await maya.button('Save', maya.sheet).click();
    await all((mate) => (mate === sara ? Promise.resolve() : mate.shows({ key: 'E' })));
    await sara.page.getByText('Key E').waitFor();
    await until('the chords are those of E', PATIENCE_MS, async () => (await chart.innerText()).includes('C sharp minor'));
    await sara.button('How the chart looks').click();
    await sara.page.getByLabel('Capo').selectOption('2');
    await sara.page.getByText('Capo 2, D shapes').first().waitFor();
    await until('the shapes are those of D', PATIENCE_MS, async () => chordsIn(await chart.innerText()).includes('Bm'));
    await ben.button(/^Chart/).click();
    await ben.page.getByText('Key E').waitFor();
    expect(await ben.page.getByRole('region', { name: 'Open Water' }).innerText()).toContain('C sharp minor');
    await ben.button('Close the chart').click();
  });

  it.skipIf(!Wire.here())(Wire.test('goes on through a lost network: the chart is there, the click runs, everybody comes back'), async () => {
    const wire = Wire.here()!;
    await wire.drop('all');
    await Promise.all([ben.person.shows('offline'), gus.person.shows('offline')]);
    expect(await sara.page.getByRole('region', { name: 'Open Water' }).innerText()).toMatch(/Out on the open/);
    const before = await ben.bar();
    await until('the click runs on without the hub', PATIENCE_MS, async () => (await ben.bar()) >= before + 2);
    // A page that is opened anew without a network still has what it knew.
    await gus.page.reload({ waitUntil: 'commit' });
    await gus.page.getByText('No link to the hub').waitFor();
    await gus.button(/Open Water/).click();
    await gus.page.getByText(/Out on the open/).first().waitFor();
    await gus.portray('offline-chart');
    await wire.heal();
    await Promise.all([maya, ben, tess].map((mate) => mate.person.inRoom()));
    await gus.person.shows('listenOnly');
    await sara.button('Close the chart').click();
    await sara.person.inRoom();
    await all((mate) => mate.shows({ title: 'Open Water', key: 'E', bpm: '97' }));
    await until('all are in the same bar', PATIENCE_MS, async () => {
      const bars = await Promise.all(everybody.map((mate) => mate.bar()));
      return Math.max(...bars) - Math.min(...bars) <= 1;
    });
    expect((await snapshot()).participants.filter(({ state }: any) => state === 'here')).toHaveLength(5);
  });

  it('has room for the longest title and the widest figures, on every screen', async () => {
    const inserted = await ask(maya, 'POST', '/setlist/items', { song_id: songIds['wide'] });
    expect(inserted.status).toBeLessThan(300);
    const item = (await snapshot()).setlist.at(-1).item_id;
    expect((await ask(maya, 'POST', '/setlist/current', { item_id: item })).status).toBe(200);
    await all((mate) => mate.shows({ key: 'Bb', bpm: '260', signature: '12/8' }));
    await maya.portray('md-wide');
    await sara.portray('room-wide');
  });
});
