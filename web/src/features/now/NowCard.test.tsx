// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { NextRow, NowCard, spokenKey } from './NowCard.tsx';
import { NowDesk } from './NowDesk.tsx';

const nothing = (): void => undefined;

it('shows what plays and says the next song to who does not look', async () => {
  const room = renderInRoom(
    <>
      <NowCard onChart={nothing} onTempo={nothing} />
      <NextRow onOpen={nothing} />
    </>,
    band('musician'),
  );
  expect(screen.getByRole('heading', { name: /Harbour Light/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: /Next Open Water/ })).toBeTruthy();
  expect(await objections(room.container)).toEqual([]);
  expect(screen.getByRole('status').textContent).toBe('');
  room.hear('song.current', { item_id: 'i2', song_id: 's2' });
  expect(screen.getByRole('status').textContent).toBe('Open Water, key B flat, 118 BPM, 4/4');
});

it('draws flats and sharps, which the font has not, and names them', () => {
  const { container } = renderInRoom(
    <NowCard onChart={nothing} onTempo={nothing} />,
    band('md', { current_item_id: 'i2' }),
  );
  expect(container.querySelector('[role="img"][aria-label="flat"]')).toBeTruthy();
  expect([spokenKey('F#m'), spokenKey('Am'), spokenKey('C')]).toEqual(['F sharp minor', 'A minor', 'C']);
});

it('shows the tempo of the plan, not of the song, also while the click is off', () => {
  const anchor = {
    bpm: 72,
    time_signature: '4/4' as const,
    subdivision: 'none' as const,
    accents: [3, 2, 2, 2],
    anchor_bar_index: 1,
    anchor_timestamp_ms: 0,
    from_ms: 0,
    generated_at_ms: 0,
    count_in_bars: 0,
    running: false,
  };
  const plan = { revision: 1, running: false, anchor, authority: { user_id: 'maya', role: 'md' as const } };
  for (const Card of [NowCard, NowDesk]) {
    const room = renderInRoom(<Card onChart={nothing} onTempo={nothing} />, {
      ...band('md', { current_item_id: 'i2' }),
      tempo: { ...plan, anchor: { ...anchor, bpm: 118 } },
    });
    const figures = (): string[] =>
      [...room.container.querySelectorAll('dd')].map((d) => d.textContent ?? '');
    expect(figures()[1]).toMatch(/^118/);
    room.hear('tempo.anchor', {
      ...plan,
      revision: 2,
      anchor: { ...anchor, bpm: 113, time_signature: '6/8' },
    });
    expect(figures()[1]).toMatch(/^113/);
    expect(figures()[2]).toBe('6/8');
    room.unmount();
  }
});

it('keeps a long title readable for who points at it', () => {
  renderInRoom(<NowDesk onChart={nothing} onTempo={nothing} />, band('md'));
  expect(screen.getByRole('heading', { name: 'Harbour Light' }).title).toBe('Harbour Light');
});

it('tells a room without a song who picks the first', () => {
  const { current_item_id: _, ...none } = band('md');
  renderInRoom(<NowDesk onChart={nothing} onTempo={nothing} />, none);
  expect(screen.getByText('Pick the first song from the setlist.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Chart' })).toBeNull();
});

it('tells a room without a setlist to begin one', () => {
  const { current_item_id: _, ...none } = band('md', { setlist: [] });
  renderInRoom(<NowDesk onChart={nothing} onTempo={nothing} />, none);
  expect(screen.getByText('Add the first song to the setlist.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Chart' })).toBeNull();
});

const anchor = {
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
const playing = {
  tempo: { revision: 1, running: true, anchor, run, authority: { role: 'md' as const } },
  song_start: { run_start_ms: 0, from_bar: 33, at_ms: 0 },
};

it('counts the bars of the song, of how many it has, and only as long as it has them', async () => {
  let bar = 61;
  const beats = { beatAt: () => ({ bar, beat: 1, beats: 4, phase: 0 }), sessionMs: () => 0 };
  const room = renderInRoom(
    <NowCard onChart={nothing} onTempo={nothing} />,
    { ...band('musician'), ...playing },
    beats,
  );
  const last = (): string => room.container.querySelector('dl > div:last-child')?.textContent ?? '';
  await waitFor(() => expect(last()).toBe('Bar of 72 bars29'));
  bar = 32;
  await waitFor(() => expect(last()).toBe('Bar of 72 bars−1'));
  bar = 33 + 72;
  await waitFor(() => expect(last()).toBe('Bar73'));
  room.unmount();
  bar = 61;
  const desk = renderInRoom(
    <NowDesk onChart={nothing} onTempo={nothing} />,
    { ...band('md'), ...playing },
    beats,
  );
  await waitFor(() => expect(desk.container.textContent).toContain('29.2'));
  expect(screen.getByText('bar.beat of 72')).toBeTruthy();
});

it('shows everybody how long it is to a start that was planned ahead', async () => {
  const beats = { beatAt: () => undefined, sessionMs: () => 5000 };
  const tempo = { ...playing.tempo, run: { ...run, start_ms: 65_000 } };
  for (const Card of [NowCard, NowDesk]) {
    const room = renderInRoom(<Card onChart={nothing} onTempo={nothing} />, { ...band('md'), tempo }, beats);
    expect(await screen.findByText('1:00')).toBeTruthy();
    expect(screen.getByText('to the start')).toBeTruthy();
    room.unmount();
  }
});
