// @vitest-environment jsdom
import { screen } from '@testing-library/react';
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

it('tells a room without a song who picks the first', () => {
  const { current_item_id: _, ...none } = band('md', { setlist: [] });
  renderInRoom(<NowDesk onChart={nothing} onTempo={nothing} />, none);
  expect(screen.getByText('Pick the first song from the setlist.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Chart' })).toBeNull();
});
