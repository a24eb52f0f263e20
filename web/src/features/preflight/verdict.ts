import type { PreflightResult } from '../../client/rehearsal.ts';

/** What one device needs before doors open. */
export type Finding =
  | {
      kind:
        | 'voiceUnanswered'
        | 'voiceConnecting'
        | 'voiceRecovering'
        | 'voiceFailed'
        | 'noTrip'
        | 'lossUnknown';
    }
  | { kind: 'micSilent' | 'micBlocked' | 'listens' | 'uncalibrated' }
  | { kind: 'loss' | 'trip' | 'jitter' | 'drift' | 'clock' | 'latency'; value: number };

export const LIMITS = {
  lossPct: 2,
  rttMs: 150,
  jitterMs: 30,
  driftMs: 8,
  clockErrorMs: 8,
  outputLatencyMs: 120,
} as const;

const HINTS: readonly Finding['kind'][] = ['listens', 'uncalibrated'];
const VOICE = {
  unanswered: 'voiceUnanswered',
  connecting: 'voiceConnecting',
  recovering: 'voiceRecovering',
  failed: 'voiceFailed',
} as const;

/** Everything that is wrong with a device, what hurts most first. */
export function findings(result: PreflightResult): Finding[] {
  const found: Finding[] = [];
  const over = (
    kind: 'loss' | 'trip' | 'jitter' | 'drift' | 'clock' | 'latency',
    value: number | undefined,
    limit: number,
    shown = round,
  ): void => {
    const size = Math.abs(value ?? 0);
    if (size > limit) found.push({ kind, value: shown(size) });
  };
  if (result.voice !== 'on') found.push({ kind: VOICE[result.voice] });
  if (result.microphone === 'blocked') found.push({ kind: 'micBlocked' });
  if (result.microphone === 'silent') found.push({ kind: 'micSilent' });
  over('loss', result.loss_pct, LIMITS.lossPct);
  // Who only listens sends nothing that could be lost.
  if (result.loss_pct === undefined && result.voice === 'on' && result.microphone !== 'none') {
    found.push({ kind: 'lossUnknown' });
  }
  over('drift', result.drift_ms, LIMITS.driftMs);
  // While no click runs, how well the time is known says how well it would.
  if (result.drift_ms === undefined) over('clock', result.clock_error_ms, LIMITS.clockErrorMs);
  if (result.rtt_ms === undefined) found.push({ kind: 'noTrip' });
  over('trip', result.rtt_ms, LIMITS.rttMs, Math.round);
  over('jitter', result.jitter_ms, LIMITS.jitterMs);
  over('latency', result.output_latency_ms, LIMITS.outputLatencyMs, Math.round);
  if (result.microphone === 'none') found.push({ kind: 'listens' });
  if (result.calibrated === false) found.push({ kind: 'uncalibrated' });
  return found;
}

/** Is said, but stops nobody. */
export function isHint({ kind }: Finding): boolean {
  return HINTS.includes(kind);
}

export function isReady(result: PreflightResult): boolean {
  return findings(result).every(isHint);
}

const round = (value: number): number => Math.round(value * 10) / 10;
