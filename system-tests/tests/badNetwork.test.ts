/** Voice across a wire that delays, loses and breaks, with somebody hostile in the room. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askStun, throwGarbage } from '../harness/garbage.ts';
import { Member } from '../harness/member.ts';
import { Wire } from '../harness/network.ts';
import type { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { disposeSdk } from '../harness/sdkClient.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const wire = Wire.here();

describe.skipIf(!wire)('across a bad network', () => {
  let stage: Stage;
  let [maya, ben]: Person[] = [];

  beforeAll(async () => {
    stage = await Stage.open('bad-network');
    await stage.session();
    [maya, ben] = await stage.joined(['Maya', 1000], ['Ben', 1400]);
  });
  afterEach(({ task }) => stage.explain(task));
  afterEach(() => wire!.heal());
  afterAll(async () => {
    await stage?.close();
    await disposeSdk();
  });

  it('voice goes on under profile B while a hostile sender sends', async () => {
    const eve = await Member.arrive(stage.hub, stage.code, 'Eve');
    const hostile = await stage.app(eve, 'v1', 'ws');
    await hostile.publish(2600);
    await wire!.profile('B');
    await maya!.press();
    const { atMs: since } = await ben!.browser.waitToHear(1000);
    await throwGarbage(stage.hub.host, stage.hub.mediaPort, 500, 11);
    const notes = await until('five seconds of talk', PATIENCE_MS, async () => {
      const so_far = await ben!.browser.notes(since);
      return so_far.length > 0 && so_far.at(-1)!.atMs - since > 5_000 && so_far;
    });
    await maya!.release();
    const withTone = notes.filter((note) => note.heard.some(({ tone }) => tone === 1000));
    expect(withTone.length / notes.length).toBeGreaterThan(0.7);
    expect(notes.some((note) => note.heard.some(({ tone }) => tone === 2600))).toBe(false);
    await ben!.browser.waitForEndOf(1000, since);
    await ben!.press();
    await maya!.browser.waitToHear(1400);
    await ben!.release();
    await hostile.leave().catch(() => {});
  });

  it('talk works again soon after everything was cut for three seconds', async () => {
    await wire!.drop('all');
    await maya!.shows('offline');
    const cutAt = performance.now();
    await until('three seconds have passed', PATIENCE_MS, () => performance.now() - cutAt > 3_000);
    await wire!.heal();
    const healedAt = performance.now();
    await Promise.all([maya!.inRoom(), ben!.inRoom()]);
    expect(performance.now() - healedAt).toBeLessThan(25_000);
    const since = await ben!.browser.now();
    await maya!.press();
    await ben!.browser.waitToHear(1000, since);
    await maya!.release();
    await ben!.browser.waitForEndOf(1000, since);
  });

  it('voice comes back by an ICE restart when only its UDP was cut', async () => {
    const credentials = () =>
      maya!.page.evaluate(() =>
        ((globalThis as any).__peerConnections as RTCPeerConnection[])
          .filter((pc) => pc.connectionState !== 'closed')
          .map((pc) => pc.localDescription?.sdp.match(/a=ice-ufrag:(.*)/)?.[1])
          .join(),
      );
    const before = await credentials();
    await wire!.drop('udp');
    await until('new ICE credentials', 60_000, async () => (await credentials()) !== before);
    await wire!.heal();
    expect(await askStun(stage.hub.host, stage.hub.mediaPort)).toMatch(/:/);
    await Promise.all([maya!.inRoom(), ben!.inRoom()]);
    const since = await ben!.browser.now();
    await maya!.press();
    await ben!.browser.waitToHear(1000, since);
    await maya!.release();
  });
});
