// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { open } from '../../client/session-fold.ts';
import { useToast } from '../../ui/toasts.ts';
import { band, objections, renderInRoom, song } from '../room/room-fixture.tsx';
import { bpmFault, changeOf } from './ItemSheet.tsx';
import { SetlistPane } from './SetlistPane.tsx';
import { SetlistSheet } from './SetlistSheet.tsx';
import { changesTo, minutesLeft, moved, nextItem } from './setlist.ts';

const close = (): void => undefined;
const items = [song(1, 'A'), song(2, 'B'), song(3, 'C')];
const ids = (list: readonly { item_id: string }[]): string[] => list.map((i) => i.item_id);

it('moves a song and says behind which one it stands', () => {
  expect(moved(items, 'i3', 0)).toMatchObject({ after: null });
  expect(ids(moved(items, 'i3', 0).items)).toEqual(['i3', 'i1', 'i2']);
  expect(moved(items, 'i1', 1).after).toBe('i2');
  expect(ids(moved(items, 'i1', 9).items)).toEqual(['i2', 'i3', 'i1']);
  expect(ids(moved(items, 'gone', 1).items)).toEqual(['i1', 'i2', 'i3']);
});

it('lists everything the next song moves at once, and nothing else', () => {
  const view = open(
    band('md', {
      slot_assignments: [
        { slot_name: 'keys_primary', scope: 'global', user_id: 'maya' },
        { slot_name: 'keys_primary', scope: 'song', song_id: 's2', user_id: 'noor' },
      ],
    }),
    0,
  );
  const next = nextItem(view);
  expect(next && changesTo(view, next)).toEqual([
    { kind: 'tempo', bpm: 118, signature: '4/4' },
    { kind: 'slot', slot: 'keys_primary', label: 'Keys 1', userId: 'noor' },
    { kind: 'leader', userId: 'noor' },
    { kind: 'key', key: 'Bb' },
  ]);
  expect(changesTo(view, song(3, 'Same'))).toEqual([]);
});

it('says how long it takes only when every length is known', () => {
  expect(minutesLeft({ setlist: items, current_item_id: 'i2' })).toBe(8);
  const unknown = { ...song(4, 'D'), song: { title: 'D', notes: '' } };
  expect(minutesLeft({ setlist: [...items, unknown] })).toBeUndefined();
});

it('sends what was changed, and clears what was emptied', () => {
  const item = song(1, 'A', { key: 'D', bpm: 90 });
  const same = { key: 'D', bpm: '90', time_signature: '', leader_user_id: '', note: '' };
  expect(changeOf(item, same)).toBeUndefined();
  expect(changeOf(item, { ...same, key: '', bpm: '92.5', note: ' twice ' })).toEqual({
    bpm: 92.5,
    note: 'twice',
    clear: ['key'],
  });
  expect([bpmFault(''), bpmFault('29'), bpmFault('261'), bpmFault('120.5'), bpmFault('x')]).toEqual([
    false,
    true,
    true,
    false,
    true,
  ]);
});

it('goes to the next song in one press, shows that it is on its way, and can go back', async () => {
  const room = renderInRoom(<SetlistPane onStep={close} />, band('md'));
  fireEvent.click(screen.getByRole('button', { name: /Go to Open Water/ }));
  expect(screen.getAllByText(/on its way/).length).toBeGreaterThan(0);
  await waitFor(() =>
    expect(room.asked).toEqual([
      { method: 'POST', path: '/session/x/setlist/current', body: { item_id: 'i2' } },
    ]),
  );
  room.hear('song.current', { item_id: 'i2', song_id: 's2' });
  expect(screen.queryByText(/on its way/)).toBeNull();
  await waitFor(() => expect(useToast.getState().toast?.text).toBe('Open Water is on.'));
  useToast.getState().toast?.action?.run();
  await waitFor(() => expect(room.asked.at(-1)?.body).toEqual({ item_id: 'i1' }));
});

it('removes a song at once and puts it back where it was', async () => {
  const room = renderInRoom(
    <SetlistSheet start={{ item: 'i2' }} onChart={close} onClose={close} />,
    band('md'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await waitFor(() =>
    expect(room.asked[0]).toMatchObject({ method: 'DELETE', path: '/session/x/setlist/items/i2' }),
  );
  await waitFor(() => expect(useToast.getState().toast?.text).toBe('Open Water is out of the setlist.'));
  useToast.getState().toast?.action?.run();
  await waitFor(() =>
    expect(room.asked.slice(1)).toEqual([
      { method: 'POST', path: '/session/x/setlist/items/i2/restore', body: {} },
    ]),
  );
});

it('brings back what the hub refused to move on from', async () => {
  const room = renderInRoom(<SetlistPane onStep={close} />, band('md'));
  room.answer(/current/, 409, {
    error: { code: 'SETLIST_ENDS', message: 'That was the last song.', details: {} },
  });
  fireEvent.click(screen.getByRole('button', { name: /Go to Open Water/ }));
  await waitFor(() => expect(useToast.getState().toast?.text).toBe('That was the last song.'));
  expect(screen.queryByText(/on its way/)).toBeNull();
});

it('shows a musician the same list with nothing to move, and an empty one with who fills it', async () => {
  const room = renderInRoom(<SetlistPane onStep={close} />, band('musician'));
  expect(screen.queryByRole('button', { name: /Move / })).toBeNull();
  expect(screen.queryByRole('button', { name: /Go to/ })).toBeNull();
  expect(screen.getByText('Next changes all of this at once')).toBeTruthy();
  expect(await objections(room.container)).toEqual([]);
  room.hear('setlist.update', { items: [] });
  expect(screen.getByText('The MD adds the songs.')).toBeTruthy();
});

it('lets everybody look at the chart of any song of the setlist, where it has one', async () => {
  const looked: string[] = [];
  const sheet = <SetlistSheet onChart={(id) => looked.push(id)} onClose={close} />;
  const setlist = [song(1, 'Harbour Light'), song(2, 'Open Water', { chart_id: 'o1' })];
  renderInRoom(sheet, band('musician', { setlist }));
  fireEvent.click(screen.getByRole('button', { name: /Open Water/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Chart' }));
  expect(looked).toEqual(['i2']);
});

it('adds songs one after the other, searched for in the whole library, and marks those that are in', async () => {
  let closed = false;
  const actions = <SetlistSheet start="add" onChart={close} onClose={() => (closed = true)} />;
  const room = renderInRoom(actions, band('md'));
  const found = [
    { id: 's9', title: 'Quiet Road', has_chart: false, updated_at: '' },
    { id: 's2', title: 'Open Water', has_chart: false, updated_at: '' },
  ];
  room.answer(/^\/songs/, 200, { songs: found, total: 2 });
  fireEvent.click(await screen.findByRole('button', { name: 'Quiet Road' }));
  await waitFor(() => expect(room.asked.at(-1)?.body).toEqual({ song_id: 's9' }));
  expect(screen.getByRole('button', { name: /Open Water.*in the setlist/ })).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Search'), { target: { value: 'quiet' } });
  await waitFor(() => expect(room.asked.at(-1)?.path).toBe('/songs?q=quiet&limit=50'));
  expect(closed).toBe(false);
});

it('adds a song of the library right after the one that plays', async () => {
  const room = renderInRoom(<SetlistSheet start="add" onChart={close} onClose={close} />, band('md'));
  room.answer(/^\/songs/, 200, {
    songs: [{ id: 's9', title: 'Quiet Road', has_chart: false, updated_at: '' }],
    total: 1,
  });
  fireEvent.click(await screen.findByRole('radio', { name: 'Right after this song' }));
  fireEvent.click(await screen.findByRole('button', { name: /Quiet Road/ }));
  await waitFor(() =>
    expect(room.asked.at(-1)).toMatchObject({
      path: '/session/x/setlist/items',
      body: { song_id: 's9', after_item_id: 'i1' },
    }),
  );
});
