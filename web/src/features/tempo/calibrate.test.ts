import { describe, expect, it } from 'vitest';
import { type AcousticLoop, acousticCalibration, CalibrationError, TapCalibration } from './calibrate.ts';
import { random } from './virtual-network.ts';
import { SESSION_MS, VirtualAudio, VirtualTime } from './virtual-stage.ts';

const RATE = 48_000;

/** A room: sound comes back after the loop's latency, with an echo, and over noise. */
function room(loopMs: number, loudness: number, jitterMs = 0): AcousticLoop {
  const tape = new Float32Array(RATE * 6);
  const next = random(7);
  for (let i = 0; i < tape.length; i++) tape[i] = (next() - 0.5) * 0.05;
  const add = (samples: Float32Array, atS: number, gain: number): void => {
    const start = Math.round(atS * RATE);
    samples.forEach((s, i) => {
      tape[start + i] = (tape[start + i] ?? 0) + s * gain;
    });
  };
  return {
    rate: RATE,
    nowS: () => 0.1,
    play: (samples, atS) => {
      const at = atS + (loopMs + (next() - 0.5) * jitterMs) / 1000;
      add(samples, at, loudness);
      add(samples, at + 0.011, loudness * 0.7);
    },
    record: async (fromS, toS) => tape.slice(Math.round(fromS * RATE), Math.round(toS * RATE)),
    knownMs: () => 40,
    inputMs: () => 10,
    close: () => undefined,
  };
}

describe('calibration through the air', { timeout: 120_000 }, () => {
  it.each([50, 123, 230, 400])('finds a loop of %d ms in noise and echo', async (loopMs) => {
    const { latencyMs, spreadMs } = await acousticCalibration(async () => room(loopMs, 0.2));
    expect(latencyMs).toBeCloseTo(loopMs - 50, 0);
    expect(spreadMs).toBeLessThan(0.1);
  });

  it('says so when the microphone hears nothing, or every time something else', async () => {
    await expect(acousticCalibration(async () => room(100, 0))).rejects.toMatchObject({ fault: 'silent' });
    await expect(acousticCalibration(async () => room(100, 0.5, 60))).rejects.toMatchObject({
      fault: 'unsteady',
    });
    await expect(
      acousticCalibration(async () => {
        throw new CalibrationError('blocked');
      }),
    ).rejects.toMatchObject({ fault: 'blocked' });
  });
});

describe('calibration by tapping', () => {
  function tapping(lateMs: number, shakeMs: number, taps: number): ReturnType<TapCalibration['tap']> {
    const time = new VirtualTime();
    const perf = (): number => 5_000 + time.nowMs;
    const audio = new VirtualAudio(time, perf, 0, 3);
    const after = (ms: number, run: () => void): (() => void) => time.at(time.nowMs + ms, run);
    const calibration = new TapCalibration({ audio, after, nowMs: perf });
    const next = random(5);
    calibration.start();
    time.runUntil(1_000);
    let result = { taps: 0, spread: 0 } as ReturnType<TapCalibration['tap']>;
    for (let n = 0; n < taps; n++) {
      time.runUntil(1_000 + (n + 1) * 600);
      const beeps = audio.heard().map((p) => p.heardMs - SESSION_MS);
      const beep = beeps[n] ?? Number.NaN;
      const tapMs = beep + lateMs + (next() - 0.5) * 2 * shakeMs;
      time.runUntil(Math.max(time.nowMs, tapMs));
      result = calibration.tap(5_000 + tapMs);
    }
    return result;
  }

  it.each([0, 60, 180])('finds sound that comes %d ms late from steady taps', (lateMs) => {
    const { taps, spread, offsetMs } = tapping(lateMs, 20, 16);
    expect(taps).toBe(14);
    expect(spread).toBeLessThan(20);
    expect(Math.abs((offsetMs ?? 999) - lateMs)).toBeLessThan(10);
  });

  it('waits for eight taps, and does not believe unsteady ones', () => {
    expect(tapping(60, 5, 9).offsetMs).toBeUndefined();
    expect(tapping(60, 110, 16).offsetMs).toBeUndefined();
  });
});
