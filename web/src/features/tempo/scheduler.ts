import type { AudioClock } from './audio-clock.ts';
import type { ClickAudio, Handed } from './click-audio.ts';
import type { Click, Timeline } from './plan.ts';
import type { PlayedClock } from './played-clock.ts';

/** Clicks are handed to the sound card so far ahead: more than a main thread that is busy with a page sleeps. */
export const AHEAD_S = 0.3;
/** In the background browsers wake a page once a second. */
export const HIDDEN_AHEAD_S = 1.6;
/** A click that could not begin in time is left out: late is worse than missing. */
const LATEST_S = 0.003;
/** What begins within this cannot be taken back any more. */
const SETTLED_S = 0.02;
const KEPT = 512;

interface Sounding {
  atMs: number;
  atS: number;
  handed: Handed | undefined;
}

export interface SchedulerParts {
  audio: ClickAudio;
  audioClock: AudioClock;
  played: PlayedClock;
  timeline: Timeline;
}

/** Hands clicks to the audio clock ahead of time, each once, and takes them back when the plan changes. */
export class Scheduler {
  private readonly parts: SchedulerParts;
  /** Session time up to which everything is handed over. */
  private doneMs: number | undefined;
  private ahead: Sounding[] = [];
  /** From the end of what the browser knows of to the ear. */
  extraMs = 0;

  constructor(parts: SchedulerParts) {
    this.parts = parts;
  }

  /** Everything newly handed over, for what else follows the beat. */
  pump(aheadS: number): Click[] {
    const { audio, audioClock, timeline } = this.parts;
    if (audio.state !== 'on' || !audioClock.ready) {
      this.doneMs = undefined;
      return [];
    }
    const nowS = audio.nowS();
    const from = this.doneMs ?? this.heardMs(nowS);
    const until = this.heardMs(nowS + aheadS);
    if (from === undefined || until === undefined || until <= from) return [];
    this.ahead = this.ahead.slice(-KEPT);
    const clicks = timeline.clicks(from, until);
    for (const click of clicks) this.hand(click, nowS);
    this.doneMs = until;
    return clicks;
  }

  /** The plan or the clock is another: what has not begun is taken back and planned anew. */
  replan(): void {
    const edgeS = this.parts.audio.nowS() + SETTLED_S;
    const kept = this.ahead.filter((s) => s.atS <= edgeS);
    for (const sounding of this.ahead) if (sounding.atS > edgeS) sounding.handed?.cancel();
    this.ahead = kept;
    const edge = this.heardMs(edgeS);
    const last = kept[kept.length - 1];
    // After a correction backwards the beat that has just begun would be in front again.
    this.doneMs = edge === undefined ? undefined : Math.max(edge, last ? last.atMs + 20 : edge);
  }

  stop(): void {
    for (const sounding of this.ahead) sounding.handed?.cancel();
    this.ahead = [];
    this.doneMs = undefined;
  }

  /** Clicks that have been heard since the last call, with the local time at which they were, as it is known now. */
  heard(nowMs: number): { atMs: number; heardMs: number }[] {
    const past: { atMs: number; heardMs: number }[] = [];
    while (this.ahead[0]) {
      const { atMs, atS } = this.ahead[0];
      const local = this.parts.audioClock.localMs(atS);
      if (local === undefined || local + this.extraMs > nowMs) break;
      past.push({ atMs, heardMs: local + this.extraMs });
      this.ahead.shift();
    }
    return past;
  }

  private hand(click: Click, nowS: number): void {
    const { audio, audioClock, played } = this.parts;
    const perfMs = played.perfAt(click.atMs);
    const atS = perfMs === undefined ? undefined : audioClock.contextTime(perfMs - this.extraMs);
    if (atS === undefined || atS < nowS + LATEST_S) return;
    const spoken = click.spoken === undefined ? undefined : audio.speak(click.spoken, atS);
    this.ahead.push({ atMs: click.atMs, atS, handed: spoken ?? audio.click(click.level, atS) });
  }

  /** The session time that a second of the audio clock is heard at. */
  private heardMs(atS: number): number | undefined {
    const local = this.parts.audioClock.localMs(atS);
    return local === undefined ? undefined : this.parts.played.sessionAt(local + this.extraMs);
  }
}
