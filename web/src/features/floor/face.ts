import type { LinkState } from '../../client/hub-socket.ts';
import type { Channel, Ducking } from '../../client/model.ts';
import type { LiveTalker, SessionView } from '../../client/session-fold.ts';
import { ENDING_MS, type FloorState, type RevokeReason } from './floor.ts';
import type { Changing, Hint } from './phases.ts';

export type ListenOnlyWhy = 'fixBlocked' | 'fixInsecure' | 'fixChosen' | 'fixRole' | 'fixChannel' | 'fixLost';

/** What the talk button shows: one of these, each with its own outline, icon and words. */
export type Face =
  | { kind: 'idle'; channel: string; many: boolean; hears: number; hint?: Hint }
  | ({ kind: 'pending'; unheard?: boolean } & Changing)
  | { kind: 'granted' | 'ending' | 'latched'; endsAtMs: number; limitMs: number }
  | { kind: 'open'; latched: boolean }
  | ({ kind: 'queued'; position: number; of: number; waitMs: number; held: boolean } & Changing)
  | { kind: 'offered'; untilMs: number }
  | { kind: 'denied'; reason: string; message: string }
  | {
      kind: 'other';
      userId: string;
      name: string;
      sinceMs: number;
      cutIn: string;
      open: boolean;
      placeLost?: true;
    }
  | { kind: 'priority'; userId: string; name: string; role: string; sinceMs: number; ducking: Ducking }
  | { kind: 'emergency'; userId: string; name: string; sinceMs: number }
  | { kind: 'revoked'; reason: RevokeReason; by: string; talkedMs: number }
  | { kind: 'offline'; sinceMs: number; nextTryAtMs: number }
  | { kind: 'listenOnly'; why: ListenOnlyWhy; roles: string[] };

export type FaceKind = Face['kind'];

/** Under this long a lost link is not worth a word: the hub may be back before it is read. */
export const LINK_GRACE_MS = 1500;

export interface FaceInput {
  floor: FloorState;
  view: SessionView;
  link: LinkState;
  /** The page asks another node of the hub to let it in. */
  moving?: boolean;
  channel: Channel | undefined;
  listenOnly?: ListenOnlyWhy;
  nowMs: number;
}

export function faceOf(input: FaceInput): Face {
  const { floor, view, link, channel, nowMs } = input;
  if (link.kind === 'lost' && nowMs - link.sinceMs > LINK_GRACE_MS) {
    return { kind: 'offline', sinceMs: link.sinceMs, nextTryAtMs: link.nextTryAtMs };
  }
  const own = ownFace(floor, view, nowMs);
  if (own?.kind === 'pending' && (input.moving || link.kind !== 'open')) return { ...own, unheard: true };
  if (own) return own;
  const others = Object.values(view.talkers)
    .flat()
    .filter((t) => t.userId !== view.you.user_id);
  const emergency = others.find((t) => t.emergency);
  if (emergency) return { kind: 'emergency', ...who(view, emergency) };
  if (input.listenOnly) return { kind: 'listenOnly', why: input.listenOnly, roles: [] };
  if (channel && !channel.talk.includes(view.you.role)) {
    return { kind: 'listenOnly', why: channel.talk.length ? 'fixChannel' : 'fixRole', roles: channel.talk };
  }
  return roomFace(view, channel, others, floor);
}

function ownFace({ phase }: FloorState, view: SessionView, nowMs: number): Face | undefined {
  switch (phase.kind) {
    case 'pending':
      return { kind: 'pending', ...changing(phase) };
    case 'granted': {
      const { endsAtMs, limitMs } = phase;
      if (phase.latched) return { kind: 'latched', endsAtMs, limitMs };
      return { kind: endsAtMs - nowMs <= ENDING_MS ? 'ending' : 'granted', endsAtMs, limitMs };
    }
    case 'open':
      return phase.untilMs === undefined ? { kind: 'open', latched: phase.latched } : undefined;
    case 'queued':
      return {
        kind: 'queued',
        position: phase.position,
        of: phase.of,
        waitMs: phase.waitMs,
        held: phase.held || phase.latched,
        ...changing(phase),
      };
    case 'offered':
      return { kind: 'offered', untilMs: phase.untilMs };
    case 'denied':
      return { kind: 'denied', reason: phase.reason, message: phase.message };
    case 'revoked':
      return {
        kind: 'revoked',
        reason: phase.reason,
        by: nameOf(view, phase.by ?? ''),
        talkedMs: phase.talkedMs,
      };
    default:
      return undefined;
  }
}

const changing = ({ changingSinceMs }: Changing): Changing =>
  changingSinceMs === undefined ? {} : { changingSinceMs };

function roomFace(
  view: SessionView,
  channel: Channel | undefined,
  others: LiveTalker[],
  floor: FloorState,
): Face {
  const here = channel ? (view.talkers[channel.id] ?? []).filter((t) => t.userId !== view.you.user_id) : [];
  const open = channel?.mode === 'open';
  const leader = others.find((t) => t.priority);
  if (leader) {
    const { userId, name, sinceMs } = who(view, leader);
    const role = view.participants.find((p) => p.user_id === userId)?.role ?? '';
    return { kind: 'priority', userId, name, sinceMs, role, ducking: view.session.ducking };
  }
  const { phase } = floor;
  const hint = phase.kind === 'idle' ? phase.hint : undefined;
  const talker = here[0];
  if (talker) {
    const before = channel?.order === 'priority' && view.you.capabilities.includes('floor.priority');
    const cutIn = before ? view.you.role : '';
    const lost = hint === 'placeLost' ? { placeLost: true as const } : {};
    return { kind: 'other', ...who(view, talker), cutIn, open, ...lost };
  }
  return {
    kind: 'idle',
    channel: channel?.name ?? '',
    many: view.channels.length > 1,
    hears: channel ? listenersOf(view, channel) : 0,
    ...(hint ? { hint } : {}),
  };
}

function who(view: SessionView, talker: LiveTalker): { userId: string; name: string; sinceMs: number } {
  return { userId: talker.userId, name: nameOf(view, talker.userId), sinceMs: talker.sinceMs };
}

export function nameOf(view: SessionView, userId: string): string {
  return view.participants.find((p) => p.user_id === userId)?.name ?? '';
}

/** How many others are there and may hear this channel. */
export function listenersOf(view: SessionView, channel: Channel): number {
  return view.participants.filter(
    (p) => p.user_id !== view.you.user_id && p.state !== 'gone' && channel.listen.includes(p.role),
  ).length;
}
