/** Nodes of one hub, each on its own machine of a LAN, and at each of them somebody who always wants to talk. */
import { Eager } from './eager.ts';
import { dualGrants, type Lease, type TermStep, termSteps } from './floorWitness.ts';
import type { Hub } from './hub.ts';
import { Lan } from './lan.ts';
import { joinedNodes, united } from './leading.ts';
import { Member } from './member.ts';

/** Some give the floor back before a lease is renewed, one talks for longer than a lease lives. */
const TALKS_MS = [200, 1_700, 200, 200, 500];

export class LanStage {
  private readonly steps = new Map<string, TermStep>();
  readonly eager: Eager[] = [];

  private constructor(
    readonly lan: Lan,
    readonly hubs: Hub[],
    readonly owner: Member,
  ) {}

  static async open(name: string, nodes: number): Promise<LanStage> {
    const lan = Lan.open(nodes);
    try {
      const hubs = await joinedNodes(name, nodes, lan.hosts);
      const owner = await Member.owner(hubs[0]!);
      const stage = new LanStage(lan, hubs, owner);
      await stage.settled();
      const { code } = await owner.create();
      stage.eager.push(...(await Promise.all(hubs.map((hub, at) => Eager.at(hub, code, `Eager ${at + 1}`, TALKS_MS[at]!)))));
      return stage;
    } catch (error) {
      lan.close();
      throw error;
    }
  }

  /** Resolves when all nodes obey one leader, in one term. */
  async settled(nodes = this.hubs): Promise<{ leader: Hub; term: number }> {
    const { leader, term, standings } = await united(nodes);
    for (const step of termSteps(standings)) this.steps.set(JSON.stringify(step), step);
    return { leader, term };
  }

  /** Everything is whole again, and all obey one leader. */
  async mend(): Promise<void> {
    this.lan.heal();
    for (const hub of this.hubs) {
      if (hub.runs) hub.resume();
      else await hub.restart();
    }
    await this.settled();
  }

  /** Resolves when somebody at one of these nodes was given the floor after that time, in a higher term than that. */
  async anyGranted(nodes: Hub[], sinceMs: number, aboveTerm = 0): Promise<Lease> {
    return Promise.any(this.eagerAt(nodes).map((one) => one.granted(sinceMs, aboveTerm)));
  }

  /** Resolves when everybody at these nodes was. */
  async allGranted(nodes: Hub[], sinceMs: number, aboveTerm = 0): Promise<Lease[]> {
    return Promise.all(this.eagerAt(nodes).map((one) => one.granted(sinceMs, aboveTerm)));
  }

  leasesAt(node: Hub): Lease[] {
    return this.eagerAt([node]).flatMap(({ leases }) => leases);
  }

  hostOf(hub: Hub) {
    return this.lan.hosts[this.hubs.indexOf(hub)]!;
  }

  without(...away: Hub[]): Hub[] {
    return this.hubs.filter((hub) => !away.includes(hub));
  }

  /** All that was wrong so far; the nodes' own steps say when leases of lower terms were void. */
  dualGrants(): string[] {
    return dualGrants(
      this.eager.flatMap(({ leases }) => leases),
      [...this.steps.values()],
    );
  }

  async close(): Promise<void> {
    for (const one of this.eager) one.leave();
    await Promise.all(this.hubs.map((hub) => hub.remove()));
    this.lan.close();
  }

  private eagerAt(nodes: Hub[]): Eager[] {
    return this.eager.filter(({ hub }) => nodes.includes(hub));
  }
}
