/** A network of docs/slo.md on virtual time, for simulations: seeded, each direction by itself. Not part of the page. */

export type Profile = 'none' | 'A' | 'B' | 'C';

/** mulberry32: small, seeded, good enough for delays. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const exponential = (next: () => number, mean: number): number => -mean * Math.log(1 - next());

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** A loss on TCP is a delay: the segment comes again after a retransmission time, and all behind it wait. */
const RETRANSMIT_MS = 200;

/** One direction of a TCP connection: in order, late, never lost. */
export class VirtualLane {
  private readonly next: () => number;
  private readonly profile: Profile;
  private readonly extraMs: number;
  private bad = false;
  private lastMs = 0;
  private spikeAtMs: number;

  constructor(profile: Profile, seed: number, extraMs = 0) {
    this.profile = profile;
    this.next = random(seed);
    this.extraMs = extraMs;
    this.spikeAtMs = 5_000 + 10_000 * this.next();
  }

  /** When a frame sent then arrives. */
  arrivalMs(sentMs: number): number {
    let at = sentMs + this.delayMs() + this.spikeMs(sentMs) + this.extraMs;
    if (this.loses()) at += RETRANSMIT_MS + this.delayMs();
    this.lastMs = Math.max(this.lastMs, at);
    return this.lastMs;
  }

  private delayMs(): number {
    if (this.profile === 'none') return 0.2;
    if (this.profile === 'A') return 2 + Math.min(10, Math.exp(Math.log(3) + 0.5 * normal(this.next)));
    return 10 + Math.min(40, exponential(this.next, 6) + exponential(this.next, 6));
  }

  private spikeMs(sentMs: number): number {
    if (this.profile !== 'C') return 0;
    while (sentMs >= this.spikeAtMs + 300) this.spikeAtMs += 300 + 5_000 + 10_000 * this.next();
    return sentMs >= this.spikeAtMs ? 200 : 0;
  }

  private loses(): boolean {
    if (this.profile === 'none') return false;
    if (this.profile === 'A') return this.next() < 0.005;
    const [share, burst] = this.profile === 'B' ? [0.02, 2] : [0.05, 5];
    const leave = 1 / burst;
    const enter = (share * leave) / (1 - share);
    this.bad = this.bad ? this.next() >= leave : this.next() < enter;
    return this.bad;
  }
}

/** The value below which that share of all lies. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
