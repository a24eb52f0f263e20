// @vitest-environment jsdom
import { fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FloorController } from './controller.ts';
import { useFloorKeys, useHeadsetKey } from './useFloor.ts';

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

/** A media session that knows the keys of a headset, but not the microphone's. */
class FakeMediaSession {
  playbackState = 'none';
  metadata: unknown = null;
  readonly keys = new Map<string, () => void>();
  setActionHandler(action: string, run: (() => void) | null): void {
    if (action === 'togglemicrophone') throw new TypeError(`${action} is no MediaSessionAction`);
    if (run) this.keys.set(action, run);
    else this.keys.delete(action);
  }
}

function Pocket({ controller, enabled = true }: { controller: FloorController; enabled?: boolean }) {
  useHeadsetKey(controller, { id: 'all', mode: 'ptt' }, enabled, 'Friday', 'Booth');
  return null;
}

function withMediaSession(): FakeMediaSession {
  const media = new FakeMediaSession();
  Object.defineProperty(navigator, 'mediaSession', { value: media, configurable: true });
  return media;
}

afterEach(() => {
  Reflect.deleteProperty(navigator, 'mediaSession');
});

it('locks and unlocks the floor with the key of a headset', () => {
  const media = withMediaSession();
  const controller = floor();
  render(<Pocket controller={controller} />);
  expect(media.playbackState).toBe('playing');
  media.playbackState = 'paused';
  media.keys.get('pause')?.();
  expect(controller.store.getState().phase).toMatchObject({ kind: 'pending', latched: true });
  expect(media.playbackState).toBe('playing');
  media.keys.get('play')?.();
  expect(sent).toEqual(['floor.request', 'floor.release']);
});

it('leaves the key alone while nothing can be said, and after the room', () => {
  const media = withMediaSession();
  const controller = floor();
  const { rerender, unmount } = render(<Pocket controller={controller} enabled={false} />);
  expect(media.keys.size).toBe(0);
  rerender(<Pocket controller={controller} />);
  expect([...media.keys.keys()]).toEqual(['play', 'pause']);
  unmount();
  expect(media.keys.size).toBe(0);
  expect(media.playbackState).toBe('none');
});

it('does without where a browser has no media session', () => {
  render(<Pocket controller={floor()} />);
  expect(sent).toEqual([]);
});
