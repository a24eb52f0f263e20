const FORGET_AFTER_MS = 2200;
const NEEDED = 4;
const KEPT = 9;
export const MIN_BPM = 30;
export const MAX_BPM = 260;

/** The taps that still count, by the time of each in ms. */
export interface Taps {
  atMs: readonly number[];
  /** Set from the fourth tap on. */
  bpm?: number;
}

export const noTaps: Taps = { atMs: [] };

/** One more tap. The middle interval decides, so that one slip does not move the tempo. */
export function tapped(taps: Taps, nowMs: number): Taps {
  const last = taps.atMs.at(-1);
  const fresh = last === undefined || nowMs - last > FORGET_AFTER_MS || nowMs <= last;
  const atMs = fresh ? [nowMs] : [...taps.atMs.slice(-(KEPT - 1)), nowMs];
  if (atMs.length < NEEDED) return { atMs };
  const gaps = atMs.slice(1).map((at, i) => at - (atMs[i] ?? at));
  const sorted = [...gaps].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const near = gaps.filter((gap) => Math.abs(gap - middle) <= middle * 0.15);
  const mean = near.reduce((sum, gap) => sum + gap, 0) / near.length;
  return { atMs, bpm: Math.min(MAX_BPM, Math.max(MIN_BPM, Math.round(60_000 / mean))) };
}

export function tapsMissing(taps: Taps): number {
  return Math.max(0, NEEDED - taps.atMs.length);
}
