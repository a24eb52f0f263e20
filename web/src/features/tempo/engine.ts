import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../client/model.ts';
import type { After } from '../../client/ticker.ts';
import type { ClockReply, MetricsSample, TempoUpdate, TempoView } from '../../client/wire.ts';
import { AudioClock } from './audio-clock.ts';
import type { ClickAudio } from './click-audio.ts';
import type { ClickSettings } from './click-settings.ts';
import { type Beat, type Click, type TempoPlan, Timeline } from './plan.ts';
import { PlayedClock } from './played-clock.ts';
import { untilNextProbeMs } from './probe-times.ts';
import { AHEAD_S, HIDDEN_AHEAD_S, Scheduler } from './scheduler.ts';
import { ALPHA, SessionClock, sessionAt } from './session-clock.ts';

export interface TempoStatus {
  plan?: TempoPlan;
  /** `resync` while the hub's count is missing or says something else. */
  clock: 'finding' | 'locked' | 'resync';
  /** How far this device's click is off session time, smoothed; positive is late. */
  driftMs?: number;
  /** Over 8 ms for four seconds. */
  drifts: boolean;
  clockErrorMs?: number;
  outputLatencyMs?: number;
  /** `waiting` for a touch, without which browsers stay silent. */
  audio: 'off' | 'waiting' | 'on';
}

/** What a device says of its click in `metrics.report`. */
export type ClickReport = Pick<MetricsSample, 'drift_ms' | 'drifts' | 'clock_error_ms' | 'output_latency_ms'>;

export interface EnginePorts {
  send(type: string, payload: Record<string, unknown>): boolean;
  onFrame(listener: (frame: Frame) => void): () => void;
  /** `performance.now()`. */
  nowMs(): number;
  after: After;
  audio: ClickAudio;
  settings(): ClickSettings;
  onSettings(listener: () => void): () => void;
  /** Whether somebody speaks whom this person hears. */
  speaking(): boolean;
  hidden(): boolean;
  vibrate(ms: number): void;
  /** The plan as the hub has it now; asked for when its count was missed. */
  refresh?(): Promise<TempoView | undefined>;
}

const TICK_MS = 25;
const STEER_MS = 100;
const SAMPLE_MS = 50;
const STATUS_MS = 500;
const PROBES_KEPT = 64;
/** An update comes with each beat; two beats and the delay of a bad moment without one is a loss. */
const MISSED_BEATS = 2;
const MISSED_GRACE_MS = 600;
const RESYNC_EVERY_MS = 3000;
const DRIFT_MS = 8;
const DRIFT_FOR_MS = 4000;
/** More than two of the slowest beats: nothing clicks any more that could be off. */
const QUIET_MS = 5000;
const DUCKED = 0.35;
const VIBRATE_MS = { downbeat: 25, beat: 10 };

/**
 * The click of one device: finds session time, follows the plan, hands clicks to the sound card. Once it has both it needs
 * no connection: the click goes on through a lost link and a restart of the hub, and is corrected when they come back.
 */
export class TempoEngine {
  readonly store: StoreApi<TempoStatus>;
  private readonly ports: EnginePorts;
  private readonly clock = new SessionClock();
  private readonly played = new PlayedClock();
  private readonly audioClock = new AudioClock();
  private readonly timeline = new Timeline();
  private readonly scheduler: Scheduler;
  private readonly undo: (() => void)[] = [];
  private readonly probes = new Map<number, number>();
  private probeCount = 0;
  private firstProbeMs: number | undefined;
  private cancelTick: () => void = () => undefined;
  private cancelProbe: () => void = () => undefined;
  private dues = { steerMs: 0, sampleMs: 0, statusMs: 0 };
  private lastBar: number | undefined;
  private lastUpdateMs: number | undefined;
  private lastResyncMs = Number.NEGATIVE_INFINITY;
  private resyncing = false;
  private moves = 0;
  private driftMs: number | undefined;
  /** Of the last click that was heard. */
  private offMs = 0;
  private driftSinceMs: number | undefined;
  private heardMs = Number.NEGATIVE_INFINITY;
  private touches: { perfMs: number; vibrateMs: number }[] = [];
  private running = false;

  constructor(ports: EnginePorts) {
    this.ports = ports;
    const { audio } = ports;
    this.scheduler = new Scheduler({
      audio,
      audioClock: this.audioClock,
      played: this.played,
      timeline: this.timeline,
    });
    this.store = createStore<TempoStatus>(() => ({ clock: 'finding', drifts: false, audio: audio.state }));
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.undo.push(
      this.ports.onFrame((frame) => this.hear(frame)),
      this.ports.onSettings(() => this.settingsChanged()),
    );
    this.settingsChanged();
    this.probe();
    this.tick();
  }

  stop(): void {
    this.running = false;
    for (const undo of this.undo.splice(0)) undo();
    this.cancelTick();
    this.cancelProbe();
    this.scheduler.stop();
    this.ports.audio.close();
  }

  /** Somebody touched the page: now the browser may let sound through. */
  wake(): void {
    if (this.ports.settings().on) this.ports.audio.wake();
  }

  /** The plan of a snapshot. */
  follow(plan: TempoView | undefined): void {
    if (plan) this.planned(plan, true);
  }

  /** Where in the music a local time is, as this device plays it; cheap. */
  beatAt(perfMs: number): Beat | undefined {
    const session = this.played.sessionAt(perfMs);
    return session === undefined ? undefined : this.timeline.beatAt(session);
  }

  /** Session time of a local time as estimated; null before it is found. */
  sessionMs(perfMs: number): number | null {
    const { line } = this.clock;
    return line ? sessionAt(line, perfMs) : null;
  }

  /** What `metrics.report` says of the click. */
  report(): ClickReport {
    const { driftMs, drifts, clockErrorMs, outputLatencyMs } = this.store.getState();
    return {
      ...(driftMs === undefined ? {} : { drift_ms: tenth(driftMs), drifts }),
      ...(clockErrorMs === undefined ? {} : { clock_error_ms: tenth(clockErrorMs) }),
      ...(outputLatencyMs === undefined ? {} : { output_latency_ms: Math.max(0, tenth(outputLatencyMs)) }),
    };
  }

  private hear(frame: Frame): void {
    switch (frame.type) {
      case 'clock.reply':
        this.replied(frame.payload as unknown as ClockReply);
        break;
      case 'tempo.anchor':
        this.planned(frame.payload as unknown as TempoView, false);
        break;
      case 'tempo.update':
        this.updated(frame.payload as unknown as TempoUpdate);
        break;
      case 'snapshot':
        this.follow((frame.payload as { tempo?: TempoView }).tempo);
        this.reconnected();
        break;
      case 'resumed':
        this.reconnected();
        break;
    }
  }

  private reconnected(): void {
    this.probes.clear();
    this.firstProbeMs = undefined;
    this.lastUpdateMs = this.ports.nowMs();
    this.cancelProbe();
    this.probe();
  }

  private probe(): void {
    const now = this.ports.nowMs();
    const n = ++this.probeCount;
    if (this.ports.send('clock.probe', { n, sent_ms: now })) {
      this.firstProbeMs ??= now;
      this.probes.set(n, now);
      if (this.probes.size > PROBES_KEPT) this.probes.delete(n - PROBES_KEPT);
    }
    const wait = untilNextProbeMs(now - (this.firstProbeMs ?? now), this.clock.errorMs);
    this.cancelProbe = this.ports.after(wait, () => this.probe());
  }

  private replied(reply: ClockReply): void {
    const backMs = this.ports.nowMs();
    const sentMs = this.probes.get(reply.n);
    if (sentMs === undefined) return;
    this.probes.delete(reply.n);
    this.clock.add({ sentMs, receivedMs: reply.received_ms, repliedMs: reply.replied_ms, backMs });
  }

  private planned(plan: TempoView, isSnapshot: boolean): void {
    const isOther = this.timeline.follow(plan, isSnapshot);
    if (this.timeline.plan !== plan) return;
    this.store.setState({ plan });
    if (!isOther) return;
    this.lastUpdateMs = this.ports.nowMs();
    this.resyncing = false;
    this.scheduler.replan();
    this.touches = [];
  }

  /** The hub's own count: an other revision or an other place means that something was missed. */
  private updated(update: TempoUpdate): void {
    this.lastUpdateMs = this.ports.nowMs();
    const { plan } = this.timeline;
    const mine = this.timeline.beatAt(update.at_ms + 1);
    const agrees =
      plan?.revision === update.plan_revision && mine?.bar === update.bar && mine.beat === update.beat - 1;
    if (agrees) this.resyncing = false;
    else if (!plan || update.plan_revision >= plan.revision) this.resync();
  }

  private resync(): void {
    const now = this.ports.nowMs();
    this.resyncing = true;
    if (now - this.lastResyncMs < RESYNC_EVERY_MS) return;
    this.lastResyncMs = now;
    this.cancelProbe();
    this.probe();
    void this.ports
      .refresh?.()
      .then((plan) => {
        if (!plan || !this.running) return;
        this.resyncing = false;
        this.planned(plan, true);
      })
      .catch(() => undefined);
  }

  private tick(): void {
    const now = this.ports.nowMs();
    if (now >= this.dues.sampleMs) {
      this.dues.sampleMs = now + SAMPLE_MS;
      this.audioClock.add(this.ports.audio.timestamp());
      if (this.audioClock.moved !== this.moves) {
        this.moves = this.audioClock.moved;
        this.scheduler.replan();
      }
    }
    if (now >= this.dues.steerMs) {
      this.dues.steerMs = now + STEER_MS;
      this.steer(now);
    }
    if (this.ports.settings().on) {
      const handed = this.scheduler.pump(this.ports.hidden() ? HIDDEN_AHEAD_S : AHEAD_S);
      this.feel(handed, now);
    }
    this.measure(now);
    this.ports.audio.gain(this.loudness());
    if (now >= this.dues.statusMs) {
      this.dues.statusMs = now + STATUS_MS;
      this.watch(now);
      this.tell();
    }
    this.cancelTick = this.ports.after(TICK_MS, () => this.tick());
  }

  private steer(now: number): void {
    const { line, locked } = this.clock;
    if (!line || !(locked || this.played.line)) return;
    const bar = this.beatAt(now)?.bar;
    const atBar = bar === undefined || bar !== this.lastBar;
    this.lastBar = bar;
    const steering = this.played.steer(line, now, atBar);
    if (steering === 'forced' || steering === 'snapped') this.scheduler.replan();
  }

  /** Vibrates with the beats, which are handed over ahead of their time. */
  private feel(handed: Click[], now: number): void {
    const { haptic } = this.ports.settings();
    for (const { atMs, beat, part } of haptic === 'off' ? [] : handed) {
      const perfMs = this.played.perfAt(atMs);
      const wanted = part === 0 && (beat === 0 || haptic === 'beats');
      if (perfMs === undefined || !wanted) continue;
      this.touches.push({ perfMs, vibrateMs: beat === 0 ? VIBRATE_MS.downbeat : VIBRATE_MS.beat });
    }
    while (this.touches[0] && this.touches[0].perfMs <= now) {
      const touch = this.touches.shift();
      if (touch) this.ports.vibrate(touch.vibrateMs);
    }
  }

  private loudness(): number {
    const { on, volume, duckSpeech } = this.ports.settings();
    if (!on) return 0;
    return duckSpeech && this.ports.speaking() ? volume * DUCKED : volume;
  }

  /** How far the clicks that were heard are off, by what is known of the clocks now. */
  private measure(now: number): void {
    const { line } = this.clock;
    for (const { atMs, heardMs } of this.scheduler.heard(now)) {
      if (!line) continue;
      this.offMs = sessionAt(line, heardMs) - atMs;
      this.driftMs =
        this.driftMs === undefined ? this.offMs : this.driftMs + ALPHA * (this.offMs - this.driftMs);
      this.heardMs = now;
    }
    if (now - this.heardMs > QUIET_MS) {
      this.driftMs = undefined;
      this.offMs = 0;
    }
    // It begins with the first click that is off, and is over when the clicks and their average fit again.
    const isOff = Math.abs(this.offMs) > DRIFT_MS || Math.abs(this.driftMs ?? 0) > DRIFT_MS;
    this.driftSinceMs = isOff ? (this.driftSinceMs ?? now) : undefined;
  }

  /** Misses of the hub's count while there is a connection that should bring it. */
  private watch(now: number): void {
    const session = this.played.sessionAt(now);
    if (session === undefined || this.lastUpdateMs === undefined || !this.timeline.beatAt(session)) return;
    const beatMs = this.timeline.beatMs(session) ?? 0;
    if (now - this.lastUpdateMs > MISSED_BEATS * beatMs + MISSED_GRACE_MS) this.resync();
  }

  private settingsChanged(): void {
    const settings = this.ports.settings();
    this.ports.audio.prepare(settings);
    if (settings.on) this.ports.audio.wake();
    const extraMs = settings.outputLatencyMs ?? 0;
    const moved = extraMs !== this.scheduler.extraMs;
    this.scheduler.extraMs = extraMs;
    if (!settings.on) this.scheduler.stop();
    else if (moved) this.scheduler.replan();
    this.dues.statusMs = 0;
  }

  private tell(): void {
    const { contextTime } = this.ports.audio.timestamp();
    const browserMs = contextTime === undefined ? undefined : (this.ports.audio.nowS() - contextTime) * 1000;
    const errorMs = this.clock.errorMs;
    this.store.setState({
      clock: !this.clock.locked ? 'finding' : this.resyncing ? 'resync' : 'locked',
      audio: this.ports.audio.state,
      drifts: this.driftSinceMs !== undefined && this.ports.nowMs() - this.driftSinceMs >= DRIFT_FOR_MS,
      ...(this.driftMs === undefined ? {} : { driftMs: this.driftMs }),
      ...(errorMs === undefined ? {} : { clockErrorMs: errorMs }),
      ...(browserMs === undefined ? {} : { outputLatencyMs: browserMs + this.scheduler.extraMs }),
    });
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
