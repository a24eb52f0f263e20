import type { TempoPlan } from '../../client/rehearsal.ts';
import type { Beat } from './beat.ts';

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
