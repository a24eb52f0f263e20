import { expect, it } from 'vitest';
import type { ChartLine, ChartSection, ChartView } from '../../client/wire.ts';
import { fitTo } from './fit.ts';
import { barsByHand, scrollFor, stepTowards } from './follow.ts';
import { formOf, placeAt, sectionAt } from './form.ts';

const words: ChartLine = { kind: 'lyrics', parts: [{ text: 'la' }] };

function section(id: string, kind: ChartSection['kind'], label: string, lines: ChartLine[]): ChartSection {
  return { id, kind, label, lines };
}

const chart: ChartView = {
  sections: [
    section('i', 'intro', 'Intro', [
      {
        kind: 'tab',
        parts: [
          { text: '| ' },
          { chord: 'G', text: ' . | ' },
          { chord: 'C', text: ' . | ' },
          { chord: 'D', text: ' |' },
        ],
      },
    ]),
    section('v1', 'verse', 'Verse 1', [
      words,
      words,
      { kind: 'comment', parts: [{ text: 'x' }] },
      { kind: 'lyrics', parts: [] },
      words,
      words,
    ]),
    section('c', 'chorus', 'Chorus', [words, words]),
  ],
};

it('counts bars of grids, and two for a line of words', () => {
  expect(formOf(chart).map((s) => [s.short, s.startBar, s.bars])).toEqual([
    ['In', 0, 3],
    ['V 1', 3, 8],
    ['Ch', 11, 4],
  ]);
});

it('fits the whole to the duration where tempo and duration are known', () => {
  const form = formOf(chart, { bpm: 120, time_signature: '4/4', duration_s: 60 });
  expect(form.reduce((sum, s) => sum + s.bars, 0)).toBe(30);
  const compound = formOf(chart, { bpm: 60, time_signature: '6/8', duration_s: 60 });
  expect(compound.reduce((sum, s) => sum + s.bars, 0)).toBe(30);
});

it('knows the section that sounds; the last one stays', () => {
  const form = formOf(chart);
  expect(sectionAt(form, -1)).toBeUndefined();
  expect(sectionAt(form, 0)?.id).toBe('i');
  expect(sectionAt(form, 10.9)?.id).toBe('v1');
  expect(sectionAt(form, 11)?.id).toBe('c');
  expect(sectionAt(form, 500)?.id).toBe('c');
  expect(placeAt(form, 7)?.through).toBe(0.5);
  expect(sectionAt([], 3)).toBeUndefined();
});

it('scrolls what sounds into the upper third, never past the ends', () => {
  const [, verse] = formOf(chart);
  if (!verse) throw new Error('no verse');
  const view = { height: 500, content: 2000 };
  expect(scrollFor({ section: verse, through: 0 }, { top: 100, height: 400 }, view)).toBe(0);
  expect(scrollFor({ section: verse, through: 0.5 }, { top: 800, height: 400 }, view)).toBe(850);
  expect(scrollFor({ section: verse, through: 1 }, { top: 1600, height: 400 }, view)).toBe(1500);
});

it('comes near its target without passing it', () => {
  let at = 0;
  for (let i = 0; i < 120; i++) {
    const next = stepTowards(at, 300, 16);
    expect(next).toBeGreaterThanOrEqual(at);
    expect(next).toBeLessThanOrEqual(300);
    at = next;
  }
  expect(at).toBe(300);
});

it('goes by duration, or by tempo, when nobody clicks', () => {
  expect(barsByHand(30_000, { bars: 40, duration_s: 120, signature: '4/4' })).toBe(10);
  expect(barsByHand(30_000, { bars: 40, bpm: 120, signature: '4/4' })).toBe(15);
  expect(barsByHand(30_000, { bars: 40, bpm: 120, signature: '6/8' })).toBe(30);
  expect(barsByHand(30_000, { bars: 40, bpm: 120, signature: '12/8' })).toBe(15);
});

/** A made-up chart of so many lines and characters: wide letters are half as wide as they are high. */
const laid =
  (lines: number, chars: number, room: { width: number; height: number }) =>
  (columns: number, size: number) => ({
    fitsHeight: Math.ceil(lines / columns) * size * 2.5 <= room.height,
    fitsWidth: chars * size * 0.5 <= room.width / columns - 32,
  });

it('fills a wide screen with columns, as large as all of it stays in sight', () => {
  const room = { width: 1440, height: 800 };
  const found = fitTo(room, laid(36, 40, room));
  expect(found.whole).toBe(true);
  expect(found.columns).toBeGreaterThan(1);
  expect(laid(36, 40, room)(found.columns, found.size)).toEqual({ fitsHeight: true, fitsWidth: true });
});

it('scrolls one column on a phone, in words as large as its lines allow', () => {
  const room = { width: 390, height: 700 };
  const found = fitTo(room, laid(60, 34, room));
  expect(found).toMatchObject({ columns: 1, whole: false });
  expect(found.size).toBeGreaterThanOrEqual(15);
  expect(found.size).toBeLessThanOrEqual(22);
});
