import { describe, expect, it } from 'vitest';
import type { Frame, Snapshot } from './model.ts';
import { fold, type SessionView, unheard } from './session-fold.ts';

const band: Snapshot = {
  session: {
    id: 's1',
    name: 'Sunday Band',
    kind: 'rehearsal',
    code: 'K7M4RT',
    admission: 'approval',
    discoverable: true,
    ducking: 'duck',
    talk_limit_s: 10,
    voice: 'hub',
    started_at: '2026-01-01T19:00:00Z',
  },
  you: {
    user_id: 'me',
    name: 'Tomás',
    role: 'musician',
    capabilities: ['floor.talk', 'floor.listen'],
    listen_only: false,
    status: 'admitted',
  },
  roles: [
    { name: 'md', capabilities: ['floor.talk', 'floor.listen', 'participant.approve'] },
    { name: 'musician', capabilities: ['floor.talk', 'floor.listen'] },
  ],
  participants: [
    { user_id: 'me', name: 'Tomás', role: 'musician', state: 'here', muted: false },
    { user_id: 'maya', name: 'Maya', role: 'md', state: 'here', muted: false },
  ],
  waiting: [],
  channels: [
    {
      id: 'all',
      name: 'All',
      mode: 'floor',
      order: 'fifo',
      talk: ['md', 'musician'],
      listen: ['md', 'musician'],
      talk_limit_s: 10,
    },
  ],
  floor: [
    {
      channel_id: 'all',
      talker: { user_id: 'maya', talk_ms: 4000, priority: false, emergency: false },
      line: [],
    },
  ],
  slots: [],
  slot_assignments: [],
  slot_claims: [],
  setlist: [],
  hub: { name: 'Booth laptop', version: '0.1' },
  provisional: 0,
  displaced: [],
};

const frame = (type: string, payload: Record<string, unknown> = {}): Frame => ({ type, ts: 0, payload });
const viewAfter = (...frames: Frame[]): SessionView => {
  const view = [frame('snapshot', band as unknown as Record<string, unknown>), ...frames].reduce<
    SessionView | undefined
  >((state, f) => fold(state, f, 10_000), undefined);
  if (!view) throw new Error('no view');
  return view;
};

describe('the session as the page sees it', () => {
  it('knows from the snapshot since when somebody talks', () => {
    expect(viewAfter().talkers.all).toEqual([
      { userId: 'maya', sinceMs: 6000, priority: false, emergency: false },
    ]);
  });

  it('ignores events before the first snapshot and types it does not know', () => {
    expect(fold(undefined, frame('participant.join', { user_id: 'x' }), 0)).toBeUndefined();
    const view = viewAfter();
    expect(fold(view, frame('poll.started', {}), 0)).toBe(view);
  });

  it('moves a person from the door into the room', () => {
    const waiting = viewAfter(frame('participant.waiting', { participant: { user_id: 'leo', name: 'Leo' } }));
    expect(waiting.waiting.map((w) => w.name)).toEqual(['Leo']);
    const joined = fold(
      waiting,
      frame('participant.join', { participant: { user_id: 'leo', name: 'Leo', role: 'guest' } }),
      0,
    );
    expect(joined?.waiting).toEqual([]);
    expect(joined?.participants.find((p) => p.user_id === 'leo')).toMatchObject({
      role: 'guest',
      state: 'here',
    });
  });

  it('reads a person that is not wrapped', () => {
    expect(
      viewAfter(frame('participant.join', { user_id: 'leo', name: 'Leo', role: 'guest' })).participants,
    ).toHaveLength(3);
  });

  it('knows whose microphone went off', () => {
    const view = viewAfter(frame('participant.mute', { user_id: 'maya', muted: true }));
    expect(view.participants.map((p) => p.muted)).toEqual([false, true]);
  });

  it('counts who heard an emergency until somebody else talks in that channel', () => {
    const raise = frame('ptt.state', { channel_id: 'all', user_id: 'me', state: 'talking', emergency: true });
    const heard = frame('emergency.heard', { channel_id: 'all', user_id: 'me', by: ['maya'], of: 3 });
    expect(viewAfter(raise, heard).alarms.all).toMatchObject({ by: ['maya'], of: 3 });
    const over = frame('ptt.state', { channel_id: 'all', user_id: 'me', state: 'idle' });
    expect(viewAfter(raise, heard, over).alarms.all?.by).toEqual(['maya']);
    const next = frame('ptt.state', { channel_id: 'all', user_id: 'leo', state: 'talking' });
    expect(viewAfter(raise, heard, over, next).alarms).toEqual({});
  });

  it('keeps an emergency to be confirmed after its talk, until somebody talks of something else there', () => {
    const told = (userId: string, state: string, more = {}): Frame =>
      frame('ptt.state', { channel_id: 'all', user_id: userId, state, ...more });
    const raise = told('maya', 'talking', { emergency: true, talk_ms: 0 });
    const raised = { userId: 'maya', sinceMs: 6000 };
    expect(viewAfter(raise).raised).toEqual({ all: raised });
    const over = viewAfter(raise, told('maya', 'idle'));
    expect(over.raised).toEqual({ all: { ...raised, endedMs: 10_000 } });
    expect(fold(over, told('maya', 'idle'), 20_000)?.raised).toEqual(over.raised);
    expect(fold(over, told('leo', 'idle'), 20_000)?.raised).toEqual(over.raised);
    expect(fold(over, told('leo', 'talking'), 20_000)?.raised).toEqual({});
    const again = fold(over, told('maya', 'talking', { emergency: true, talk_ms: 0 }), 20_000);
    expect(again?.raised).toEqual({ all: { userId: 'maya', sinceMs: 20_000 } });
  });

  it('knows an emergency again when the hub tells of it anew, and ends one it no longer tells of', () => {
    const raise = frame('ptt.state', { channel_id: 'all', user_id: 'me', state: 'talking', emergency: true });
    const lost = viewAfter(raise, frame('resumed', { missed: 0 }));
    expect(lost.raised).toEqual({ all: { userId: 'me', sinceMs: 10_000, endedMs: 10_000 } });
    const told = { ...raise, payload: { ...raise.payload, talk_ms: 4_900 } };
    expect(fold(lost, told, 15_000)?.raised).toEqual({ all: { userId: 'me', sinceMs: 10_000 } });
    const floor = [{ channel_id: 'all', talker: { user_id: 'maya', talk_ms: 1000, emergency: true } }];
    const snapshot = frame('snapshot', { ...band, floor } as unknown as Record<string, unknown>);
    expect(fold(undefined, snapshot, 10_000)?.raised).toEqual({ all: { userId: 'maya', sinceMs: 9000 } });
  });

  it('keeps people in their places when somebody is updated', () => {
    const view = viewAfter(frame('participant.update', { participant: { user_id: 'me', role: 'md' } }));
    expect(view.participants.map((p) => p.user_id)).toEqual(['me', 'maya']);
    expect(view.you.role).toBe('md');
    expect(view.you.capabilities).toContain('participant.approve');
  });

  it.each([
    ['removed', 'removed'],
    ['refused', 'refused'],
    ['left', 'left'],
  ])('ends for me when I am %s', (reason, ended) => {
    expect(viewAfter(frame('participant.leave', { user_id: 'me', reason })).ended).toBe(ended);
  });

  it('forgets the talk and the place in line of who left', () => {
    const view = viewAfter(
      frame('floor.queue', { channel_id: 'all', line: [{ user_id: 'maya', position: 1 }] }),
      frame('participant.leave', { user_id: 'maya', reason: 'left' }),
    );
    expect(view.talkers.all).toEqual([]);
    expect(view.lines.all).toEqual([]);
    expect(view.ended).toBeUndefined();
  });

  it('forgets who talked before the link was lost', () => {
    const view = viewAfter(frame('resumed', { missed: 0 }));
    expect(view.talkers).toEqual({});
    expect(view.lines).toEqual({});
  });

  it('keeps what is out of reach, until the link has been lost', () => {
    expect(viewAfter(frame('nodes.reach', { away: 2 })).nodesAway).toBe(2);
    expect(viewAfter(frame('nodes.reach', { away: 2 }), frame('resumed', { missed: 0 })).nodesAway).toBe(0);
  });

  it('lets several talk at once in an open channel', () => {
    const view = viewAfter(frame('ptt.state', { channel_id: 'all', user_id: 'me', state: 'talking' }));
    expect(view.talkers.all?.map((t) => t.userId)).toEqual(['maya', 'me']);
    const idle = fold(view, frame('ptt.state', { channel_id: 'all', user_id: 'maya', state: 'idle' }), 0);
    expect(idle?.talkers.all?.map((t) => t.userId)).toEqual(['me']);
  });

  it('keeps the start of a talk when it is told again', () => {
    const view = viewAfter(
      frame('ptt.state', {
        channel_id: 'all',
        user_id: 'maya',
        state: 'talking',
        talk_ms: 1,
        priority: true,
      }),
    );
    expect(view.talkers.all).toEqual([{ userId: 'maya', sinceMs: 6000, priority: true, emergency: false }]);
  });

  it('creates, changes and deletes channels', () => {
    const made = viewAfter(
      frame('channel.create', { channel: { id: 'tech', name: 'Tech', talk: [], listen: [] } }),
    );
    expect(made.channels.map((c) => c.id)).toEqual(['all', 'tech']);
    const changed = fold(made, frame('channel.update', { channel: { id: 'tech', name: 'Booth' } }), 0);
    expect(changed?.channels[1]?.name).toBe('Booth');
    expect(fold(changed, frame('channel.delete', { channel_id: 'tech' }), 0)?.channels).toHaveLength(1);
  });

  it('takes settings over and ends when the host closes', () => {
    const view = viewAfter(frame('settings.update', { settings: { ducking: 'focus' } }));
    expect(view.session).toMatchObject({ ducking: 'focus', name: 'Sunday Band' });
    expect(viewAfter(frame('session.close')).ended).toBe('closed');
  });

  it('dates presence back by what the hub says', () => {
    const view = viewAfter(frame('presence.update', { user_id: 'maya', state: 'away', since_ms: 3000 }));
    expect(view.participants[1]?.state).toBe('away');
    expect(view.presenceSinceMs.maya).toBe(7000);
  });

  it('keeps invites and link reports', () => {
    const view = viewAfter(
      frame('invite.create', { invite: { code: 'abc', url: 'https://x/j/abc' } }),
      frame('metrics.report', { user_id: 'maya', rtt_ms: 9, loss_pct: 0, jitter_ms: 1, bitrate_bps: 24000 }),
    );
    expect(view.invites).toHaveLength(1);
    expect(view.reports.maya?.rtt_ms).toBe(9);
    expect(fold(view, frame('invite.revoke', { code: 'abc' }), 0)?.invites).toEqual([]);
  });

  it('shows its own talk no longer when the hub is out of reach, and others as before', () => {
    const told = (user_id: string) =>
      frame('ptt.state', { channel_id: 'all', user_id, state: 'talking', talk_ms: 0 });
    const me = viewAfter().you.user_id;
    const view = viewAfter(told(me), told('maya'));
    expect(view.talkers.all?.map((t) => t.userId)).toEqual([me, 'maya']);
    expect(unheard(view).talkers.all?.map((t) => t.userId)).toEqual(['maya']);
  });
});
