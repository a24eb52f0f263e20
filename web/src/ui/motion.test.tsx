// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useFrame } from './motion.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function Drawing({ draw }: { draw: () => boolean }) {
  useFrame(draw);
  return null;
}

it('draws each picture of what moves, and looks 15 times a second at what does not', () => {
  let moves = true;
  const draw = vi.fn(() => moves);
  const { unmount } = render(<Drawing draw={draw} />);
  vi.advanceTimersByTime(1000);
  expect(draw.mock.calls.length).toBeGreaterThan(55);

  moves = false;
  vi.advanceTimersByTime(100);
  draw.mockClear();
  vi.advanceTimersByTime(1000);
  expect(draw.mock.calls.length).toBeLessThan(21);
  expect(draw.mock.calls.length).toBeGreaterThan(12);

  moves = true;
  vi.advanceTimersByTime(100);
  draw.mockClear();
  vi.advanceTimersByTime(1000);
  expect(draw.mock.calls.length).toBeGreaterThan(55);

  unmount();
  draw.mockClear();
  vi.advanceTimersByTime(1000);
  expect(draw).not.toHaveBeenCalled();
});

it('draws at once what is rendered anew, and what fails stops nobody else', () => {
  const draw = vi.fn(() => false);
  const { rerender } = render(<Drawing draw={draw} />);
  vi.advanceTimersByTime(30);
  draw.mockClear();
  rerender(<Drawing draw={() => draw()} />);
  vi.advanceTimersByTime(17);
  expect(draw).toHaveBeenCalledTimes(1);

  const fails = vi
    .fn(() => false)
    .mockImplementationOnce(() => {
      throw new Error('cannot draw');
    });
  render(<Drawing draw={fails} />);
  expect(() => vi.advanceTimersByTime(17)).toThrow('cannot draw');
  draw.mockClear();
  vi.advanceTimersByTime(60);
  expect(draw).toHaveBeenCalled();
});
