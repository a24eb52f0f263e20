/** Pages that reach each other directly, and an app of requirement 003 beside them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open('peers');
  await stage.session({ kind: 'shift' });
});
afterEach(({ task }) => stage.explain(task));
afterAll(() => stage?.close());

/** What has come to a page over data channels, in messages. */
function messages(person: Person): Promise<number> {
  return person.page.evaluate(async () => {
    let received = 0;
    for (const pc of (globalThis as any).__peerConnections ?? []) {
      const stats: Map<string, any> = await pc.getStats();
      for (const stat of stats.values()) {
        if (stat.type === 'data-channel' && stat.label === 'live-control') received += stat.messagesReceived;
      }
    }
    return received;
  });
}

describe('two pages', () => {
  it('find each other through the hub, and an echo goes between them alone', async () => {
    const [maya, ben] = (await stage.joined(['Maya', 1000], ['Ben', 1400])) as [Person, Person];
    await maya.page.getByRole('button', { name: 'More' }).click();
    await maya.page.getByRole('button', { name: 'Your link' }).click();
    const way = maya.page.getByRole('region', { name: 'Straight to the others, without the hub' });
    await way.getByText(/^[\d.]+ ms$/).waitFor({ timeout: PATIENCE_MS });
    expect(await way.innerText()).toContain('Ben');
    const before = await messages(ben);
    await until('more pings reach Ben', PATIENCE_MS, async () => (await messages(ben)) > before + 1);
    expect(await messages(maya)).toBeGreaterThan(0);
    expect(await maya.objections()).toEqual([]);
  });
});
