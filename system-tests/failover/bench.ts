/**
 * `./dev bench failover [--runs N]`: how long nobody grants, and how long a listener hears nothing, when the leader is killed or its
 * link is cut. Prints its method and each run; its last line is one JSON object.
 */
import { parseArgs } from 'node:util';
import { machine } from '../clicks/machineTime.ts';
import { percentile } from '../clicks/score.ts';
import { disposeSdk } from '../harness/sdkClient.ts';
import { Failovers, type Fault, type Outcome } from './failovers.ts';

const METHOD = `method: three nodes of one hub, each a process in a network namespace of its own, on one bridge; the clients stand on the
bridge, too. In one session somebody at one node talks and an app at another hears him, while the third node leads. That one is
ended by kill -9, or its port of the bridge is cut (nobody says goodbye, its silence must be awaited), in turn. At once the persons
at the other two ask for the floor of another session, which nobody had. detect_s: from the fault until the first of them suspects
its leader; elect_s: until another leads, its term on its disk (both by the nodes' own timelines); grant_s: until one of the two
persons is told that the floor is granted; gap_ms: the longest time without the talker's tone in what the app hears. dual_grants:
turns that were given twice by a channel in one epoch, as all clients saw it, also those of the cut node. Then the node starts
again, or the cut is mended.`;
/** Ends early, with what it has, rather than take longer. */
const BUDGET_MS = 560_000;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '60' } } });
const wanted = Number(values.runs);
const budgetMs = wanted > 60 ? Infinity : BUDGET_MS;

async function run(): Promise<void> {
  console.log(`${METHOD}\nmachine: ${machine()}`);
  const beganAt = performance.now();
  const failovers = await Failovers.open();
  const all: (Outcome & { fault: Fault })[] = [];
  try {
    while (all.length < wanted && performance.now() - beganAt < budgetMs) {
      const fault = all.length % 2 === 0 ? 'kill' : 'cut';
      const outcome = await failovers.run(fault);
      all.push({ fault, ...outcome });
      console.log(`${fault} ${all.length}: ${said(outcome)}`);
    }
    const dual = failovers.dualGrants();
    for (const line of dual) console.log(`dual grant: ${line}`);
    const half = (fault: Fault) => spreads(all.filter((one) => one.fault === fault));
    console.log(JSON.stringify({ runs: all.length, kill: half('kill'), cut: half('cut'), dual_grants: dual.length }));
  } finally {
    await failovers.close();
    await disposeSdk();
  }
}

function said({ detectS, electS, grantS, gapMs }: Outcome): string {
  return `suspected after ${detectS} s, led after ${electS} s, granted after ${grantS} s, nothing heard for ${gapMs} ms`;
}

function spreads(outcomes: Outcome[]) {
  const spread = (of: (one: Outcome) => number) => {
    const values = outcomes.map(of);
    return { p50: percentile(values, 50), p95: percentile(values, 95), p99: percentile(values, 99) };
  };
  return {
    detect_s: spread((one) => one.detectS),
    elect_s: spread((one) => one.electS),
    grant_s: spread((one) => one.grantS),
    gap_ms: spread((one) => one.gapMs),
  };
}

await run();
process.exit(0);
