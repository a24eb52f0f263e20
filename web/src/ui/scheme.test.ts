import { expect, it } from 'vitest';
import { schemeFor } from './scheme.ts';

it('follows the system, and more contrast before light', () => {
  expect(schemeFor('system', { light: false, moreContrast: false })).toEqual({
    color: 'dark',
    highContrast: false,
  });
  expect(schemeFor('system', { light: true, moreContrast: false })).toEqual({
    color: 'light',
    highContrast: false,
  });
  expect(schemeFor('system', { light: true, moreContrast: true })).toEqual({
    color: 'dark',
    highContrast: true,
  });
});

it('puts the choice of the person before the system', () => {
  expect(schemeFor('dark', { light: true, moreContrast: true })).toEqual({
    color: 'dark',
    highContrast: false,
  });
  expect(schemeFor('contrast', { light: true, moreContrast: false })).toEqual({
    color: 'dark',
    highContrast: true,
  });
});
