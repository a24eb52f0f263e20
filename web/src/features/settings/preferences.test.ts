import { expect, it } from 'vitest';
import { defaults, parsePreferences } from './preferences.ts';

it('takes the defaults when nothing or nonsense is stored', () => {
  expect(parsePreferences(null)).toEqual(defaults);
  expect(parsePreferences('{')).toEqual(defaults);
  expect(parsePreferences('7')).toEqual(defaults);
});

it('keeps what was chosen and mends what has the wrong type', () => {
  const text = JSON.stringify({ name: 'Priya', volume: 7, sounds: 'no', theme: 'pink', haptics: false });
  expect(parsePreferences(text)).toEqual({ ...defaults, name: 'Priya', volume: 1, haptics: false });
});
