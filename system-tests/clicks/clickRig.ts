/**
 * The rig: several devices on one sound card, recorded from beginning to end. Each device's app and its stand-in have
 * pitches of their own, so that the app's error and the rig's are read from the same seconds.
 */
import { setPriority } from 'node:os';
import { until } from '../harness/until.ts';
import { pitchOf } from './burst.ts';
import { ClickDevice, type Skew, skewOf, type Start } from './clickDevice.ts';
import { hostMs } from './hostClock.ts';
import { type Click, findClicks } from './onsets.ts';
import type { Stream, Stretch } from './score.ts';
import { type Recording, SINK_RATE, SoundCard } from './soundCard.ts';

const LEAD_MS = 1_000;
/** Clicks are found whole when a little is heard around them. */
const MARGIN_S = 0.1;
const URGENT = -10;
const OPEN_AT_ONCE = 4;

export class ClickRig {
  private constructor(
    readonly card: SoundCard,
    readonly devices: ClickDevice[],
    readonly recording: Recording,
  ) {}

  static async open(count: number, options: { authorityFile?: string; scriptFor?: (device: number) => string } = {}): Promise<ClickRig> {
    const card = await SoundCard.open();
    const devices: ClickDevice[] = [];
    try {
      // Before the browsers: a sink that begins to run, or is asked for another latency, disturbs their idea of it.
      const recording = card.record();
      await until('the recording runs', 10_000, () => recording.length > SINK_RATE);
      for (let from = 0; from < count; from += OPEN_AT_ONCE) {
        const indices = Array.from({ length: Math.min(OPEN_AT_ONCE, count - from) }, (_, i) => from + i);
        const opened = indices.map(async (index) => {
          const skew: Skew = skewOf(index, count);
          const { authorityFile, scriptFor } = options;
          const extra = { ...(authorityFile ? { authorityFile } : {}), ...(scriptFor ? { script: scriptFor(index) } : {}) };
          devices[index] = await ClickDevice.open({ index, skew, card, ...extra });
          await devices[index].openStandIn();
        });
        await Promise.all(opened);
      }
      return new ClickRig(card, devices, recording);
    } catch (error) {
      await Promise.all(devices.filter(Boolean).map((device) => device.close()));
      card.close();
      throw error;
    }
  }

  /** Seconds recorded so far. */
  get nowS(): number {
    return this.recording.length / SINK_RATE;
  }

  /** All stand-ins click by the host's clock, the first soon. */
  async playStandIns(periodMs: number, count: number): Promise<void> {
    const startMs = hostMs() + LEAD_MS;
    await Promise.all(this.devices.map((device) => device.play(startMs, periodMs, count)));
  }

  /** Waits until so much more is recorded; answers the stretch. */
  async listen(seconds: number): Promise<Stretch> {
    const fromS = this.nowS;
    await until(`${seconds} s of sound are recorded`, seconds * 3_000 + 10_000, () => this.nowS >= fromS + seconds);
    return { fromS, toS: fromS + seconds };
  }

  /** The clicks of one device's app, or of its stand-in, in a stretch. */
  clicks(device: number, { fromS, toS }: Stretch, standIn = false): Click[] {
    const start = Math.max(0, Math.floor((fromS - MARGIN_S) * SINK_RATE));
    const samples = this.recording.samples(start, Math.ceil((toS + MARGIN_S) * SINK_RATE));
    const clicks = findClicks(samples, { rate: SINK_RATE, hz: pitchOf(device, standIn) });
    return clicks.map(({ atS, amplitude }) => ({ atS: atS + start / SINK_RATE, amplitude }));
  }

  /** Everything scheduled so far on each device. */
  starts(standIn = false): Promise<Start[][]> {
    return Promise.all(this.devices.map((device) => device.starts(this.recording, standIn)));
  }

  streams(stretch: Stretch, starts: readonly Start[][], standIn = false): Stream[] {
    return this.devices.map(({ index }) => ({ clicks: this.clicks(index, stretch, standIn), starts: starts[index]! }));
  }

  async close(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.close()));
    this.card.close();
  }
}

/** What this process starts from now on does not wait for builds and the like, where that is allowed. */
export function hurry(): () => void {
  try {
    setPriority(0, URGENT);
    return () => setPriority(0, 0);
  } catch {
    return () => {};
  }
}
