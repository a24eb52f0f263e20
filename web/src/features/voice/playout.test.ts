import { expect, it } from 'vitest';
import { setPlayout } from './playout.ts';

it('asks a receiver for an early or a steady playout, each browser in its own words', () => {
  const modern = { jitterBufferTarget: null } as unknown as RTCRtpReceiver & { jitterBufferTarget: number };
  setPlayout(modern, 'stable');
  expect(modern.jitterBufferTarget).toBe(150);
  setPlayout(modern, 'low');
  expect(modern.jitterBufferTarget).toBe(0);
  const older = { playoutDelayHint: null } as unknown as RTCRtpReceiver & { playoutDelayHint: number };
  setPlayout(older, 'stable');
  expect(older.playoutDelayHint).toBe(0.15);
});

it('leaves a browser alone that knows no such wish, and no receiver at all', () => {
  const plain = {} as RTCRtpReceiver;
  setPlayout(plain, 'stable');
  setPlayout(undefined, 'low');
  expect(Object.keys(plain)).toEqual([]);
});
