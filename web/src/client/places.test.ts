import { expect, it } from 'vitest';
import { Places } from './places.ts';

const HERE = 'https://192.168.7.20:8443';
const SECOND = 'https://192.168.7.21:8443';
const THIRD = 'https://192.168.7.22:8443';

function among(...others: string[]): Places {
  const places = new Places(HERE, () => 0);
  places.learn(others);
  return places;
}

it('stays where it is when there is no other node', () => {
  const places = among();
  for (let i = 0; i < 5; i++) expect(places.failed('closed')).toBe('later');
  expect(places.origin).toBe(HERE);
});

it('leaves at once where nobody listens, asks each other one once, and waits before the round begins anew', () => {
  const places = among(SECOND, THIRD);
  expect([places.failed('closed'), places.origin, places.moving]).toEqual(['now', SECOND, true]);
  expect([places.failed('silent'), places.origin]).toEqual(['now', THIRD]);
  expect([places.failed('silent'), places.origin, places.moving]).toEqual(['later', HERE, false]);
  expect([places.failed('closed'), places.origin]).toEqual(['now', SECOND]);
});

it('asks a node that is silent twice before it leaves, so that a moment without a network moves nobody', () => {
  const places = among(SECOND);
  expect([places.failed('silent'), places.origin]).toEqual(['now', HERE]);
  expect([places.failed('silent'), places.origin]).toEqual(['now', SECOND]);
  places.failed('silent');
  places.arrived();
  expect([places.failed('silent'), places.origin]).toEqual(['now', HERE]);
});

it('stays at the node that let it in, and knows the way back', () => {
  const places = among(SECOND);
  places.failed('closed');
  places.arrived();
  expect([places.origin, places.moving]).toEqual([SECOND, false]);
  places.learn([HERE, THIRD]);
  places.failed('closed');
  expect(places.origin).toBe(HERE);
});

it('believes where it was that it is out, and another node only when that says so again and again', () => {
  expect(among(SECOND).failed('refused')).toBe('never');
  const places = among(SECOND);
  const said: string[] = [];
  for (let i = 0; i < 20 && !said.includes('never'); i++) {
    said.push(places.failed('closed'));
    said.push(places.failed('refused'));
  }
  expect(said.filter((next) => next === 'later')).toHaveLength(5);
});

it('spreads those who leave over the other nodes', () => {
  const places = new Places(HERE, () => 0.9);
  places.learn([SECOND, THIRD]);
  places.failed('closed');
  expect(places.origin).toBe(THIRD);
});

it('keeps no more places than it can ask', () => {
  const places = among(...Array.from({ length: 100 }, (_, i) => `https://192.168.8.${i}:8443`));
  let asked = 0;
  while (places.failed('closed') === 'now') asked++;
  expect(asked).toBe(15);
});
