import { beatsOf } from '../now/beat.ts';
import type { Place } from './form.ts';

/** Where a section stands in the scrolled content, in pixels. */
export interface Box {
  top: number;
  height: number;
}

/** Where to scroll so that what sounds stands in the upper third; the ends of the content are its limits. */
export function scrollFor(place: Place, box: Box, view: { height: number; content: number }): number {
  const sounding = box.top + box.height * place.through;
  const wanted = sounding - view.height * 0.3;
  return Math.min(Math.max(0, wanted), Math.max(0, view.content - view.height));
}

/** A step of the way there: quick when far, so that a jump of the song is followed in half a second. */
export function stepTowards(now: number, target: number, elapsedMs: number): number {
  const distance = target - now;
  if (Math.abs(distance) < 0.5) return target;
  return now + distance * (1 - Math.exp(-elapsedMs / 180));
}

/** Bars since the song was started by hand, for when no click runs: by its tempo, or so that it lasts its duration. */
export function barsByHand(
  elapsedMs: number,
  song: {
    bars: number;
    duration_s?: number | undefined;
    bpm?: number | undefined;
    signature?: string | undefined;
  },
): number {
  if (song.duration_s) return (elapsedMs / 1000 / song.duration_s) * song.bars;
  return (elapsedMs / 60_000) * ((song.bpm ?? 80) / beatsOf(song.signature));
}
