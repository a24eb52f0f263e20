/**
 * Two hosts and the wire between them: a network namespace for the hub, one for the clients, and in a third the
 * program wire.c, which joins their two veth pairs and gives every packet a profile's delay, loss and reordering.
 * Needs root, iproute2, nsenter (util-linux) and a C compiler.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { scratch, systemTests, target } from './folders.ts';
import { within } from './until.ts';

export type Profile = 'none' | 'A' | 'B' | 'C';
export type Drop = 'none' | 'all' | 'udp';

export const HUB_ADDRESS = '192.168.77.1';
export const CLIENT_ADDRESS = '192.168.77.2';

/** What processes inside the network are told in their environment. */
const HUB_NAMESPACE = 'SYSTEM_TESTS_HUB_NAMESPACE';
const WIRE_SOCKET = 'SYSTEM_TESTS_WIRE';
/** The process that laid the network: all that is ours descends from it. */
const ROOT = 'SYSTEM_TESTS_ROOT';

/** Makes the network; whoever opened it closes it, and it dies with its process otherwise by `close`. */
export class Network {
  private readonly id = `tt${process.pid}`;
  private readonly namespaces = { hub: `${this.id}h`, wire: `${this.id}w`, clients: `${this.id}c` };
  private readonly socketPath = join(scratch('wire'), 'wire.sock');
  private wire: ChildProcess | undefined;
  private control: Server | undefined;

  static available(): boolean {
    return process.getuid?.() === 0 && process.platform === 'linux';
  }

  static async open(seed = 1): Promise<Network> {
    const network = new Network();
    try {
      network.lay();
      await network.startWire(seed);
    } catch (error) {
      network.close();
      throw error;
    }
    return network;
  }

  /** The words that run a program on the clients' host. */
  get onClients(): string[] {
    return entering(this.namespaces.clients);
  }

  /** The words that run a program on the hub's host. */
  get onHub(): string[] {
    return entering(this.namespaces.hub);
  }

  /** What a process on the clients' host needs in its environment to reach the wire and the hub's host. */
  get environment(): Record<string, string> {
    return { [HUB_NAMESPACE]: this.namespaces.hub, [WIRE_SOCKET]: this.socketPath, [ROOT]: `${process.pid}` };
  }

  close(): void {
    this.control?.close();
    this.wire?.kill('SIGKILL');
    const lans = readdirSync('/run/netns').filter((name) => name.startsWith(`${this.id}lan`));
    for (const namespace of [...lans, ...Object.values(this.namespaces)]) {
      try {
        execFileSync('ip', ['netns', 'del', namespace], { stdio: 'ignore' });
      } catch {
        // It was never made.
      }
    }
  }

  private lay(): void {
    const { hub, wire, clients } = this.namespaces;
    for (const namespace of [hub, wire, clients]) {
      ip(`netns add ${namespace}`);
      ip(`-n ${namespace} link set lo up`);
      execFileSync('nsenter', [`--net=/run/netns/${namespace}`, 'sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1']);
    }
    // An address that goes takes no later one with it.
    execFileSync('nsenter', [`--net=/run/netns/${hub}`, 'sysctl', '-qw', 'net.ipv4.conf.all.promote_secondaries=1']);
    const ends: [string, string, string][] = [
      [hub, 'left', HUB_ADDRESS],
      [clients, 'right', CLIENT_ADDRESS],
    ];
    for (const [namespace, port, address] of ends) {
      // One segment a packet: a loss is the loss of one packet, as on a real wire.
      ip(`-n ${namespace} link add lan type veth peer name ${port} netns ${wire}`);
      ip(`-n ${namespace} link set lan gso_max_segs 1`);
      ip(`-n ${namespace} addr add ${address}/24 dev lan`);
      ip(`-n ${namespace} link set lan up`);
      ip(`-n ${wire} link set ${port} up`);
    }
  }

  private async startWire(seed: number): Promise<void> {
    const [command, ...words] = entering(this.namespaces.wire);
    const wire = spawn(command!, [...words, wireProgram(), 'left', 'right', String(seed)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.wire = wire;
    const waiting: ((line: string) => void)[] = [];
    const answer = () => new Promise<string>((resolve) => waiting.push(resolve));
    createInterface({ input: wire.stdout! }).on('line', (line) => waiting.shift()?.(line));
    await within('the wire is ready', 30_000, answer());
    this.control = createServer((connection) => {
      connection.on('error', () => connection.destroy());
      createInterface({ input: connection }).on('line', (line) => {
        void answer().then((text) => connection.end(`${text}\n`));
        wire.stdin!.write(`${line}\n`);
      });
    });
    await new Promise<void>((resolve) => this.control!.listen(this.socketPath, resolve));
  }
}

/** Why tests that cross a network are skipped. */
export const NO_NETWORK = 'not root, so no network namespaces of its own: run it as root';

/** The network that this process was started inside of, if any. */
export class Wire {
  private constructor(private readonly socketPath: string) {}

  static here(): Wire | undefined {
    const path = process.env[WIRE_SOCKET];
    return path ? new Wire(path) : undefined;
  }

  /** The name of a test that needs the wire; without one it says why it is skipped. */
  static test(name: string): string {
    return Wire.here() ? name : `${name} (skipped: ${NO_NETWORK})`;
  }

  profile(name: Profile): Promise<string> {
    return this.tell(`profile ${name}`);
  }

  drop(what: Drop): Promise<string> {
    return this.tell(`drop ${what}`);
  }

  /** Back to a bare wire. */
  async heal(): Promise<void> {
    await this.drop('none');
    await this.profile('none');
  }

  /** Packets of both directions (hub to clients, clients to hub) since the start. */
  async count(): Promise<{ seen: number; lost: number; reordered: number; overflowed: number }[]> {
    const numbers = (await this.tell('count')).split(' ').slice(1).map(Number);
    return [0, 4].map((at) => {
      const [seen = 0, lost = 0, reordered = 0, overflowed = 0] = numbers.slice(at, at + 4);
      return { seen, lost, reordered, overflowed };
    });
  }

  private tell(line: string): Promise<string> {
    const answered = new Promise<string>((resolve, reject) => {
      const connection = createConnection(this.socketPath);
      connection.on('error', reject);
      createInterface({ input: connection }).on('line', resolve);
      connection.write(`${line}\n`);
    });
    return within(`the wire obeys "${line}"`, 30_000, answered).then((text) => {
      if (!text.startsWith('ok')) throw new Error(`The wire does not know "${line}"`);
      return text;
    });
  }
}

/** The words that run a program on the hub's host, from a process on the clients' host; none without a network. */
export function acrossTheWire(): string[] {
  const namespace = process.env[HUB_NAMESPACE];
  return namespace ? entering(namespace) : [];
}

/** The hub's host gets one more address, as by DHCP, or loses one. */
export function hubAddress(change: 'add' | 'del', address: string): void {
  ip(`-n ${process.env[HUB_NAMESPACE]} addr ${change} ${address}/24 dev lan`);
}

/** The words that run a program in a namespace. */
export function entering(namespace: string): string[] {
  return ['nsenter', `--net=/run/netns/${namespace}`];
}

/** What the names of all our namespaces begin with: who laid the network takes all of them away. */
export function nameRoot(): string {
  return `tt${process.env[ROOT] ?? process.pid}`;
}

function wireProgram(): string {
  const source = join(systemTests, 'harness', 'wire.c');
  const program = join(target(), 'wire');
  const built = statSync(program, { throwIfNoEntry: false });
  if (!built || built.mtimeMs < statSync(source).mtimeMs) {
    execFileSync('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, source, '-lm'], { stdio: 'inherit' });
  }
  return program;
}

export function ip(words: string): void {
  execFileSync('ip', words.split(' '), { stdio: ['ignore', 'ignore', 'inherit'] });
}
