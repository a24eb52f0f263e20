// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ChartView } from '../../client/wire.ts';
import { band, objections, renderInRoom, song } from '../room/room-fixture.tsx';
import { ChartScreen } from './ChartScreen.tsx';
import { OfflineCharts } from './OfflineCharts.tsx';
import { Shelf } from './shelf.ts';
import { KeepCharts } from './useChart.ts';

const chartOf = (words: string): ChartView => ({
  key: 'G',
  sections: [
    {
      id: 'v1',
      kind: 'verse',
      label: 'Verse 1',
      lines: [{ kind: 'lyrics', parts: [{ chord: 'G', text: words }] }],
    },
    {
      id: 'c',
      kind: 'chorus',
      label: 'Chorus',
      lines: [{ kind: 'lyrics', parts: [{ chord: 'C', text: 'sing' }] }],
    },
  ],
});

it('shows the chart of the song that plays, and the next one when it plays', async () => {
  const setlist = [
    song(1, 'Harbour Light', { chart_id: 'h1' }),
    song(2, 'Open Water', { chart_id: 'o1', key: 'Bb' }),
  ];
  const room = renderInRoom(<ChartScreen onClose={() => undefined} />, band('musician', { setlist }));
  room.answer(/charts\/h1/, 200, { chart: chartOf('harbour words') });
  room.answer(/charts\/o1/, 200, { chart: chartOf('water words') });
  expect(await screen.findByText(/harbour words Chords: G/)).toBeTruthy();
  expect(screen.getByText('Next: Open Water')).toBeTruthy();
  expect(await objections(room.container)).toEqual([]);
  room.hear('song.current', { item_id: 'i2', song_id: 's2' });
  expect(await screen.findByText(/water words Chords: B flat/)).toBeTruthy();
});

it('says that a song has no chart, and that one is out of reach', async () => {
  const plain = renderInRoom(<ChartScreen onClose={() => undefined} />, band('musician'));
  expect(screen.getByText('This song has no chart yet')).toBeTruthy();
  plain.unmount();
  const setlist = [song(1, 'Harbour Light', { chart_id: 'gone' })];
  const room = renderInRoom(<ChartScreen onClose={() => undefined} />, band('musician', { setlist }));
  room.answer(/charts\/gone/, 404, { error: { code: 'NOT_FOUND', message: 'There is no such chart.' } });
  expect(await screen.findByText('There is no such chart.')).toBeTruthy();
});

it('marks the section that the click is in', async () => {
  const setlist = [song(1, 'Harbour Light', { chart_id: 'm1', song: { title: 'Harbour Light', notes: '' } })];
  const tempo = {
    authority: { role: 'md' },
    running: true,
    revision: 1,
    anchor: { bpm: 72, time_signature: '4/4', anchor_bar_index: 1, anchor_timestamp_ms: 0 },
    run: { start_ms: 0, first_bar: 1, count_in_bars: 0, count_in: 'click' },
  };
  const beats = {
    beatAt: () => ({ bar: 13, beat: 0, beats: 4, phase: 0 }),
    sessionMs: () => 0,
  };
  const snapshot = Object.assign(band('musician', { setlist }), {
    tempo,
    song_start: { from_bar: 10, at_ms: 0, run_start_ms: 0 },
  });
  const room = renderInRoom(<ChartScreen onClose={() => undefined} />, snapshot, beats);
  room.answer(/charts\/m1/, 200, { chart: chartOf('words') });
  const chorus = await screen.findByRole('region', { name: 'Chorus' });
  await waitFor(() => expect(chorus.getAttribute('aria-current')).toBe('true'));
});

it('keeps the setlist and its charts, and shows them without a hub', async () => {
  const setlist = [song(1, 'Harbour Light', { chart_id: 'k1' }), song(2, 'Open Water')];
  const room = renderInRoom(<KeepCharts />, band('musician', { setlist }));
  room.answer(/charts\/k1/, 200, { chart: chartOf('kept words') });
  const kept = new Shelf();
  await waitFor(async () => expect(await kept.has('k1')).toBe(true));
  room.unmount();
  const offline = vi.fn(() => Promise.reject(new Error('flight mode')));
  globalThis.fetch = offline;
  const last = await kept.setlist();
  if (!last) throw new Error('no setlist was kept');
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <OfflineCharts setlist={last} kept={kept} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  expect(screen.getByText('No link to the hub')).toBeTruthy();
  expect((screen.getByRole('button', { name: /Open Water/ }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: /Harbour Light/ }));
  expect(await screen.findByText(/kept words/, { selector: '.visually-hidden' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Close the chart' }));
  expect(await screen.findByText('No link to the hub')).toBeTruthy();
  expect(offline).not.toHaveBeenCalled();
});

it('lets somebody look ahead, says what plays, and is everybody’s chart again when the song changes', async () => {
  const setlist = [
    song(1, 'Harbour Light', { chart_id: 'a1' }),
    song(2, 'Open Water', { chart_id: 'a2' }),
    song(3, 'Lantern', { chart_id: 'a3' }),
  ];
  const room = renderInRoom(
    <ChartScreen itemId="i3" onClose={() => undefined} />,
    band('musician', { setlist }),
  );
  for (const [id, words] of [
    ['a1', 'harbour'],
    ['a2', 'water'],
    ['a3', 'lantern'],
  ] as const)
    room.answer(new RegExp(`charts/${id}`), 200, { chart: chartOf(`${words} words`) });
  expect(await screen.findByText(/lantern words Chords/)).toBeTruthy();
  expect(screen.getByText('Harbour Light is playing.')).toBeTruthy();
  expect(await objections(room.container)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Back to it' }));
  expect(await screen.findByText(/harbour words Chords/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Next: Open Water' }));
  expect(await screen.findByText(/water words Chords/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Next: Lantern' }));
  expect(await screen.findByText(/lantern words Chords/)).toBeTruthy();
  room.hear('song.current', { item_id: 'i2', song_id: 's2' });
  expect(await screen.findByText(/water words Chords/)).toBeTruthy();
  expect(screen.queryByText(/is playing/)).toBeNull();
});
