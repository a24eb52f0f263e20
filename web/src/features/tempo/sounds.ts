import type { ClickSettings } from './click-settings.ts';
import type { Level } from './plan.ts';

/** Loudness of each level against the downbeat, in dB. */
const LEVEL_DB: Record<Level, number> = { 1: -12, 2: -4, 3: 0 };

interface Ring {
  hz: number;
  /** Time to a third of the loudness. */
  decayMs: number;
  gain: number;
}

const note = (hz: number, decayMs: number, gain = 1): Ring => ({ hz, decayMs, gain });

/** Downbeat, beat and what is between differ in pitch too: one hears the bar also when loudness is lost in the band. */
const PARTIALS: Record<Exclude<ClickSettings['sound'], 'hihat' | 'burst'>, Record<Level, Ring[]>> = {
  woodblock: {
    3: [note(1480, 9), note(2410, 5, 0.5)],
    2: [note(1110, 9), note(1810, 5, 0.5)],
    1: [note(880, 7), note(1430, 4, 0.4)],
  },
  beep: { 3: [note(1760, 22)], 2: [note(1320, 22)], 1: [note(990, 16)] },
  cowbell: {
    3: [note(845, 32, 0.6), note(1268, 26, 0.6)],
    2: [note(587, 30, 0.6), note(845, 24, 0.6)],
    1: [note(540, 18, 0.5), note(800, 14, 0.5)],
  },
  soft: { 3: [note(660, 40)], 2: [note(495, 40)], 1: [note(440, 28)] },
};

const BURST_S = 0.024;
const BURST_SIGMA_S = 0.003;
const ATTACK_S = 0.0005;

/** The samples of one click, from −1 to 1; its first sample is the beat. */
export function clickSamples(
  sound: ClickSettings['sound'],
  level: Level,
  rate: number,
  burstHz = 1000,
): Float32Array<ArrayBuffer> {
  if (sound === 'burst') return burst(burstHz, rate);
  const rings = sound === 'hihat' ? hihat(level, rate) : ringing(PARTIALS[sound][level], rate);
  const peak = rings.reduce((high, value) => Math.max(high, Math.abs(value)), 1e-9);
  const gain = 10 ** (LEVEL_DB[level] / 20) / peak;
  return rings.map((value) => value * gain);
}

function ringing(partials: Ring[], rate: number): Float32Array<ArrayBuffer> {
  const lengthS = (Math.max(...partials.map((p) => p.decayMs)) / 1000) * 7;
  const samples = new Float32Array(Math.ceil(lengthS * rate));
  for (let i = 0; i < samples.length; i++) {
    const t = i / rate;
    let sum = 0;
    for (const { hz, decayMs, gain } of partials) {
      sum += gain * Math.sin(2 * Math.PI * hz * t) * Math.exp((-t * 1000) / decayMs);
    }
    samples[i] = sum * Math.min(1, t / ATTACK_S);
  }
  return samples;
}

/** Noise of a fixed seed through a difference, so that each click of a level is the same. */
function hihat(level: Level, rate: number): Float32Array<ArrayBuffer> {
  const decayS = { 1: 0.012, 2: 0.02, 3: 0.035 }[level];
  const samples = new Float32Array(Math.ceil(decayS * 6 * rate));
  let seed = 0x2545f491;
  let before = 0;
  for (let i = 0; i < samples.length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    const noise = seed / 2 ** 31;
    samples[i] = (noise - before) * Math.exp(-i / rate / decayS);
    before = noise;
  }
  return samples;
}

/** A tone under a Gaussian, the same for every level: its centre, 12 ms in, can be found in a recording to microseconds. */
function burst(hz: number, rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(BURST_S * rate));
  for (let i = 0; i < samples.length; i++) {
    const t = i / rate - BURST_S / 2;
    samples[i] = Math.cos(2 * Math.PI * hz * t) * Math.exp(-0.5 * (t / BURST_SIGMA_S) ** 2);
  }
  return samples;
}
