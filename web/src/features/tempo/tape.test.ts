import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PATIENCE_MS, Tape } from './tape.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const piece = (frame: number, value: number, length = 100) => ({
  frame,
  samples: new Float32Array(length).fill(value),
});

it('hands over what came in a while, as soon as all of it has come', async () => {
  const tape = new Tape(1000);
  tape.add(piece(0, 1));
  tape.add(piece(100, 2));
  const heard = tape.record(0.05, 0.25, 0);
  tape.add(piece(200, 3));
  tape.add(piece(300, 4));
  const samples = await heard;
  expect([samples.length, samples[0], samples[49], samples[50], samples[150]]).toEqual([200, 1, 1, 2, 3]);
});

it('comes to an end when the microphone brings nothing any more', async () => {
  const tape = new Tape(1000);
  tape.add(piece(0, 1));
  const heard = expect(tape.record(0, 2, 1)).rejects.toMatchObject({ fault: 'silent' });
  await vi.advanceTimersByTimeAsync(1000 + PATIENCE_MS);
  await heard;
});

it('keeps the last seconds only', async () => {
  const tape = new Tape(1000);
  for (let frame = 0; frame <= 20_000; frame += 100) tape.add(piece(frame, 1));
  expect((await tape.record(5, 6, 20))[0]).toBe(0);
  expect((await tape.record(12, 13, 20))[0]).toBe(1);
});
