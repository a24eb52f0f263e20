import type { SongStart, TempoPlan } from '../../client/rehearsal.ts';

/**
 * The hub's bar with which the current song begins: as the hub decided it for this run of the click, else the run's first.
 * Nothing while no click runs.
 */
export function songStart(plan: TempoPlan | undefined, start: SongStart | undefined): number | undefined {
  if (!plan?.running || !plan.run) return undefined;
  return start?.run_start_ms === plan.run.start_ms ? start.from_bar : plan.run.first_bar;
}
