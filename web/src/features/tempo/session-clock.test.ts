import { describe, expect, it } from 'vitest';
import { SessionClock } from './session-clock.ts';

/** Seeded, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Way = (next: () => number, atMs: number) => number;

const gamma = (mean: number, cap: number, next: () => number) =>
  Math.min(cap, (-mean / 2) * Math.log((1 - next()) * (1 - next())));
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
/** A lost segment comes a retransmission later, and holds up what follows. */
const lossy =
  (share: number, way: Way): Way =>
  (next, atMs) =>
    way(next, atMs) + (next() < share ? 200 + 100 * next() : 0);

const A: Way = lossy(0.005, (next) => 2 + Math.min(10, 3 * Math.exp(0.5 * normal(next))));
const B: Way = lossy(0.02, (next) => 10 + gamma(12, 40, next));
const C: Way = lossy(0.05, (next, atMs) => 10 + gamma(12, 40, next) + (atMs % 9_000 < 300 ? 200 : 0));

interface Run {
  seed: number;
  up: Way;
  down: Way;
  ppm: number;
  seconds: number;
}

const SESSION_ZERO_MS = 7_654_321.25;

/** Errors every 200 ms of the clock of a device that asks through such ways; answers keep their order. */
function errors({ seed, up, down, ppm, seconds }: Run): { atS: number; errorMs: number }[] {
  const next = random(seed);
  const clock = new SessionClock();
  const localOf = (trueMs: number) => 100_000 + trueMs * (1 + ppm * 1e-6);
  const found: { atS: number; errorMs: number }[] = [];
  const answers: { atMs: number; deliver: () => void }[] = [];
  let [askAt, lastUp, lastDown] = [0, 0, 0];
  for (let nowMs = 0; nowMs < seconds * 1000; nowMs += 10) {
    while (answers[0] && answers[0].atMs <= nowMs) answers.shift()?.deliver();
    if (nowMs >= askAt) {
      const sentMs = localOf(nowMs);
      lastUp = Math.max(lastUp, nowMs + up(next, nowMs));
      const receivedAt = lastUp;
      lastDown = Math.max(lastDown, receivedAt + 0.1 + down(next, receivedAt));
      const arrivedAt = lastDown;
      const session = {
        receivedMs: SESSION_ZERO_MS + receivedAt,
        repliedMs: SESSION_ZERO_MS + receivedAt + 0.1,
      };
      answers.push({
        atMs: arrivedAt,
        deliver: () => clock.add({ sentMs, ...session, arrivedMs: localOf(arrivedAt) }),
      });
      askAt = nowMs + clock.nextProbeInMs;
    }
    const known = clock.sessionMs(localOf(nowMs));
    if (nowMs % 200 === 0 && known !== undefined) {
      found.push({ atS: nowMs / 1000, errorMs: Math.abs(known - SESSION_ZERO_MS - nowMs) });
    }
  }
  return found;
}

function p99(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN;
}

const PPMS = [-50, -20, 0, 35, 50];

function over(up: Way, down: Way, fromS: number, seconds = 90): number {
  const all = PPMS.flatMap((ppm, i) =>
    [1, 2, 3, 4].flatMap((seed) => errors({ seed: seed * 31 + i, up, down, ppm, seconds })),
  );
  return p99(all.filter(({ atS }) => atS >= fromS).map(({ errorMs }) => errorMs));
}

describe('the session’s clock', () => {
  it.each([
    ['A', A, A],
    ['B', B, B],
    ['C', C, C],
    ['B up, quiet down, with equal shortest ways', B, lossy(0, (next) => 10 + gamma(1, 3, next))],
  ])(
    'is within 2 ms (p99) from the third second on, under profile %s, for devices up to 50 ppm off',
    (_, up, down) => {
      expect(over(up, down, 3)).toBeLessThan(2);
    },
  );

  it('costs half of what the ways lastingly differ by, and 2 ms more', () => {
    const slow: Way = lossy(0.02, (next) => 16 + gamma(12, 40, next));
    expect(over(slow, B, 10)).toBeLessThan(3 + 2);
  });

  it('learns how fast the device’s own clock runs', () => {
    const clock = new SessionClock();
    for (let atMs = 0; atMs < 60_000; atMs += 200) {
      const sentMs = atMs * (1 - 40e-6);
      clock.add({ sentMs, receivedMs: atMs + 3, repliedMs: atMs + 3, arrivedMs: (atMs + 6) * (1 - 40e-6) });
    }
    expect(clock.ppm).toBeCloseTo(40, 0);
    expect(clock.roundTripMs).toBeCloseTo(6, 1);
    expect(clock.errorMs).toBeLessThan(0.1);
  });

  it('turns session time back into the device’s own', () => {
    const clock = new SessionClock();
    expect(clock.sessionMs(1)).toBeUndefined();
    expect(clock.localMs(1)).toBeUndefined();
    clock.add({ sentMs: 500, receivedMs: 9_010, repliedMs: 9_012, arrivedMs: 522 });
    expect(clock.sessionMs(522)).toBeCloseTo(9_022, 3);
    expect(clock.localMs(clock.sessionMs(77_777) ?? Number.NaN)).toBeCloseTo(77_777, 6);
  });

  it('begins anew when its bounds contradict each other: the device slept, or the hub has another clock', () => {
    const clock = new SessionClock();
    const ask = (localMs: number, offsetMs: number) =>
      clock.add({
        sentMs: localMs,
        receivedMs: localMs + offsetMs + 4,
        repliedMs: localMs + offsetMs + 4,
        arrivedMs: localMs + 8,
      });
    for (let n = 0; n < 50; n++) ask(n * 200, 5_000);
    ask(10_200, 65_000);
    expect(clock.sessionMs(10_208)).toBeCloseTo(75_208, 3);
    expect(clock.probes).toBe(1);
    ask(10_400, -3_000);
    expect(clock.sessionMs(10_408)).toBeCloseTo(7_408, 3);
  });

  it('ignores an answer that came before its question, or was given before it was heard', () => {
    const clock = new SessionClock();
    clock.add({ sentMs: 100, receivedMs: 0, repliedMs: 0, arrivedMs: 99 });
    clock.add({ sentMs: 100, receivedMs: 10, repliedMs: 9, arrivedMs: 101 });
    clock.add({ sentMs: Number.NaN, receivedMs: 10, repliedMs: 10, arrivedMs: 101 });
    expect(clock.probes).toBe(0);
  });

  it('asks often at first', () => {
    const clock = new SessionClock();
    const first = clock.nextProbeInMs;
    for (let n = 0; n < 400; n++) clock.add({ sentMs: n, receivedMs: n, repliedMs: n, arrivedMs: n + 1 });
    expect(clock.nextProbeInMs).toBeGreaterThan(first);
  });
});
