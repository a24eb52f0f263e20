import type { After } from '../../client/ticker.ts';
import { AudioClock } from './audio-clock.ts';
import type { ClickAudio } from './click-audio.ts';

const BEEP_MS = 600;
const AHEAD_S = 0.3;
const SAMPLE_MS = 50;
/** The first taps look for the beat. */
const WARM_UP = 2;
const NEEDED = 8;
/** Taps are compared with the beep they can belong to: early by this much at most. */
const EARLIEST_MS = 120;
/** Whoever taps less steadily than this does not hear the beep, or taps something else. */
const STEADY_MS = 30;

export interface TapResult {
  taps: number;
  /** How far the taps lie from their middle, in the middle. */
  spread: number;
  /** How much later than the browser says sound reaches the ear; once there are enough steady taps. */
  offsetMs?: number;
}

export interface TapPorts {
  audio: ClickAudio;
  after: After;
  nowMs(): number;
}

/**
 * Calibration by ear and finger: a steady beep, taps with it. People tap a little early and a screen tells of a touch a
 * little late; the two nearly cancel, and what remains is under the spread that is shown.
 */
export class TapCalibration {
  private readonly ports: TapPorts;
  private readonly clock = new AudioClock();
  private beepsS: number[] = [];
  private offsets: number[] = [];
  private seen = 0;
  private cancel: () => void = () => undefined;

  constructor(ports: TapPorts) {
    this.ports = ports;
  }

  start(): void {
    this.ports.audio.wake();
    this.ports.audio.gain(0.8);
    this.tick();
  }

  stop(): void {
    this.cancel();
    this.ports.audio.close();
  }

  tap(perfMs: number): TapResult {
    const offset = this.offset(perfMs);
    if (offset !== undefined && ++this.seen > WARM_UP) this.offsets.push(offset);
    const middle = median(this.offsets);
    const spread = median(this.offsets.map((o) => Math.abs(o - middle)));
    const enough = this.offsets.length >= NEEDED && spread <= STEADY_MS;
    return {
      taps: this.offsets.length,
      spread: Number.isNaN(spread) ? 0 : spread,
      ...(enough ? { offsetMs: Math.round(middle) } : {}),
    };
  }

  /** From the beep's time as the browser tells it to the tap. */
  private offset(perfMs: number): number | undefined {
    const offsets = this.beepsS
      .map((beepS) => perfMs - (this.clock.localMs(beepS) ?? Number.NaN))
      .filter((ms) => ms >= -EARLIEST_MS && ms < BEEP_MS - EARLIEST_MS);
    return offsets[0];
  }

  private tick(): void {
    const { audio } = this.ports;
    this.clock.add(audio.timestamp());
    if (audio.state === 'on' && this.clock.ready) {
      const last = this.beepsS[this.beepsS.length - 1] ?? audio.nowS();
      if (last < audio.nowS() + AHEAD_S) {
        const next = Math.max(last + BEEP_MS / 1000, audio.nowS() + 0.1);
        audio.click(3, next);
        this.beepsS = [...this.beepsS.slice(-7), next];
      }
    }
    this.cancel = this.ports.after(SAMPLE_MS, () => this.tick());
  }
}

/** A loudspeaker, the air, a microphone: seconds are of one audio clock. */
export interface AcousticLoop {
  readonly rate: number;
  nowS(): number;
  play(samples: Float32Array<ArrayBuffer>, atS: number): void;
  /** What the microphone brought from then to then, once it has. */
  record(fromS: number, toS: number): Promise<Float32Array>;
  /** From the audio clock to the loudspeaker as the browser says, which the click takes into account anyway. */
  knownMs(): number;
  /** From the microphone to the audio clock. */
  inputMs(): number;
  close(): void;
}

export type CalibrationFault = 'silent' | 'unsteady' | 'blocked';

export class CalibrationError extends Error {
  readonly fault: CalibrationFault;

  constructor(fault: CalibrationFault) {
    super(`calibration: ${fault}`);
    this.fault = fault;
  }
}

const SWEEPS = 6;
const SWEEP_S = 0.05;
const FROM_HZ = 1500;
const TO_HZ = 6000;
/** Uneven gaps: an echo or the room's own beat does not fall on the next sweep. */
const GAPS_S = [0.5, 0.57, 0.53, 0.61, 0.55, 0.5];
const LONGEST_S = 0.45;
/** A peak this much above the rest is the sweep and not the room. */
const CLEAR = 8;
const STEADY_LOOP_MS = 3;

/** Calibration through the air: sweeps out of the loudspeaker, found in the microphone by a matched filter. */
export async function acousticCalibration(
  open: () => Promise<AcousticLoop>,
): Promise<{ latencyMs: number; spreadMs: number }> {
  const loop = await open();
  try {
    const template = sweep(loop.rate);
    const startS = loop.nowS() + 0.4;
    const starts = GAPS_S.slice(0, SWEEPS).map(
      (_, i) => startS + GAPS_S.slice(0, i).reduce((a, b) => a + b, 0),
    );
    for (const at of starts) loop.play(template, at);
    const lags: number[] = [];
    for (const at of starts) {
      const heard = await loop.record(at, at + LONGEST_S + SWEEP_S);
      const lag = findIn(heard, template);
      if (lag && lag.clarity >= CLEAR) lags.push((lag.at / loop.rate) * 1000);
    }
    if (lags.length < SWEEPS / 2) throw new CalibrationError('silent');
    const middle = median(lags);
    const spreadMs = median(lags.map((l) => Math.abs(l - middle)));
    if (spreadMs > STEADY_LOOP_MS) throw new CalibrationError('unsteady');
    return { latencyMs: Math.round((middle - loop.inputMs() - loop.knownMs()) * 10) / 10, spreadMs };
  } finally {
    loop.close();
  }
}

/** A tone that climbs within 50 ms, faded in and out. */
export function sweep(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(SWEEP_S * rate));
  for (let i = 0; i < samples.length; i++) {
    const t = i / rate;
    const phase = 2 * Math.PI * (FROM_HZ * t + ((TO_HZ - FROM_HZ) / SWEEP_S / 2) * t * t);
    samples[i] = 0.7 * Math.sin(phase) * Math.sin((Math.PI * i) / samples.length) ** 2;
  }
  return samples;
}

/** Where the template begins in the recording, in samples, and how far its match stands out of the others. */
export function findIn(
  recording: Float32Array,
  template: Float32Array,
): { at: number; clarity: number } | undefined {
  const places = recording.length - template.length;
  if (places < 3) return undefined;
  const matches = new Float32Array(places);
  let best = 0;
  let sum = 0;
  for (let p = 0; p < places; p++) {
    let match = 0;
    for (let i = 0; i < template.length; i++) match += (recording[p + i] ?? 0) * (template[i] ?? 0);
    matches[p] = Math.abs(match);
    sum += Math.abs(match);
    if (Math.abs(match) > (matches[best] ?? 0)) best = p;
  }
  // The direct way is the first strong match; an echo may be a little stronger.
  const floor = 0.6 * (matches[best] ?? 0);
  const first = matches.findIndex(
    (m, p) => m >= floor && m >= (matches[p + 1] ?? 0) && m >= (matches[p - 1] ?? 0),
  );
  const peak = first < 0 ? best : first;
  return { at: peak, clarity: (matches[best] ?? 0) / (sum / places || 1) };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
