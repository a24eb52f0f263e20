import type { TempoAnchor, TempoView } from '../../client/wire.ts';

export type TempoPlan = TempoView;

/** Beats of a bar as one conducts them: in 6/8 and 12/8 dotted quarters, which BPM counts too. */
export function beatsOf(signature = '4/4'): number {
  const [upper = 4, lower = 4] = signature.split('/').map(Number);
  return lower === 8 ? upper / 3 : upper;
}

/** Clicks of a beat. */
export function clicksOf(anchor: Pick<TempoAnchor, 'time_signature' | 'subdivision'>): number {
  const compound = anchor.time_signature.endsWith('/8');
  switch (anchor.subdivision) {
    case 'none':
      return 1;
    case 'eighths':
      return compound ? 3 : 2;
    case 'triplets':
      return compound ? 1 : 3;
    case 'sixteenths':
      return compound ? 6 : 4;
  }
}

/** How loud: 1 soft, 2 ordinary, 3 a downbeat. */
export type Level = 1 | 2 | 3;

export interface Click {
  /** Session time. */
  atMs: number;
  level: Level;
  bar: number;
  /** From 0. */
  beat: number;
  /** From 0: 0 is the beat itself. */
  part: number;
  /** In the count-in. */
  countIn: boolean;
  /** The number to speak instead of clicking. */
  spoken?: number;
}

export interface Beat {
  /** Absolute: bars of the count-in are 0, −1, … */
  bar: number;
  /** From 0. */
  beat: number;
  beats: number;
  /** 0 to 1 within the beat. */
  phase: number;
  /** Bars left of the count-in, this one included. */
  countIn?: number;
}

interface Segment {
  anchorBar: number;
  anchorMs: number;
  fromMs: number;
  beatMs: number;
  beats: number;
  clicks: number;
  accents: number[];
}

/** A hundredth of a millisecond: beats that fall together are one. */
const NEAR_MS = 0.01;
const MAX_SEGMENTS = 8;

/**
 * What the click does at which session time: the plans the hub told, one after the other. A plan holds from its own first
 * moment on; until then the one before goes on, so a change that arrives early or late lands where it was decided.
 */
export class Timeline {
  private segments: Segment[] = [];
  private view: TempoView | undefined;
  private startMs = 0;
  private endMs = Number.POSITIVE_INFINITY;

  get plan(): TempoView | undefined {
    return this.view;
  }

  /**
   * False when it changes nothing of what sounds; an older plan is passed over. A snapshot counts also with a lower revision:
   * the hub may have gone back to a backup.
   */
  follow(view: TempoView, isSnapshot = false): boolean {
    const before = this.view;
    if (before && !isSnapshot && view.revision < before.revision) return false;
    this.view = view;
    if (!view.running || !view.run) {
      this.segments = [];
      return before?.running !== false;
    }
    const sameRun = before?.running === true && before.run?.start_ms === view.run.start_ms;
    const kept = sameRun ? this.segments : [];
    this.startMs = view.run.start_ms;
    this.endMs = view.end?.at_ms ?? Number.POSITIVE_INFINITY;
    this.segments = [view.anchor, ...(view.pending ? [view.pending] : [])].reduce(then, kept);
    return before?.revision !== view.revision || !sameRun;
  }

  /** Whether something sounds or is about to at that session time. */
  runs(sessionMs: number): boolean {
    return this.segments.length > 0 && sessionMs < this.endMs - NEAR_MS;
  }

  /** All clicks from a to before b, in order. */
  clicks(fromMs: number, toMs: number): Click[] {
    const found: Click[] = [];
    this.segments.forEach((segment, i) => {
      const from = Math.max(fromMs, this.startMs, i === 0 ? fromMs : segment.fromMs);
      const to = Math.min(toMs, this.endMs, this.segments[i + 1]?.fromMs ?? Number.POSITIVE_INFINITY);
      const partMs = segment.beatMs / segment.clicks;
      let n = Math.ceil((from - NEAR_MS - segment.anchorMs) / partMs);
      for (; segment.anchorMs + n * partMs < to - NEAR_MS; n++) {
        const click = this.click(segment, n);
        if (click) found.push(click);
      }
    });
    return found;
  }

  private click(segment: Segment, n: number): Click | undefined {
    const part = modulo(n, segment.clicks);
    const beats = Math.floor(n / segment.clicks);
    const beat = modulo(beats, segment.beats);
    const bar = segment.anchorBar + Math.floor(beats / segment.beats);
    const atMs = segment.anchorMs + (n * segment.beatMs) / segment.clicks;
    const accent = segment.accents[beat] ?? 2;
    const countIn = bar < (this.view?.run?.first_bar ?? 1);
    if (countIn && this.view?.run?.count_in === 'voice') {
      return part === 0 ? { atMs, level: 3, bar, beat, part, countIn, spoken: beat + 1 } : undefined;
    }
    // Whoever silences a beat still wants to be counted in.
    const level = part > 0 ? Math.min(accent, 1) : countIn ? Math.max(accent, 2) : accent;
    return level > 0 ? { atMs, level: level as Level, bar, beat, part, countIn } : undefined;
  }

  /** Where in the music that session time is; nothing while it is silent. */
  beatAt(sessionMs: number): Beat | undefined {
    const segment = this.segmentAt(sessionMs);
    if (!segment || sessionMs < this.startMs - NEAR_MS || !this.runs(sessionMs)) return undefined;
    const exact = (sessionMs - segment.anchorMs) / segment.beatMs;
    const whole = Math.floor(exact + NEAR_MS / segment.beatMs);
    const bar = segment.anchorBar + Math.floor(whole / segment.beats);
    const first = this.view?.run?.first_bar ?? 1;
    return {
      bar,
      beat: modulo(whole, segment.beats),
      beats: segment.beats,
      phase: Math.min(1, Math.max(0, exact - whole)),
      ...(bar < first ? { countIn: first - bar } : {}),
    };
  }

  beatMs(sessionMs: number): number | undefined {
    return this.segmentAt(sessionMs)?.beatMs;
  }

  /** Session time of a bar line. */
  barMs(bar: number): number | undefined {
    const segment = this.segments.findLast((s) => s.anchorBar <= bar) ?? this.segments[0];
    return segment && segment.anchorMs + (bar - segment.anchorBar) * segment.beats * segment.beatMs;
  }

  private segmentAt(sessionMs: number): Segment | undefined {
    return this.segments.findLast((s) => s.fromMs <= sessionMs + NEAR_MS) ?? this.segments[0];
  }
}

/** A stretch that begins takes the place of all that would have begun after it. */
function then(before: Segment[], anchor: TempoAnchor): Segment[] {
  const next: Segment = {
    anchorBar: anchor.anchor_bar_index,
    anchorMs: anchor.anchor_timestamp_ms,
    fromMs: anchor.from_ms,
    beatMs: 60_000 / anchor.bpm,
    beats: beatsOf(anchor.time_signature),
    clicks: clicksOf(anchor),
    accents: anchor.accents,
  };
  return [...before.filter((s) => s.fromMs < next.fromMs - NEAR_MS), next].slice(-MAX_SEGMENTS);
}

const modulo = (a: number, b: number): number => ((a % b) + b) % b;

/** Whose click it is when that beat sounds: a handoff holds from its bar line. */
export function authorityAt(plan: TempoView, beat: Beat | undefined): TempoView['authority'] {
  const { handoff } = plan;
  if (!handoff || (beat && beat.bar < handoff.bar)) return plan.authority;
  return handoff.user_id ? { user_id: handoff.user_id, role: 'controller' } : { role: 'md' };
}
