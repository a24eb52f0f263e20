// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TextField } from './Field.tsx';
import './words/index.ts';

it('says that a name has come to the end of what fits', () => {
  const field = (value: string) => (
    <MantineProvider>
      <TextField label="Name" value={value} onChange={() => {}} />
    </MantineProvider>
  );
  const { rerender } = render(field('x'.repeat(39)));
  expect(screen.queryByRole('status')).toBeNull();
  rerender(field('x'.repeat(40)));
  expect(screen.getByRole('status').textContent).toBe('At most 40 characters fit here.');
  expect(screen.getByLabelText('Name').getAttribute('maxLength')).toBe('40');
});

it('says nothing about codes, which are meant to be full', () => {
  render(
    <MantineProvider>
      <TextField label="Key" value="F#m" maxLength={3} onChange={() => {}} />
    </MantineProvider>,
  );
  expect(screen.queryByRole('status')).toBeNull();
});
