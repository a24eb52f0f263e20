// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import '../../ui/words/index.ts';
import type { EmergencyHeard } from '../../client/wire.ts';
import { TopBar } from './TopBar.tsx';
import { RoomContext, type RoomValue } from './useLiveRoom.ts';

const people = ['me', 'maya', 'leo'].map((user_id) => ({ user_id, name: user_id, role: 'staff' }));

interface Alarm {
  by: string;
  sinceMs?: number;
  endedMs?: number;
}

/** The room's head while that emergency sounds, or after it; answers what the hub is told, and how to show another. */
function show(alarm: Alarm | undefined, heard?: EmergencyHeard) {
  const confirmed: string[] = [];
  const shown = (now: Alarm | undefined) => {
    const { by: userId, sinceMs = 0, endedMs } = now ?? { by: '' };
    const talker = { userId, sinceMs, priority: true, emergency: true };
    const raised = { userId, sinceMs, ...(endedMs === undefined ? {} : { endedMs }) };
    const view = {
      you: { user_id: 'me' },
      participants: people,
      session: { ducking: 'off' },
      talkers: now && endedMs === undefined ? { all: [talker] } : {},
      raised: now ? { all: raised } : {},
      alarms: heard ? { all: heard } : {},
    };
    const live = { levelOf: () => 0, acknowledgeAlarm: (channelId: string) => confirmed.push(channelId) };
    const room = { view, live, link: {}, report: undefined } as unknown as RoomValue;
    return (
      <MantineProvider>
        <RoomContext.Provider value={room}>
          <TopBar />
        </RoomContext.Provider>
      </MantineProvider>
    );
  };
  const { rerender } = render(shown(alarm));
  return { confirmed, next: (other: Alarm | undefined) => rerender(shown(other)) };
}

const heardIt = () => screen.queryByRole('button', { name: 'I heard it' });

it('tells the hub who heard the emergency, once', () => {
  const { confirmed, next } = show({ by: 'maya' });
  fireEvent.click(screen.getByRole('button', { name: 'I heard it' }));
  expect(confirmed).toEqual(['all']);
  expect(screen.queryByRole('button')).toBeNull();
  next({ by: 'maya', endedMs: 5000 });
  expect(screen.queryByRole('alert')).toBeNull();
});

it('asks who did not answer an emergency also after its talk, for as long as the hub takes an answer', () => {
  vi.useFakeTimers();
  const { confirmed, next } = show({ by: 'maya' });
  const endedMs = performance.now();
  next({ by: 'maya', endedMs });
  expect(screen.getByRole('alert').textContent).toContain('maya raised it. Did you hear it?');
  act(() => void vi.advanceTimersByTime(119_000));
  fireEvent.click(screen.getByRole('button', { name: 'I heard it' }));
  expect(confirmed).toEqual(['all']);
  expect(screen.queryByRole('alert')).toBeNull();

  next({ by: 'maya', sinceMs: 200_000 });
  expect(heardIt(), 'the next one of the same person wants an answer of its own').not.toBeNull();
  next({ by: 'maya', sinceMs: 200_000, endedMs: performance.now() });
  act(() => void vi.advanceTimersByTime(119_000));
  expect(heardIt()).not.toBeNull();
  act(() => void vi.advanceTimersByTime(1_000));
  expect(screen.queryByRole('alert')).toBeNull();
  vi.useRealTimers();
});

it('asks nobody whether he heard himself', () => {
  show({ by: 'me', endedMs: performance.now() });
  expect(screen.queryByRole('alert')).toBeNull();
});

it('shows who raised it how many heard it, also when it is over', () => {
  show(undefined, { channel_id: 'all', user_id: 'me', by: ['maya', 'leo'], of: 2 });
  expect(screen.getByRole('status').textContent).toBe('2 of 2 heard it: maya, leo');
});

it('shows the same to a host who is told', () => {
  show({ by: 'maya' }, { channel_id: 'all', user_id: 'maya', by: ['leo'], of: 2 });
  expect(screen.getByRole('alert').textContent).toContain('1 of 2 heard it: leo');
});
