/** A hub as its users have it: the process `./tutti up`, on the hub's host of the network. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository, scratch, target } from './folders.ts';
import type { Host } from './lan.ts';
import { acrossTheWire, HUB_ADDRESS } from './network.ts';
import { RestClient } from './rest.ts';
import { until, within } from './until.ts';

export const API_KEY = 'system-tests';
export const API_SECRET = 'secret-of-the-system-tests-long-enough-for-HS256';

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 30_000;

export interface HubOptions {
  /** On the clients' own host instead of across the wire, where the page has http://localhost. */
  here?: boolean;
  /** On a machine of a LAN instead. */
  host?: Host;
  /** Tries per address and minute; without it there is no limit, since all tests come from one address. */
  limits?: { exchange: number; join: number };
  /** Its name on screens. */
  called?: string;
  /** Words about other nodes; without them it is for itself. */
  nodes?: string[];
  /** More words for `tutti up`. */
  flags?: string[];
  data?: string;
  /** Whether it prints to a terminal, as for a person, instead of to a file. */
  terminal?: boolean;
}

/** What hub.json tells of a running hub. */
interface Running {
  pid: number;
  http_port: number;
  tls_port: number;
  media_port: number;
  node_port: number;
  node_id: string;
  owner_link?: string;
}

/** No test may find another's hub by chance; what tests nodes says otherwise. */
const ALONE = ['--node-port', '0', '--mdns', 'no'];
/** None of them outlives its test, whatever becomes of that. */
const RUNNING = new Set<ChildProcess>();
process.once('exit', () => RUNNING.forEach((child) => child.kill('SIGKILL')));
const NO_LIMITS = { exchange: 100_000, join: 100_000 };

export class Hub {
  private child: ChildProcess | undefined;
  private running: Running | undefined;
  private ports = { http: 0, tls: 0, media: 0 };
  private address: string;

  private constructor(
    readonly name: string,
    readonly data: string,
    private readonly options: HubOptions,
  ) {
    const usual = options.here || acrossTheWire().length === 0 ? 'localhost' : HUB_ADDRESS;
    this.address = options.host?.address ?? usual;
  }

  static async start(name: string, options: HubOptions = {}): Promise<Hub> {
    const hub = new Hub(name, options.data ?? scratch(`hub-${name}`), options);
    await hub.launch();
    return hub;
  }

  /** Starts it again with the same data and the same ports. */
  async restart(): Promise<void> {
    if (this.child) throw new Error('It still runs: stop or kill it first');
    await this.launch();
  }

  /** A clean end, as by Ctrl-C or a service manager. Answers the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** As by a power cut. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it and forgets its data. */
  async remove(): Promise<void> {
    if (this.child) await this.end('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  get runs(): boolean {
    return this.running !== undefined;
  }

  get pid(): number {
    return this.known.pid;
  }

  /** The address that people type: HTTPS, of the hub's own authority. */
  get https(): string {
    return `https://${this.address}:${this.known.tls_port}`;
  }

  /** Plain HTTP: full service on localhost, listen-only elsewhere. */
  get http(): string {
    return `http://${this.address}:${this.known.http_port}`;
  }

  /** Where other nodes find it. */
  get nodeAddress(): string {
    return `${this.options.host?.lanAddress ?? this.address}:${this.known.node_port}`;
  }

  get nodeId(): string {
    return this.known.node_id;
  }

  /** What another `tutti` command prints that works on this hub's data. */
  async command(...words: string[]): Promise<string> {
    const [program, ...rest] = [...this.entering, join(repository, 'tutti')];
    const { stdout } = await promisify(execFile)(program!, [...rest, ...words, '--data', this.data]);
    return stdout;
  }

  get host(): string {
    return this.address;
  }

  get httpPort(): number {
    return this.known.http_port;
  }

  get tlsPort(): number {
    return this.known.tls_port;
  }

  get mediaPort(): number {
    return this.known.media_port;
  }

  /** The one-use link printed at the first start, as opened on the hub's HTTPS address. */
  get ownerLink(): string {
    const link = this.known.owner_link;
    if (!link) throw new Error('This start printed no owner link');
    const { pathname, search, hash } = new URL(link);
    return `${this.https}${pathname}${search}${hash}`;
  }

  /** The certificate of the hub's authority, PEM. */
  get authority(): string {
    return readFileSync(this.authorityFile, 'utf8');
  }

  get authorityFile(): string {
    return join(this.data, 'trust', 'ca.crt');
  }

  get logFile(): string {
    return join(target('logs'), `${this.name}.log`);
  }

  /** From now on it is asked at another address of its host. */
  movedTo(address: string): void {
    this.address = address;
  }

  rest(token?: string): RestClient {
    return new RestClient(this.https, { authority: this.authority, ...(token ? { token } : {}) });
  }

  /** Stands still, as a machine that hangs. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  private get entering(): string[] {
    return this.options.host?.onIt ?? (this.options.here ? [] : acrossTheWire());
  }

  private get known(): Running {
    if (!this.running) throw new Error('The hub does not run');
    return this.running;
  }

  private async launch(): Promise<void> {
    const { http, tls, media } = this.ports;
    const { exchange, join: joins } = this.options.limits ?? NO_LIMITS;
    const start = [
      join(repository, 'tutti'),
      ...['up', '--data', this.data, '--port', `${http}`, '--tls-port', `${tls}`, '--media-port', `${media}`],
      // One for the whole machine: two hubs on it would want the same.
      ...(this.options.flags?.includes('--signal-port') ? [] : ['--signal-port', 'off']),
      ...(this.options.nodes ?? ALONE),
      ...['--name', this.options.called ?? 'Test hub', '--keys', `${API_KEY}:${API_SECRET}`],
      ...['--exchange-limit', `${exchange}`, '--join-limit', `${joins}`],
      ...(this.options.flags ?? []),
    ];
    const shown = this.options.terminal ? inTerminal(start) : start;
    const words = [...this.entering, ...shown];
    const hubJson = join(this.data, 'hub.json');
    rmSync(hubJson, { force: true });
    const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
    RUNNING.add(child);
    child.once('exit', () => RUNNING.delete(child));
    const log = createWriteStream(this.logFile, { flags: 'a' });
    child.stdout!.pipe(log, { end: false });
    child.stderr!.pipe(log, { end: false });
    this.child = child;
    const running = await until(`hub ${this.name} is ready`, START_TIMEOUT_MS, () => {
      if (existsSync(hubJson)) return JSON.parse(readFileSync(hubJson, 'utf8')) as Running;
      return child.exitCode !== null && ('ended' as const);
    }).catch(() => 'late' as const);
    if (typeof running === 'string') {
      child.kill('SIGKILL');
      throw new Error(`Hub ${this.name} did not start (${running}, exit code ${child.exitCode}):\n${this.logTail()}`);
    }
    this.running = running;
    const { http_port, tls_port, media_port } = running;
    this.ports = { http: http_port, tls: tls_port, media: media_port };
  }

  logTail(lines = 30): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8').split('\n').slice(-lines).join('\n') : '';
  }

  /** Every line that the hub wrote into its data folder: more than what it shows in the terminal. */
  log(): string {
    return readFileSync(join(this.data, 'logs', 'hub.jsonl'), 'utf8');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.child;
    if (!child) throw new Error('The hub does not run');
    // What stands before it in a terminal ends with it.
    const tell = () => (this.options.terminal && this.running ? process.kill(this.running.pid, signal) : child.kill(signal));
    const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    if (child.exitCode === null && child.signalCode === null) {
      tell();
      await within(`hub ${this.name} ends on ${signal}`, STOP_TIMEOUT_MS, exited);
    }
    this.child = undefined;
    this.running = undefined;
    return child.exitCode;
  }
}

/** The words that run a program in a terminal of its own, whose output is theirs. */
function inTerminal(words: string[]): string[] {
  return ['script', '-qefc', words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '), '/dev/null'];
}
