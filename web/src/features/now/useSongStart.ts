import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { useRoom } from '../room/useLiveRoom.ts';
import { useBeat } from './beat.ts';
import { songStart, startsAt } from './song-start.ts';

interface Seen {
  itemId: string;
  /** The bar with which it began; unknown to who came in later. */
  bar: number | undefined;
}

const useSeen = create<{ seen: Seen | undefined }>(() => ({ seen: undefined }));

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
