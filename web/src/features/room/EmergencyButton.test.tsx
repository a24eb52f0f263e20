// @vitest-environment jsdom
import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../../ui/words/index.ts';
import { EmergencyButton } from './EmergencyButton.tsx';

let raised = 0;
beforeEach(() => {
  raised = 0;
  vi.useFakeTimers();
  render(<EmergencyButton onRaise={() => raised++} />);
});
afterEach(() => vi.useRealTimers());

const button = (): HTMLElement => screen.getByRole('button');
const pass = (ms: number): void =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });

it('raises after a hold of one second, once', () => {
  fireEvent.pointerDown(button());
  pass(999);
  expect(raised).toBe(0);
  pass(1);
  expect(raised).toBe(1);
  fireEvent.click(button());
  expect(raised).toBe(1);
});

it('raises at the second tap, not at the first', () => {
  fireEvent.pointerDown(button());
  fireEvent.click(button());
  pass(2000);
  expect(raised).toBe(0);
  expect(button().textContent).toContain('Tap again');
  fireEvent.pointerDown(button());
  fireEvent.click(button());
  expect(raised).toBe(1);
});

it('forgets the first tap after a while, and a hold that slides away', () => {
  fireEvent.pointerDown(button());
  fireEvent.click(button());
  pass(4000);
  fireEvent.pointerDown(button());
  fireEvent.pointerLeave(button());
  pass(5000);
  expect(raised).toBe(0);
});
