import type { Pulse, Subdivision, TempoPlan } from '../../client/rehearsal.ts';
import type { SessionView } from '../../client/session-fold.ts';

/** The plan as it stands at one bar: what waited and has come is no longer waiting. */
export interface TempoNow {
  running: boolean;
  /** The bar that sounds. */
  bar?: number;
  pulse?: Pulse;
  /** The change that waits for its bar. */
  pending?: { pulse: Pulse; bar: number };
  /** Session time at which it will begin to sound, while that is a while away. */
  startsMs?: number;
  /** The bar line at which the click stops. */
  stopsAt?: number;
  authority: { userId?: string; role: string };
  handoff?: { userId?: string; bar: number };
}

/** `bar` is the one that sounds, as far as this device knows; once the click has ended all that waited has come. */
export function tempoAt(plan: TempoPlan | undefined, bar: number | undefined, ended = false): TempoNow {
  if (!plan) return { running: false, authority: { role: 'md' } };
  const come = (at: number): boolean => ended || (bar !== undefined && bar >= at);
  const { pending, end, handoff } = plan;
  const changed = pending && come(pending.anchor_bar_index);
  const handed = handoff && come(handoff.bar);
  const owner = handed
    ? { ...(handoff.user_id ? { userId: handoff.user_id } : {}), role: handoff.user_id ? 'controller' : 'md' }
    : { ...(plan.authority.user_id ? { userId: plan.authority.user_id } : {}), role: plan.authority.role };
  return {
    running: plan.running && !(end && come(end.bar)),
    ...(bar === undefined ? {} : { bar }),
    pulse: changed ? pending : plan.anchor,
    authority: owner,
    ...(pending && !changed ? { pending: { pulse: pending, bar: pending.anchor_bar_index } } : {}),
    ...(end && !come(end.bar) ? { stopsAt: end.bar } : {}),
    ...(handoff && !handed
      ? { handoff: { ...(handoff.user_id ? { userId: handoff.user_id } : {}), bar: handoff.bar } }
      : {}),
  };
}

/** A start that is nearer than this is on its way, and nothing to wait for. */
const WAITS_MS = 1000;

/** When a start that was planned ahead begins to sound; nothing once it is near. */
export function startsMs(plan: TempoPlan | undefined, sessionMs: number | undefined): number | undefined {
  if (!plan?.running || !plan.run || sessionMs === undefined) return undefined;
  return plan.run.start_ms - sessionMs > WAITS_MS ? plan.run.start_ms : undefined;
}

/** Whether the bar line is past at which the click was to stop: the hub says nothing more of it. */
export function hasEnded(plan: TempoPlan | undefined, sessionMs: number | undefined): boolean {
  return plan?.end !== undefined && sessionMs !== undefined && sessionMs >= plan.end.at_ms;
}

/** Whether this person's hand is on the click: the MD's until it is given to somebody. */
export function leadsClick(view: SessionView, now: TempoNow): boolean {
  const { userId } = now.authority;
  if (userId === view.you.user_id) return true;
  return now.authority.role === 'md' && view.you.capabilities.includes('tempo.control');
}

/** Choices of a beat's clicks in that signature; a beat of 6/8 and 12/8 has three eighths anyway. */
export function subdivisionsOf(signature: string): Subdivision[] {
  return signature.endsWith('/8')
    ? ['none', 'eighths', 'sixteenths']
    : ['none', 'eighths', 'triplets', 'sixteenths'];
}

/** The next tap of an accent: ordinary, strong, silent, soft, and round again. */
export function nextAccent(accent: number): number {
  return { 2: 3, 3: 0, 0: 1, 1: 2 }[accent] ?? 2;
}

/** Whole bars and beats from where the music is to a bar line. */
export function distance(
  beat: { bar: number; beat: number; beats: number },
  bar: number,
): { bars: number; beats: number } {
  const beats = Math.max(0, (bar - beat.bar) * beat.beats - beat.beat);
  return { bars: Math.floor(beats / beat.beats), beats: beats % beat.beats };
}
