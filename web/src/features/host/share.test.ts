import { expect, it } from 'vitest';
import { shareOrigin } from './share.ts';

const at = (url: string) => new URL(url);

it('never sends anybody to localhost or to plain HTTP while the hub has a secure address', () => {
  const urls = ['https://192.168.1.20:8443/'];
  expect(shareOrigin(at('http://localhost:8080/'), urls)).toBe('https://192.168.1.20:8443');
  expect(shareOrigin(at('http://192.168.1.20:8080/'), urls)).toBe('https://192.168.1.20:8443');
  expect(shareOrigin(at('https://10.0.0.2:8443/'), urls)).toBe('https://10.0.0.2:8443');
});

it('gives the address it has when there is no other', () => {
  expect(shareOrigin(at('http://localhost:8080/'), [])).toBe('http://localhost:8080');
});
