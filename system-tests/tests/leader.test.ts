/** Three processes that are one hub: one leads; killed, another does; who comes back obeys. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hub } from '../harness/hub.ts';
import { granting, obeying, standing, threeNodes } from '../harness/leading.ts';

let hubs: Hub[] = [];

beforeAll(async () => {
  hubs = await threeNodes('leader');
});
afterAll(async () => {
  for (const hub of hubs) await hub.remove();
});

it('of three that start the hub leads, and grants', async () => {
  const [first] = hubs as [Hub, Hub, Hub];
  await obeying(first, hubs);
  expect(await granting(hubs)).toBe(first);
});

it('when the leader is killed another one leads in a higher term, and who comes back obeys it', async () => {
  const [first, second, third] = hubs as [Hub, Hub, Hub];
  const before = (await obeying(first, hubs))[0]!.term;

  await first.kill();
  const leader = await granting([second, third]);
  const after = await obeying(leader, [second, third]);
  expect(after[0]!.term).toBeGreaterThan(before);
  expect((await standing(leader)).timeline.map((step) => step.to)).toContain('suspecting');

  await first.restart();
  const again = await obeying(leader, hubs);
  expect(again[0]!.state).toBe('follower');
});
