import { expect, it } from 'vitest';
import type { ChartView } from '../../client/wire.ts';
import {
  guessKey,
  inNotation,
  keyUp,
  parseChord,
  readingOf,
  semitonesBetween,
  spoken,
  transpose,
} from './chords.ts';

const chart = (key: string | undefined, ...chords: string[]): ChartView => ({
  sections: [
    {
      id: 'v1',
      kind: 'verse',
      label: 'Verse 1',
      lines: [{ kind: 'lyrics', parts: chords.map((chord) => ({ chord, text: 'la ' })) }],
    },
  ],
  ...(key ? { key } : {}),
});

it.each([
  ['F#m7/C#', 'D', 'E', 'G#m7/D#'],
  ['F#m', 'D', 'Eb', 'Gm'],
  ['Am', 'C', 'Db', 'Bbm'],
  ['C#m', 'A', 'Bb', 'Dm'],
  ['Bb', 'F', 'F#', 'B'],
  ['F', 'C', 'F#', 'B'],
  ['D', 'G', 'Gb', 'Db'],
  ['E7', 'Am', 'Cm', 'G7'],
  ['(E)', 'D', 'D', '(E)'],
  ['Gsus4', 'G', 'A', 'Asus4'],
  ['*Rit.', 'G', 'A', '*Rit.'],
  ['N.C.', 'G', 'A', 'N.C.'],
  ['4', 'G', 'A', '4'],
])('%s from %s to %s is %s', (chord, from, to, expected) => {
  expect(transpose(chord, from, to)).toBe(expected);
});

it('comes back from every key to the chord it was', () => {
  for (const quality of ['', 'm7', 'sus4', 'maj7(#5)', '7(b9)']) {
    for (let up = 0; up < 12; up++) {
      const to = keyUp('D', up);
      for (const root of ['D', 'E', 'F#', 'G', 'A', 'B', 'C#']) {
        const there = transpose(root + quality, 'D', to);
        expect(parseChord(there)).toBeDefined();
        expect(transpose(there, to, 'D')).toBe(root + quality);
      }
    }
  }
});

it('names keys as they are usually named', () => {
  expect(['D', 'Am', 'F#m'].map((key) => keyUp(key, 1))).toEqual(['Eb', 'Bbm', 'Gm']);
  expect(keyUp('C', -2)).toBe('Bb');
  expect(semitonesBetween('A', 'C')).toBe(3);
});

it('shows names as this device likes them', () => {
  expect(['B', 'Bb7', 'F#m/A#', 'Eb', 'Ab', 'Db'].map((c) => inNotation(c, 'german', 'C'))).toEqual([
    'H',
    'B7',
    'Fism/Ais',
    'Es',
    'As',
    'Des',
  ]);
  expect(inNotation('Bbm7', 'solfege', 'C')).toBe('Sibm7');
  expect(['D', 'Em', 'A7/C#', 'C'].map((c) => inNotation(c, 'numbers', 'D'))).toEqual([
    '1',
    '2m',
    '57/7',
    'b7',
  ]);
  expect(inNotation('*Rit.', 'german', 'C')).toBe('*Rit.');
});

it('says chords aloud as people do', () => {
  expect(spoken('Bbm7/D')).toBe('B flat minor 7 over D');
  expect(spoken('F#sus4')).toBe('F sharp suspended 4');
  expect(spoken('Cmaj7')).toBe('C major 7');
  expect(spoken('*slowly')).toBe('slowly');
});

it('reads from the chart’s key to the band’s, less the capo', () => {
  expect(readingOf(chart('D', 'D'), { song: 'E' }, 0)).toEqual({ from: 'D', to: 'E', sounding: 'E' });
  expect(readingOf(chart('D', 'D'), { song: 'E', band: 'F' }, 3)).toEqual({
    from: 'D',
    to: 'D',
    sounding: 'F',
  });
  expect(readingOf(chart(undefined, 'N.C.', 'Em'), {}, 2)).toEqual({ from: 'Em', to: 'Dm', sounding: 'Em' });
  expect(readingOf({ sections: [] }, {}, 2)).toEqual({ from: undefined, to: undefined, sounding: undefined });
});

it('keeps the mode of the chart when the band names the relative key', () => {
  expect(readingOf(chart('Am', 'Am'), { band: 'C' }, 0).to).toBe('Am');
  expect(readingOf(chart('C', 'C'), { band: 'Bm' }, 0).to).toBe('D');
});

it('guesses a key from the first chord', () => {
  expect(guessKey(chart(undefined, '*Intro', 'F#m7'))).toBe('F#m');
  expect(guessKey(chart(undefined, 'Cmaj7'))).toBe('C');
});
