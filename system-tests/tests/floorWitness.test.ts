/** Whether the judge of the floor would see it: what it must find wrong, and what it must not. */
import { expect, it } from 'vitest';
import { dualGrants, fenceOf, type Lease } from '../harness/floorWitness.ts';

const ANNA = { person: 'Anna', nodeId: 'a', channelId: 'main' };
const BEN = { person: 'Ben', nodeId: 'b', channelId: 'main' };

function lease(who: typeof ANNA, fence: string, fromMs: number, toMs?: number, end?: Lease['end']): Lease {
  return { ...who, fence: fenceOf(fence), fromMs, ...(toMs === undefined ? {} : { toMs, end: end ?? 'given back' }) };
}

it('finds two who hold a channel at once in one epoch', () => {
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000, 2_000), lease(BEN, '3-ab-2', 1_999, 3_000)], [])).toHaveLength(1);
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000), lease(BEN, '3-ab-3', 9_000)], [])).toHaveLength(1);
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000, 5_000, 'taken away'), lease(BEN, '3-ab-2', 2_000)], [])).toHaveLength(1);
});

it('finds a fence that was given twice', () => {
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000, 2_000), lease(BEN, '3-ab-1', 5_000, 6_000)], [])).toHaveLength(1);
});

it('finds nothing wrong with turns one after another, other channels, and islands', () => {
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000, 2_000), lease(BEN, '3-ab-2', 2_000, 3_000)], [])).toEqual([]);
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000), lease(BEN, '3-cd-1', 1_500)], [])).toEqual([]);
  expect(dualGrants([lease(ANNA, '3-ab-1', 1_000), lease({ ...BEN, channelId: 'crew' }, '3-ab-2', 1_500)], [])).toEqual([]);
});

it('counts a lease until its node obeyed a higher term, and no longer', () => {
  const held = [lease(ANNA, '3-ab-1', 1_000), lease(BEN, '3-ab-2', 2_500)];
  expect(dualGrants(held, [{ nodeId: 'a', atMs: 2_400, term: 4 }])).toEqual([]);
  expect(dualGrants(held, [{ nodeId: 'a', atMs: 2_600, term: 4 }])).toHaveLength(1);
  expect(dualGrants(held, [{ nodeId: 'b', atMs: 2_400, term: 4 }])).toHaveLength(1);
});
