import type {
  Channel,
  ChannelFloor,
  Frame,
  Invite,
  LineEntry,
  LinkReport,
  Participant,
  Presence,
  SessionInfo,
  Snapshot,
  Waiting,
  You,
} from './model.ts';
import type { Rehearsal } from './rehearsal.ts';
import { openRehearsal, rehearsalFolds } from './rehearsal-fold.ts';
import type { EmergencyHeard, MergeDisplaced, SettingsUpdate } from './wire.ts';

/** Somebody who talks now; `sinceMs` is of our own monotonic clock. */
export interface LiveTalker {
  userId: string;
  sinceMs: number;
  priority: boolean;
  emergency: boolean;
}

/** An emergency of a channel that everybody is asked to confirm; times are of our own monotonic clock. */
export interface Raised {
  userId: string;
  sinceMs: number;
  /** When its talk ended: for a while after that one may still confirm it. */
  endedMs?: number;
}

export type Ending = 'closed' | 'removed' | 'refused' | 'left' | 'expired';

/** All the page knows of its session: a snapshot and everything that happened since. */
export interface SessionView extends Omit<Snapshot, keyof Rehearsal | 'you'>, Rehearsal {
  you: You & { suggested_slot?: string };
  waiting: Waiting[];
  talkers: Record<string, LiveTalker[]>;
  lines: Record<string, LineEntry[]>;
  /** Who said that they heard the newest emergency of a channel, where this person is told. */
  alarms: Record<string, EmergencyHeard>;
  /** The newest emergency of a channel, until somebody talks there about something else. */
  raised: Record<string, Raised>;
  reports: Record<string, LinkReport>;
  presenceSinceMs: Record<string, number>;
  /** So many machines of the hub are out of reach from the one that this page is at. */
  nodesAway?: number;
  ended?: Ending;
}

export function open(snapshot: Snapshot, nowMs: number): SessionView {
  const talkers: Record<string, LiveTalker[]> = {};
  const lines: Record<string, LineEntry[]> = {};
  const raised: Record<string, Raised> = {};
  for (const floor of snapshot.floor ?? []) {
    if (floor.talker) {
      const talker = talkerOf(floor.talker, nowMs);
      talkers[floor.channel_id] = [talker];
      if (talker.emergency) raised[floor.channel_id] = { userId: talker.userId, sinceMs: talker.sinceMs };
    }
    lines[floor.channel_id] = floor.line ?? [];
  }
  const presenceSinceMs: Record<string, number> = {};
  for (const person of snapshot.participants ?? []) {
    presenceSinceMs[person.user_id] = nowMs;
  }
  return {
    ...snapshot,
    ...openRehearsal(snapshot as Partial<Rehearsal>),
    roles: snapshot.roles ?? [],
    participants: snapshot.participants ?? [],
    waiting: snapshot.waiting ?? [],
    channels: snapshot.channels ?? [],
    floor: snapshot.floor ?? [],
    provisional: snapshot.provisional ?? 0,
    displaced: snapshot.displaced ?? [],
    talkers,
    lines,
    alarms: {},
    raised,
    reports: {},
    presenceSinceMs,
  };
}

function talkerOf(talker: NonNullable<ChannelFloor['talker']>, nowMs: number): LiveTalker {
  return {
    userId: talker.user_id,
    sinceMs: nowMs - (talker.talk_ms ?? 0),
    priority: talker.priority ?? false,
    emergency: talker.emergency ?? false,
  };
}

type Fold = (view: SessionView, payload: Record<string, unknown>, nowMs: number) => SessionView;

const folds: Record<string, Fold> = {
  // Who talked or waited in line may have stopped while the link was gone; the hub tells anew who does now.
  resumed: (view, _, nowMs) => ({
    ...view,
    talkers: {},
    lines: {},
    alarms: {},
    nodesAway: 0,
    raised: mapValues(view.raised, (one) => ({ endedMs: nowMs, ...one })),
  }),
  'session.update': (view, p) => ({
    ...view,
    session: { ...view.session, ...inner<SessionInfo>(p, 'session') },
  }),
  'settings.update': (view, p) => ({
    ...view,
    session: { ...view.session, ...inner<SettingsUpdate>(p, 'settings') },
  }),
  'session.close': (view) => ({ ...view, ended: 'closed' }),
  'participant.waiting': (view, p) => {
    const person = inner<Waiting>(p, 'participant');
    if (!person.user_id) return view;
    return { ...view, waiting: put(view.waiting, person as Waiting) };
  },
  'participant.join': (view, p, nowMs) => {
    const person = inner<Participant>(p, 'participant');
    if (!person.user_id) return view;
    const known = view.participants.find((x) => x.user_id === person.user_id);
    const joined = { role: '', name: '', state: 'here' as Presence, ...known, ...person } as Participant;
    const you =
      person.user_id === view.you.user_id
        ? { ...view.you, status: 'admitted' as const, role: joined.role, name: joined.name }
        : view.you;
    return refreshYou({
      ...view,
      you,
      participants: put(view.participants, joined),
      waiting: view.waiting.filter((x) => x.user_id !== person.user_id),
      presenceSinceMs: { ...view.presenceSinceMs, [joined.user_id]: nowMs },
    });
  },
  'participant.update': (view, p) => {
    const person = inner<Participant>(p, 'participant');
    const known = view.participants.find((x) => x.user_id === person.user_id);
    if (!known) return view;
    const next = { ...known, ...person };
    const you =
      next.user_id === view.you.user_id ? { ...view.you, role: next.role, name: next.name } : view.you;
    return refreshYou({ ...view, you, participants: put(view.participants, next) });
  },
  'participant.leave': (view, p) => {
    const userId = String(p.user_id ?? '');
    const reason = p.reason === 'removed' || p.reason === 'refused' ? p.reason : 'left';
    const rest: SessionView = {
      ...view,
      participants: view.participants.filter((x) => x.user_id !== userId),
      waiting: view.waiting.filter((x) => x.user_id !== userId),
      talkers: mapValues(view.talkers, (list) => list.filter((t) => t.userId !== userId)),
      lines: mapValues(view.lines, (list) => list.filter((t) => t.user_id !== userId)),
    };
    return userId === view.you.user_id ? { ...rest, ended: reason } : rest;
  },
  'channel.create': (view, p) => channelPut(view, p),
  'channel.update': (view, p) => channelPut(view, p),
  'channel.delete': (view, p) => ({
    ...view,
    channels: view.channels.filter((c) => c.id !== p.channel_id),
  }),
  'invite.create': (view, p) => {
    const invite = inner<Invite>(p, 'invite');
    if (!invite.code) return view;
    const others = (view.invites ?? []).filter((x) => x.code !== invite.code);
    return { ...view, invites: [...others, invite as Invite] };
  },
  'invite.revoke': (view, p) => ({
    ...view,
    invites: (view.invites ?? []).filter((x) => x.code !== p.code),
  }),
  'presence.update': (view, p, nowMs) => {
    const userId = String(p.user_id ?? '');
    const state: Presence = p.state === 'away' || p.state === 'gone' ? p.state : 'here';
    if (!view.participants.some((x) => x.user_id === userId)) return view;
    return {
      ...view,
      participants: view.participants.map((x) => (x.user_id === userId ? { ...x, state } : x)),
      presenceSinceMs: { ...view.presenceSinceMs, [userId]: nowMs - Number(p.since_ms ?? 0) },
    };
  },
  'nodes.reach': (view, p) => ({ ...view, nodesAway: Number(p.away ?? 0) }),
  'ptt.state': (view, p, nowMs) => {
    const channelId = String(p.channel_id ?? '');
    const userId = String(p.user_id ?? '');
    const others = (view.talkers[channelId] ?? []).filter((t) => t.userId !== userId);
    if (p.state !== 'talking') {
      return quieter(
        { ...view, talkers: { ...view.talkers, [channelId]: others } },
        channelId,
        userId,
        nowMs,
      );
    }
    const known = view.talkers[channelId]?.find((t) => t.userId === userId);
    const talker: LiveTalker = {
      userId,
      sinceMs: known?.sinceMs ?? nowMs - Number(p.talk_ms ?? 0),
      priority: p.priority === true,
      emergency: p.emergency === true,
    };
    const { [channelId]: _, ...alarms } = view.alarms;
    return {
      ...view,
      talkers: { ...view.talkers, [channelId]: [...others, talker] },
      alarms: known ? view.alarms : alarms,
      raised: raisedBy(talker, channelId, view.raised),
    };
  },
  'emergency.heard': (view, p) => {
    const heard = p as unknown as EmergencyHeard;
    return { ...view, alarms: { ...view.alarms, [heard.channel_id]: heard } };
  },
  'participant.mute': (view, p) => ({
    ...view,
    participants: view.participants.map((x) =>
      x.user_id === p.user_id ? { ...x, muted: p.muted === true } : x,
    ),
  }),
  'floor.queue': (view, p) => {
    const line = Array.isArray(p.line) ? (p.line as LineEntry[]) : [];
    return { ...view, lines: { ...view.lines, [String(p.channel_id ?? '')]: line } };
  },
  'merge.displaced': (view, p) => {
    const one = p as unknown as MergeDisplaced;
    return { ...view, displaced: [...view.displaced.filter((x) => x.id !== one.id), one] };
  },
  'metrics.report': (view, p) => {
    const { user_id: userId, ...report } = p as unknown as LinkReport & { user_id: string };
    return userId ? { ...view, reports: { ...view.reports, [userId]: report } } : view;
  },
};

/** Told again after a lost link, a talk began about when it began before. */
const SAME_TALK_MS = 2000;

/** As the hub keeps it: a talk about something else ends what there is to confirm in its channel. */
function raisedBy(
  talker: LiveTalker,
  channelId: string,
  raised: SessionView['raised'],
): SessionView['raised'] {
  const { [channelId]: before, ...others } = raised;
  if (!talker.emergency) return others;
  const { userId, sinceMs } = talker;
  const isKnown = before?.userId === userId && Math.abs(before.sinceMs - sinceMs) < SAME_TALK_MS;
  return { ...others, [channelId]: { userId, sinceMs: isKnown ? before.sinceMs : sinceMs } };
}

function quieter(view: SessionView, channelId: string, userId: string, nowMs: number): SessionView {
  const raised = view.raised[channelId];
  if (raised?.userId !== userId || raised.endedMs !== undefined) return view;
  return { ...view, raised: { ...view.raised, [channelId]: { ...raised, endedMs: nowMs } } };
}

/** Takes one frame in; a type this page does not know leaves the view as it is. */
export function fold(view: SessionView | undefined, frame: Frame, nowMs: number): SessionView | undefined {
  if (frame.type === 'snapshot') return open(frame.payload as unknown as Snapshot, nowMs);
  if (!view) return undefined;
  for (const steps of [folds, rehearsalFolds]) {
    const step = steps[frame.type];
    if (step) view = step(view, frame.payload, nowMs);
  }
  return view;
}

/** Some events wrap their thing (`{participant: {…}}`), some are the thing: both are read. */
function inner<T>(payload: Record<string, unknown>, name: string): Partial<T> {
  const wrapped = payload[name];
  return (typeof wrapped === 'object' && wrapped ? wrapped : payload) as Partial<T>;
}

function put<T extends { user_id: string }>(list: T[], item: T): T[] {
  return list.some((x) => x.user_id === item.user_id)
    ? list.map((x) => (x.user_id === item.user_id ? item : x))
    : [...list, item];
}

function channelPut(view: SessionView, p: Record<string, unknown>): SessionView {
  const channel = inner<Channel>(p, 'channel');
  if (!channel.id) return view;
  const known = view.channels.find((c) => c.id === channel.id);
  const next = { ...known, ...channel } as Channel;
  const channels = known ? view.channels.map((c) => (c.id === next.id ? next : c)) : [...view.channels, next];
  return { ...view, channels };
}

/** A new role brings its capabilities along. */
function refreshYou(view: SessionView): SessionView {
  const role = view.roles.find((r) => r.name === view.you.role);
  return role ? { ...view, you: { ...view.you, capabilities: role.capabilities } } : view;
}

function mapValues<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Without the hub nobody hears this person, whatever was told before. */
export function unheard(view: SessionView): SessionView {
  const me = view.you.user_id;
  return { ...view, talkers: mapValues(view.talkers, (list) => list.filter((t) => t.userId !== me)) };
}
