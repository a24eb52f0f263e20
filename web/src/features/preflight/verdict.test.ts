import { expect, it } from 'vitest';
import type { PreflightResult } from '../../client/rehearsal.ts';
import { findings, isReady } from './verdict.ts';

const good: PreflightResult = {
  run_id: 'r',
  user_id: 'ada',
  voice: 'on',
  rtt_ms: 9,
  loss_pct: 0,
  jitter_ms: 2,
  drift_ms: 1.2,
  microphone: 'ok',
  output_latency_ms: 20,
};

it('finds nothing wrong with a good device', () => {
  expect(findings(good)).toEqual([]);
  expect(isReady(good)).toBe(true);
});

it('names everything that is over its limit, the microphone first', () => {
  const bad = {
    ...good,
    rtt_ms: 200,
    loss_pct: 4.26,
    jitter_ms: 31,
    drift_ms: -9.4,
    microphone: 'silent',
    output_latency_ms: 180.6,
  } as const;
  expect(findings(bad)).toEqual([
    { kind: 'micSilent' },
    { kind: 'loss', value: 4.3 },
    { kind: 'drift', value: 9.4 },
    { kind: 'trip', value: 200 },
    { kind: 'jitter', value: 31 },
    { kind: 'latency', value: 181 },
  ]);
  expect(isReady(bad)).toBe(false);
});

it('lets who only listens be ready', () => {
  const listens = { ...good, microphone: 'none' } as const;
  expect(findings(listens)).toEqual([{ kind: 'listens' }]);
  expect(isReady(listens)).toBe(true);
});

it('does not hold a click that does not run against a device', () => {
  const { drift_ms: _, output_latency_ms: __, ...some } = good;
  expect(isReady(some)).toBe(true);
});

it('calls nobody ready whose loss was not measured, unless he only listens or the voice is named already', () => {
  const { loss_pct: _, ...unknown } = good;
  expect(findings(unknown)).toEqual([{ kind: 'lossUnknown' }]);
  expect(isReady(unknown)).toBe(false);
  expect(isReady({ ...unknown, microphone: 'none' })).toBe(true);
  expect(findings({ ...unknown, voice: 'failed' })).toEqual([{ kind: 'voiceFailed' }]);
});

it('is never ready without a voice that gets through, however good the rest is', () => {
  for (const voice of ['unanswered', 'connecting', 'recovering', 'failed'] as const) {
    expect(findings({ ...good, voice })).toHaveLength(1);
    expect(isReady({ ...good, voice })).toBe(false);
  }
});

it('is not ready when the hub did not answer a single probe', () => {
  const { rtt_ms: _, ...mute } = good;
  expect(findings(mute)).toEqual([{ kind: 'noTrip' }]);
  expect(isReady(mute)).toBe(false);
});

it('asks for the clock where no click runs, and hints at a device that nobody has calibrated', () => {
  const { drift_ms: _, ...still } = good;
  expect(findings({ ...still, clock_error_ms: 12.34 })).toEqual([{ kind: 'clock', value: 12.3 }]);
  expect(findings({ ...good, clock_error_ms: 12 })).toEqual([]);
  expect(findings({ ...good, calibrated: false })).toEqual([{ kind: 'uncalibrated' }]);
  expect(isReady({ ...good, calibrated: false })).toBe(true);
});
