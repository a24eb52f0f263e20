// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { forgetCalibration, useClickSettings } from '../tempo/click-settings.ts';
import { CalibrationSheet } from './CalibrationSheet.tsx';

/** When the sound card was told to sound, in seconds of its clock, which is that of the page. */
let beepsS: number[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  beepsS = [];
  const gain = { gain: { value: 0, setTargetAtTime: () => undefined }, connect: () => undefined };
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running';
      sampleRate = 8000;
      get currentTime(): number {
        return performance.now() / 1000;
      }
      getOutputTimestamp = () => ({ contextTime: this.currentTime, performanceTime: performance.now() });
      createGain = () => gain;
      createBuffer = () => ({ copyToChannel: () => undefined });
      createBufferSource = () => ({ connect: () => undefined, start: (atS: number) => beepsS.push(atS) });
      decodeAudioData = async () => ({});
      close = async () => undefined;
    },
  );
  vi.stubGlobal('fetch', async () => {
    throw new Error('no network');
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  forgetCalibration();
});

/** Taps at these times of the page. */
async function tapAt(...times: number[]): Promise<void> {
  for (const ms of times) {
    await act(() => vi.advanceTimersByTimeAsync(ms - performance.now()));
    const tap = new MouseEvent('pointerdown', { bubbles: true });
    Object.defineProperty(tap, 'timeStamp', { value: ms });
    fireEvent(screen.getByRole('button', { name: /^Tap with the click/ }), tap);
  }
}

/** Begins, and answers when the beeps of this run will sound. */
async function begin(): Promise<(n: number) => number> {
  fireEvent.click(screen.getByRole('button', { name: 'Start the clicks' }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  const firstMs = (beepsS[0] ?? Number.NaN) * 1000;
  return (n) => firstMs + 600 * n;
}

it('finds by taps how late this device sounds, and keeps it until it is forgotten', async () => {
  let closed = 0;
  const room = renderInRoom(<CalibrationSheet onClose={() => closed++} />, band('musician'));
  expect(screen.getByText('Not calibrated yet')).toBeTruthy();
  const beep = await begin();
  await tapAt(...Array.from({ length: 10 }, (_, n) => beep(n + 2) + 85));
  expect(screen.getByText(/^85 ms late/)).toBeTruthy();
  vi.useRealTimers();
  expect(await objections(room.baseElement)).toEqual([]);
  expect(useClickSettings.getState().outputLatencyMs).toBeUndefined();
  fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
  expect(closed).toBe(1);
  expect(useClickSettings.getState()).toMatchObject({ outputLatencyMs: 85, calibratedBy: 'tap', on: true });
  expect(JSON.parse(localStorage.getItem('tutti.click') ?? '{}')).toMatchObject({ outputLatencyMs: 85 });
  room.unmount();

  renderInRoom(<CalibrationSheet onClose={() => undefined} />, band('musician'));
  expect(screen.getByText('Set to 85 ms, by tap')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Forget it' }));
  expect(screen.getByText('Not calibrated yet')).toBeTruthy();
  expect(JSON.parse(localStorage.getItem('tutti.click') ?? '{}')).not.toHaveProperty('outputLatencyMs');
});

it('does not believe taps that are all over the place', async () => {
  renderInRoom(<CalibrationSheet onClose={() => undefined} />, band('musician'));
  const beep = await begin();
  await tapAt(...Array.from({ length: 12 }, (_, n) => beep(n + 2) + ((n * 137) % 400)));
  expect(screen.getByText(/too far apart to trust/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Keep it' })).toBeNull();
});

it('says so where the microphone is blocked', async () => {
  renderInRoom(<CalibrationSheet onClose={() => undefined} />, band('musician'));
  vi.stubGlobal('navigator', {
    ...navigator,
    mediaDevices: {
      getUserMedia: async () => {
        throw new DOMException('no', 'NotAllowedError');
      },
    },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Measure' }));
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(screen.getByText('The microphone is blocked for this page.')).toBeTruthy();
});
