// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useToast } from '../../ui/toasts.ts';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { SlotAsks, SlotSuggestion } from './SlotAsks.tsx';
import { SlotSheet, slotNameOf } from './SlotSheet.tsx';

const close = (): void => undefined;

it('lets a musician ask for an open slot with one press', async () => {
  const room = renderInRoom(<SlotSheet onClose={close} />, band('musician'));
  fireEvent.click(screen.getByRole('button', { name: 'Ask for it Drums' }));
  await waitFor(() =>
    expect(room.asked).toEqual([
      { method: 'POST', path: '/session/x/roles/claim', body: { slot_name: 'drums', scope: 'global' } },
    ]),
  );
  room.hear('slot.claim', { slot_name: 'drums', scope: 'global', user_id: 'tomas' });
  expect(screen.getByText('Asked the MD')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Ask for it Drums' })).toBeNull();
});

it('names who has a slot and offers it for this song only', async () => {
  const room = renderInRoom(<SlotSheet slotName="keys_primary" onClose={close} />, band('musician'));
  expect(
    screen.getByText(/Maya has Keys 1 for the whole session. You can have it for this song only./),
  ).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'For this song only' }));
  await waitFor(() =>
    expect(room.asked[0]?.body).toEqual({ slot_name: 'keys_primary', scope: 'song', song_id: 's1' }),
  );
});

it('says the hub’s own words when it sees a conflict that the page did not', async () => {
  const room = renderInRoom(<SlotSheet slotName="drums" onClose={close} />, band('md'));
  room.answer(/assign/, 409, {
    error: {
      code: 'SLOT_CONFLICT',
      message: 'Jonas has drums for the whole session.',
      details: {},
      requestId: 'q1',
    },
  });
  fireEvent.click(
    within(screen.getByRole('group', { name: 'Give it to' })).getByRole('button', { name: 'Noor' }),
  );
  expect(await screen.findByText('Jonas has drums for the whole session.')).toBeTruthy();
  expect(screen.getByText(/SLOT_CONFLICT · request q1/)).toBeTruthy();
});

it('makes room when the MD gives a taken slot to somebody else, and brings the first one back', async () => {
  const room = renderInRoom(<SlotSheet slotName="keys_primary" onClose={close} />, band('md'));
  fireEvent.click(screen.getByRole('button', { name: 'Noor' }));
  const keys = { slot_name: 'keys_primary', scope: 'global' };
  await waitFor(() =>
    expect(room.asked).toMatchObject([
      { path: '/session/x/roles/release', body: keys },
      { path: '/session/x/roles/assign', body: { ...keys, user_id: 'noor' } },
    ]),
  );
  await waitFor(() => expect(useToast.getState().toast?.text).toBe('Noor has Keys 1.'));
  useToast.getState().toast?.action?.run();
  await waitFor(() => expect(room.asked.at(-1)?.body).toEqual({ ...keys, user_id: 'maya' }));
});

it('offers the click to whoever is given its slot, with one press', async () => {
  const slots = [{ name: 'click_controller', label: 'Click controller', custom: false }];
  const room = renderInRoom(
    <SlotSheet slotName="click_controller" onClose={close} />,
    band('md', { slots, slot_assignments: [] }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Noor' }));
  await waitFor(() => expect(useToast.getState().toast?.text).toBe('Give the click to Noor?'));
  expect(room.asked.map((ask) => ask.path)).toEqual(['/session/x/roles/assign']);
  useToast.getState().toast?.action?.run();
  await waitFor(() =>
    expect(room.asked.at(-1)).toMatchObject({
      path: '/session/x/tempo/controller',
      body: { user_id: 'noor' },
    }),
  );
});

it('lets the MD free a slot and give it to somebody', async () => {
  const room = renderInRoom(<SlotSheet slotName="keys_primary" onClose={close} />, band('md'));
  fireEvent.click(screen.getByRole('button', { name: 'Give it back' }));
  await waitFor(() => expect(room.asked.at(-1)?.path).toBe('/session/x/roles/release'));
  room.hear('slot.release', { slot_name: 'keys_primary', scope: 'global', user_id: 'maya' });
  fireEvent.click(screen.getByRole('button', { name: 'Noor' }));
  await waitFor(() =>
    expect(room.asked.at(-1)?.body).toEqual({ user_id: 'noor', slot_name: 'keys_primary', scope: 'global' }),
  );
});

it('shows the MD who asks, and answers with give or not now', async () => {
  const claim = { slot_name: 'drums', scope: 'global' as const, user_id: 'noor' };
  const room = renderInRoom(<SlotAsks />, band('md', { slot_claims: [claim] }));
  expect(await objections(room.container)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: /Not now/ }));
  await waitFor(() =>
    expect(room.asked.at(-1)).toMatchObject({ path: '/session/x/roles/refuse', body: claim }),
  );
  fireEvent.click(screen.getByRole('button', { name: /Give it/ }));
  await waitFor(() =>
    expect(room.asked.at(-1)).toMatchObject({ path: '/session/x/roles/assign', body: claim }),
  );
  room.hear('slot.assign', claim);
  expect(room.container.textContent).toBe('');
});

it('offers what somebody held the last time, while it is free', async () => {
  const snapshot = band('musician');
  const before = { ...snapshot, you: { ...snapshot.you, suggested_slot: 'bass' } };
  const room = renderInRoom(<SlotSuggestion onAll={close} />, before);
  fireEvent.click(screen.getByRole('button', { name: 'Take Bass' }));
  await waitFor(() => expect(room.asked[0]?.body).toEqual({ slot_name: 'bass', scope: 'global' }));
  room.unmount();
  const taken = { slot_name: 'bass', scope: 'global' as const, user_id: 'noor' };
  const other = renderInRoom(<SlotSuggestion onAll={close} />, { ...before, slot_assignments: [taken] });
  expect(other.container.textContent).toBe('');
});

it('makes names the hub takes', () => {
  expect(slotNameOf('Chœur gauche')).toBe('ch_ur_gauche');
  expect(slotNameOf('Camera 2')).toBe('camera_2');
  expect(slotNameOf('2. Geige')).toBe('slot_2_geige');
  expect(slotNameOf('x'.repeat(50))).toHaveLength(32);
});
