// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { DeskHead, PocketHead } from './RoomHeads.tsx';
import { band, renderInRoom } from './room-fixture.tsx';

const heads = [
  ['a phone', PocketHead],
  ['a desk', DeskHead],
] as const;

it.each(heads)('begins on %s at the name of the room for whoever comes by keyboard', (_, Head) => {
  renderInRoom(<Head onSheet={() => undefined}>link</Head>, band('md'));
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Sunday Band' }));
});

it('leaves the focus to who has it when the layout changes', () => {
  const field = document.body.appendChild(document.createElement('input'));
  field.focus();
  renderInRoom(<PocketHead onSheet={() => undefined}>link</PocketHead>, band('md'));
  expect(document.activeElement).toBe(field);
  field.remove();
});
