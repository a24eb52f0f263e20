// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import '../../ui/words/index.ts';
import type { EmergencyHeard } from '../../client/wire.ts';
import { TopBar } from './TopBar.tsx';
import { RoomContext, type RoomValue } from './useLiveRoom.ts';

const people = ['me', 'maya', 'leo'].map((user_id) => ({ user_id, name: user_id, role: 'staff' }));

function show(talks: string | undefined, heard?: EmergencyHeard): string[] {
  const confirmed: string[] = [];
  const talker = { userId: talks, sinceMs: 0, priority: true, emergency: true };
  const view = {
    you: { user_id: 'me' },
    participants: people,
    session: { ducking: 'off' },
    talkers: talks ? { all: [talker] } : {},
    alarms: heard ? { all: heard } : {},
  };
  const live = { levelOf: () => 0, acknowledgeAlarm: (channelId: string) => confirmed.push(channelId) };
  const room = { view, live, link: {}, report: undefined } as unknown as RoomValue;
  render(
    <MantineProvider>
      <RoomContext.Provider value={room}>
        <TopBar />
      </RoomContext.Provider>
    </MantineProvider>,
  );
  return confirmed;
}

it('tells the hub who heard the emergency, once', () => {
  const confirmed = show('maya');
  fireEvent.click(screen.getByRole('button', { name: 'I heard it' }));
  expect(confirmed).toEqual(['all']);
  expect(screen.queryByRole('button')).toBeNull();
});

it('shows who raised it how many heard it, also when it is over', () => {
  show(undefined, { channel_id: 'all', user_id: 'me', by: ['maya', 'leo'], of: 2 });
  expect(screen.getByRole('status').textContent).toBe('2 of 2 heard it: maya, leo');
});

it('shows the same to a host who is told', () => {
  show('maya', { channel_id: 'all', user_id: 'maya', by: ['leo'], of: 2 });
  expect(screen.getByRole('alert').textContent).toContain('1 of 2 heard it: leo');
});
