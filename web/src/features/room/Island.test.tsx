// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Notices } from './RoomParts.tsx';
import { band, renderInRoom } from './room-fixture.tsx';

it('says that part of the network is out of reach, how many are here, and nothing when all are back', () => {
  const face = { kind: 'idle' as const, channel: '', many: false, hears: 0 };
  const view = band('musician');
  const room = renderInRoom(<Notices face={face} onFix={() => undefined} />, view);
  expect(screen.queryByRole('status')).toBeNull();

  act(() => room.hear('nodes.reach', { away: 1 }));
  const here = view.participants.filter((person) => person.state !== 'gone').length;
  expect(screen.getByRole('status').textContent).toBe(
    `Part of the network is out of reach. Here: ${here} people.`,
  );
  const first = view.participants[0]?.user_id;
  act(() => room.hear('presence.update', { user_id: first, state: 'gone', since_ms: 0 }));
  expect(screen.getByRole('status').textContent).toContain(`Here: ${here - 1} `);

  act(() => room.hear('nodes.reach', { away: 0 }));
  expect(screen.queryByRole('status')).toBeNull();
});
