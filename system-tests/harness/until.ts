/** Waiting without sleeping: a condition is asked again and again until it holds or its deadline passes. */

const POLL_MS = 20;

/** The usual deadline: far beyond what anything takes, also on a slow and busy machine. A time is judged elsewhere. */
export const PATIENCE_MS = 30_000;

/** Thrown by a probe: what was waited for can no longer come. */
export class Broken extends Error {}

/** Resolves with the first value that is neither false, null nor undefined; rejects, saying what was waited for. */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => T | Promise<T>,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== false && value !== null && value !== undefined) {
        return value as NonNullable<Exclude<T, false>>;
      }
      lastError = undefined;
    } catch (error) {
      if (error instanceof Broken) throw error;
      lastError = error;
    }
    if (performance.now() > deadline) {
      const why = lastError instanceof Error ? `: ${lastError.message}` : '';
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}${why}`, { cause: lastError });
    }
    await pause(POLL_MS);
  }
}

/** Watches for a while and rejects as soon as the condition is broken. */
export async function remains(what: string, durationMs: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + durationMs;
  while (performance.now() < end) {
    if (!(await holds())) {
      throw new Error(`It did not remain so: ${what}`);
    }
    await pause(POLL_MS);
  }
}

/** Rejects when the promise is not settled in time. */
export function within<T>(what: string, timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${timeoutMs} ms: ${what}`)), timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
