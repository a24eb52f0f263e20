/** One `clock.probe` and its answer: ours by `performance.now()`, the hub's in session time; all in ms. */
export interface ClockProbe {
  sentMs: number;
  receivedMs: number;
  repliedMs: number;
  backMs: number;
}

/** A straight line from our clock to session time. */
export interface ClockLine {
  perfMs: number;
  sessionMs: number;
  /** Session milliseconds per millisecond of ours. */
  rate: number;
}

/** Probes that a line is drawn through: with one a second two minutes, in which crystals run straight. */
const WINDOW_MS = 180_000;
const MAX_PROBES = 480;
/** Crystals of phones and laptops are within this of each other; what is more is a mistake of the estimate. */
const MAX_SKEW = 200e-6;
/** How much gap a skew must win to be believed: 0.1 ms at 50 ppm. Without it a few probes of a busy network bend the line. */
const SKEW_DOUBT = 1 / 150e-6 ** 2;
/** Of the golden section: 400 ppm become 4e-9. */
const ROUNDS = 24;
/** Share of a new rate that is believed at each probe. */
export const ALPHA = 0.2;
/** Delays only push a probe away from the line; one that contradicts it by more than this tells that a clock was set. */
const CONTRADICTION_MS = 5;
const ENOUGH = 4;
/** Sure enough to play by; a link that never gets there is played by after so many probes as well as it can be. */
const SURE_MS = 20;
const PATIENCE = 60;

export const sessionAt = (line: ClockLine, perfMs: number): number =>
  line.sessionMs + (perfMs - line.perfMs) * line.rate;

export const perfAt = (line: ClockLine, sessionMs: number): number =>
  line.perfMs + (sessionMs - line.sessionMs) / line.rate;

/** Bounds of the offset by local time, both relative to the newest probe. */
interface Bounds {
  x: Float64Array;
  y: Float64Array;
}

/**
 * Estimates session time from probes. On its way to the hub a probe can only be late, and so can the answer: each bounds the
 * offset from one side. The line in the middle of the widest straight corridor between all bounds is the estimate; it is
 * what the probes with the shortest ways say, each direction by itself, and a spike or a loss moves nothing.
 */
export class SessionClock {
  private probes: ClockProbe[] = [];
  private smoothRate: number | undefined;
  private current: ClockLine | undefined;
  private halfGapMs = Number.POSITIVE_INFINITY;

  /** False for an answer that cannot be one. */
  add(probe: ClockProbe): boolean {
    const { sentMs, receivedMs, repliedMs, backMs } = probe;
    const tripMs = backMs - sentMs - (repliedMs - receivedMs);
    if (!Number.isFinite(tripMs) || tripMs < 0 || repliedMs < receivedMs) return false;
    if (this.contradicts(probe)) this.reset();
    const oldest = sentMs - WINDOW_MS;
    this.probes = [...this.probes.filter((p) => p.sentMs >= oldest), probe].slice(-MAX_PROBES);
    if (this.probes.length >= ENOUGH) this.fit();
    return true;
  }

  /** The estimate; nothing before there are a few probes, and the last one while a clock that was set is found anew. */
  get line(): ClockLine | undefined {
    return this.current;
  }

  /** Half of the way there and back that no probe has undercut: the estimate is off by at most this. */
  get errorMs(): number | undefined {
    return Number.isFinite(this.halfGapMs) ? this.halfGapMs : undefined;
  }

  /** Whether the estimate is good enough to play by: a click that is far off helps less than none. */
  get locked(): boolean {
    const isSure = this.halfGapMs <= SURE_MS || this.probes.length >= PATIENCE;
    return this.probes.length >= ENOUGH && this.current !== undefined && isSure;
  }

  private reset(): void {
    this.probes = [];
    this.smoothRate = undefined;
    this.halfGapMs = Number.POSITIVE_INFINITY;
  }

  private contradicts(probe: ClockProbe): boolean {
    const line = this.current;
    if (!line || this.probes.length < ENOUGH) return false;
    return (
      sessionAt(line, probe.sentMs) > probe.receivedMs + CONTRADICTION_MS ||
      sessionAt(line, probe.backMs) < probe.repliedMs - CONTRADICTION_MS
    );
  }

  private fit(): void {
    const last = this.probes[this.probes.length - 1] as ClockProbe;
    const perf0 = last.backMs;
    const session0 = last.repliedMs;
    const count = this.probes.length;
    const above: Bounds = { x: new Float64Array(count), y: new Float64Array(count) };
    const below: Bounds = { x: new Float64Array(count), y: new Float64Array(count) };
    this.probes.forEach((p, i) => {
      above.x[i] = p.sentMs - perf0;
      above.y[i] = p.receivedMs - session0 - (p.sentMs - perf0);
      below.x[i] = p.backMs - perf0;
      below.y[i] = p.repliedMs - session0 - (p.backMs - perf0);
    });
    const skew = widest(above, below);
    const rate = 1 + skew;
    this.smoothRate =
      this.smoothRate === undefined ? rate : this.smoothRate + ALPHA * (rate - this.smoothRate);
    const [top, bottom] = corridor(above, below, this.smoothRate - 1);
    this.halfGapMs = Math.max(0, (top - bottom) / 2);
    this.current = { perfMs: perf0, sessionMs: session0 + (top + bottom) / 2, rate: this.smoothRate };
  }
}

/** The bounds of the offset at x = 0, for lines of that slope. */
function corridor(above: Bounds, below: Bounds, skew: number): [number, number] {
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < above.x.length; i++) {
    const high = (above.y[i] as number) - skew * (above.x[i] as number);
    const low = (below.y[i] as number) - skew * (below.x[i] as number);
    if (high < top) top = high;
    if (low > bottom) bottom = low;
  }
  return [top, bottom];
}

/** The slope with the widest corridor, by golden section: the width is concave in the slope. */
function widest(above: Bounds, below: Bounds): number {
  const worth = (skew: number): number => {
    const [top, bottom] = corridor(above, below, skew);
    return top - bottom - SKEW_DOUBT * skew * skew;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = -MAX_SKEW;
  let high = MAX_SKEW;
  let a = high - golden * (high - low);
  let b = low + golden * (high - low);
  let worthA = worth(a);
  let worthB = worth(b);
  for (let i = 0; i < ROUNDS; i++) {
    if (worthA >= worthB) {
      high = b;
      b = a;
      worthB = worthA;
      a = high - golden * (high - low);
      worthA = worth(a);
    } else {
      low = a;
      a = b;
      worthA = worthB;
      b = low + golden * (high - low);
      worthB = worth(b);
    }
  }
  return (low + high) / 2;
}
