/**
 * Five nodes on five machines of a LAN whose leader is killed or hangs, and whose network is cut in each way that a network
 * can be. Judged by what people at the nodes were told: each side of a cut goes on talking, nobody twice in one epoch.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hub } from '../harness/hub.ts';
import { LanStage } from '../harness/lanStage.ts';
import { standing } from '../harness/leading.ts';
import { Wire } from '../harness/network.ts';
import { disposeSdk } from '../harness/sdkClient.ts';
import { Speaker } from '../harness/speaker.ts';
import { PATIENCE_MS, remains, until } from '../harness/until.ts';

const NODES = 5;
const FLAPS = 6;
/** Longer than the silence after which a leader is given up, and a whole moment that seems to end it. */
const CUT_MS = 800;
const WHOLE_MS = 400;


describe.skipIf(!Wire.here())(Wire.test('five nodes on a LAN'), () => {
  let stage: LanStage;

  beforeAll(async () => {
    stage = await LanStage.open('lan', NODES);
  });
  afterEach(async () => {
    await stage.mend();
    expect(stage.dualGrants()).toEqual([]);
  });
  afterAll(async () => {
    await stage?.close();
    await disposeSdk();
  });

  /** Everybody is given the floor, in one term of one leader. */
  async function oneFloor(): Promise<{ leader: Hub; term: number }> {
    const united = await stage.settled();
    await stage.allGranted(stage.hubs, Date.now(), united.term - 1);
    return united;
  }

  it('go on in a higher term when the leader is killed, and take it back in', async () => {
    const { leader, term } = await stage.settled();
    const killedMs = Date.now();
    await leader.kill();
    const first = await stage.anyGranted(stage.without(leader), killedMs, term);
    console.log(`killed: given again after ${first.fromMs - killedMs} ms`);
    await stage.allGranted(stage.without(leader), killedMs, term);
    await leader.restart();
    const after = await oneFloor();
    expect(after.term).toBeGreaterThan(term);
  });

  it('go on without a leader that hangs, which gives nothing under its old term when it wakes', async () => {
    const { leader, term } = await stage.settled();
    const stoppedMs = Date.now();
    leader.pause();
    const first = await stage.anyGranted(stage.without(leader), stoppedMs, term);
    console.log(`stopped: given again after ${first.fromMs - stoppedMs} ms`);
    await stage.allGranted(stage.without(leader), stoppedMs, term);
    const wokenMs = Date.now();
    leader.resume();
    const after = await oneFloor();
    expect(after.term).toBeGreaterThan(term);
    const [own] = await stage.allGranted([leader], wokenMs, term);
    const stale = stage.eager.flatMap(({ leases }) => leases.filter((one) => one.fromMs >= wokenMs && one.fence.term <= term));
    expect(stale).toEqual([]);
    expect(own!.fence.term).toBeGreaterThan(term);
  });

  it('talk on both sides of a cut, and as one again when it is mended', async () => {
    const { leader, term } = await stage.settled();
    const { code } = await stage.owner.create({ name: 'Heard across' });
    const left = [leader, stage.without(leader)[0]!];
    const right = stage.without(...left);
    const anna = await Speaker.at(left[1]!, code, 'Anna');
    const ben = await Speaker.at(right[0]!, code, 'Ben');
    await ben.app.publish(1400);
    await ben.talk();
    await anna.app.waitToHear(1400);

    const cutMs = Date.now();
    stage.lan.split(left.map((hub) => stage.hostOf(hub)), right.map((hub) => stage.hostOf(hub)));
    const first = await stage.anyGranted(right, cutMs, term);
    console.log(`halves: given on the other side after ${first.fromMs - cutMs} ms`);
    await stage.allGranted(right, cutMs, term);
    await stage.allGranted(left, Date.now());
    await anna.app.waitForEndOf(1400);
    expect((await standing(leader)).members).toHaveLength(left.length);

    const mendedAt = performance.now();
    stage.lan.heal();
    const after = await oneFloor();
    expect(after.term).toBeGreaterThan(term);
    await ben.talk();
    await anna.app.waitToHear(1400, mendedAt);
    await Promise.all([anna.leave(), ben.leave()]);
  });

  it('have one leader while one of them no longer hears it, and another while nobody does', async () => {
    const { leader } = await stage.settled();
    const [deaf] = stage.without(leader);
    stage.lan.cut([stage.hostOf(leader)], [stage.hostOf(deaf!)]);
    await until('it is reached over others', PATIENCE_MS, async () =>
      (await standing(leader)).members.some(({ node_id, direct }) => node_id === deaf!.nodeId && !direct),
    );
    const around = await oneFloor();

    const mutedMs = Date.now();
    const others = stage.without(around.leader);
    stage.lan.cut([stage.hostOf(around.leader)], others.map((hub) => stage.hostOf(hub)));
    const first = await stage.anyGranted(others, mutedMs, around.term);
    console.log(`mute: given again after ${first.fromMs - mutedMs} ms`);
    await stage.allGranted(others, mutedMs, around.term);
    stage.lan.heal();
    await oneFloor();
  });

  it('change their leader a bounded number of times when its link flaps', async () => {
    const { leader, term } = await stage.settled();
    const host = stage.hostOf(leader);
    for (let flap = 0; flap < FLAPS; flap++) {
      stage.lan.isolate(host);
      await remains('the link is cut', CUT_MS, () => true);
      stage.lan.heal();
      await remains('the link is whole', WHOLE_MS, () => true);
    }
    const after = await oneFloor();
    console.log(`${FLAPS} flaps: ${after.term - term} terms`);
    // One change for each beginning and each end of a fault.
    expect(after.term - term).toBeLessThanOrEqual(2 * FLAPS);
  });
});
