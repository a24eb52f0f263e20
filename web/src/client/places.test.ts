import { expect, it } from 'vitest';
import { type Asking, elsewhere, Places } from './places.ts';

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

/** Nodes that answer after so many milliseconds, on a clock that jumps to the next thing that happens. */
function answering(after: Record<string, number>): Asking & { asked: string[] } {
  let now = 0;
  const waits: { at: number; run: () => void }[] = [];
  const wait = (ms: number) => new Promise<void>((run) => waits.push({ at: now + ms, run }));
  const tick = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
    const next = waits.sort((a, b) => a.at - b.at).shift();
    if (!next) return;
    now = next.at;
    next.run();
    await tick();
  };
  void tick();
  const asked: string[] = [];
  const answers = (origin: string): Promise<void> => {
    asked.push(origin);
    const ms = after[origin];
    return ms === undefined ? new Promise(() => undefined) : wait(ms);
  };
  return { asked, nowMs: () => now, wait, answers };
}

it('goes where another node answers while its own says nothing', async () => {
  expect(await elsewhere(among(SECOND, THIRD), answering({ [SECOND]: 40, [THIRD]: 20 }))).toBe(THIRD);
});

it('stays where its own node answers, too, also on a network that makes all of them late', async () => {
  expect(await elsewhere(among(SECOND), answering({ [SECOND]: 20, [HERE]: 290 }))).toBeUndefined();
  expect(await elsewhere(among(SECOND), answering({ [SECOND]: 900, [HERE]: 1700 }))).toBeUndefined();
  expect(await elsewhere(among(SECOND), answering({ [SECOND]: 20, [HERE]: 310 }))).toBe(SECOND);
});

it('goes at once where nobody listens any more at its own node', async () => {
  const ask = answering({ [SECOND]: 20, [THIRD]: 50 });
  const refused = {
    ...ask,
    answers: (at: string) => (at === HERE ? Promise.reject(new Error()) : ask.answers(at)),
  };
  expect(await elsewhere(among(SECOND, THIRD), refused)).toBe(SECOND);
  expect(ask.nowMs()).toBe(20);
});

it('asks three of the others at most, and nobody when it knows none', async () => {
  const many = answering({ [SECOND]: 1 });
  await elsewhere(among(SECOND, ...[1, 2, 3, 4, 5].map((n) => `https://192.168.9.${n}:8443`)), many);
  expect(many.asked).toHaveLength(4);
  const none = answering({});
  expect(await elsewhere(among(), none)).toBeUndefined();
  expect(none.asked).toEqual([]);
});

it('is where it was when its node speaks again before another has let it in', () => {
  const places = among(SECOND);
  places.go(SECOND);
  expect([places.origin, places.moving]).toEqual([SECOND, true]);
  places.stayed();
  expect([places.origin, places.moving]).toEqual([HERE, false]);
});
