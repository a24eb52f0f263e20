import { useMemo, useState } from 'react';
import { useRoom } from '../room/useLiveRoom.ts';
import { useBeat } from './beat.ts';
import { type SongBars, songBars, songStart } from './song-start.ts';

/** The hub's bar with which the current song began or begins; undefined while no click runs. */
export function useSongStart(): number | undefined {
  const { view } = useRoom();
  const [runs, setRuns] = useState(false);
  useBeat((beat) => setRuns(beat !== undefined));
  return runs ? songStart(view.tempo, view.song_start) : undefined;
}

/** Every bar that a page names is the song's. */
export function useSongBars(): SongBars {
  const { view } = useRoom();
  const start = songStart(view.tempo, view.song_start);
  return useMemo(() => songBars(start), [start]);
}
