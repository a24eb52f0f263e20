// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hears } from './mic-probe.ts';

/** What the sound card gives: one level for all samples. */
let level = 0;
let state = 'running';
let closed = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  closed = 0;
  state = 'running';
  vi.stubGlobal('MediaStream', class {});
  vi.stubGlobal(
    'AudioContext',
    class {
      state = state;
      resume = () => new Promise<void>(() => undefined);
      close = async () => {
        closed++;
      };
      createMediaStreamSource = () => ({ connect: () => undefined });
      createAnalyser = () => ({
        fftSize: 0,
        getFloatTimeDomainData: (samples: Float32Array) => samples.fill(level),
      });
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function track() {
  const copy = { enabled: false, stop: vi.fn() };
  return { copy, given: { enabled: false, clone: () => copy } };
}

async function heard(given: unknown): Promise<boolean> {
  const answer = hears(given as MediaStreamTrack, 1000);
  await vi.advanceTimersByTimeAsync(3000);
  return answer;
}

it('tells a quiet room from a dead microphone, on a copy that it closes again', async () => {
  const { copy, given } = track();
  level = 0.001;
  expect(await heard(given)).toBe(true);
  level = 0;
  expect(await heard(given)).toBe(false);
  expect(given.enabled).toBe(false);
  expect(copy.stop).toHaveBeenCalledTimes(2);
  expect(closed).toBe(2);
});

it('comes to an end where the browser lets no sound through yet', async () => {
  state = 'suspended';
  level = 0;
  expect(await heard(track().given)).toBe(false);
});
