// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { band, renderInRoom } from '../room/room-fixture.tsx';
import { SlotBoard } from './SlotBoard.tsx';

const tile = (name: RegExp): HTMLElement => screen.getByRole('button', { name });
const finger = (clientX: number) => ({ touches: [{ clientX, clientY: 5 }], cancelable: true });
const lifted = (name: RegExp) => waitFor(() => expect(tile(name).dataset.dragging).toBe('true'));

it('takes a press that does not move for what it is', () => {
  const opened: (string | undefined)[] = [];
  renderInRoom(<SlotBoard manage onOpen={(slot) => opened.push(slot)} />, band('md'));
  fireEvent.mouseDown(tile(/Noor/), { button: 0, clientX: 5, clientY: 5 });
  fireEvent.mouseUp(tile(/Noor/), { button: 0, clientX: 5, clientY: 5 });
  fireEvent.click(tile(/Noor/));
  expect(opened).toEqual([undefined]);
});

it('lets a finger that rests on a person take them to a slot, and one that moves on scroll', async () => {
  const room = renderInRoom(<SlotBoard manage onOpen={() => undefined} />, band('md'));
  fireEvent.touchStart(tile(/Noor/), finger(5));
  fireEvent.touchMove(tile(/Noor/), finger(40));
  fireEvent.touchEnd(tile(/Noor/), { touches: [] });

  fireEvent.touchStart(tile(/Sam/), finger(5));
  await lifted(/Sam/);
  expect(tile(/Noor/).dataset.dragging).toBe('false');
  // What the browser must not scroll with any more.
  expect(fireEvent.touchMove(tile(/Sam/), finger(40))).toBe(false);
  await waitFor(() => expect(document.querySelector('[data-over="true"]')).not.toBeNull());
  expect(room.asked).toEqual([]);
  fireEvent.touchEnd(tile(/Sam/), { touches: [] });
  await waitFor(() => expect(room.asked.at(-1)?.body).toMatchObject({ user_id: 'sam' }));
});

it('lets the mouse drag at once', async () => {
  const room = renderInRoom(<SlotBoard manage onOpen={() => undefined} />, band('md'));
  fireEvent.mouseDown(tile(/Noor/), { button: 0, clientX: 5, clientY: 5 });
  fireEvent.mouseMove(tile(/Noor/), { clientX: 40, clientY: 5 });
  await lifted(/Noor/);
  fireEvent.mouseMove(tile(/Noor/), { clientX: 60, clientY: 5 });
  await waitFor(() => expect(document.querySelector('[data-over="true"]')).not.toBeNull());
  fireEvent.mouseUp(tile(/Noor/), { clientX: 60, clientY: 5 });
  await waitFor(() => expect(room.asked.at(-1)?.body).toMatchObject({ user_id: 'noor' }));
});
