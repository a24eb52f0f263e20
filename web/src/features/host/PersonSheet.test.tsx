// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { PersonSheet } from './PersonSheet.tsx';

const slots = [
  { name: 'drums', label: 'Drums', custom: false },
  { name: 'bass', label: 'Bass', custom: false },
];
const held = [{ slot_name: 'bass', scope: 'global' as const, user_id: 'tomas' }];

it('gives a person a slot, and frees one', async () => {
  const room = renderInRoom(
    <PersonSheet userId="tomas" onClose={() => undefined} />,
    band('md', { slots, slot_assignments: held }),
  );
  expect((screen.getByRole('checkbox', { name: 'Bass' }) as HTMLInputElement).checked).toBe(true);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Drums' }));
  await waitFor(() =>
    expect(room.asked[0]).toMatchObject({
      path: '/session/x/roles/assign',
      body: { slot_name: 'drums', scope: 'global', user_id: 'tomas' },
    }),
  );
  fireEvent.click(screen.getByRole('checkbox', { name: 'Bass' }));
  await waitFor(() =>
    expect(room.asked[1]).toMatchObject({ path: '/session/x/roles/release', body: { slot_name: 'bass' } }),
  );
  expect(await objections(room.baseElement)).toEqual([]);
});

it('leaves the slots to those who give them', () => {
  renderInRoom(
    <PersonSheet userId="maya" onClose={() => undefined} />,
    band('musician', { slots, slot_assignments: held }),
  );
  expect(screen.queryByRole('checkbox', { name: 'Drums' })).toBeNull();
});
