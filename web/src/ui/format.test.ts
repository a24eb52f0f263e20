import { expect, it } from 'vitest';
import { clock, clockLeft, initials, linkQuality, linkSteps } from './format.ts';

it('writes durations as clocks do', () => {
  expect([0, 999, 21_000, 100_000, 3_729_000].map(clock)).toEqual([
    '0:00',
    '0:00',
    '0:21',
    '1:40',
    '1:02:09',
  ]);
  expect([1, 999, 1001, -5].map(clockLeft)).toEqual(['0:01', '0:01', '0:02', '0:00']);
});

it('makes initials of any name', () => {
  expect(['Priya', 'jo west', '  ', 'Ana María Luz', '李'].map(initials)).toEqual([
    'PR',
    'JW',
    '?',
    'AL',
    '李',
  ]);
});

it('judges a link by loss first', () => {
  expect(linkQuality(9, 0)).toBe('good');
  expect(linkQuality(9, 6)).toBe('weak');
  expect(linkQuality(300, 0)).toBe('slow');
  expect(linkQuality(120, 0)).toBe('fair');
  expect([linkSteps(9, 0), linkSteps(100, 0), linkSteps(300, 0), linkSteps(9, 12)]).toEqual([4, 3, 2, 1]);
});
