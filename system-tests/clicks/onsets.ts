/**
 * Finds clicks in a recording: a matched filter for the burst of one pitch. A coarse pass (demodulated, thinned out) says
 * where there is one, a fine pass reads the middle of its envelope between the samples.
 */
import { CENTRE_S, SIGMA_S } from './burst.ts';

export interface Click {
  /** Middle of the burst, seconds from the beginning of the recording. */
  atS: number;
  amplitude: number;
}

export interface DetectorOptions {
  rate: number;
  hz: number;
  /** What is softer than this is no click. */
  minAmplitude?: number;
}

const COARSE_HZ = 2000;
/** Two clicks of one device are never closer than this. */
const APART_S = 0.06;
const FINE_REACH_S = 0.002;
const FINE_STEPS = 5;

export function findClicks(samples: Float32Array, options: DetectorOptions): Click[] {
  const { rate, minAmplitude = 0.01 } = options;
  const step = Math.round(rate / COARSE_HZ);
  const envelope = coarse(samples, options, step);
  const clicks: Click[] = [];
  const reach = Math.round((APART_S * rate) / step);
  for (let i = 1; i < envelope.length - 1; i++) {
    if (envelope[i]! < minAmplitude * 0.7 || !isPeak(envelope, i, reach)) continue;
    const click = fine(samples, options, (i * step + (step - 1) / 2) / rate);
    if (click && click.amplitude >= minAmplitude) clicks.push(click);
  }
  return clicks;
}

function isPeak(envelope: Float32Array, at: number, reach: number): boolean {
  const value = envelope[at]!;
  const to = Math.min(envelope.length - 1, at + reach);
  for (let i = Math.max(0, at - reach); i <= to; i++) {
    if (envelope[i]! > value || (envelope[i] === value && i < at)) return false;
  }
  return true;
}

/** The amplitude of a burst around each thinned-out point: demodulated to zero, averaged, weighed by the envelope. */
function coarse(samples: Float32Array, { rate, hz }: DetectorOptions, step: number): Float32Array {
  const count = Math.floor(samples.length / step);
  const real = new Float32Array(count);
  const imaginary = new Float32Array(count);
  const turn = (2 * Math.PI * hz) / rate;
  for (let i = 0; i < count; i++) {
    const from = i * step;
    let [phase, re, im] = [(turn * from) % (2 * Math.PI), 0, 0];
    for (let k = 0; k < step; k++, phase += turn) {
      const sample = samples[from + k]!;
      if (sample === 0) continue;
      re += sample * Math.cos(phase);
      im += sample * Math.sin(phase);
    }
    real[i] = re / step;
    imaginary[i] = im / step;
  }
  const taps = Math.round((CENTRE_S * rate) / step);
  const weights = Array.from({ length: 2 * taps + 1 }, (_, k) => gauss(((k - taps) * step) / rate));
  const norm = 2 / weights.reduce((sum, w) => sum + w * w, 0);
  const envelope = new Float32Array(count);
  for (let i = taps; i < count - taps; i++) {
    let [re, im] = [0, 0];
    for (let k = -taps; k <= taps; k++) {
      const w = weights[k + taps]!;
      re += w * real[i + k]!;
      im += w * imaginary[i + k]!;
    }
    envelope[i] = norm * Math.hypot(re, im);
  }
  return envelope;
}

/** The peak of the matched filter near a time; its logarithm is a parabola there, since the burst is Gaussian. */
function fine(samples: Float32Array, options: DetectorOptions, nearS: number): Click | undefined {
  let [atS, reachS] = [nearS, FINE_REACH_S];
  for (let round = 0; round < FINE_STEPS; round++) {
    const [before, here, after] = [-reachS, 0, reachS].map((d) => Math.log(matched(samples, options, atS + d) + 1e-12));
    const bend = before! - 2 * here! + after!;
    if (bend >= 0) return undefined;
    const shift = (0.5 * (before! - after!) * reachS) / bend;
    if (Math.abs(shift) > 2 * FINE_REACH_S) return undefined;
    atS += shift;
    reachS = Math.max(reachS / 2, 0.0005);
  }
  return { atS, amplitude: matched(samples, options, atS) };
}

/** The amplitude of a burst whose middle is at a time. */
function matched(samples: Float32Array, { rate, hz }: DetectorOptions, atS: number): number {
  const from = Math.max(0, Math.ceil((atS - CENTRE_S) * rate));
  const to = Math.min(samples.length - 1, Math.floor((atS + CENTRE_S) * rate));
  let [re, im, energy] = [0, 0, 0];
  for (let i = from; i <= to; i++) {
    const t = i / rate - atS;
    const w = gauss(t);
    const phase = 2 * Math.PI * hz * t;
    re += samples[i]! * w * Math.cos(phase);
    im += samples[i]! * w * Math.sin(phase);
    energy += w * w;
  }
  return energy > 0 ? (2 * Math.hypot(re, im)) / energy : 0;
}

function gauss(t: number): number {
  return Math.exp(-(t * t) / (2 * SIGMA_S * SIGMA_S));
}
