/** Sine tones as WAV files (for fake microphones) and as PCM frames (for SDK clients), and their detection. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { target } from './folders.ts';

export const SAMPLE_RATE = 48_000;

/** Pitches far enough apart that neither Opus nor a 20 ms window takes one for another. */
export const TONES = [1000, 1400, 1800, 2200, 2600, 3000] as const;
export type Tone = (typeof TONES)[number];

const AMPLITUDE = 0.4;
/** One second of each of these pitches ends where it begins, so a loop of it has no click. */
const WAV_SECONDS = 1;
/** A tone counts as there when its amplitude exceeds this, and most of the energy is its own. */
const PRESENT_AMPLITUDE = 0.04;
const PRESENT_SHARE = 0.3;
/** Below this a window counts as silent (comfort noise of DTX is about −60 dBFS). */
const SILENT_RMS = 0.004;

/** The path of a WAV file (16 bit, mono, 48 kHz) with the tone, made when needed. */
export function toneFile(hz: number): string {
  const file = join(target('tones'), `${hz}.wav`);
  if (!existsSync(file)) {
    writeFileSync(file, wav(tonePcm(hz, 0, SAMPLE_RATE * WAV_SECONDS)));
  }
  return file;
}

/** Samples of a sine that goes on where the last call ended: `position` is the index of the first sample. */
export function tonePcm(hz: number, position: number, count: number): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(count);
  for (let i = 0; i < count; i++) {
    pcm[i] = Math.round(AMPLITUDE * 32767 * Math.sin((2 * Math.PI * hz * (position + i)) / SAMPLE_RATE));
  }
  return pcm;
}

export interface Sounding {
  tone: Tone | undefined;
  silent: boolean;
}

/** Which of our tones a window of samples (−1..1) holds. */
export function listen(samples: Float32Array, sampleRate = SAMPLE_RATE): Sounding {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const rms = Math.sqrt(energy / samples.length);
  let best: Tone | undefined;
  let bestAmplitude = 0;
  for (const tone of TONES) {
    const amplitude = goertzel(samples, tone, sampleRate);
    if (amplitude > bestAmplitude) [best, bestAmplitude] = [tone, amplitude];
  }
  const share = rms > 0 ? bestAmplitude ** 2 / 2 / rms ** 2 : 0;
  const present = bestAmplitude > PRESENT_AMPLITUDE && share > PRESENT_SHARE;
  return { tone: present ? best : undefined, silent: rms < SILENT_RMS };
}

/** The amplitude of one pitch in a Hann window over the samples. */
export function goertzel(samples: Float32Array, hz: number, sampleRate = SAMPLE_RATE): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let [s1, s2] = [0, 0];
  const last = samples.length - 1;
  for (let i = 0; i <= last; i++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / last);
    const s0 = samples[i]! * hann + coefficient * s1 - s2;
    [s2, s1] = [s1, s0];
  }
  const power = s1 * s1 + s2 * s2 - coefficient * s1 * s2;
  return (4 * Math.sqrt(Math.max(0, power))) / samples.length;
}

function wav(pcm: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + pcm.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(pcm.byteLength, 40);
  return Buffer.concat([header, Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)]);
}
