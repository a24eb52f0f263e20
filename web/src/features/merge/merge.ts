import { create } from 'zustand';
import type { SlotPlace } from '../../client/rehearsal.ts';
import type { SessionView } from '../../client/session-fold.ts';
import type { MergeDisplaced } from '../../client/wire.ts';

const STORED_AS = 'tutti.putAway';
const MOST = 100;

/** What this person has read of what was set aside; kept on this device. */
export const usePutAway = create<{ ids: readonly string[] }>(() => ({ ids: load() }));

function load(): readonly string[] {
  try {
    return parsePutAway(localStorage.getItem(STORED_AS));
  } catch {
    return [];
  }
}

export function parsePutAway(stored: string | null): readonly string[] {
  const read: unknown = stored ? JSON.parse(stored) : [];
  return Array.isArray(read) ? read.filter((id) => typeof id === 'string').slice(-MOST) : [];
}

/** One press may have changed several things, as a song brings its tempo: they are read together. */
export function putAway(one: MergeDisplaced, view: SessionView): void {
  const together = view.displaced.filter((x) => x.user_id === one.user_id && x.at === one.at);
  usePutAway.setState(({ ids }) => ({ ids: [...ids, ...together.map((x) => x.id)].slice(-MOST) }));
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(usePutAway.getState().ids));
  } catch {
    // Without storage it is put away until the page is closed.
  }
}

/** The first of this person's own changes that does not hold, and that he has not put away. */
export function firstDisplaced(view: SessionView, away: readonly string[]): MergeDisplaced | undefined {
  return view.displaced.find((one) => one.user_id === view.you.user_id && !away.includes(one.id));
}

/** Which place it was about, of a change of who fills what. */
export function placeOf(one: MergeDisplaced): SlotPlace | undefined {
  const [kind, name, song] = (one.thing ?? '').split('/');
  if (kind !== 'slot' || !name) return undefined;
  return song ? { slot_name: name, scope: 'song', song_id: song } : { slot_name: name, scope: 'global' };
}

/** What to ask of the hub to have it after all; nothing where that is not to be had by one press. */
export function again(one: MergeDisplaced, view: SessionView): { path: string; body: object } | undefined {
  const place = placeOf(one);
  if (one.what === 'slot.assigned' && place && one.target) {
    return one.target === view.you.user_id
      ? { path: 'roles/claim', body: place }
      : { path: 'roles/assign', body: { user_id: one.target, ...place } };
  }
  if (one.what === 'song.selected' && view.setlist.some((item) => item.item_id === one.target)) {
    return { path: 'setlist/current', body: { item_id: one.target } };
  }
  return undefined;
}
