// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TempoPlan } from '../../client/rehearsal.ts';
import { open } from '../../client/session-fold.ts';
import { band, objections, renderInRoom, song } from '../room/room-fixture.tsx';
import { BeatScreen } from './BeatScreen.tsx';
import { TempoSheet } from './TempoSheet.tsx';
import { distance, leadsClick, nextAccent, subdivisionsOf, tempoAt } from './tempo-view.ts';

const nothing = (): void => undefined;
const stretch = {
  bpm: 72,
  time_signature: '4/4' as const,
  subdivision: 'none' as const,
  accents: [3, 2, 2, 2],
  anchor_bar_index: 1,
  anchor_timestamp_ms: 0,
  from_ms: 0,
  generated_at_ms: 0,
  count_in_bars: 0,
  running: true,
};
const plan = (over: Partial<TempoPlan> = {}): TempoPlan => ({
  revision: 3,
  running: true,
  anchor: stretch,
  run: { start_ms: 0, first_bar: 1, count_in_bars: 0, count_in: 'click' },
  authority: { user_id: 'maya', role: 'md' },
  ...over,
});
const faster = { ...stretch, bpm: 76, anchor_bar_index: 33 };
const panel = <TempoSheet onCalibrate={nothing} onClose={nothing} />;
const withTempo = (role: 'md' | 'musician', tempo: TempoPlan) => ({ ...band(role), tempo });

it('lets what waits come at its bar: tempo, silence, authority', () => {
  const waiting = plan({
    pending: faster,
    end: { bar: 40, at_ms: 0 },
    handoff: { user_id: 'tomas', bar: 36, at_ms: 0 },
  });
  expect(tempoAt(waiting, 32)).toMatchObject({
    running: true,
    pulse: { bpm: 72 },
    pending: { bar: 33 },
    stopsAt: 40,
    authority: { userId: 'maya', role: 'md' },
    handoff: { userId: 'tomas', bar: 36 },
  });
  const later = tempoAt(waiting, 36);
  expect(later.pulse?.bpm).toBe(76);
  expect(later.pending).toBeUndefined();
  expect(later.authority).toEqual({ userId: 'tomas', role: 'controller' });
  expect(tempoAt(waiting, 40).running).toBe(false);
  expect(tempoAt(undefined, undefined).running).toBe(false);
});

it('knows whose hand is on the click', () => {
  const md = open(band('md'), 0);
  const musician = open(band('musician'), 0);
  const given = tempoAt(plan({ authority: { user_id: 'tomas', role: 'controller' } }), 1);
  expect([leadsClick(md, tempoAt(plan(), 1)), leadsClick(musician, tempoAt(plan(), 1))]).toEqual([
    true,
    false,
  ]);
  expect([leadsClick(md, given), leadsClick(musician, given)]).toEqual([false, true]);
});

it('counts bars and beats to a bar line', () => {
  expect(distance({ bar: 29, beat: 1, beats: 4 }, 33)).toEqual({ bars: 3, beats: 3 });
  expect(distance({ bar: 33, beat: 1, beats: 4 }, 33)).toEqual({ bars: 0, beats: 0 });
});

it('offers no triplets where a beat has three eighths, and goes round the accents', () => {
  expect(subdivisionsOf('6/8')).not.toContain('triplets');
  expect([2, 3, 0, 1].map(nextAccent)).toEqual([3, 0, 1, 2]);
});

it('sends ten steps as one change', async () => {
  const room = renderInRoom(panel, withTempo('md', plan()));
  const figure = screen.getByRole('spinbutton', { name: 'BPM' });
  for (let i = 0; i < 3; i++) fireEvent.click(screen.getByRole('button', { name: 'One BPM faster' }));
  fireEvent.keyDown(figure, { key: 'PageUp' });
  expect(figure.textContent).toBe('80');
  await waitFor(() =>
    expect(room.asked).toEqual([{ method: 'POST', path: '/session/x/tempo', body: { bpm: 80 } }]),
  );
});

it('does not lose the last step when the panel is closed at once', async () => {
  const room = renderInRoom(panel, withTempo('md', plan()));
  fireEvent.click(screen.getByRole('button', { name: 'One BPM faster' }));
  room.unmount();
  await waitFor(() =>
    expect(room.asked).toEqual([{ method: 'POST', path: '/session/x/tempo', body: { bpm: 73 } }]),
  );
});

it('shows the change that waits, and takes it back', async () => {
  const room = renderInRoom(panel, withTempo('md', plan({ pending: faster })));
  expect(screen.getByText('76 from bar 33')).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(room.asked[0]).toMatchObject({ method: 'DELETE', path: '/session/x/tempo/change' }),
  );
});

it('starts with the count-in that was chosen, and stops at the bar first, at once the second time', async () => {
  const still = plan({ running: false, anchor: { ...stretch, running: false } });
  const room = renderInRoom(panel, withTempo('md', still));
  fireEvent.click(screen.getByRole('radio', { name: '2 bars' }));
  fireEvent.click(screen.getByRole('radio', { name: 'Spoken' }));
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  await waitFor(() =>
    expect(room.asked.at(-1)).toMatchObject({
      path: '/session/x/tempo/start',
      body: { count_in_bars: 2, count_in: 'voice' },
    }),
  );
  room.hear('tempo.anchor', { ...plan() });
  fireEvent.click(screen.getByRole('button', { name: 'Stop at the bar' }));
  await waitFor(() => expect(room.asked.at(-1)).toMatchObject({ body: { urgent: false } }));
  room.hear('tempo.anchor', { ...plan({ end: { bar: 30, at_ms: 0 } }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Stop now' }));
  await waitFor(() => expect(room.asked.at(-1)).toMatchObject({ body: { urgent: true } }));
});

it('changes the accent of one beat', async () => {
  const room = renderInRoom(panel, withTempo('md', plan()));
  fireEvent.click(screen.getByRole('button', { name: 'Beat 3: ordinary' }));
  await waitFor(() => expect(room.asked.at(-1)?.body).toEqual({ accents: [3, 2, 3, 2] }));
});

it('gives a musician the beat and no levers, and the MD a way to hand them over and take them back', async () => {
  const room = renderInRoom(panel, withTempo('musician', plan()));
  expect(screen.getByText(/Maya is the authority/)).toBeTruthy();
  for (const name of ['One BPM faster', 'Start', 'Stop at the bar', /Hand over/]) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  room.unmount();
  const md = renderInRoom(panel, withTempo('md', plan()));
  fireEvent.click(screen.getByRole('button', { name: /Hand over/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Tomás' }));
  await waitFor(() =>
    expect(md.asked.at(-1)).toMatchObject({
      path: '/session/x/tempo/controller',
      body: { user_id: 'tomas' },
    }),
  );
  md.hear('tempo.anchor', { ...plan({ authority: { user_id: 'tomas', role: 'controller' } }) });
  fireEvent.click(screen.getByRole('button', { name: /Hand over/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Take it back' }));
  await waitFor(() =>
    expect(md.asked.at(-1)).toMatchObject({ path: '/session/x/tempo/controller', body: {} }),
  );
});

it('lights the first beat, and not for who asked for stillness', async () => {
  const beats = { beatAt: () => ({ bar: 3, beat: 0, beats: 4, phase: 0 }), sessionMs: () => 0 };
  for (const [motion, down] of [
    ['', 'true'],
    ['reduced', 'false'],
  ] as const) {
    document.documentElement.dataset.motion = motion;
    const room = renderInRoom(<BeatScreen onClose={nothing} />, withTempo('md', plan()), beats);
    await waitFor(() => expect(screen.getByRole('dialog').dataset.down).toBe(down));
    room.unmount();
  }
  delete document.documentElement.dataset.motion;
});

it('lands changes, the stop and the handoff now, at the next bar or at a bar of one’s own', async () => {
  const beats = { beatAt: () => ({ bar: 12, beat: 0, beats: 4, phase: 0 }), sessionMs: () => 0 };
  const room = renderInRoom(panel, withTempo('md', plan()), beats);
  const asks = (body: unknown): Promise<void> => waitFor(() => expect(room.asked.at(-1)?.body).toEqual(body));
  fireEvent.click(screen.getByRole('radio', { name: 'Now' }));
  fireEvent.click(screen.getByRole('radio', { name: '3/4' }));
  await asks({ time_signature: '3/4', urgent: true });
  fireEvent.click(screen.getByRole('button', { name: 'Stop now' }));
  await asks({ urgent: true });
  await waitFor(() => {
    fireEvent.click(screen.getByRole('radio', { name: 'Next bar' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Bar…' }));
    expect(screen.getByLabelText('Bar').getAttribute('value')).toBe('16');
  });
  fireEvent.change(screen.getByLabelText('Bar'), { target: { value: '12' } });
  expect(screen.getByRole('alert').textContent).toMatch(/Take a later one/);
  fireEvent.change(screen.getByLabelText('Bar'), { target: { value: '40' } });
  fireEvent.click(screen.getByRole('button', { name: 'One BPM faster' }));
  await asks({ bpm: 73, at_bar: 40 });
  fireEvent.click(screen.getByRole('button', { name: 'Stop at bar 40' }));
  await asks({ urgent: false, at_bar: 40 });
  fireEvent.click(screen.getByRole('button', { name: /Hand over/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Tomás' }));
  await asks({ user_id: 'tomas', at_bar: 40 });
  expect(await objections(room.baseElement)).toEqual([]);
});

it('starts at any bar of the song', async () => {
  const room = renderInRoom(
    panel,
    withTempo('md', plan({ running: false, anchor: { ...stretch, running: false } })),
  );
  expect(screen.queryByRole('radio', { name: 'Next bar' })).toBeNull();
  fireEvent.change(screen.getByLabelText('From bar'), { target: { value: '29' } });
  fireEvent.click(screen.getByRole('button', { name: 'Start at bar 29' }));
  await waitFor(() =>
    expect(room.asked.at(-1)).toMatchObject({
      path: '/session/x/tempo/start',
      body: { count_in_bars: 1, count_in: 'click', from_bar: 29 },
    }),
  );
});

const still = plan({ running: false, anchor: { ...stretch, running: false } });
const line = { kind: 'lyrics' as const, parts: [{ chord: 'G', text: 'la' }] };
const part = (id: string, kind: string, label: string) => ({ id, kind, label, lines: [line, line] });

it('starts at a section of the song that plays', async () => {
  const setlist = [song(1, 'Harbour Light', { chart_id: 't1', song: { title: 'Harbour Light', notes: '' } })];
  const room = renderInRoom(panel, { ...withTempo('md', still), setlist });
  room.answer(/charts\/t1/, 200, {
    chart: { sections: [part('v', 'verse', 'Verse 1'), part('c', 'chorus', 'Chorus')] },
  });
  fireEvent.change(await screen.findByLabelText('From'), { target: { value: '5' } });
  expect(screen.getByLabelText('From bar').getAttribute('value')).toBe('5');
  fireEvent.click(screen.getByRole('button', { name: 'Start at bar 5' }));
  await waitFor(() => expect(room.asked.at(-1)?.body).toMatchObject({ from_bar: 5 }));
  room.hear('tempo.anchor', { ...plan() });
  expect(screen.queryByLabelText('From bar')).toBeNull();
  room.hear('tempo.anchor', { ...still });
  expect(screen.getByRole('button', { name: 'Start at bar 5' })).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);
});

it('starts with a downbeat at a time, and says why it cannot', async () => {
  const beats = { beatAt: () => undefined, sessionMs: () => 5000 };
  const room = renderInRoom(panel, withTempo('md', still), beats);
  fireEvent.click(screen.getByRole('radio', { name: 'At a time…' }));
  fireEvent.change(screen.getByLabelText('First downbeat at'), { target: { value: '25:00' } });
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/next ten minutes/);
  expect(room.asked).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: 'In 10 s' }));
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  await waitFor(() => expect(room.asked.at(-1)?.body).toMatchObject({ count_in_bars: 1, at_ms: 15_000 }));
});

it('counts down to a start that was planned ahead, and calls it off', async () => {
  const beats = { beatAt: () => undefined, sessionMs: () => 5000 };
  const run = { start_ms: 60_000, first_bar: 1, count_in_bars: 0, count_in: 'click' as const };
  const room = renderInRoom(panel, withTempo('md', plan({ run })), beats);
  expect(await screen.findByText('In 0:55')).toBeTruthy();
  expect(screen.queryByRole('radio', { name: 'Next bar' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Don’t start' }));
  await waitFor(() => expect(room.asked.at(-1)).toMatchObject({ body: { urgent: true } }));
});

it('names the bars of the song that plays, while the hub counts on from the song before', async () => {
  const beats = { beatAt: () => ({ bar: 31, beat: 0, beats: 4, phase: 0 }), sessionMs: () => 0 };
  const song_start = { run_start_ms: 0, from_bar: 30, at_ms: 0 };
  const waits = plan({ pending: faster, handoff: { user_id: 'tomas', bar: 35, at_ms: 0 } });
  const room = renderInRoom(panel, { ...withTempo('md', waits), song_start }, beats);
  expect(await screen.findByText('76 from bar 4')).toBeTruthy();
  expect(screen.getByText('Tomás leads from bar 6')).toBeTruthy();
  await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('bar 2'));
  fireEvent.click(screen.getByRole('radio', { name: 'Bar…' }));
  expect(screen.getByLabelText('Bar').getAttribute('value')).toBe('6');
  fireEvent.change(screen.getByLabelText('Bar'), { target: { value: '11' } });
  fireEvent.click(screen.getByRole('button', { name: 'Stop at bar 11' }));
  await waitFor(() => expect(room.asked.at(-1)?.body).toEqual({ urgent: false, at_bar: 40 }));
});

it('can be started again once it has stopped at its bar line, with what had waited for the end', async () => {
  let sessionMs = 5000;
  const beats = {
    beatAt: () => (sessionMs < 6000 ? { bar: 2, beat: 0, beats: 4, phase: 0 } : undefined),
    sessionMs: () => sessionMs,
  };
  const ends = plan({ end: { bar: 3, at_ms: 6000 }, pending: { ...stretch, bpm: 90, anchor_bar_index: 3 } });
  renderInRoom(panel, withTempo('md', ends), beats);
  expect(await screen.findByRole('button', { name: 'Stop now' })).toBeTruthy();
  sessionMs = 6000;
  expect(await screen.findByRole('button', { name: 'Start' })).toBeTruthy();
  expect(screen.getByRole('spinbutton', { name: 'BPM' }).textContent).toBe('90');
  expect(screen.queryByText(/from bar/)).toBeNull();
});
