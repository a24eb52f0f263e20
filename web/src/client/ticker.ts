export type After = (ms: number, run: () => void) => () => void;

/**
 * Timers that keep time while the page is hidden: a phone in a pocket still renews its lease. Falls back to the
 * page's own timers where no worker may start.
 */
export function steadyTimers(): { after: After; stop(): void } {
  let worker: Worker | undefined;
  const waiting = new Map<number, () => void>();
  let nextId = 1;
  try {
    worker = new Worker(new URL('./ticker-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      const run = waiting.get(data);
      waiting.delete(data);
      run?.();
    };
    worker.onerror = () => {
      worker = undefined;
    };
  } catch {
    worker = undefined;
  }
  const after: After = (ms, run) => {
    const steady = worker;
    if (!steady) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    }
    const id = nextId++;
    waiting.set(id, run);
    steady.postMessage({ id, ms });
    return () => {
      if (waiting.delete(id)) steady.postMessage({ id });
    };
  };
  return { after, stop: () => worker?.terminate() };
}
