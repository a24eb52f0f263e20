// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import '../../ui/words/index.ts';
import { FloorButton } from './FloorButton.tsx';
import { FloorCaption } from './FloorCaption.tsx';
import type { Face } from './face.ts';

/** Figures that count down stand still here, however slow the machine is. */
vi.useFakeTimers({ toFake: ['performance'] });
const now = (): number => performance.now();
const faces: Record<string, { face: Face; head: string; detail: RegExp; live: 'polite' | 'assertive' }> = {
  idle: {
    face: { kind: 'idle', channel: 'Band', many: true, hears: 6 },
    head: 'Hold to talk to Band',
    detail: /6 people will hear you/,
    live: 'polite',
  },
  slip: {
    face: { kind: 'idle', channel: 'Band', many: true, hears: 6, hint: 'slip' },
    head: 'Hold to talk',
    detail: /tap/,
    live: 'polite',
  },
  pending: {
    face: { kind: 'pending' },
    head: 'Keep talking…',
    detail: /first words are kept/,
    live: 'polite',
  },
  pendingChange: {
    face: { kind: 'pending', changingSinceMs: now() - 400 },
    head: 'One moment…',
    detail: /Another machine takes over. Your place in line is kept./,
    live: 'polite',
  },
  granted: {
    face: { kind: 'granted', endsAtMs: now() + 21_000, limitMs: 30_000 },
    head: 'You’re live',
    detail: /0:21 left · release to stop/,
    live: 'polite',
  },
  open: {
    face: { kind: 'open', latched: false },
    head: 'You’re live',
    detail: /Open microphones · release to stop/,
    live: 'polite',
  },
  ending: {
    face: { kind: 'ending', endsAtMs: now() + 4000, limitMs: 10_000 },
    head: 'Finish up',
    detail: /0:04 left/,
    live: 'polite',
  },
  latched: {
    face: { kind: 'latched', endsAtMs: now() + 38_000, limitMs: 60_000 },
    head: 'Locked on',
    detail: /0:38 left · tap to stop/,
    live: 'polite',
  },
  queued: {
    face: { kind: 'queued', position: 2, of: 3, waitMs: 8000, held: true },
    head: '2nd in line',
    detail: /about 8 s · slide off to leave/,
    live: 'polite',
  },
  queuedChange: {
    face: { kind: 'queued', position: 2, of: 3, waitMs: 8000, held: true, changingSinceMs: now() - 400 },
    head: 'One moment…',
    detail: /Your place in line is kept/,
    live: 'polite',
  },
  queuedJustNow: {
    face: { kind: 'queued', position: 2, of: 3, waitMs: 8000, held: true, changingSinceMs: now() - 100 },
    head: '2nd in line',
    detail: /about 8 s · slide off to leave/,
    live: 'polite',
  },
  placeLost: {
    face: { kind: 'idle', channel: 'Band', many: true, hears: 6, hint: 'placeLost' },
    head: 'Your place in line is lost',
    detail: /The link broke while you waited. Hold to get in line again./,
    live: 'polite',
  },
  otherAndPlaceLost: {
    face: {
      kind: 'other',
      userId: 'p',
      name: 'Priya',
      sinceMs: now(),
      cutIn: '',
      open: false,
      placeLost: true,
    },
    head: 'Priya is talking',
    detail: /Your place in line is lost/,
    live: 'polite',
  },
  offered: {
    face: { kind: 'offered', untilMs: now() + 4000 },
    head: 'Your turn',
    detail: /Press within 4 s/,
    live: 'polite',
  },
  denied: {
    face: { kind: 'denied', reason: 'take', message: 'Only the MD talks during a take' },
    head: 'Not right now',
    detail: /Only the MD/,
    live: 'polite',
  },
  other: {
    face: { kind: 'other', userId: 'p', name: 'Priya', sinceMs: now(), cutIn: '', open: false },
    head: 'Priya is talking',
    detail: /Hold to get in line/,
    live: 'polite',
  },
  priority: {
    face: { kind: 'priority', userId: 'm', name: 'Maya', role: 'md', sinceMs: 0, ducking: 'duck' },
    head: 'Maya (MD) is talking',
    detail: /Other voices 6 dB down/,
    live: 'polite',
  },
  emergency: {
    face: { kind: 'emergency', userId: 'r', name: 'Ruth', sinceMs: 0 },
    head: 'Emergency has the floor',
    detail: /only if you are asked/,
    live: 'assertive',
  },
  revoked: {
    face: { kind: 'revoked', reason: 'preempted', by: 'Maya', talkedMs: 12_000 },
    head: 'Maya cut in',
    detail: /stopped after 0:12/,
    live: 'assertive',
  },
  limit: {
    face: { kind: 'revoked', reason: 'talk_limit', by: '', talkedMs: 9_980 },
    head: 'Time is up',
    detail: /You talked for 0:10/,
    live: 'assertive',
  },
  offline: {
    face: { kind: 'offline', sinceMs: 0, nextTryAtMs: now() + 2000 },
    head: 'Looking for the hub',
    detail: /Trying again in 2 s/,
    live: 'assertive',
  },
  listenOnly: {
    face: { kind: 'listenOnly', why: 'fixBlocked', roles: [] },
    head: 'Listen only',
    detail: /microphone is blocked · fix it/,
    live: 'polite',
  },
};

/** The same state in other words. */
const SAME_OUTLINE = [
  'slip',
  'emergency',
  'ending',
  'limit',
  'pendingChange',
  'queuedChange',
  'queuedJustNow',
  'placeLost',
  'otherAndPlaceLost',
];

describe.each(Object.entries(faces))('the floor when %s', (_, { face, head, detail, live }) => {
  it('says so in words that a screen reader hears', () => {
    render(<FloorCaption face={face} withoutHolding={false} keys={false} />);
    const caption = screen.getByText(head).parentElement;
    expect(caption?.getAttribute('aria-live')).toBe(live);
    expect(caption?.textContent).toMatch(detail);
  });
});

it('says that nobody hears who asks for the floor where no hub answers', () => {
  render(<FloorCaption face={{ kind: 'pending', unheard: true }} withoutHolding={false} keys={false} />);
  expect(screen.getByText('Not heard yet').parentElement?.textContent).toMatch(/does not answer/);
});

it('has an outline of its own for every state', () => {
  const drawn = Object.entries(faces)
    .filter(([name]) => !SAME_OUTLINE.includes(name))
    .map(([, { face }]) => {
      const { container, unmount } = render(<Button face={face} />);
      const shape = [...(container.querySelectorAll('svg')[0]?.querySelectorAll('circle,path,rect') ?? [])]
        .map((e) => `${e.tagName}${e.getAttribute('class')}${e.getAttribute('d') ?? ''}`)
        .join();
      unmount();
      return shape;
    });
  expect(new Set(drawn).size).toBe(drawn.length);
});

let log: string[] = [];
beforeEach(() => {
  log = [];
});

function Button({ face, withoutHolding = false }: { face: Face; withoutHolding?: boolean }) {
  return (
    <FloorButton
      face={face}
      channel="Band"
      level={() => 0}
      withoutHolding={withoutHolding}
      onPress={(latch) => log.push(latch ? 'press+lock' : 'press')}
      onLift={() => log.push('lift')}
      onLatch={() => log.push('lock')}
      onSlideOff={() => log.push('off')}
      onFix={() => log.push('fix')}
    />
  );
}

const idle = faces.idle?.face as Face;
const button = (): HTMLElement => screen.getByRole('button', { name: 'Talk: Band' });

describe('the talk button', () => {
  it('talks while it is held', () => {
    render(<Button face={idle} />);
    fireEvent.pointerDown(button(), { button: 0, pointerId: 1, clientY: 100 });
    fireEvent.pointerUp(button(), { pointerId: 1 });
    fireEvent.click(button());
    expect(log).toEqual(['press', 'lift']);
  });

  it('locks when the finger slides up, once', () => {
    render(<Button face={idle} />);
    fireEvent.pointerDown(button(), { button: 0, pointerId: 1, clientX: 0, clientY: 0 });
    fireEvent.pointerMove(button(), { pointerId: 1, clientX: 0, clientY: -70 });
    fireEvent.pointerMove(button(), { pointerId: 1, clientX: 0, clientY: -90 });
    fireEvent.pointerUp(button(), { pointerId: 1 });
    expect(log).toEqual(['press', 'lock', 'lift']);
  });

  it('gives the place up when the finger slides off', () => {
    render(<Button face={idle} />);
    fireEvent.pointerDown(button(), { button: 0, pointerId: 1, clientX: 0, clientY: 0 });
    fireEvent.pointerMove(button(), { pointerId: 1, clientX: 200, clientY: 0 });
    expect(log).toEqual(['press', 'off']);
  });

  it('talks while Space or Enter is down, however often the key repeats', () => {
    render(<Button face={idle} />);
    fireEvent.keyDown(button(), { key: ' ' });
    fireEvent.keyDown(button(), { key: ' ' });
    fireEvent.keyUp(button(), { key: ' ' });
    fireEvent.keyDown(button(), { key: 'Enter' });
    fireEvent.keyUp(button(), { key: 'Enter' });
    expect(log).toEqual(['press', 'lift', 'press', 'lift']);
  });

  it('locks for a screen reader’s double tap, which is a click without a press', () => {
    render(<Button face={idle} />);
    vi.advanceTimersByTime(5000);
    fireEvent.click(button());
    expect(log).toEqual(['press+lock']);
  });

  it('is a switch when one talks without holding', () => {
    render(<Button face={idle} withoutHolding />);
    fireEvent.pointerDown(button(), { button: 0, pointerId: 1 });
    fireEvent.pointerUp(button(), { pointerId: 1 });
    expect(log).toEqual(['press+lock']);
  });

  it('leads to the fix when one may only listen, and to nothing while the hub is away', () => {
    const { rerender } = render(<Button face={faces.listenOnly?.face as Face} />);
    fireEvent.pointerDown(button(), { button: 0, pointerId: 1 });
    fireEvent.pointerUp(button(), { pointerId: 1 });
    fireEvent.click(button());
    expect(log).toEqual(['fix']);
    rerender(<Button face={faces.offline?.face as Face} />);
    fireEvent.pointerDown(button(), { button: 0, pointerId: 2 });
    fireEvent.click(button());
    expect(log).toEqual(['fix']);
    expect(button().getAttribute('aria-disabled')).toBe('true');
  });

  it('is pressed for a screen reader exactly while one is live', () => {
    const { rerender } = render(<Button face={idle} />);
    expect(button().getAttribute('aria-pressed')).toBe('false');
    rerender(<Button face={faces.latched?.face as Face} />);
    expect(button().getAttribute('aria-pressed')).toBe('true');
  });
});
