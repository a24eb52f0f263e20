import { expect, it } from 'vitest';
import type { LiveTalker } from '../../client/session-fold.ts';
import { DUCKED, gains } from './ducking.ts';

const talker = (userId: string, over: Partial<LiveTalker> = {}): LiveTalker => ({
  userId,
  sinceMs: 0,
  priority: false,
  emergency: false,
  ...over,
});

it('plays everybody alike while nobody leads', () => {
  expect(gains(['a', 'b'], [talker('a')], 'duck')).toEqual({ a: 1, b: 1 });
});

it('takes the others six dB down while the MD talks', () => {
  expect(gains(['a', 'md'], [talker('a'), talker('md', { priority: true })], 'duck')).toEqual({
    a: DUCKED,
    md: 1,
  });
  expect(20 * Math.log10(DUCKED)).toBeCloseTo(-6);
});

it('silences the others in focus mode and leaves them alone when it is off', () => {
  const md = [talker('md', { priority: true })];
  expect(gains(['a', 'md'], md, 'focus')).toEqual({ a: 0, md: 1 });
  expect(gains(['a', 'md'], md, 'off')).toEqual({ a: 1, md: 1 });
});

it('lets an emergency through alone, even over the MD and with ducking off', () => {
  const both = [talker('md', { priority: true }), talker('ruth', { emergency: true })];
  expect(gains(['a', 'md', 'ruth'], both, 'off')).toEqual({ a: 0, md: 0, ruth: 1 });
});
