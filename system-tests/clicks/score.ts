/**
 * What a recording says: which click belongs to which beat, how far the devices are apart, and which stretches tell
 * nothing because the audio path itself slipped or the machine had no time. Pure.
 */
import type { Start } from './clickDevice.ts';
import type { Click } from './onsets.ts';

/** All clicks of one stream, and what its page had scheduled. */
export interface Stream {
  clicks: Click[];
  starts: Start[];
}

/** A stretch of the recording, seconds from its beginning. */
export interface Stretch {
  fromS: number;
  toS: number;
}

export interface Beats {
  /** Per beat in which every stream sounded: latest less earliest, milliseconds. */
  spreadsMs: number[];
  /** Beats in which a stream was not heard. */
  missing: number;
}

/** The time of beat 0, seconds, that most of the clicks agree on. */
export function phaseOf(clicks: readonly Click[], periodS: number): number {
  let [x, y] = [0, 0];
  for (const { atS } of clicks) {
    const angle = (2 * Math.PI * atS) / periodS;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  const turn = Math.atan2(y, x) / (2 * Math.PI);
  return ((turn + 1) % 1) * periodS;
}

/** How far each stream's clicks lie from the beats of a grid, milliseconds, by beat. */
export function errorsByBeat(clicks: readonly Click[], phaseS: number, periodS: number): Map<number, number> {
  const errors = new Map<number, number>();
  for (const { atS } of clicks) {
    const beat = Math.round((atS - phaseS) / periodS);
    const errorMs = (atS - phaseS - beat * periodS) * 1000;
    const known = errors.get(beat);
    if (known === undefined || Math.abs(errorMs) < Math.abs(known)) errors.set(beat, errorMs);
  }
  return errors;
}

/** The spread of the streams, beat by beat, over every beat of the stretch. */
export function spreads(streams: readonly Stream[], stretch: Stretch, periodS: number): Beats {
  const within = streams.map(({ clicks }) => clicks.filter(({ atS }) => atS >= stretch.fromS - periodS && atS < stretch.toS + periodS));
  const phaseS = phaseOf(within.flat(), periodS);
  const errors = within.map((clicks) => errorsByBeat(clicks, phaseS, periodS));
  const beats: Beats = { spreadsMs: [], missing: 0 };
  const last = Math.ceil((stretch.toS - phaseS) / periodS);
  for (let beat = Math.ceil((stretch.fromS - phaseS) / periodS); beat < last; beat++) {
    const all = errors.map((byBeat) => byBeat.get(beat));
    if (all.every((error) => error !== undefined)) beats.spreadsMs.push(Math.max(...all) - Math.min(...all));
    else beats.missing++;
  }
  return beats;
}

/**
 * How far the audio path of a stream moved within a stretch, milliseconds: each click's time in the recording less the
 * time it was scheduled for on the page's audio clock is constant while nothing slips. Of the pairings of clicks with
 * starts the one that fits best is taken, for clicks come at equal intervals.
 */
export function slipMs({ clicks, starts }: Stream, { fromS, toS }: Stretch): number {
  const heard = clicks.filter(({ atS }) => atS >= fromS && atS < toS);
  const due = starts.filter(({ dueS }) => dueS > fromS - PAIRING_REACH_S && dueS < toS + PAIRING_REACH_S);
  const first = heard[0];
  if (!first) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const start of due) {
    if (Math.abs(start.dueS - first.atS) > PAIRING_REACH_S) continue;
    const delayS = first.atS - start.when;
    const moved = heard.map(({ atS }) => offNearest(due, atS - delayS));
    least = Math.min(least, Math.max(...moved) - Math.min(...moved));
  }
  return least * 1000;
}

/** How far off a start's estimated time in the recording may be. */
const PAIRING_REACH_S = 1.2;

function offNearest(starts: readonly Start[], atS: number): number {
  let off = Number.POSITIVE_INFINITY;
  for (const { when } of starts) if (Math.abs(atS - when) < Math.abs(off)) off = atS - when;
  return off;
}

/** The value that `percent` per cent do not exceed (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1))]!;
}
