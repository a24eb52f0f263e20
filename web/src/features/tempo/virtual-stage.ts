/** A hub, a network and devices on virtual time, for simulations of the engine. Not part of the page. */
import type { Frame } from '../../client/model.ts';
import type { TempoAnchor, TempoView } from '../../client/wire.ts';
import type { ClickAudio, Handed } from './click-audio.ts';
import { type ClickSettings, clickDefaults } from './click-settings.ts';
import { TempoEngine } from './engine.ts';
import { type Profile, random, VirtualLane } from './virtual-network.ts';

export class VirtualTime {
  nowMs = 0;
  private readonly queue: { atMs: number; order: number; run: () => void }[] = [];
  private order = 0;

  at(atMs: number, run: () => void): () => void {
    const entry = { atMs: Math.max(atMs, this.nowMs), order: this.order++, run };
    let low = 0;
    let high = this.queue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.queue[middle];
      if (other && (other.atMs < entry.atMs || (other.atMs === entry.atMs && other.order < entry.order))) {
        low = middle + 1;
      } else high = middle;
    }
    this.queue.splice(low, 0, entry);
    return () => {
      const place = this.queue.indexOf(entry);
      if (place >= 0) this.queue.splice(place, 1);
    };
  }

  runUntil(endMs: number): void {
    for (let next = this.queue[0]; next && next.atMs <= endMs; next = this.queue[0]) {
      this.queue.shift();
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = endMs;
  }
}

/** Session time of virtual time 0. */
export const SESSION_MS = 1_795_000_000_000;

export interface Played {
  /** True session time at which it reaches the ear. */
  heardMs: number;
  level: number;
  spoken: boolean;
}

/** A sound card whose clock runs at its own rate, and whose timestamps jitter. */
export class VirtualAudio implements ClickAudio {
  state: 'off' | 'waiting' | 'on' = 'off';
  readonly played: { atS: number; level: number; spoken: boolean; cancelled: boolean }[] = [];
  gains: number[] = [];
  private readonly time: VirtualTime;
  private readonly rate: number;
  private readonly perf: () => number;
  private readonly next: () => number;
  private startMs = 0;
  latencyMs = 40;
  /** What neither the browser nor the page knows of. */
  hiddenMs = 0;

  constructor(time: VirtualTime, perf: () => number, ppm: number, seed: number) {
    this.time = time;
    this.perf = perf;
    this.rate = 1 + ppm * 1e-6;
    this.next = random(seed);
  }

  nowS(): number {
    return this.state === 'on' ? ((this.time.nowMs - this.startMs) * this.rate) / 1000 : 0;
  }

  timestamp(): { contextTime?: number; performanceTime?: number } {
    if (this.state !== 'on') return {};
    const jitterMs = (this.next() - 0.5) * 4;
    return { contextTime: this.nowS() - (this.latencyMs + jitterMs) / 1000, performanceTime: this.perf() };
  }

  /** True session time at which a second of this clock is heard. */
  heardMs(atS: number): number {
    return SESSION_MS + this.startMs + (atS * 1000) / this.rate + this.latencyMs + this.hiddenMs;
  }

  click(level: number, atS: number): Handed {
    return this.hand(level, atS, false);
  }

  speak(number: number, atS: number): Handed {
    return this.hand(number, atS, true);
  }

  private hand(level: number, atS: number, spoken: boolean): Handed {
    if (atS < this.nowS()) throw new Error(`a click ${this.nowS() - atS} s late was handed over`);
    const entry = { atS, level, spoken, cancelled: false };
    this.played.push(entry);
    return {
      cancel: () => {
        if (atS < this.nowS()) throw new Error('a click was taken back that had begun');
        entry.cancelled = true;
      },
    };
  }

  heard(): Played[] {
    return this.played
      .filter((p) => !p.cancelled)
      .map(({ atS, level, spoken }) => ({ heardMs: this.heardMs(atS), level, spoken }));
  }

  gain(value: number): void {
    if (this.gains[this.gains.length - 1] !== value) this.gains.push(value);
  }

  prepare(): void {}

  wake(): void {
    if (this.state === 'on') return;
    this.state = 'on';
    this.startMs = this.time.nowMs;
  }

  close(): void {
    this.state = 'off';
  }
}

export interface DeviceWishes {
  profile?: Profile;
  ppm?: number;
  audioPpm?: number;
  seed?: number;
  asymmetryMs?: number;
  settings?: Partial<ClickSettings>;
  refresh?: boolean;
}

/** The hub: answers probes, tells plans, counts beats. Its session time is true time, until it is set. */
export class VirtualHub {
  readonly devices: VirtualDevice[] = [];
  readonly time: VirtualTime;
  plan: TempoView;
  /** Beats are told only while it is up. */
  up = true;
  countsBeats = true;
  private revision = 0;
  private cancelBeat: () => void = () => undefined;

  constructor(time: VirtualTime) {
    this.time = time;
    this.plan = this.view({ running: false });
  }

  sessionMs(): number {
    return SESSION_MS + this.time.nowMs;
  }

  view(change: Partial<TempoView>, anchor: Partial<TempoAnchor> = {}): TempoView {
    return {
      revision: ++this.revision,
      running: false,
      authority: { role: 'md' },
      anchor: anchorOf({ ...anchor, generated_at_ms: this.sessionMs() }),
      ...change,
    };
  }

  /** Starts at 120 in 4/4, half a second from now. */
  run(anchor: Partial<TempoAnchor> = {}, run: Partial<NonNullable<TempoView['run']>> = {}): number {
    const firstMs = this.sessionMs() + 500;
    const timed = { ...anchor, anchor_timestamp_ms: firstMs, from_ms: firstMs, running: true };
    const view = this.view({ running: true }, timed);
    this.tell({
      ...view,
      run: { start_ms: firstMs, first_bar: 1, count_in_bars: 0, count_in: 'click', ...run },
    });
    return firstMs;
  }

  tell(plan: TempoView): void {
    this.plan = plan;
    for (const device of this.devices) device.deliver('tempo.anchor', { ...plan });
    this.cancelBeat();
    if (plan.running) this.count();
  }

  private count(): void {
    const { anchor } = this.plan;
    const beatMs = 60_000 / anchor.bpm;
    const n = Math.max(0, Math.floor((this.sessionMs() - anchor.anchor_timestamp_ms) / beatMs + 1.000001));
    const atMs = anchor.anchor_timestamp_ms + n * beatMs;
    this.cancelBeat = this.time.at(atMs - SESSION_MS, () => {
      if (this.up && this.countsBeats) {
        const update = {
          bar: anchor.anchor_bar_index + Math.floor(n / 4),
          beat: (n % 4) + 1,
          at_ms: atMs,
          bpm: anchor.bpm,
          plan_revision: this.plan.revision,
        };
        for (const device of this.devices) device.deliver('tempo.update', update);
      }
      this.count();
    });
  }

  /** Everybody's connection is cut; plan and session time survive, as they do in the log. */
  crash(): void {
    this.up = false;
    for (const device of this.devices) device.connected = false;
  }

  restart(): void {
    this.up = true;
    for (const device of this.devices) device.connect();
  }
}

export function anchorOf(change: Partial<TempoAnchor> = {}): TempoAnchor {
  return {
    bpm: 120,
    time_signature: '4/4',
    subdivision: 'none',
    accents: [3, 2, 2, 2],
    anchor_bar_index: 1,
    anchor_timestamp_ms: 0,
    from_ms: 0,
    generated_at_ms: 0,
    count_in_bars: 0,
    running: false,
    ...change,
  };
}

/** A phone: a crystal of its own, a way to the hub, a sound card, the engine. */
export class VirtualDevice {
  connected = true;
  speaking = false;
  hidden = false;
  readonly vibrations: { atMs: number; ms: number }[] = [];
  readonly engine: TempoEngine;
  readonly audio: VirtualAudio;
  private readonly hub: VirtualHub;
  private readonly up: VirtualLane;
  private readonly down: VirtualLane;
  private readonly rate: number;
  private readonly listeners = new Set<(frame: Frame) => void>();
  private readonly settings: ClickSettings;
  probes = 0;

  constructor(hub: VirtualHub, wishes: DeviceWishes = {}) {
    const { profile = 'none', ppm = 0, audioPpm = 0, seed = 1, asymmetryMs = 0 } = wishes;
    this.hub = hub;
    this.rate = 1 + ppm * 1e-6;
    this.up = new VirtualLane(profile, seed * 7 + 1, Math.max(0, asymmetryMs));
    this.down = new VirtualLane(profile, seed * 7 + 2, Math.max(0, -asymmetryMs));
    this.audio = new VirtualAudio(hub.time, () => this.perfMs(), audioPpm, seed * 7 + 3);
    this.settings = { ...clickDefaults, ...wishes.settings };
    this.engine = new TempoEngine({
      send: (type, payload) => this.send(type, payload),
      onFrame: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      nowMs: () => this.perfMs(),
      // Timers run by the device's own crystal, and late as those of a busy page.
      after: (ms, run) => hub.time.at(hub.time.nowMs + ms / this.rate + 1, run),
      audio: this.audio,
      settings: () => this.settings,
      onSettings: () => () => undefined,
      speaking: () => this.speaking,
      hidden: () => this.hidden,
      vibrate: (ms) => this.vibrations.push({ atMs: hub.sessionMs(), ms }),
      ...(wishes.refresh ? { refresh: async () => (this.connected ? this.hub.plan : undefined) } : {}),
    });
    hub.devices.push(this);
    this.engine.start();
    this.connect();
  }

  perfMs(): number {
    return 5_000 + this.hub.time.nowMs * this.rate;
  }

  connect(): void {
    this.connected = true;
    this.deliver('snapshot', { tempo: this.hub.plan });
  }

  deliver(type: string, payload: Record<string, unknown>): void {
    if (!this.connected) return;
    this.hub.time.at(this.down.arrivalMs(this.hub.time.nowMs), () => {
      if (!this.connected) return;
      for (const listener of this.listeners) listener({ type, ts: 0, payload });
    });
  }

  private send(type: string, payload: Record<string, unknown>): boolean {
    if (!this.connected) return false;
    if (type !== 'clock.probe') throw new Error(`the engine sent ${type}`);
    this.probes++;
    this.hub.time.at(this.up.arrivalMs(this.hub.time.nowMs), () => {
      if (!this.hub.up) return;
      const received_ms = this.hub.sessionMs();
      this.deliver('clock.reply', { ...payload, received_ms, replied_ms: received_ms });
    });
    return true;
  }

  /** True session times of what was heard from then on. */
  heard(fromMs = 0): number[] {
    return this.audio
      .heard()
      .map((p) => p.heardMs)
      .filter((ms) => ms >= fromMs)
      .sort((a, b) => a - b);
  }

  /** How far each click was from the nearest beat of a grid. */
  offBeat(firstMs: number, beatMs: number, fromMs: number, toMs = Number.POSITIVE_INFINITY): number[] {
    return this.heard(fromMs)
      .filter((ms) => ms < toMs)
      .map((ms) => ms - firstMs - Math.round((ms - firstMs) / beatMs) * beatMs);
  }
}
