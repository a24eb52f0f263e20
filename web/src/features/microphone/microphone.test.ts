import { expect, it } from 'vitest';
import { levelDb, levelWord, meterShare, micConstraints, micFault, roomNoise } from './microphone.ts';

it('measures loudness in dB below full scale', () => {
  expect(levelDb(new Float32Array(480).fill(1))).toBeCloseTo(0);
  expect(levelDb(new Float32Array(480).fill(0.1))).toBeCloseTo(-20);
  expect(levelDb(new Float32Array(480))).toBe(-100);
  expect(levelDb(new Float32Array(0))).toBe(-100);
});

it('shows -60 to 0 dB', () => {
  expect([-90, -60, -30, 0, 3].map(meterShare)).toEqual([0, 0, 0.5, 1, 1]);
});

it('says what to do about the level', () => {
  expect([-80, -45, -18, -2].map(levelWord)).toEqual(['silent', 'quiet', 'good', 'loud']);
});

it('hears the room behind the speech', () => {
  const speech = Array.from({ length: 80 }, (_, i) => (i % 5 === 0 ? -62 : -20));
  expect(roomNoise(speech)).toBe('low');
  expect(roomNoise(speech.map((db) => Math.max(db, -35)))).toBe('high');
  expect(roomNoise([-60])).toBe('unknown');
});

it('tells a blocked microphone from a missing and a busy one', () => {
  const fault = (name: string): string => micFault(Object.assign(new Error(), { name }));
  expect(fault('NotAllowedError')).toBe('blocked');
  expect(fault('NotFoundError')).toBe('none');
  expect(fault('NotReadableError')).toBe('busy');
});

it('asks for the chosen device but lives without it', () => {
  const choice = { microphoneId: 'usb', echoCancellation: false, noiseSuppression: true, autoGain: true };
  expect(micConstraints(choice)).toMatchObject({
    deviceId: { ideal: 'usb' },
    echoCancellation: false,
    channelCount: 1,
  });
  expect(micConstraints({ ...choice, microphoneId: '' })).not.toHaveProperty('deviceId');
});
