import { describe, expect, it } from 'vitest';
import { CLICK_SOUNDS, clickDefaults, parseClickSettings } from './click-settings.ts';
import { clickSamples } from './sounds.ts';

const RATE = 48_000;

describe('the sounds of the click', () => {
  it.each(CLICK_SOUNDS)('%s is loud at once, short, and louder the heavier the beat', (sound) => {
    const energy = ([1, 2, 3] as const).map((level) => {
      const samples = clickSamples(sound, level, RATE);
      const peak = samples.reduce((high, s) => Math.max(high, Math.abs(s)), 0);
      const at = samples.findIndex((s) => Math.abs(s) > peak / 2);
      expect(at / RATE).toBeLessThan(0.003);
      expect(samples.length / RATE).toBeLessThan(0.3);
      expect(Math.abs(samples[samples.length - 1] ?? 1)).toBeLessThan(0.01);
      return peak;
    });
    expect(energy[0]).toBeLessThan(energy[1] ?? 0);
    expect(energy[1]).toBeLessThan(energy[2] ?? 0);
    expect(energy[2]).toBeCloseTo(1, 3);
  });

  it('the measuring burst has its middle at 12 ms, whatever its pitch and level', () => {
    for (const hz of [1000, 5900]) {
      const samples = clickSamples('burst', 1, RATE, hz);
      const power = samples.reduce((sum, s) => sum + s * s, 0);
      const middle = samples.reduce((sum, s, i) => sum + (i / RATE) * s * s, 0) / power;
      expect(middle).toBeCloseTo(0.012, 5);
      expect(samples).toEqual(clickSamples('burst', 3, RATE, hz));
    }
  });
});

describe('what is stored of the click', () => {
  it('reads what was kept, and falls back where it is wrong', () => {
    const kept = {
      on: false,
      sound: 'hihat',
      volume: 0.2,
      haptic: 'beats',
      outputLatencyMs: 87,
      calibratedBy: 'tap',
    };
    expect(parseClickSettings(JSON.stringify(kept))).toEqual({ ...clickDefaults, ...kept });
    const wrong = {
      on: 'yes',
      sound: 'gong',
      volume: 7,
      haptic: 1,
      outputLatencyMs: 1e9,
      calibratedBy: 'guess',
    };
    expect(parseClickSettings(JSON.stringify(wrong))).toEqual(clickDefaults);
    for (const text of [null, '', 'null', '[', '7']) expect(parseClickSettings(text)).toEqual(clickDefaults);
  });

  it('knows the measuring burst only inside the rig', () => {
    const text = JSON.stringify({ sound: 'burst', burstHz: 1700 });
    expect(parseClickSettings(text)).toEqual(clickDefaults);
    expect(parseClickSettings(text, true)).toMatchObject({ sound: 'burst', burstHz: 1700 });
  });
});
