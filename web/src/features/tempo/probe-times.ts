/** While the clock is found: a probe each quarter of a second. The hub answers at most twenty a second. */
const FIRST_MS = 250;
const FIRST_FOR_MS = 30_000;
/** Afterwards: a busy network needs twice as many to hit its quiet moments in both directions. */
const QUIET_MS = 1000;
const BUSY_MS = 500;
const BUSY_ERROR_MS = 4;

/** How long until the next probe, so long after the first and with that uncertainty. */
export function untilNextProbeMs(sinceFirstMs: number, errorMs: number | undefined): number {
  if (sinceFirstMs < FIRST_FOR_MS) return FIRST_MS;
  return errorMs === undefined || errorMs > BUSY_ERROR_MS ? BUSY_MS : QUIET_MS;
}
