import type { SlotAssignment, SlotClaim, SlotInfo, SlotPlace, SlotScope } from '../../client/rehearsal.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { currentItem } from '../setlist/setlist.ts';

/** One slot as it is right now: who fills it, and whose place that takes for this song. */
export interface FilledSlot {
  slot: SlotInfo;
  userId?: string;
  scope?: SlotScope;
  /** Who has it in the other songs, when this song says otherwise. */
  otherwise?: string;
}

export function currentSongId(view: SessionView): string | undefined {
  return currentItem(view)?.song_id;
}

/** All slots in the hub's order, with who fills them in that song: its own assignment shadows the session's. */
export function slotBoard(view: SessionView, songId = currentSongId(view)): FilledSlot[] {
  return view.slots.map((slot) => {
    const global = holder(view, { slot_name: slot.name, scope: 'global' });
    const own = songId ? holder(view, { slot_name: slot.name, scope: 'song', song_id: songId }) : undefined;
    if (own) {
      const otherwise = global && global.user_id !== own.user_id ? { otherwise: global.user_id } : {};
      return { slot, userId: own.user_id, scope: 'song', ...otherwise };
    }
    return global ? { slot, userId: global.user_id, scope: 'global' } : { slot };
  });
}

export function holder(view: SessionView, place: SlotPlace): SlotAssignment | undefined {
  return view.slot_assignments.find(
    (a) =>
      a.slot_name === place.slot_name &&
      a.scope === place.scope &&
      (place.scope === 'global' || a.song_id === place.song_id),
  );
}

/** What a person plays in this song, in the hub's order. */
export function slotsOf(board: readonly FilledSlot[], userId: string): SlotInfo[] {
  return board.filter((filled) => filled.userId === userId).map((filled) => filled.slot);
}

export function place(slotName: string, scope: SlotScope, songId: string | undefined): SlotPlace {
  return scope === 'song' && songId
    ? { slot_name: slotName, scope, song_id: songId }
    : { slot_name: slotName, scope: 'global' };
}

export function ownClaim(view: SessionView, slotName: string): SlotClaim | undefined {
  return view.slot_claims.find((c) => c.slot_name === slotName && c.user_id === view.you.user_id);
}

/** What this person held before, while it is free and he has nothing yet. */
export function suggestion(view: SessionView): SlotInfo | undefined {
  const wanted = view.you.suggested_slot;
  if (!wanted) return undefined;
  const board = slotBoard(view);
  if (slotsOf(board, view.you.user_id).length > 0) return undefined;
  if (view.slot_claims.some((c) => c.user_id === view.you.user_id)) return undefined;
  return board.find((filled) => filled.slot.name === wanted && !filled.userId)?.slot;
}

export function openSlots(board: readonly FilledSlot[]): SlotInfo[] {
  return board.filter((filled) => !filled.userId).map((filled) => filled.slot);
}
