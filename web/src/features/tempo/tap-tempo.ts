const MIN_BPM = 30;
const MAX_BPM = 260;
/** A pause longer than two beats of the slowest tempo begins anew. */
const FORGET_MS = (2 * 60_000) / MIN_BPM;
const KEPT = 8;
const NEEDED = 4;

/** Finds a tempo from taps: four set it, more make it steadier, a pause begins anew. */
export class TapTempo {
  private taps: number[] = [];

  /** The tempo to a tenth, from the fourth tap on. */
  tap(perfMs: number): number | undefined {
    const last = this.taps[this.taps.length - 1];
    if (last !== undefined && (perfMs - last > FORGET_MS || perfMs < last)) this.taps = [];
    this.taps = [...this.taps, perfMs].slice(-KEPT);
    if (this.taps.length < NEEDED) return undefined;
    const bpm = 60_000 / slope(this.taps);
    return Math.min(MAX_BPM, Math.max(MIN_BPM, Math.round(bpm * 10) / 10));
  }

  get count(): number {
    return this.taps.length;
  }

  reset(): void {
    this.taps = [];
  }
}

/** Milliseconds a tap, by least squares: one sloppy tap weighs little. */
function slope(taps: number[]): number {
  const middle = (taps.length - 1) / 2;
  const mean = taps.reduce((a, b) => a + b, 0) / taps.length;
  let above = 0;
  let below = 0;
  taps.forEach((tap, i) => {
    above += (i - middle) * (tap - mean);
    below += (i - middle) ** 2;
  });
  return above / below;
}
