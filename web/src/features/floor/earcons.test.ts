import { expect, it, vi } from 'vitest';
import { browserSenses, EARCON_DBFS, EARCONS, HAPTICS } from './earcons.ts';

it('gives every floor event a sound and a touch of its own', () => {
  const events = [
    'granted',
    'queued',
    'yourTurn',
    'denied',
    'ending',
    'released',
    'revoked',
    'latched',
  ] as const;
  const sounds = events.map((event) => JSON.stringify(EARCONS[event]));
  expect(new Set(sounds).size).toBe(events.length);
  const touches = [
    'granted',
    'queued',
    'yourTurn',
    'denied',
    'ending',
    'released',
    'revoked',
    'latched',
  ] as const;
  expect(new Set(touches.map((event) => HAPTICS[event].join())).size).toBe(touches.length);
});

it('stays quiet and short', () => {
  expect(EARCON_DBFS).toBe(-24);
  for (const [name, notes] of Object.entries(EARCONS)) {
    const end = Math.max(...notes.map((n) => n.atMs + n.lengthMs));
    expect(end, name).toBeLessThanOrEqual(name === 'emergency' ? 700 : 400);
  }
});

it('is silent about the press itself: the grant is the sound', () => {
  expect(EARCONS).not.toHaveProperty('pressed');
});

it('does not vibrate for who has switched that off, but in an emergency', () => {
  const vibrate = vi.fn();
  vi.stubGlobal('navigator', { vibrate });
  let haptics = true;
  const senses = browserSenses(() => ({ sounds: false, haptics }) as never);
  senses.touch('granted');
  expect(vibrate.mock.calls).toEqual([[HAPTICS.granted]]);
  haptics = false;
  senses.touch('granted');
  expect(vibrate).toHaveBeenCalledTimes(1);
  senses.touch('emergency');
  expect(vibrate).toHaveBeenCalledTimes(2);
  vi.unstubAllGlobals();
});
