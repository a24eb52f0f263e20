// @vitest-environment jsdom
import { fireEvent, render } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FloorController } from './controller.ts';
import { useFloorKeys } from './useFloor.ts';

let sent: string[] = [];
const floor = (): FloorController =>
  new FloorController({
    me: 'me',
    nowMs: () => performance.now(),
    send: (type) => sent.push(type) > 0,
    capture: () => undefined,
    senses: { sound: () => undefined, touch: () => undefined, close: () => undefined },
    after: () => () => undefined,
  });

function Page({
  controller,
  withoutHolding = false,
}: {
  controller: FloorController;
  withoutHolding?: boolean;
}) {
  useFloorKeys({ floor: controller, channelId: 'all', enabled: true, open: false, withoutHolding });
  return (
    <>
      <p>room</p>
      <input aria-label="name" />
      <button type="button">Invite</button>
    </>
  );
}

beforeEach(() => {
  sent = [];
});

const space = { code: 'Space', key: ' ' };

it('talks while Space is down, and repeats do not count', () => {
  const controller = floor();
  render(<Page controller={controller} />);
  fireEvent.keyDown(document.body, space);
  fireEvent.keyDown(document.body, { ...space, repeat: true });
  expect(sent).toEqual(['floor.request']);
  fireEvent.keyUp(document.body, space);
  expect(sent).toEqual(['floor.request', 'floor.release']);
});

it('leaves Space to fields and buttons', () => {
  const { getByLabelText, getByText } = render(<Page controller={floor()} />);
  fireEvent.keyDown(getByLabelText('name'), space);
  fireEvent.keyDown(getByText('Invite'), space);
  expect(sent).toEqual([]);
});

it('locks with Shift and Space', () => {
  const controller = floor();
  render(<Page controller={controller} />);
  fireEvent.keyDown(document.body, { ...space, shiftKey: true });
  fireEvent.keyUp(document.body, { ...space, shiftKey: true });
  expect(controller.store.getState().phase).toMatchObject({ kind: 'pending', latched: true });
});

it('lets go when the window loses the keyboard', () => {
  render(<Page controller={floor()} />);
  fireEvent.keyDown(document.body, space);
  fireEvent.blur(window);
  expect(sent).toEqual(['floor.request', 'floor.release']);
});
