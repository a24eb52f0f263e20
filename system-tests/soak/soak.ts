/**
 * `./dev soak nodes [--minutes M] [--seed S]`: five nodes on a LAN, people who contend for the floor at each, and one random fault
 * after another. Its last line is one JSON object; it fails when anything was wrong.
 */
import { parseArgs } from 'node:util';
import { machine } from '../clicks/machineTime.ts';
import { percentile } from '../clicks/score.ts';
import { LanStage } from '../harness/lanStage.ts';
import { FAULTS, type FaultKind, Faults } from './faults.ts';

const METHOD = `method: five nodes of one hub, each a process in a network namespace of its own, on one bridge; at each of them somebody who
asks for the floor again and again, beside it, on a link that is never cut. One fault after another, of random kind, victims and
length, every second one meets the leader. grant_s: from the beginning of a fault that takes the leader away for a second or more
until somebody at the nodes that are left is granted the floor by a leader whom all of those obey; heal_s: from its end until all
nodes obey one leader and somebody is granted the floor in its term. dual_grants: turns given twice by a channel in one epoch, as
all these people saw it; stuck: faults after which there was no leader, or no floor, within 30 s. The seed gives the same faults
again, not the same timing.`;
const NODES = 5;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const minutes = Number(values.minutes);

async function soak(): Promise<boolean> {
  console.log(`${METHOD}\nmachine: ${machine()}\nseed ${seed}`);
  const stage = await LanStage.open('soak', NODES);
  try {
    const faults = new Faults(stage, seed);
    const untilAt = performance.now() + 60_000 * minutes;
    const counts = Object.fromEntries(FAULTS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
    const grantS: number[] = [];
    const healS: number[] = [];
    let stuck = 0;
    const before = (await stage.settled()).term;
    let terms = before;
    while (performance.now() < untilAt) {
      const fault = await faults.next();
      counts[fault.kind]++;
      try {
        const times = await fault.run();
        if (times.grantS !== undefined) grantS.push(times.grantS);
        healS.push(times.healS);
        terms = times.term;
        const granted = times.grantS === undefined ? '' : `granted after ${times.grantS} s, `;
        console.log(`${fault.said}: ${granted}whole again after ${times.healS} s, term ${times.term}`);
      } catch (error) {
        stuck++;
        console.log(`${fault.said}: STUCK: ${(error as Error).message}`);
        await stage.mend();
      }
    }
    const dual = stage.dualGrants();
    for (const line of dual) console.log(`dual grant: ${line}`);
    const grants = stage.eager.reduce((sum, { leases }) => sum + leases.length, 0);
    const spread = (all: number[]) => ({ p50: percentile(all, 50), p95: percentile(all, 95), p99: percentile(all, 99) });
    const result = {
      ...{ minutes, seed, faults: Object.values(counts).reduce((sum, count) => sum + count, 0), kinds: counts, grants },
      ...{ terms: terms - before, grant_s: spread(grantS), heal_s: spread(healS), stuck, dual_grants: dual.length },
    };
    console.log(JSON.stringify(result));
    return stuck === 0 && dual.length === 0;
  } finally {
    await stage.close();
  }
}

process.exit((await soak()) ? 0 : 1);
