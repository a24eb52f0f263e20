/** What `AudioContext.getOutputTimestamp` tells: this second of the audio clock is heard at that time of `performance.now`. */
export interface OutputTimestamp {
  contextTime?: number;
  performanceTime?: number;
}

const KEPT = 60;
/** A mapping this far from the middle of the others is no noise: the audio path has moved. */
const MOVED_MS = 4;
/** After so many in a row that agree with each other, only these are believed. */
const MOVED_SAMPLES = 6;

/**
 * When a second of the audio clock is heard, by the device's clock: the middle of many samples, each of which jumps by some
 * tenths of a millisecond. Sample it about twenty times a second. When the path moves (another output, a break), it follows
 * within half a second.
 */
export class AudioClock {
  private zeros: number[] = [];
  private middleMs: number | undefined;
  private moves = 0;

  add({ contextTime, performanceTime }: OutputTimestamp): void {
    // Before the first sound is out, both are zero.
    if (contextTime === undefined || !performanceTime || !(contextTime > 0)) return;
    this.zeros = [...this.zeros.slice(1 - KEPT), performanceTime - contextTime * 1000];
    const middle = median(this.zeros);
    const latest = this.zeros.slice(-MOVED_SAMPLES);
    const now = median(latest);
    const agree = Math.max(...latest) - Math.min(...latest) < MOVED_MS;
    if (this.zeros.length > MOVED_SAMPLES && agree && Math.abs(now - middle) > MOVED_MS) {
      this.zeros = latest;
      this.moves++;
      this.middleMs = now;
    } else {
      this.middleMs = middle;
    }
  }

  /** The second of the audio clock that is heard at a local time. */
  contextTime(localMs: number): number | undefined {
    return this.middleMs === undefined ? undefined : (localMs - this.middleMs) / 1000;
  }

  /** When a second of the audio clock is heard. */
  localMs(contextTime: number): number | undefined {
    return this.middleMs === undefined ? undefined : contextTime * 1000 + this.middleMs;
  }

  /** Whether there are enough samples to play by. */
  get ready(): boolean {
    return this.zeros.length >= MOVED_SAMPLES;
  }

  /** How often the path has moved. */
  get moved(): number {
    return this.moves;
  }

  reset(): void {
    this.zeros = [];
    this.middleMs = undefined;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const above = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : ((sorted[half - 1] ?? above) + above) / 2;
}
