/** What a seed does to nodes on a LAN: one fault after another, its victims, and how long it lasts. */
import type { Hub } from '../harness/hub.ts';
import type { LanStage } from '../harness/lanStage.ts';
import { united } from '../harness/leading.ts';
import { PATIENCE_MS, remains, until } from '../harness/until.ts';

export const FAULTS = ['kill', 'stop', 'restart', 'cut', 'mute', 'one_way', 'halves', 'flap'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Times {
  /** Only where the leader was taken away for long enough. */
  grantS?: number;
  healS: number;
  term: number;
}

export interface NextFault {
  kind: FaultKind;
  said: string;
  run(): Promise<Times>;
}

/** Short ones are many, and the shortest end before a leader is given up. */
const SHORTEST_MS = 200;
const LONGEST_MS = 6_000;
/** A fault that is longer lasts until the rest has a leader. */
const NOTICED_MS = 1_000;
const FLAP_MS = 350;

export class Faults {
  private count = 0;
  private readonly random: () => number;

  constructor(
    private readonly stage: LanStage,
    seed: number,
  ) {
    this.random = mulberry(seed);
  }

  /** The next fault; it begins when it is run. */
  async next(): Promise<NextFault> {
    const { leader } = await this.stage.settled();
    const kind = this.pick(FAULTS);
    const victim = ++this.count % 2 === 0 ? leader : this.pick(this.stage.hubs);
    const lengthMs = Math.round(SHORTEST_MS + this.random() ** 2 * LONGEST_MS);
    // The same numbers are drawn whatever the kind, so that a seed means the same faults.
    const other = this.pick(this.stage.without(victim));
    const who = `${victim.name}${victim === leader ? ', which leads,' : ''}`;
    const said = `fault ${this.count}: ${kind} of ${who} for ${lengthMs} ms`;
    return { kind, said, run: () => this.run(kind, victim, other, lengthMs) };
  }

  private async run(kind: FaultKind, victim: Hub, other: Hub, lengthMs: number): Promise<Times> {
    const { stage } = this;
    const before = (await stage.settled()).leader;
    const beganMs = Date.now();
    const left = await this.begin(kind, victim, other, lengthMs);
    const isNoticed = lengthMs >= NOTICED_MS && !left.includes(before);
    const granted = isNoticed ? await stage.anyGranted(left, beganMs, (await united(left)).term - 1) : undefined;
    await remains('the fault lasts', Math.max(0, beganMs + lengthMs - Date.now()), () => true);
    const endedMs = Date.now();
    await stage.mend();
    const { leader, term } = await stage.settled();
    const whole = await until('the floor is one again', PATIENCE_MS, () =>
      stage.eager.flatMap(({ leases }) => leases).find(({ fromMs, fence }) => fromMs >= endedMs && fence.term >= term),
    );
    await stage.allGranted([victim, leader], endedMs);
    const healS = seconds(whole.fromMs - endedMs);
    return granted ? { grantS: seconds(granted.fromMs - beganMs), healS, term } : { healS, term };
  }

  /** Resolves with nodes that can go on together. */
  private async begin(kind: FaultKind, victim: Hub, other: Hub, lengthMs: number): Promise<Hub[]> {
    const { stage } = this;
    const host = stage.hostOf(victim);
    const others = stage.without(victim);
    const hostsOf = (hubs: Hub[]) => hubs.map((hub) => stage.hostOf(hub));
    switch (kind) {
      case 'kill':
        await victim.kill();
        return others;
      case 'restart':
        await victim.stop();
        return others;
      case 'stop':
        victim.pause();
        return others;
      case 'cut':
        stage.lan.isolate(host);
        return others;
      case 'mute':
        stage.lan.cut([host], hostsOf(others));
        return others;
      case 'one_way':
        stage.lan.cut([host], [stage.hostOf(other)]);
        return stage.hubs;
      case 'halves': {
        const left = [victim, other];
        stage.lan.split(hostsOf(left), hostsOf(stage.without(...left)));
        return stage.without(...left);
      }
      case 'flap':
        for (const endMs = Date.now() + lengthMs; Date.now() < endMs; ) {
          stage.lan.isolate(host);
          await remains('the link is cut', FLAP_MS, () => true);
          stage.lan.heal();
          await remains('the link is whole', FLAP_MS, () => true);
        }
        return stage.hubs;
    }
  }

  private pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)]!;
  }
}

function seconds(ms: number): number {
  return Math.round(ms) / 1_000;
}

/** Small and repeatable. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
