import { IconInfinity, IconMessage2, IconTrendingUp } from '@tabler/icons-react';
import { expect, it } from 'vitest';
import { iconOf, stageOf } from './cues.ts';

const cue = { cue_id: 'c', kind: 'cut', by: 'maya', at_bar: 33, at_ms: 10_000, heardAtMs: 500 } as const;

it('counts the bar lines down, then lands, then goes', () => {
  expect(stageOf(cue, { perfMs: 600, sessionMs: 6000, bar: 31 })).toEqual({ kind: 'coming', bars: 2 });
  expect(stageOf(cue, { perfMs: 600, sessionMs: 9000, bar: 32 })).toEqual({ kind: 'coming', bars: 1 });
  expect(stageOf(cue, { perfMs: 600, sessionMs: 10_000, bar: 33 })).toEqual({ kind: 'here' });
  expect(stageOf(cue, { perfMs: 600, sessionMs: 14_100, bar: 34 })).toEqual({ kind: 'gone' });
});

it('lands with its bar, also when the tempo changed after it was sent', () => {
  const slower = { perfMs: 600, bar: 32, barMs: 12_000 };
  expect(stageOf(cue, { ...slower, sessionMs: 10_500 })).toEqual({ kind: 'coming', bars: 1 });
  expect(stageOf(cue, { ...slower, bar: 33, sessionMs: 12_000 })).toEqual({ kind: 'here' });
});

it('is here at once when it waits for no bar, and shows nothing to who comes back minutes later', () => {
  const { at_bar: _, ...now } = cue;
  expect(stageOf(now, { perfMs: 600, sessionMs: 9990, bar: undefined })).toEqual({ kind: 'here' });
  expect(stageOf(now, { perfMs: 600, sessionMs: 99_000, bar: undefined })).toEqual({ kind: 'gone' });
});

it('goes by its own clock while the hub’s time is unknown', () => {
  const { at_bar: _, ...now } = cue;
  expect(stageOf(now, { perfMs: 900, sessionMs: undefined, bar: undefined })).toEqual({ kind: 'here' });
  expect(stageOf(now, { perfMs: 9000, sessionMs: undefined, bar: undefined })).toEqual({ kind: 'gone' });
});

it('knows the pictures of kinds, of its own words, and of anybody else’s', () => {
  const words = (id: string): string => (id === 'build' ? 'Build' : id);
  expect(iconOf({ kind: 'vamp' }, words)).toBe(IconInfinity);
  expect(iconOf({ kind: 'custom', text: 'Build' }, words)).toBe(IconTrendingUp);
  expect(iconOf({ kind: 'custom', text: 'Look at Noor' }, words)).toBe(IconMessage2);
});
