// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { MergeDisplaced } from '../../client/wire.ts';
import { band, renderInRoom } from '../room/room-fixture.tsx';
import { useRoom } from '../room/useLiveRoom.ts';
import { hasMergeNews, MergeNotice } from './MergeNotice.tsx';
import { again, firstDisplaced, parsePutAway, usePutAway } from './merge.ts';

const drums: MergeDisplaced = {
  id: 'e1',
  user_id: 'tomas',
  what: 'slot.assigned',
  thing: 'slot/drums',
  target: 'tomas',
  reason: 'CHANGED_MEANWHILE',
  at: '2026-01-01T10:00:00Z',
};

/** Of the same press. */
const tempo: MergeDisplaced = { ...drums, id: 'e3', what: 'tempo.changed', thing: 'tempo' };

function Shown() {
  const { view } = useRoom();
  const away = usePutAway((s) => s.ids);
  return hasMergeNews(view, away) ? <MergeNotice away={away} /> : <p>nothing</p>;
}

beforeEach(() => {
  localStorage.clear();
  usePutAway.setState({ ids: [] });
});

it('says how many changes wait for the hub, and nothing when none does', () => {
  const room = renderInRoom(<Shown />, band('musician', { provisional: 2 }));
  expect(screen.getByRole('status').textContent).toContain('2 changes wait');
  act(() => room.hear('snapshot', band('musician') as unknown as Record<string, unknown>));
  expect(screen.getByText('nothing')).toBeTruthy();
});

it('tells an author what was set aside, and asks the hub for it again', async () => {
  const room = renderInRoom(<Shown />, band('musician'));
  act(() => room.hear('merge.displaced', { ...drums }));
  expect(screen.getByRole('status').textContent).toBe(
    'While you were cut off somebody else filled Drums. Your change was set aside.',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Do it again' }));
  await waitFor(() => expect(screen.getByText('nothing')).toBeTruthy());
  expect(room.asked).toContainEqual({
    method: 'POST',
    path: '/session/x/roles/claim',
    body: { slot_name: 'drums', scope: 'global' },
  });
});

it('puts it away on this device, and shows others nothing of it', () => {
  renderInRoom(
    <Shown />,
    band('musician', { displaced: [drums, { ...drums, id: 'e2', user_id: 'maya' }, tempo] }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Put away' }));
  expect(screen.getByText('nothing')).toBeTruthy();
  expect(parsePutAway(localStorage.getItem('tutti.putAway'))).toEqual(['e1', 'e3']);
});

it('offers again only what one press can do', () => {
  const { view } = renderInRoom(<Shown />, band('musician', { displaced: [drums] }));
  expect(firstDisplaced(view(), [])).toEqual(drums);
  expect(firstDisplaced(view(), ['e1'])).toBeUndefined();
  expect(again({ ...drums, target: 'noor' }, view())).toEqual({
    path: 'roles/assign',
    body: { user_id: 'noor', slot_name: 'drums', scope: 'global' },
  });
  const song = { ...drums, what: 'song.selected', thing: 'song', target: 'i2' };
  expect(again(song, view())).toEqual({ path: 'setlist/current', body: { item_id: 'i2' } });
  expect(again({ ...song, target: 'gone' }, view())).toBeUndefined();
  expect(again({ ...drums, what: 'channel.created', thing: 'channel/c1' }, view())).toBeUndefined();
});
