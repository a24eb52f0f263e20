import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { TempoPlan } from '../../client/rehearsal.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { type Beat, useBeat } from './beat.ts';

interface Seen {
  itemId: string;
  /** The bar with which it began; unknown to who came in later. */
  bar: number | undefined;
}

const useSeen = create<{ seen: Seen | undefined }>(() => ({ seen: undefined }));

/**
 * The hub's bar with which the current song began: the bar line of its change when that was seen, else where the tempo
 * that holds began. The first bar of a run is never undercut: a click that starts anew begins the song anew.
 */
export function songStart(plan: TempoPlan | undefined, seenBar: number | undefined): number | undefined {
  if (!plan?.running) return undefined;
  const first = plan.run?.first_bar ?? plan.anchor.anchor_bar_index;
  return Math.max(first, seenBar ?? plan.anchor.anchor_bar_index);
}

/** Where a song that was selected now begins: with the change that waits, else at the next bar line. */
export function startsAt(plan: TempoPlan | undefined, beat: Beat | undefined): number | undefined {
  if (!plan?.running) return undefined;
  if (plan.pending) return plan.pending.anchor_bar_index;
  return beat ? beat.bar + 1 : undefined;
}

/** One place that watches; everybody else asks `useSongStart`. */
export function WatchSongs(): null {
  const { view, live } = useRoom();
  const { current_item_id: itemId, tempo } = view;
  const [before, setBefore] = useState(itemId);
  useEffect(() => {
    if (!itemId || itemId === before) return;
    setBefore(itemId);
    useSeen.setState({ seen: { itemId, bar: startsAt(tempo, live.beats.beatAt(performance.now())) } });
  }, [itemId, before, tempo, live]);
  return null;
}

/** The hub's bar with which the current song began or begins; undefined while no click runs. */
export function useSongStart(): number | undefined {
  const { view } = useRoom();
  const seen = useSeen((s) => s.seen);
  const [runs, setRuns] = useState(false);
  useBeat((beat) => setRuns(beat !== undefined));
  if (!runs) return undefined;
  return songStart(view.tempo, seen?.itemId === view.current_item_id ? seen?.bar : undefined);
}
