import { expect, it } from 'vitest';
import { blank, parseDevice } from './device.ts';
import { decode } from './files.ts';
import { bodyOf, clockOf, indexOf, placeInBody, secondsOf, textFor } from './songs.ts';

it('takes nothing from storage that is not what it should be', () => {
  expect(parseDevice(null)).toEqual(blank);
  expect(parseDevice('nonsense')).toEqual(blank);
  expect(
    parseDevice(
      '{"notation":"klingon","size":99,"capos":{"a":2,"b":40,"c":"x"},"notes":{"a/v1":"soft","b/c":7}}',
    ),
  ).toEqual({
    ...blank,
    capos: { a: 2 },
    notes: { 'a/v1': 'soft' },
  });
  expect(parseDevice('{"notation":"german","showChords":false,"size":1.5}')).toEqual({
    ...blank,
    notation: 'german',
    showChords: false,
    size: 1.5,
  });
});

it('reads files of every usual encoding', () => {
  const text = (bytes: Uint8Array): string => {
    const read = decode(bytes);
    return 'text' in read ? read.text : read.fault;
  };
  expect(text(new TextEncoder().encode('Grâce 🎵'))).toBe('Grâce 🎵');
  expect(text(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toBe('A');
  expect(text(new Uint8Array([0x47, 0x72, 0xe2, 0x63, 0x65]))).toBe('Grâce');
  expect(text(new Uint8Array([0xff, 0xfe, 0x41, 0, 0xe9, 0]))).toBe('Aé');
  expect(text(new Uint8Array([0xfe, 0xff, 0, 0x41]))).toBe('A');
  const czech = new Uint8Array([
    ...new TextEncoder().encode('<?xml version="1.0" encoding="windows-1250"?>'),
    0xec,
  ]);
  expect(text(czech).endsWith('ě')).toBe(true);
  expect(text(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBe('notText');
  expect(text(new Uint8Array(512 * 1024 + 1))).toBe('tooLarge');
});

it('writes and reads lengths', () => {
  expect([0, 59, 225, 3750].map((s) => clockOf(s))).toEqual(['', '0:59', '3:45', '1:02:30']);
  expect(['', '3:45', '1:02:30', '3:60', 'long', '0:00'].map(secondsOf)).toEqual([
    0,
    225,
    3750,
    undefined,
    undefined,
    undefined,
  ]);
});

it('shows the body of a ChordPro text and says places in it', () => {
  const text = '{title: T}\n{key: D}\n{meta: note x}\n\n{start_of_verse: Verse 1}\n[D]la\n{end_of_verse}\n';
  const body = bodyOf(text);
  expect(body).toBe('{start_of_verse: Verse 1}\n[D]la\n{end_of_verse}');
  expect(textFor(body, 'D').split('\n')[3]).toBe('[D]la');
  expect(placeInBody({ line: 4, column: 2, message: 'm' })).toEqual({ line: 2, column: 2, message: 'm' });
  expect(body[indexOf(body, { line: 2, column: 2 })]).toBe('D');
  expect(indexOf('ab', { line: 9, column: 9 })).toBe(2);
});
