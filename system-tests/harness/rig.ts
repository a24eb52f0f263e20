/**
 * Whether the machine under the tests was itself too late to judge a time by. A limit of the contract holds on a calm
 * rig; on a disturbed one only that the thing happens at all is asserted, and the disturbance is said.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HeardNote } from './browser.ts';

const RESOLUTION_MS = 10;
/** How much later than planned something may run before its times mean nothing. */
const LATE_MS = 60;
/** The share of the time in which some process of the machine had to wait for a processor. */
const CROWDED_SHARE = 0.95;
/** What is still demanded of a disturbed rig. */
const DISTURBED_LIMIT_MS = 5_000;

export class Rig {
  private readonly loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly beganMs = performance.now();
  private readonly stalledUs = stalledUs();

  /** Watches from now on. */
  static watch(): Rig {
    const rig = new Rig();
    rig.loop.enable();
    return rig;
  }

  /** What was wrong with it since, in words; nothing when it was calm. `notes` are what a page heard meanwhile. */
  disturbance(notes: readonly HeardNote[] = []): string[] {
    const loopMs = this.loop.max / 1e6 - RESOLUTION_MS;
    const pageMs = Math.max(0, ...notes.slice(1).map((note, index) => note.atMs - notes[index]!.atMs)) - RESOLUTION_MS;
    const crowded = (stalledUs() - this.stalledUs) / 1000 / (performance.now() - this.beganMs);
    return [
      ...(loopMs > LATE_MS ? [`the tests ran ${Math.round(loopMs)} ms late`] : []),
      ...(pageMs > LATE_MS ? [`the page ran ${Math.round(pageMs)} ms late`] : []),
      ...(crowded > CROWDED_SHARE ? [`processes waited for a processor ${Math.round(100 * crowded)} % of the time`] : []),
    ];
  }

  /** Prints a time, and throws when it is over its limit and the rig was calm, or far over it. */
  judge(what: string, elapsedMs: number, limitMs: number, notes: readonly HeardNote[] = [], disturbedMs = DISTURBED_LIMIT_MS): void {
    const disturbance = this.disturbance(notes);
    this.loop.disable();
    const said = `${what}: ${Math.round(elapsedMs)} ms (limit ${limitMs} ms)`;
    console.log(disturbance.length === 0 ? said : `${said}; the rig was disturbed: ${disturbance.join(', ')}`);
    const limit = disturbance.length === 0 ? limitMs : Math.max(limitMs, disturbedMs);
    if (elapsedMs >= limit) throw new Error(`Too late: ${said}`);
  }
}

/** Time in which at least one process waited for a processor (pressure stall information); 0 where it is not told. */
function stalledUs(): number {
  try {
    return Number(readFileSync('/proc/pressure/cpu', 'utf8').match(/^some .*total=(\d+)/)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
