import type { TempoPlan, TempoStretch } from '../../client/rehearsal.ts';
import type { Beat } from './beat.ts';
import { beatsOf } from './beat.ts';

/** Where a plan is at a moment of session time; nothing while it does not sound. */
export function beatOf(plan: TempoPlan | undefined, sessionMs: number | undefined): Beat | undefined {
  if (!plan?.running || sessionMs === undefined) return undefined;
  const { run, end, pending, anchor } = plan;
  if (run && sessionMs < run.start_ms) return undefined;
  if (end && sessionMs >= end.at_ms) return undefined;
  const stretch = pending && sessionMs >= pending.from_ms ? pending : anchor;
  const beat = within(stretch, sessionMs);
  const left = run ? run.first_bar - beat.bar : 0;
  return left > 0 ? { ...beat, countIn: left } : beat;
}

/**
 * Session time of a bar line by the plan as it is now; nothing for a bar that is not played, or when the run began only
 * after that session time.
 */
export function barMs(plan: TempoPlan | undefined, bar: number, sinceMs: number): number | undefined {
  if (!plan?.running || !plan.run || plan.run.start_ms > sinceMs) return undefined;
  if (plan.end && bar >= plan.end.bar) return undefined;
  const { anchor, pending } = plan;
  const stretch = pending && bar >= pending.anchor_bar_index ? pending : anchor;
  const bars = bar - stretch.anchor_bar_index;
  return stretch.anchor_timestamp_ms + (bars * beatsOf(stretch.time_signature) * 60_000) / stretch.bpm;
}

function within(stretch: TempoStretch, sessionMs: number): Beat {
  const beats = stretch.accents.length || beatsOf(stretch.time_signature);
  const since = ((sessionMs - stretch.anchor_timestamp_ms) * stretch.bpm) / 60_000;
  const whole = Math.floor(since);
  const bar = Math.floor(whole / beats);
  return {
    bar: stretch.anchor_bar_index + bar,
    beat: whole - bar * beats,
    beats,
    phase: since - whole,
  };
}
