/**
 * `./dev bench failover`: how long nobody grants when the leader is killed. Prints its method and each run; its last line is one
 * JSON object. `FAILOVER_RUNS=N` for another number of runs.
 */
import { machine } from '../clicks/machineTime.ts';
import { percentile } from '../clicks/score.ts';
import type { ClusterAnswer } from '../../web/src/client/wire.ts';
import type { Hub } from '../harness/hub.ts';
import { granting, obeying, standing, threeNodes } from '../harness/leading.ts';
import { Member } from '../harness/member.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const METHOD = `method: three processes that are one hub, on one machine, with a person at each. The node that leads is ended by kill -9,
and as soon as its process is gone the persons at the other two ask for the floor, which nobody had. detect_s: from the kill until the
first node suspects its leader; elect_s: until another one leads, its term on its disk (both by the nodes' own timelines); grant_s:
until one of the two is told that the floor is granted. dual_grants: how often both were granted it at once in one epoch. The killed
node starts again before the next run. The silence of a killed process need not be awaited: its links close and nobody listens there.`;
const RUNS = Number(process.env['FAILOVER_RUNS'] ?? 30);

interface Failover {
  detectS: number;
  electS: number;
  grantS: number;
  dual: boolean;
}

/** When the first of these nodes stepped into a state after that time. */
function firstStep(answers: ClusterAnswer[], to: string, sinceMs: number): number {
  const times = answers.flatMap(({ timeline }) => timeline.filter((step) => step.to === to).map(({ at }) => Date.parse(at)));
  return Math.min(...times.filter((atMs) => atMs >= sinceMs));
}

async function run(): Promise<void> {
  console.log(`${METHOD}\nmachine: ${machine()}`);
  const hubs = await threeNodes('failover');
  try {
    const owner = await Member.owner(hubs[0]);
    const { code } = await owner.create();
    await obeying(hubs[0], hubs);
    const people: Member[] = [];
    for (const [at, hub] of hubs.entries()) {
      people.push(await until('somebody is in', PATIENCE_MS, () => Member.arrive(hub, code, `Person ${at + 1}`)));
    }
    const runs: Failover[] = [];
    for (let run = 1; run <= RUNS; run++) {
      const one = await failover(hubs, people);
      runs.push(one);
      console.log(`run ${run}: suspected after ${one.detectS} s, led after ${one.electS} s, granted after ${one.grantS} s`);
    }
    const spread = (of: (one: Failover) => number) => {
      const all = runs.map(of);
      return { p50: percentile(all, 50), p95: percentile(all, 95), p99: percentile(all, 99) };
    };
    const kill = {
      detect_s: spread((one) => one.detectS),
      elect_s: spread((one) => one.electS),
      grant_s: spread((one) => one.grantS),
    };
    console.log(JSON.stringify({ runs: runs.length, kill, dual_grants: runs.filter((one) => one.dual).length }));
  } finally {
    await Promise.all(hubs.map((hub) => hub.remove()));
  }
}

async function failover(hubs: Hub[], people: Member[]): Promise<Failover> {
  const leader = await granting(hubs);
  await obeying(leader, hubs);
  const others = hubs.filter((hub) => hub !== leader);
  const there = people.filter(({ hub }) => hub !== leader);
  const sockets = await Promise.all(there.map((member) => until('they are connected', PATIENCE_MS, () => member.connect())));
  const channel = sockets[0]!.snapshot.channels[0].id;

  const killedMs = Date.now();
  const killedAt = performance.now();
  await leader.kill();
  await Promise.all(sockets.map((socket) => socket.press(channel)));
  const grants = () => sockets.flatMap(({ frames }) => frames.filter(({ type }) => type === 'floor.granted'));
  const granted = await until('somebody is granted', PATIENCE_MS, () => grants().length > 0 && grants());
  const epochs = granted.map(({ payload }) => payload.lease_id.slice(0, payload.lease_id.lastIndexOf('-')));
  const first = Math.min(...granted.map(({ atMs }) => atMs));

  const now = await granting(others);
  const answers = await Promise.all(others.map(standing));
  for (const socket of sockets) socket.terminate();
  await leader.restart();
  await obeying(now, hubs);
  return {
    detectS: seconds(firstStep(answers, 'suspecting', killedMs) - killedMs),
    electS: seconds(firstStep(answers, 'leading', killedMs) - killedMs),
    grantS: seconds(first - killedAt),
    dual: new Set(epochs).size < epochs.length,
  };
}

function seconds(ms: number): number {
  return Math.round(ms) / 1_000;
}

await run();
