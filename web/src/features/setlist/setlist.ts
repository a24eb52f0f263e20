import type { SetlistItem } from '../../client/rehearsal.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { slotBoard } from '../slots/slots.ts';

export interface Figures {
  key?: string;
  bpm?: number;
  signature?: string;
  durationS?: number;
}

/** What is played: the setlist's word before the song's. */
export function figuresOf(item: SetlistItem): Figures {
  const key = item.key ?? item.song.key;
  const bpm = item.bpm ?? item.song.bpm;
  const signature = item.time_signature ?? item.song.time_signature;
  const durationS = item.song.duration_s;
  return {
    ...(key ? { key } : {}),
    ...(bpm ? { bpm } : {}),
    ...(signature ? { signature } : {}),
    ...(durationS ? { durationS } : {}),
  };
}

export function currentItem(view: Pick<SessionView, 'setlist' | 'current_item_id'>): SetlistItem | undefined {
  return view.setlist.find((item) => item.item_id === view.current_item_id);
}

/** The song after this one; the first when nothing plays yet. */
export function nextItem(view: Pick<SessionView, 'setlist' | 'current_item_id'>): SetlistItem | undefined {
  const at = view.setlist.findIndex((item) => item.item_id === view.current_item_id);
  return view.setlist[at + 1];
}

/** Minutes from this song to the end, by the lengths that are known. */
export function minutesLeft(view: Pick<SessionView, 'setlist' | 'current_item_id'>): number | undefined {
  const at = Math.max(
    0,
    view.setlist.findIndex((item) => item.item_id === view.current_item_id),
  );
  const seconds = view.setlist.slice(at).map((item) => item.song.duration_s);
  const known = seconds.filter((s): s is number => typeof s === 'number' && s > 0);
  if (known.length === 0 || known.length < seconds.length) return undefined;
  return Math.round(known.reduce((sum, s) => sum + s, 0) / 60);
}

/** The list after a move, and what the hub must be told: behind which song it stands now. */
export function moved(
  items: readonly SetlistItem[],
  itemId: string,
  to: number,
): { items: SetlistItem[]; after: string | null } {
  const item = items.find((i) => i.item_id === itemId);
  const rest = items.filter((i) => i.item_id !== itemId);
  if (!item) return { items: [...items], after: null };
  const at = Math.max(0, Math.min(rest.length, to));
  return {
    items: [...rest.slice(0, at), item, ...rest.slice(at)],
    after: rest[at - 1]?.item_id ?? null,
  };
}

export type Change =
  | { kind: 'tempo'; bpm?: number; signature?: string }
  | { kind: 'slot'; slot: string; label: string; userId?: string }
  | { kind: 'leader'; userId: string }
  | { kind: 'key'; key: string };

/** Everything that moves at once with the next song, and nothing that stays as it is. */
export function changesTo(view: SessionView, next: SetlistItem): Change[] {
  const now = currentItem(view);
  const before = now ? figuresOf(now) : {};
  const after = figuresOf(next);
  const changes: Change[] = [];
  const bpmMoves = after.bpm !== undefined && after.bpm !== before.bpm;
  const signatureMoves = after.signature !== undefined && after.signature !== before.signature;
  if (bpmMoves || signatureMoves) {
    changes.push({
      kind: 'tempo',
      ...(after.bpm ? { bpm: after.bpm } : {}),
      ...(after.signature ? { signature: after.signature } : {}),
    });
  }
  const held = new Map(slotBoard(view).map((filled) => [filled.slot.name, filled.userId]));
  for (const filled of slotBoard(view, next.song_id)) {
    if (held.get(filled.slot.name) === filled.userId) continue;
    changes.push({
      kind: 'slot',
      slot: filled.slot.name,
      label: filled.slot.label,
      ...(filled.userId ? { userId: filled.userId } : {}),
    });
  }
  const leads = next.leader_user_id;
  if (leads && leads !== now?.leader_user_id) changes.push({ kind: 'leader', userId: leads });
  if (after.key && after.key !== before.key) changes.push({ kind: 'key', key: after.key });
  return changes;
}
