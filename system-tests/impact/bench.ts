/**
 * `./dev bench impact`: what Tutti costs the machines it runs on. Prints its method and its progress; its last line is one
 * JSON object.
 */
import { machine } from '../clicks/machineTime.ts';
import { startClick } from '../clicks/band.ts';
import { Browser } from '../harness/browser.ts';
import { Hub } from '../harness/hub.ts';
import { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';
import { processOf, traffic, treeOf, type Usage, usage } from './usage.ts';

const METHOD = `method: a hub and two people at the real page, a Chromium each, across a wire without delay; each scene lasts 20 s after it
has settled. cpu_pct: CPU time of a process and all its children, of one core, by ticks. wake_ups: how often a second one of their
threads that slept was woken (voluntary context switches): with the CPU what a battery feels. memory_mib: proportional set size at the
scene's end; of Chromium all its processes. The empty page is about:blank. network_kbit_s: all bytes on the hub's host, both ways, by its
interfaces' counters, each packet once: between the pages and the hub, or among the nodes, which are all on that host.`;

const SCENE_MS = 20_000;
const SETTLE_MS = 5_000;
const TONES = [1000, 1400] as const;
/** Only what tells that the voice is connected: ears would be heavier than the page. */
const CONNECTIONS = `{ const Real = RTCPeerConnection; globalThis.__peerConnections = [];
globalThis.RTCPeerConnection = class extends Real { constructor(...words) { super(...words); globalThis.__peerConnections.push(this); } }; }`;
const CLICK = JSON.stringify({ on: true, sound: 'click', volume: 0.2, haptic: 'off', visual: false, duckSpeech: false });

type Cost = { cpu_pct: number; wake_ups: number; memory_mib: number };
type Scene = Record<string, Cost | number>;

class ImpactBench {
  private readonly begunMs = performance.now();
  private readonly scenes: Record<string, Scene> = {};
  private readonly roots = new Map<string, number>();

  static async run(): Promise<void> {
    console.log(`${METHOD}\nmachine: ${machine()}`);
    const bench = new ImpactBench();
    const stage = await Stage.open('impact-bench');
    const nodes: Hub[] = [];
    try {
      await bench.room(stage);
      nodes.push(...(await bench.cluster()));
      console.log(JSON.stringify(bench.scenes));
    } finally {
      await stage.close();
      await Promise.all(nodes.map((node) => node.remove()));
    }
  }

  private async room(stage: Stage): Promise<void> {
    this.roots.set('hub', stage.hub.pid);
    await this.scene('hub alone');
    const empty = await this.open(stage, 'empty');
    await this.scene('empty page');
    await empty.close();
    this.roots.delete('empty');
    await stage.session();
    const talker = await this.join(stage, 'talker', TONES[0]);
    const listener = await this.join(stage, 'listener', TONES[1]);
    await this.scene('in the room');
    await talker.press();
    await talker.shows('granted');
    await this.scene('talking');
    await talker.release();
    await talker.shows('idle');
    await startClick(stage.owner, 120);
    await this.scene('click');
    await Promise.all([talker, listener].map((person) => person.leaveBrowser()));
    this.roots.clear();
  }

  /** A hub with one node, and with two: nobody is there. */
  private async cluster(): Promise<Hub[]> {
    const hub = await Hub.start('impact-1', { nodes: NODE });
    const nodes = [hub];
    this.roots.set('hub', hub.pid);
    await this.scene('a hub that nodes may join');
    for (const n of [2, 3]) {
      const invite = /--invite (\S+)/.exec(await hub.command('invite-node'))![1]!;
      const node = await Hub.start(`impact-${n}`, { nodes: [...NODE, '--join', hub.nodeAddress, '--invite', invite] });
      nodes.push(node);
      this.roots.set(`node ${n}`, node.pid);
      const known = async () => (await hub.command('nodes')).includes(node.nodeId.slice(0, 12));
      await until(`node ${n} is one of the hub's`, PATIENCE_MS, known);
      await this.scene(`${n} nodes`);
    }
    return nodes;
  }

  private async join(stage: Stage, name: string, tone: number): Promise<Person> {
    const browser = await this.open(stage, name, tone);
    const person = Person.at(stage.hub, name, tone, browser);
    await person.join(stage.code);
    return person;
  }

  private async open(stage: Stage, name: string, tone?: number): Promise<Browser> {
    const scripts = [CONNECTIONS, `if (isSecureContext) localStorage.setItem('tutti.click', ${JSON.stringify(CLICK)});`];
    const browser = await Browser.open({ ...(tone ? { tone } : {}), authorityFile: stage.hub.authorityFile, scripts });
    this.roots.set(name, processOf(browser.profile));
    return browser;
  }

  /** Measures all that runs, from when it has come to rest. */
  private async scene(name: string): Promise<void> {
    await pause(SETTLE_MS);
    const before = this.look();
    const bytes = traffic();
    const begun = performance.now();
    await pause(SCENE_MS);
    const seconds = (performance.now() - begun) / 1000;
    const scene: Scene = {};
    for (const [who, after] of this.look()) {
      const first = before.get(who)!;
      scene[who] = {
        cpu_pct: rounded((after.cpuMs - first.cpuMs) / seconds / 10),
        wake_ups: Math.round((after.wakeUps - first.wakeUps) / seconds),
        memory_mib: Math.round(after.memoryMib),
      };
    }
    scene['network_kbit_s'] = rounded((traffic() - bytes) / seconds / 125);
    this.scenes[name] = scene;
    const at = ((performance.now() - this.begunMs) / 1000).toFixed(0).padStart(4);
    console.log(`${at} s  ${name}: ${JSON.stringify(scene)}`);
  }

  private look(): Map<string, Usage> {
    return new Map([...this.roots].map(([who, root]) => [who, usage(treeOf(root))]));
  }
}

const NODE = ['--node-port', '0', '--mdns', 'no'];

const rounded = (value: number): number => Math.round(value * 10) / 10;

const pause = async (ms: number): Promise<void> => {
  const begun = performance.now();
  await until(`${ms} ms have passed`, ms + PATIENCE_MS, () => performance.now() - begun >= ms);
};

await ImpactBench.run();
process.exit(0);
