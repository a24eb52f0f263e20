import { expect, it } from 'vitest';
import { EARCON_DBFS, EARCONS, HAPTICS } from './earcons.ts';

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
