// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import '../../ui/words/index.ts';
import { CodeCells } from './CodeCells.tsx';

function Held() {
  const [code, setCode] = useState('');
  return <CodeCells value={code} onChange={setCode} />;
}

const field = (): HTMLInputElement => screen.getByLabelText('Room code');
const cells = (): string[] =>
  [...document.querySelectorAll('span[aria-hidden]')].map((cell) => cell.textContent ?? '');

it('takes typing in small letters', () => {
  render(<Held />);
  fireEvent.change(field(), { target: { value: 'k7m' } });
  expect(cells()).toEqual(['K', '7', 'M', '', '', '']);
});

it('takes a whole code from a paste or from the keyboard’s suggestion', () => {
  render(<Held />);
  fireEvent.change(field(), { target: { value: 'K7M4-RT' } });
  expect(field().value).toBe('K7M4RT');
});

it('drops letters no code has', () => {
  render(<Held />);
  fireEvent.change(field(), { target: { value: 'O0' } });
  expect(field().value).toBe('');
});
