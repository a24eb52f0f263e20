import { describe, expect, it } from 'vitest';
import type { LinkState } from '../../client/hub-socket.ts';
import type { Channel, Snapshot } from '../../client/model.ts';
import { type LiveTalker, open, type SessionView } from '../../client/session-fold.ts';
import { faceOf } from './face.ts';
import { type FloorState, initialFloor } from './floor.ts';

const band: Channel = {
  id: 'band',
  name: 'Band',
  mode: 'floor',
  order: 'fifo',
  talk: ['md', 'musician'],
  listen: ['md', 'musician'],
  talk_limit_s: 10,
};
const person = (user_id: string, name: string, role: string) => ({
  user_id,
  name,
  role,
  state: 'here' as const,
  muted: false,
});

function view(
  talkers: Record<string, LiveTalker[]> = {},
  capabilities: string[] = ['floor.talk'],
): SessionView {
  const snapshot: Snapshot = {
    session: {
      id: 's',
      name: 'Sunday Band',
      kind: 'rehearsal',
      admission: 'open',
      discoverable: true,
      ducking: 'duck',
      talk_limit_s: 10,
      voice: 'hub',
      started_at: '',
    },
    you: {
      user_id: 'me',
      name: 'Tomás',
      role: 'musician',
      capabilities,
      listen_only: false,
      status: 'admitted',
    },
    roles: [],
    participants: [
      person('me', 'Tomás', 'musician'),
      person('p', 'Priya', 'musician'),
      person('m', 'Maya', 'md'),
    ],
    channels: [band],
    floor: [],
    slots: [],
    slot_assignments: [],
    slot_claims: [],
    setlist: [],
    hub: { name: 'hub', version: '1' },
    provisional: 0,
    displaced: [],
  };
  return { ...open(snapshot, 0), talkers };
}
const says = (userId: string, over: Partial<LiveTalker> = {}): LiveTalker => ({
  userId,
  sinceMs: 500,
  priority: false,
  emergency: false,
  ...over,
});
const link: LinkState = { kind: 'open', sinceMs: 0 };
const at = (
  v: SessionView,
  floor: FloorState = initialFloor,
  over: { link?: LinkState; moving?: boolean; listenOnly?: 'fixChosen'; channel?: Channel } = {},
) => faceOf({ floor, view: v, link, channel: band, nowMs: 10_000, ...over });

describe('the face of the floor', () => {
  it('is idle and says who will hear', () => {
    expect(at(view())).toMatchObject({ kind: 'idle', channel: 'Band', hears: 2, many: false });
  });

  it('shows who talks, and that a leader may cut in', () => {
    expect(at(view({ band: [says('p')] }))).toMatchObject({ kind: 'other', name: 'Priya', cutIn: '' });
    const leader = view({ band: [says('p')] }, ['floor.priority']);
    const byRole = { ...band, order: 'priority' as const };
    expect(at(leader, initialFloor, { channel: byRole })).toMatchObject({ kind: 'other', cutIn: 'musician' });
    expect(at(leader)).toMatchObject({ kind: 'other', cutIn: '' });
  });

  it('shows the leader before anybody else, from any channel', () => {
    const both = view({ band: [says('p')], tech: [says('m', { priority: true })] });
    expect(at(both)).toMatchObject({ kind: 'priority', name: 'Maya', role: 'md', ducking: 'duck' });
  });

  it('shows an emergency before everything but one’s own voice', () => {
    const alarm = view({ band: [says('m', { priority: true })], x: [says('p', { emergency: true })] });
    expect(at(alarm)).toMatchObject({ kind: 'emergency', name: 'Priya' });
  });

  it('does not take one’s own voice for somebody else’s', () => {
    expect(at(view({ band: [says('me')] })).kind).toBe('idle');
  });

  it('waits a moment before it calls a link lost', () => {
    const lost = (sinceMs: number): LinkState => ({ kind: 'lost', sinceMs, nextTryAtMs: 12_000, attempt: 1 });
    expect(at(view(), initialFloor, { link: lost(9000) }).kind).toBe('idle');
    expect(at(view(), initialFloor, { link: lost(8000) })).toMatchObject({
      kind: 'offline',
      nextTryAtMs: 12_000,
    });
  });

  it('does not promise that words are kept which no hub can hear', () => {
    const asked = { kind: 'pending', requestId: 'r', channelId: 'band', sinceMs: 9_900, latched: false };
    const floor = { pressedAtMs: 9_900, phase: asked } as unknown as FloorState;
    const lost: LinkState = { kind: 'lost', sinceMs: 9_000, nextTryAtMs: 9_500, attempt: 1 };
    expect(at(view(), floor)).toEqual({ kind: 'pending' });
    expect(at(view(), floor, { moving: true })).toEqual({ kind: 'pending', unheard: true });
    expect(at(view(), floor, { link: lost })).toEqual({ kind: 'pending', unheard: true });
  });

  it('turns to the end of the lease in its last five seconds, a lock stays a lock', () => {
    const lease = {
      leaseId: 'l',
      requestId: 'r',
      channelId: 'band',
      sinceMs: 0,
      limitMs: 10_000,
      emergency: false,
      renewAtMs: 0,
    };
    const floor = (endsAtMs: number, latched: boolean): FloorState => ({
      pressedAtMs: 0,
      phase: { kind: 'granted', ...lease, endsAtMs, latched },
    });
    expect(at(view(), floor(18_000, false)).kind).toBe('granted');
    expect(at(view(), floor(15_000, false)).kind).toBe('ending');
    expect(at(view(), floor(15_000, true)).kind).toBe('latched');
  });

  it('names what keeps one from talking', () => {
    expect(at(view(), initialFloor, { listenOnly: 'fixChosen' })).toMatchObject({
      kind: 'listenOnly',
      why: 'fixChosen',
    });
    const closed = { ...band, talk: ['md'] };
    expect(at(view(), initialFloor, { channel: closed })).toMatchObject({ why: 'fixChannel', roles: ['md'] });
  });

  it('names who cut in', () => {
    const floor: FloorState = {
      pressedAtMs: 0,
      phase: { kind: 'revoked', reason: 'preempted', by: 'm', talkedMs: 3000, untilMs: 99_000 },
    };
    expect(at(view(), floor)).toMatchObject({ kind: 'revoked', by: 'Maya' });
  });
});
