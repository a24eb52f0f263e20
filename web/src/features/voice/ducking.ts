import type { Ducking } from '../../client/model.ts';
import type { LiveTalker } from '../../client/session-fold.ts';

/** Six dB down. */
export const DUCKED = 10 ** (-6 / 20);

/**
 * How loud to play each person. While somebody with priority talks the others step back, by 6 dB or to silence;
 * in an emergency everybody else is silent whatever the room has chosen.
 */
export function gains(
  people: readonly string[],
  talkers: readonly LiveTalker[],
  ducking: Ducking,
): Record<string, number> {
  const emergency = talkers.some((t) => t.emergency);
  const leads = (id: string): boolean =>
    talkers.some((t) => t.userId === id && (emergency ? t.emergency : t.priority));
  const led = emergency || (ducking !== 'off' && talkers.some((t) => t.priority));
  const below = emergency || ducking === 'focus' ? 0 : DUCKED;
  return Object.fromEntries(people.map((id) => [id, led && !leads(id) ? below : 1]));
}
