// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { band, objections, renderInRoom, song } from '../room/room-fixture.tsx';
import { SignalPad } from './SignalPad.tsx';
import { SignalShow } from './SignalShow.tsx';
import { useSignals } from './useSignals.ts';

const pad = (
  <>
    <SignalPad />
    <input aria-label="chat" />
  </>
);

it('sends the signal of a digit key at the next bar, but not while somebody writes', async () => {
  const room = renderInRoom(pad, band('md'));
  room.answer(/cues/, 200, { cue_id: 'q', at_bar: 33, at_ms: 1 });
  fireEvent.keyDown(screen.getByLabelText('chat'), { key: '2' });
  expect(room.asked).toEqual([]);
  fireEvent.keyDown(document.body, { key: '2' });
  await waitFor(() =>
    expect(room.asked).toEqual([
      { method: 'POST', path: '/session/x/cues', body: { kind: 'vamp', at: 'bar', bars_ahead: 1 } },
    ]),
  );
  expect(await screen.findByText('at bar 33')).toBeTruthy();
  expect(await objections(room.container)).toEqual([]);
});

it('sends words of one’s own, at once when that was chosen', async () => {
  const room = renderInRoom(pad, band('md'));
  fireEvent.click(screen.getByRole('button', { name: 'More signals' }));
  fireEvent.click(screen.getByRole('radio', { name: 'Now' }));
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(screen.getByText('Write what they shall read.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Your words'), { target: { value: ' Watch Noor ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() =>
    expect(room.asked.at(-1)?.body).toEqual({ kind: 'custom', text: 'Watch Noor', at: 'now' }),
  );
});

it('shows a signal, is felt in the hand, is said, and goes when it was seen', async () => {
  let sessionMs = 1000;
  const beats = { beatAt: () => ({ bar: 31, beat: 0, beats: 4, phase: 0 }), sessionMs: () => sessionMs };
  const room = renderInRoom(<SignalShow />, band('musician'), beats);
  room.hear('cue.show', { cue_id: 'q', kind: 'cut', by: 'maya', at_bar: 33, at_ms: 5000 });
  const shown = await screen.findByRole('button', { name: /Cut/ });
  expect(shown.textContent).toContain('at bar 33 · Maya');
  expect(shown.textContent).toContain('2');
  expect(room.felt).toEqual(['signal']);
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Cut at bar 33'));
  act(() => {
    sessionMs = 5001;
  });
  await waitFor(() => expect(room.felt).toEqual(['signal', 'signalBar']));
  fireEvent.click(shown);
  expect(screen.queryByRole('button', { name: /Cut/ })).toBeNull();
});

it('shows nothing of a signal that a sleeping phone hears minutes later', async () => {
  const beats = { beatAt: () => undefined, sessionMs: () => 300_000 };
  const room = renderInRoom(<SignalShow />, band('musician'), beats);
  room.hear('cue.show', { cue_id: 'q', kind: 'cut', by: 'maya', at_ms: 5000 });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  expect(screen.queryByRole('button')).toBeNull();
  expect(room.felt).toEqual([]);
});

it('does not shake the hand of who sent it', async () => {
  const beats = { beatAt: () => undefined, sessionMs: () => 1000 };
  const room = renderInRoom(<SignalShow />, band('md'), beats);
  room.hear('cue.show', { cue_id: 'q', kind: 'vamp', by: 'maya', at_ms: 1000 });
  await screen.findByRole('button', { name: /Vamp/ });
  expect(room.felt).toEqual([]);
});

const Mine = () => (useSignals() ? <SignalPad /> : null);

it('gives the pad to who leads the song, while it is played', async () => {
  const setlist = [song(1, 'A', { leader_user_id: 'tomas' }), song(2, 'B', { leader_user_id: 'noor' })];
  const room = renderInRoom(<Mine />, band('musician', { setlist }));
  expect(screen.getByRole('region', { name: 'Signals' })).toBeTruthy();
  room.hear('song.current', { item_id: 'i2' });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Signals' })).toBeNull());
});

it('names the bar of the song for a signal, also when the next song comes before it', async () => {
  const beats = { beatAt: () => ({ bar: 31, beat: 0, beats: 4, phase: 0 }), sessionMs: () => 1000 };
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
  const run = { start_ms: 0, first_bar: 1, count_in_bars: 0, count_in: 'click' as const };
  const room = renderInRoom(
    <SignalShow />,
    {
      ...band('musician'),
      tempo: { revision: 1, running: true, anchor: stretch, run, authority: { role: 'md' } },
      song_start: { run_start_ms: 0, from_bar: 30, at_ms: 0 },
    },
    beats,
  );
  room.hear('cue.show', { cue_id: 'q', kind: 'cut', by: 'maya', at_bar: 33, at_ms: 900_000 });
  expect((await screen.findByRole('button', { name: /Cut/ })).textContent).toContain('at bar 4 · Maya');
  room.hear('song.current', { item_id: 'i2', song_start: { run_start_ms: 0, from_bar: 33, at_ms: 0 } });
  expect(screen.getByRole('button', { name: /Cut/ }).textContent).toContain('at bar 4 · Maya');
});
