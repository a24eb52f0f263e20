/** Which stretches of a run can be trusted, and what they say of the app and of the rig. */
import type { ClickRig } from './clickRig.ts';
import type { MachineTime } from './machineTime.ts';
import { type Beats, percentile, slipMs, spreads, type Stream, type Stretch } from './score.ts';

/** The audio path of a device moved by so much: what was recorded is not what was scheduled. */
const SLIPPED_MS = 0.1;
/** The rig's own devices were so far apart in the middle: their browsers did not know their audio's latency. */
const RIG_MS = 3;
/** The share of one core that other programs took. */
const OTHERS = 0.5;

export interface Verdict {
  stretch: Stretch;
  app: Beats;
  rig: Beats;
  /** Why it says nothing, in words; empty when it can be trusted. */
  rejected: string[];
}

export interface Conditions {
  rig: ClickRig;
  time: MachineTime;
  periodS: number;
}

/** The app's streams and the stand-ins', of the whole run or of a page's life in it. */
export interface Sides {
  app: Stream[];
  standIn: Stream[];
}

export function judge({ rig, time, periodS }: Conditions, sides: Sides, stretch: Stretch): Verdict {
  const app = spreads(sides.app, stretch, periodS);
  const own = spreads(sides.standIn, stretch, periodS);
  const slip = Math.max(...[...sides.app, ...sides.standIn].map((stream) => slipMs(stream, stretch)));
  const others = time.others(rig.recording.hostMsAt(stretch.fromS), rig.recording.hostMsAt(stretch.toS));
  const apart = percentile(own.spreadsMs, 50);
  return {
    stretch,
    app,
    rig: own,
    rejected: [
      ...(slip > SLIPPED_MS ? [`the audio path slipped by ${slip.toFixed(2)} ms`] : []),
      ...(own.missing > 0 ? [`${own.missing} beats of the rig were late or lost`] : []),
      ...(apart > RIG_MS ? [`the rig itself was ${apart.toFixed(1)} ms apart`] : []),
      ...(others > OTHERS ? [`other programs took ${others.toFixed(1)} cores`] : []),
    ],
  };
}

/** A stretch in parts of equal length. */
export function parts({ fromS, toS }: Stretch, lengthS: number): Stretch[] {
  const count = Math.floor((toS - fromS) / lengthS + 1e-9);
  return Array.from({ length: count }, (_, i) => ({ fromS: fromS + i * lengthS, toS: fromS + (i + 1) * lengthS }));
}

/** The middle of a stream's errors against a grid, milliseconds, over a stretch; NaN when it was silent. */
export function middleMs(stream: Stream, { fromS, toS }: Stretch, phaseS: number, periodS: number): number {
  const errors = stream.clicks
    .filter(({ atS }) => atS >= fromS && atS < toS)
    .map(({ atS }) => (atS - phaseS - Math.round((atS - phaseS) / periodS) * periodS) * 1000);
  return percentile(errors, 50);
}

/** When a stream came within a bound of the grid and stayed there for some beats; NaN when it never did. */
export function lockedAtS(stream: Stream, stretch: Stretch, grid: { phaseS: number; periodS: number }, boundMs: number, beats: number): number {
  let run: number[] = [];
  for (const { atS } of stream.clicks) {
    if (atS < stretch.fromS || atS >= stretch.toS) continue;
    const beat = Math.round((atS - grid.phaseS) / grid.periodS);
    const near = Math.abs(atS - grid.phaseS - beat * grid.periodS) * 1000 <= boundMs;
    run = near ? [...run, atS] : [];
    if (run.length >= beats) return run[0]!;
  }
  return Number.NaN;
}
