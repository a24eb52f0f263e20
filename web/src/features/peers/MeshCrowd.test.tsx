// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Capability, Snapshot } from '../../client/model.ts';
import { Notices } from '../room/RoomParts.tsx';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { MESH_WARNS_AT } from './mesh-voice.ts';

/** A room of so many with voices straight from page to page. */
function crowd(people: number, ...more: Capability[]): Snapshot {
  const base = band('md');
  const others = Array.from({ length: people - base.participants.length }, (_, i) => ({
    user_id: `u${i}`,
    name: `Singer ${i}`,
    role: 'musician',
    state: 'here' as const,
    muted: false,
  }));
  return {
    ...base,
    session: { ...base.session, voice: 'mesh' },
    you: { ...base.you, capabilities: [...base.you.capabilities, ...more] },
    participants: [...base.participants, ...others],
  };
}

const idle = { kind: 'idle' } as never;

it('warns the host of a dozen, and sends voices through the hub at one press', async () => {
  const { asked, baseElement } = renderInRoom(
    <Notices face={idle} onFix={() => undefined} />,
    crowd(MESH_WARNS_AT, 'settings.manage'),
  );
  expect(screen.getByText(/12 people/)).toBeTruthy();
  expect(screen.getByText(/11 copies/)).toBeTruthy();
  expect(await objections(baseElement)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Send voices through the hub' }));
  await expect
    .poll(() => asked.map(({ method, path, body }) => ({ method, path, body })))
    .toContainEqual({
      method: 'PATCH',
      path: '/session/x/settings',
      body: { voice: 'hub' },
    });
});

it('says nothing to eleven, nor to whoever cannot change it', () => {
  const { unmount } = renderInRoom(
    <Notices face={idle} onFix={() => undefined} />,
    crowd(MESH_WARNS_AT - 1, 'settings.manage'),
  );
  expect(screen.queryByText(/copies/)).toBeNull();
  unmount();
  renderInRoom(<Notices face={idle} onFix={() => undefined} />, crowd(MESH_WARNS_AT));
  expect(screen.queryByText(/copies/)).toBeNull();
});
