import { expect, it } from 'vitest';
import type { PreflightResult } from '../../client/rehearsal.ts';
import { findings, isReady } from './verdict.ts';

const good: PreflightResult = {
  run_id: 'r',
  user_id: 'ada',
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

it('does not hold what was not measured against a device', () => {
  const { drift_ms: _, output_latency_ms: __, ...some } = good;
  expect(isReady(some)).toBe(true);
});
