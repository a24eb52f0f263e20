import { describe, expect, it } from 'vitest';
import { untilNextProbeMs } from './probe-times.ts';
import { SessionClock, sessionAt } from './session-clock.ts';
import { type Profile, percentile, VirtualLane } from './virtual-network.ts';

const SESSION_MS = 1_795_000_000_000;
const SEEDS = 6;
/** Virtual minutes take real seconds on a busy machine. */
const PATIENCE_MS = 120_000;

interface Run {
  profile: Profile;
  seed: number;
  ppm: number;
  /** How much longer the way to the hub is than the way back. */
  asymmetryMs?: number;
  seconds?: number;
}

/** The probes of `probe-times.ts`, through both lanes; error of the estimate every 100 ms after the first 20 s. */
function errors({ profile, seed, ppm, asymmetryMs = 0, seconds = 300 }: Run): number[] {
  const up = new VirtualLane(profile, seed * 2 + 1, Math.max(0, asymmetryMs));
  const down = new VirtualLane(profile, seed * 2 + 2, Math.max(0, -asymmetryMs));
  const clock = new SessionClock();
  const perf = (t: number): number => 5_000 + t * (1 + ppm * 1e-6);
  const answers: { at: number; sent: number; received: number }[] = [];
  const found: number[] = [];
  let next = 0;
  let probeAt = 0;
  for (let t = 0; t < seconds * 1000; t += 50) {
    if (t >= probeAt) {
      const received = up.arrivalMs(t);
      answers.push({ at: down.arrivalMs(received + 0.1), sent: t, received });
      probeAt = t + untilNextProbeMs(t, clock.errorMs);
    }
    for (let a = answers[next]; a && a.at <= t; a = answers[++next]) {
      clock.add({
        sentMs: perf(a.sent),
        receivedMs: SESSION_MS + a.received,
        repliedMs: SESSION_MS + a.received + 0.1,
        backMs: perf(a.at),
      });
    }
    const line = clock.line;
    if (line && t >= 20_000) found.push(Math.abs(sessionAt(line, perf(t)) - SESSION_MS - t));
  }
  return found;
}

function measure(name: string, runs: Run[]): { p50: number; p95: number; p99: number } {
  const all = runs.flatMap(errors);
  const figures = { p50: percentile(all, 0.5), p95: percentile(all, 0.95), p99: percentile(all, 0.99) };
  const round = Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, Math.round(v * 1000) / 1000]));
  process.stdout.write(`clock ${name}: ${JSON.stringify(round)} ms, n=${all.length}\n`);
  return figures;
}

const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
const drifts = [-50, 0, 50];
const all = (profile: Profile, more: Partial<Run> = {}): Run[] =>
  seeds.flatMap((seed) => drifts.map((ppm) => ({ profile, seed, ppm, ...more })));

describe('the clock layer on virtual networks (6 seeds × −50, 0, +50 ppm × 300 s)', {
  timeout: PATIENCE_MS,
}, () => {
  it.each(['none', 'A', 'B', 'C'] as Profile[])('profile %s: p99 at most 2 ms', (profile) => {
    expect(measure(profile, all(profile)).p99).toBeLessThanOrEqual(2);
  });

  it.each([10, -10, 40])('a constant asymmetry of %d ms costs at most half of it and 2 ms', (asymmetryMs) => {
    const { p99 } = measure(`B with ${asymmetryMs} ms asymmetry`, all('B', { asymmetryMs }));
    expect(p99).toBeLessThanOrEqual(Math.abs(asymmetryMs) / 2 + 2);
  });
});
