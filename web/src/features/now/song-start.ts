import type { SongStart, TempoPlan } from '../../client/rehearsal.ts';
import type { Figures } from '../setlist/setlist.ts';
import { beatsOf } from './beat.ts';

/**
 * The hub's bar with which the current song begins: as the hub decided it for this run of the click. A run that was begun
 * in the song counts the song's own bars, also when it begins in their middle. Nothing while no click runs.
 */
export function songStart(plan: TempoPlan | undefined, start: SongStart | undefined): number | undefined {
  if (!plan?.running || !plan.run) return undefined;
  return start?.run_start_ms === plan.run.start_ms ? start.from_bar : 1;
}

/** Bars as a band names them: of the song that plays. The hub counts on through all songs of a run. */
export interface SongBars {
  /** The song's number of a bar of the hub's; below 1 before the song. */
  of: (hubBar: number) => number;
  /** The hub's number of a bar of the song. */
  hub: (bar: number) => number;
}

export function songBars(start = 1): SongBars {
  return { of: (hubBar) => hubBar - start + 1, hub: (bar) => bar + start - 1 };
}

/** How many bars a song has that is as long as it says, at its own tempo; nothing while it does not say. */
export function barsIn({ bpm, signature, durationS }: Figures): number | undefined {
  if (!bpm || !durationS) return undefined;
  return Math.max(1, Math.round((durationS * bpm) / 60 / beatsOf(signature)));
}
