export const FLOOR_DB = -60;

/** Loudness of samples in dB below full scale, never under -100. */
export function levelDb(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  return Math.max(-100, 20 * Math.log10(Math.max(rms, 1e-5)));
}

/** 0 to 1 over the range that a meter shows. */
export function meterShare(db: number): number {
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB));
}

export type LevelWord = 'silent' | 'quiet' | 'good' | 'loud';

/** What to tell the person, from the loudest of the last seconds. */
export function levelWord(peakDb: number): LevelWord {
  if (peakDb < -55) return 'silent';
  if (peakDb < -38) return 'quiet';
  return peakDb > -6 ? 'loud' : 'good';
}

/** The room without the speaker: the quiet tenth of what was measured. Unknown until there is a second of it. */
export function roomNoise(history: readonly number[]): 'unknown' | 'low' | 'high' {
  if (history.length < 20) return 'unknown';
  const sorted = [...history].sort((a, b) => a - b);
  const quiet = sorted[Math.floor(sorted.length / 10)] ?? -100;
  return quiet > -42 ? 'high' : 'low';
}

export type MicFault = 'blocked' | 'none' | 'busy';

/** The reason behind a refused getUserMedia, in words a person can act on. */
export function micFault(error: unknown): MicFault {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'blocked';
}

export interface MicChoice {
  microphoneId: string;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGain: boolean;
}

export function micConstraints(choice: MicChoice): MediaTrackConstraints {
  return {
    ...(choice.microphoneId ? { deviceId: { ideal: choice.microphoneId } } : {}),
    echoCancellation: choice.echoCancellation,
    noiseSuppression: choice.noiseSuppression,
    autoGainControl: choice.autoGain,
    channelCount: 1,
    sampleRate: 48_000,
  };
}
