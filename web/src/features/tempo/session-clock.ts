/** One question about the hub's clock: when it left and came back by ours, when it came and left by the session's. */
export interface ClockProbe {
  sentMs: number;
  receivedMs: number;
  repliedMs: number;
  arrivedMs: number;
}

/** What bounds the offset from one side: session time less local time, at a local time. */
interface Bound {
  atMs: number;
  offsetMs: number;
}

interface Bucket {
  startMs: number;
  /** No offset is larger: the question cannot have arrived before it was sent. */
  above: Bound;
  /** No offset is smaller: the answer cannot have come before it was given. */
  below: Bound;
}

const BUCKET_MS = 1_000;
const BUCKETS = 90;
const STEEPEST = 300e-6;
/** Crystals rarely differ by more; how strongly that is believed, milliseconds of the gap. */
const USUAL_RATE = 50e-6;
const BELIEF_MS = 0.1;
const SEARCH_STEPS = 40;
/** Past this the bounds contradict each other: the device slept, or the hub has another clock. */
const CONTRADICTION_MS = -1;
const HASTE = { probes: 12, everyMs: 60 };
const CARE = { probes: 160, everyMs: 125 };
const ROUTINE_MS = 200;

/**
 * The session's clock on this device, from probes that were delayed at random on both ways. The quickest of the ways up and
 * the quickest of the ways down, which need not belong to one probe, bound it from both sides; the rate is the one that
 * leaves them the most room. A lasting difference between the ways cannot be seen and costs half of it.
 */
export class SessionClock {
  private buckets: Bucket[] = [];
  private count = 0;
  private rate = 0;
  private middle: Bound | undefined;
  private gapMs = Number.NaN;

  add({ sentMs, receivedMs, repliedMs, arrivedMs }: ClockProbe): void {
    if (!(arrivedMs >= sentMs) || !(repliedMs >= receivedMs)) return;
    this.count++;
    const above = { atMs: sentMs, offsetMs: receivedMs - sentMs };
    const below = { atMs: arrivedMs, offsetMs: repliedMs - arrivedMs };
    this.keep(above, below);
    this.fit();
    if (this.gapMs < CONTRADICTION_MS) {
      this.buckets = [{ startMs: arrivedMs, above, below }];
      this.count = 1;
      this.rate = 0;
      this.fit();
    }
  }

  sessionMs(localMs: number): number | undefined {
    const { middle } = this;
    return middle && localMs + middle.offsetMs + this.rate * (localMs - middle.atMs);
  }

  localMs(sessionMs: number): number | undefined {
    const { middle } = this;
    // At middle.atMs the session shows middle.atMs + offset; from there on both run almost alike.
    return middle && middle.atMs + (sessionMs - middle.atMs - middle.offsetMs) / (1 + this.rate);
  }

  /** How much faster the session's clock runs, parts per million. */
  get ppm(): number {
    return this.rate * 1e6;
  }

  /** The shortest round trip that the probes allow; NaN before the first. */
  get roundTripMs(): number {
    return this.gapMs;
  }

  /** How far the answer moves when every other second is left out: what chance may have done to it. */
  get errorMs(): number {
    if (this.buckets.length < 4) return this.gapMs / 2;
    const half = (odd: number) => this.room(this.rate, (_, index) => index % 2 === odd).middleMs;
    return Math.abs(half(0) - half(1));
  }

  get probes(): number {
    return this.count;
  }

  /** When to ask again: often at first. */
  get nextProbeInMs(): number {
    if (this.count < HASTE.probes) return HASTE.everyMs;
    return this.count < CARE.probes ? CARE.everyMs : ROUTINE_MS;
  }

  reset(): void {
    this.buckets = [];
    this.count = 0;
    this.rate = 0;
    this.middle = undefined;
    this.gapMs = Number.NaN;
  }

  private get newestMs(): number {
    return this.buckets.at(-1)?.below.atMs ?? 0;
  }

  private keep(above: Bound, below: Bound): void {
    const last = this.buckets.at(-1);
    if (!last || below.atMs >= last.startMs + BUCKET_MS) {
      this.buckets = [...this.buckets.slice(1 - BUCKETS), { startMs: below.atMs, above, below }];
      return;
    }
    if (this.flat(above) < this.flat(last.above)) last.above = above;
    if (this.flat(below) > this.flat(last.below)) last.below = below;
  }

  private flat(bound: Bound): number {
    return bound.offsetMs - this.rate * bound.atMs;
  }

  /** The rate with the widest gap, which is concave in it, and the middle of that gap. */
  private fit(): void {
    const worth = (rate: number) => this.room(rate).gapMs - BELIEF_MS * (rate / USUAL_RATE) ** 2;
    let [low, high] = [-STEEPEST, STEEPEST];
    for (let step = 0; step < SEARCH_STEPS; step++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (worth(a) < worth(b)) low = a;
      else high = b;
    }
    this.rate = (low + high) / 2;
    const { gapMs, middleMs } = this.room(this.rate);
    this.gapMs = gapMs;
    this.middle = { atMs: this.newestMs, offsetMs: middleMs };
  }

  /** Between all bounds at the newest time, if the clocks differ at this rate. */
  private room(rate: number, takes: (bucket: Bucket, index: number) => boolean = () => true) {
    const newest = this.newestMs;
    let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    this.buckets.forEach((bucket, index) => {
      if (!takes(bucket, index)) return;
      top = Math.min(top, bucket.above.offsetMs + rate * (newest - bucket.above.atMs));
      bottom = Math.max(bottom, bucket.below.offsetMs + rate * (newest - bucket.below.atMs));
    });
    return { gapMs: top - bottom, middleMs: (top + bottom) / 2 };
  }
}
