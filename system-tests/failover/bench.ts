/**
 * `./dev bench failover [--runs N]`: how long nobody grants, a listener hears nothing and a client of that node is away, and what is
 * lost, when the leader is killed or its link is cut. Prints its method and each run; its last line is one JSON object.
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
again, or the cut is mended.
reconnect_s: a client of the node that is taken away goes on by the page's own code (HubSocket, Places; the others' addresses from
GET /hub): from the fault until another node has let it in, with tokens refreshed there, and has answered its cursor. Until the fault
somebody writes a session's changes at that node, one after the other. An acknowledgement says on how many disks the change is
(Tutti-Copies). events_lost: acknowledged changes that were on two disks and are at no other node while this one is away; and, when it
is back, all acknowledged ones (also those on its disk alone, which are promised then) that are not exactly once in the log of each of
the three nodes, or in what the client was told since its last snapshot. The one under way is sent again with its key: once, too.`;
/** Ends early, with what it has, rather than take longer. */
const BUDGET_MS = 560_000;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '60' } } });
const wanted = Number(values.runs);
const budgetMs = wanted > 60 ? Infinity : BUDGET_MS;
if (!(wanted >= 1)) throw new Error(`--runs ${values.runs}: how often?`);

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
    const lost = all.flatMap(({ account }) => account.wrong);
    for (const line of lost) console.log(`lost: ${line}`);
    const sums = { dual_grants: dual.length, events_lost: lost.length };
    console.log(JSON.stringify({ runs: all.length, kill: half('kill'), cut: half('cut'), ...sums }));
  } finally {
    await failovers.close();
    await disposeSdk();
  }
}

function said({ detectS, electS, grantS, gapMs, reconnectS, account, wasHub }: Outcome): string {
  const { acknowledged, onOneDisk, wrong } = account;
  const times = `suspected after ${detectS} s, led after ${electS} s, granted after ${grantS} s, nothing heard for ${gapMs} ms`;
  const changes = `of ${acknowledged} acknowledged changes (${onOneDisk} on one disk) ${wrong.length} wrong`;
  return `${times}, client back after ${reconnectS} s, ${changes}${wasHub ? ', the log\'s writer' : ''}`;
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
    reconnect_s: spread((one) => one.reconnectS),
  };
}

await run();
process.exit(0);
