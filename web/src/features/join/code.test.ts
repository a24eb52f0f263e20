import { expect, it } from 'vitest';
import { cleanCode, codeFromScan, doorOf } from './code.ts';

it('keeps only what a code can hold', () => {
  expect(cleanCode('k7m-4rt')).toBe('K7M4RT');
  expect(cleanCode(' K7 M4 RT XX')).toBe('K7M4RT');
  expect(cleanCode('O0I1S')).toBe('');
});

it('reads every kind of join link', () => {
  expect(doorOf('https://192.168.1.4:8443/j/K7M4RT')).toEqual({ kind: 'code', code: 'K7M4RT' });
  expect(doorOf('https://192.168.1.4:8443/join/K7M4RT')).toEqual({ kind: 'code', code: 'K7M4RT' });
  expect(doorOf('https://hub.local/#/j/K7M4RT')).toEqual({ kind: 'code', code: 'K7M4RT' });
  expect(doorOf('http://localhost:8080/o/Abc_123-x')).toEqual({ kind: 'owner', code: 'Abc_123-x' });
  expect(doorOf('http://localhost:8080/')).toEqual({ kind: 'none' });
  expect(doorOf('http://localhost:8080/j/../../x')).toEqual({ kind: 'none' });
});

it('takes a scanned link or a bare code, and nothing else', () => {
  expect(codeFromScan('https://192.168.1.4:8443/j/K7M4RT')).toBe('K7M4RT');
  expect(codeFromScan('k7m4rt')).toBe('K7M4RT');
  expect(codeFromScan('https://example.org/shop')).toBeUndefined();
  expect(codeFromScan('WIFI:S:guest;;')).toBeUndefined();
});
