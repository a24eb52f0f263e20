import type { Pulse } from '../../client/rehearsal.ts';

/** When a start sounds: at once, with a downbeat in ten seconds, or with one at a time of the day. */
export type StartWhen = 'now' | 'soon' | 'clock';

const SOON_MS = 10_000;
/** What the hub lets a start be planned ahead. */
export const FURTHEST_MS = 600_000;
/** After the count-in everybody still has to hear of it. */
const LEAST_MS = 1000;

/** How long the count-in of so many bars lasts. */
export function countInMs(bars: number, pulse: Pick<Pulse, 'bpm' | 'accents'> | undefined): number {
  return pulse ? (bars * pulse.accents.length * 60_000) / pulse.bpm : 0;
}

/** The next such time of the day, by this device's own clock; nothing for what is no time: "19:30" or "19:30:05". */
export function nextTime(text: string, now: Date): Date | undefined {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const next = new Date(now);
  next.setHours(Number(hours), Number(minutes), Number(seconds), 0);
  if (next < now) next.setDate(next.getDate() + 1);
  return next;
}

/** How far away the first downbeat is wanted; nothing for at once, and for what cannot be. */
export function downbeatIn(when: StartWhen, time: string, now: Date, countMs: number): number | undefined {
  if (when === 'now') return undefined;
  if (when === 'soon') return Math.max(SOON_MS, countMs + LEAST_MS);
  const wanted = nextTime(time, now);
  const left = wanted ? wanted.getTime() - now.getTime() : 0;
  return left >= countMs + LEAST_MS && left <= FURTHEST_MS ? left : undefined;
}
