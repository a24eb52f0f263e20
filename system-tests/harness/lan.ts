/**
 * A LAN of several machines: a network namespace for each, joined by a switch (a bridge in a namespace of its own), which can
 * cut any way between any two of its ports. The tests stand beside each machine, on a link to it that is never cut; or on the
 * switch, as phones do.
 * Needs what the network needs, and nft.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { entering, ip, nameRoot } from './network.ts';

/** One machine, as who starts a program on it sees it. */
export interface Host {
  readonly name: string;
  /** The words that run a program there. */
  readonly onIt: string[];
  /** For the other machines of the LAN. */
  readonly lanAddress: string;
  /** For the tests. */
  readonly address: string;
}

/** Where the tests stand. */
export type Place = 'beside' | 'on the switch';

const PEOPLE = 'people';
const PEOPLE_ADDRESS = '192.168.78.200';
const RULES = 'lan';

export class Lan {
  readonly hosts: Host[] = [];
  private readonly prefix = `${nameRoot()}lan`;
  private readonly bridge = `${this.prefix}s`;
  private ports: string[] = [];

  private constructor() {}

  static open(hosts: number, place: Place = 'beside'): Lan {
    const lan = new Lan();
    lan.close();
    try {
      lan.laySwitch();
      for (let at = 1; at <= hosts; at++) lan.layHost(at, place);
      if (place === 'on the switch') lan.layPeople();
    } catch (error) {
      lan.close();
      throw error;
    }
    return lan;
  }

  /** Frames of the first no longer reach the second; the other way goes on. */
  cut(from: Side, to: Side): void {
    const ways = portsOf(from).flatMap((one) => portsOf(to).map((other) => `"${one}" . "${other}"`));
    this.nft(`add element bridge ${RULES} cut { ${ways.join(', ')} }`);
  }

  /** Neither side hears the other. */
  split(left: Side, right: Side): void {
    this.cut(left, right);
    this.cut(right, left);
  }

  /** As by a cable that is drawn: no way to or from any other port. */
  isolate(host: Host): void {
    this.split([host], this.ports.filter((port) => port !== host.name));
  }

  heal(): void {
    this.nft(`flush set bridge ${RULES} cut`);
  }

  /** Ends it; what runs on its machines should have ended before. */
  close(): void {
    for (const namespace of readdirSync('/run/netns').filter((name) => name.startsWith(this.prefix))) {
      execFileSync('ip', ['netns', 'del', namespace], { stdio: 'ignore' });
    }
    this.ports = [];
    this.hosts.length = 0;
  }

  private laySwitch(): void {
    this.layNamespace(this.bridge);
    ip(`-n ${this.bridge} link add bridge type bridge forward_delay 0`);
    ip(`-n ${this.bridge} link set bridge up`);
    this.nft(`add table bridge ${RULES}`);
    this.nft(`add set bridge ${RULES} cut { type ifname . ifname; }`);
    this.nft(`add chain bridge ${RULES} ways { type filter hook forward priority 0; }`);
    this.nft(`add rule bridge ${RULES} ways iifname . oifname @cut drop`);
  }

  private layHost(at: number, place: Place): void {
    const namespace = `${this.prefix}${at}`;
    const name = `port${at}`;
    const lanAddress = `192.168.78.${at}`;
    this.layNamespace(namespace);
    ip(`-n ${namespace} link add lan type veth peer name ${name} netns ${this.bridge}`);
    this.plugIn(name);
    ip(`-n ${namespace} addr add ${lanAddress}/24 dev lan`);
    ip(`-n ${namespace} link set lan up`);
    const address = place === 'beside' ? laySideLink(namespace, at) : lanAddress;
    this.hosts.push({ name, onIt: entering(namespace), lanAddress, address });
  }

  private layPeople(): void {
    ip(`link add ${PEOPLE} type veth peer name ${PEOPLE} netns ${this.bridge}`);
    this.plugIn(PEOPLE);
    ip(`addr add ${PEOPLE_ADDRESS}/24 dev ${PEOPLE}`);
    ip(`link set ${PEOPLE} up`);
  }

  private plugIn(port: string): void {
    ip(`-n ${this.bridge} link set ${port} master bridge`);
    ip(`-n ${this.bridge} link set ${port} up`);
    this.ports.push(port);
  }

  private layNamespace(namespace: string): void {
    ip(`netns add ${namespace}`);
    ip(`-n ${namespace} link set lo up`);
    const settings = ['net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1'];
    execFileSync('nsenter', [`--net=/run/netns/${namespace}`, 'sysctl', '-qw', ...settings]);
  }

  private nft(words: string): void {
    const [program, ...rest] = [...entering(this.bridge), 'nft', words];
    execFileSync(program!, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

/** Answers the machine's address on it. */
function laySideLink(namespace: string, at: number): string {
  const address = `192.168.79.${4 * at + 1}`;
  ip(`-n ${namespace} link add side type veth peer name side${at} netns ${process.pid}`);
  ip(`-n ${namespace} addr add ${address}/30 dev side`);
  ip(`-n ${namespace} link set side up`);
  ip(`addr add 192.168.79.${4 * at + 2}/30 dev side${at}`);
  ip(`link set side${at} up`);
  return address;
}

/** Machines, or names of ports. */
type Side = readonly (Host | string)[];

function portsOf(side: Side): string[] {
  return side.map((one) => (typeof one === 'string' ? one : one.name));
}
