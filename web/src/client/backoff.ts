const FIRST_MS = 500;
const LAST_MS = 5000;

/**
 * How long to wait before try `attempt` (from 0): 0.5, 1, 2, 4, 5, 5… s, each moved by up to a fifth either
 * way so that a roomful of phones does not return in the same instant.
 */
export function backoffMs(attempt: number, random: number): number {
  const plain = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.min(LAST_MS, Math.round(plain * (0.8 + 0.4 * random)));
}
