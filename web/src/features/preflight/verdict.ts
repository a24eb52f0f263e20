import type { PreflightResult } from '../../client/rehearsal.ts';

/** What one device needs before doors open; `listens` is said, but stops nobody. */
export type Finding =
  | { kind: 'micSilent' | 'micBlocked' | 'listens' }
  | { kind: 'loss' | 'trip' | 'jitter' | 'drift' | 'latency'; value: number };

export const LIMITS = { lossPct: 2, rttMs: 150, jitterMs: 30, driftMs: 8, outputLatencyMs: 120 } as const;

/** Everything that is wrong with a device, what hurts most first. */
export function findings(result: PreflightResult): Finding[] {
  const found: Finding[] = [];
  if (result.microphone === 'blocked') found.push({ kind: 'micBlocked' });
  if (result.microphone === 'silent') found.push({ kind: 'micSilent' });
  if (result.loss_pct > LIMITS.lossPct) found.push({ kind: 'loss', value: round(result.loss_pct) });
  const drift = Math.abs(result.drift_ms ?? 0);
  if (drift > LIMITS.driftMs) found.push({ kind: 'drift', value: round(drift) });
  if (result.rtt_ms > LIMITS.rttMs) found.push({ kind: 'trip', value: result.rtt_ms });
  if (result.jitter_ms > LIMITS.jitterMs) found.push({ kind: 'jitter', value: round(result.jitter_ms) });
  const latency = result.output_latency_ms ?? 0;
  if (latency > LIMITS.outputLatencyMs) found.push({ kind: 'latency', value: Math.round(latency) });
  if (result.microphone === 'none') found.push({ kind: 'listens' });
  return found;
}

export function isReady(result: PreflightResult): boolean {
  return findings(result).every((finding) => finding.kind === 'listens');
}

const round = (value: number): number => Math.round(value * 10) / 10;
