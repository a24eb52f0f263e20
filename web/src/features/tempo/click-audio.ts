import type { OutputTimestamp } from './audio-clock.ts';
import type { ClickSettings } from './click-settings.ts';
import type { Level } from './plan.ts';
import { clickSamples } from './sounds.ts';
import { SPOKEN } from './spoken.ts';

/** A sound that was handed to the sound card's clock. */
export interface Handed {
  /** Takes it back when it has not begun. */
  cancel(): void;
}

/** The audio clock and what plays by it; seconds are of the audio clock. */
export interface ClickAudio {
  readonly state: 'off' | 'waiting' | 'on';
  /** What is handed over for earlier than this is late. */
  nowS(): number;
  timestamp(): OutputTimestamp;
  click(level: Level, atS: number): Handed;
  /** False when the number cannot be spoken (yet): click instead. */
  speak(number: number, atS: number): Handed | undefined;
  /** Loudness from 0 to 1, gliding. */
  gain(value: number): void;
  prepare(settings: ClickSettings): void;
  /** Begins to run if the browser lets it; it does after somebody has touched the page. */
  wake(): void;
  close(): void;
}

const GLIDE_S = 0.06;
const LEVELS: readonly Level[] = [1, 2, 3];

/** The click in a browser. Buffers are made ahead; at the beat nothing is computed. */
export class BrowserAudio implements ClickAudio {
  private context: AudioContext | undefined;
  private master: GainNode | undefined;
  private buffers = new Map<string, AudioBuffer>();
  private spoken = new Map<number, AudioBuffer>();
  private settings: ClickSettings | undefined;
  private loudness = 0;

  get state(): 'off' | 'waiting' | 'on' {
    if (!this.context) return 'off';
    return this.context.state === 'running' ? 'on' : 'waiting';
  }

  nowS(): number {
    return this.context?.currentTime ?? 0;
  }

  timestamp(): OutputTimestamp {
    const { context } = this;
    if (context?.state !== 'running') return {};
    if (typeof context.getOutputTimestamp === 'function') return context.getOutputTimestamp();
    const latency = context.outputLatency || context.baseLatency || 0;
    return { contextTime: context.currentTime - latency, performanceTime: performance.now() };
  }

  prepare(settings: ClickSettings): void {
    this.settings = settings;
    const { context } = this;
    if (!context) return;
    for (const level of LEVELS) this.buffer(context, level);
  }

  wake(): void {
    if (!this.context) {
      if (typeof AudioContext !== 'function') return;
      this.context = new AudioContext({ latencyHint: 'interactive' });
      this.master = this.context.createGain();
      this.master.gain.value = this.loudness;
      this.master.connect(this.context.destination);
      void this.loadNumbers(this.context);
      if (this.settings) this.prepare(this.settings);
    }
    if (this.context.state !== 'running') void this.context.resume().catch(() => undefined);
  }

  click(level: Level, atS: number): Handed {
    const { context } = this;
    return context ? this.start(context, this.buffer(context, level), atS) : silent;
  }

  speak(number: number, atS: number): Handed | undefined {
    const { context } = this;
    const buffer = this.spoken.get(number);
    const at = atS - (SPOKEN[number - 1]?.leadS ?? 0);
    return context && buffer && at > context.currentTime ? this.start(context, buffer, at) : undefined;
  }

  gain(value: number): void {
    if (value === this.loudness) return;
    this.loudness = value;
    const { context, master } = this;
    if (context && master) master.gain.setTargetAtTime(value, context.currentTime, GLIDE_S);
  }

  close(): void {
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
    this.buffers.clear();
    this.spoken.clear();
  }

  private start(context: AudioContext, buffer: AudioBuffer, atS: number): Handed {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.master ?? context.destination);
    source.start(atS);
    return {
      cancel: () => {
        source.stop();
        source.disconnect();
      },
    };
  }

  private buffer(context: AudioContext, level: Level): AudioBuffer {
    const { sound, burstHz } = this.settings ?? { sound: 'woodblock' as const, burstHz: undefined };
    const key = `${sound} ${burstHz ?? ''} ${level}`;
    const known = this.buffers.get(key);
    if (known) return known;
    const samples = clickSamples(sound, level, context.sampleRate, burstHz);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    this.buffers.set(key, buffer);
    return buffer;
  }

  private async loadNumbers(context: AudioContext): Promise<void> {
    await Promise.all(
      SPOKEN.map(async ({ url }, i) => {
        try {
          const answer = await fetch(url);
          this.spoken.set(i + 1, await context.decodeAudioData(await answer.arrayBuffer()));
        } catch {
          // Without its recording the number is clicked.
        }
      }),
    );
  }
}

const silent: Handed = { cancel: () => undefined };
