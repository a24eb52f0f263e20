/**
 * One sound card for all browsers: a PulseAudio daemon of our own with a null sink that keeps the machine's time, and a
 * recording of what it plays. A browser's fake sink slips by itself; this one does not.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../harness/folders.ts';
import { hostMs } from './hostClock.ts';
import { until } from '../harness/until.ts';

/** At 40 kHz the intervals of a click are exact; at 48 kHz the daemon's rounding made 500 ms into 500.1 to 500.2. */
export const SINK_RATE = 40_000;

const SINK = 'clicks';
const MICROPHONE = 'microphone';
const START_TIMEOUT_MS = 10_000;
const STREAM_LATENCY_MS = 200;
const SPARE_SECONDS = 30;

export class SoundCard {
  private readonly streams: ChildProcess[] = [];

  private constructor(
    private readonly daemon: ChildProcess,
    private readonly folder: string,
    readonly server: string,
  ) {}

  /** Whether this machine has what it takes; `./dev` installs it. */
  static available(): boolean {
    return ['/usr/bin/pulseaudio', '/usr/bin/parec', '/usr/bin/pactl'].every((program) => existsSync(program));
  }

  /** The name of what is only done where there is one. */
  static test(name: string): string {
    return SoundCard.available() ? name : `${name} (skipped: install pulseaudio and pulseaudio-utils)`;
  }

  static async open(): Promise<SoundCard> {
    const folder = scratch('sound');
    const socket = join(folder, 'native');
    const words = [
      ...['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disallow-exit'],
      ...['--high-priority=yes', '--realtime=yes', '--log-target=stderr', '--log-level=error'],
      ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`],
      ...['-L', `module-null-sink sink_name=${SINK} rate=${SINK_RATE} format=float32le channels=1 norewinds=1`],
    ];
    // The browsers take the rate of their audio contexts from the daemon's default.
    writeFileSync(join(folder, 'daemon.conf'), `default-sample-rate = ${SINK_RATE}\ndefault-sample-format = float32le\n`);
    // The daemon must not meet a daemon of this account, nor write beside its settings.
    const own = ['HOME', 'PULSE_RUNTIME_PATH', 'PULSE_STATE_PATH', 'PULSE_CONFIG_PATH', 'XDG_RUNTIME_DIR'];
    const env = { ...process.env, ...Object.fromEntries(own.map((name) => [name, folder])) };
    const daemon = spawn('pulseaudio', words, { stdio: ['ignore', 'ignore', 'pipe'], env });
    process.once('exit', () => daemon.kill('SIGKILL'));
    let complaints = '';
    daemon.stderr!.on('data', (data: Buffer) => (complaints = (complaints + data.toString()).slice(-4_000)));
    const card = new SoundCard(daemon, folder, `unix:${socket}`);
    try {
      await until('the sound card is there', START_TIMEOUT_MS, () => {
        if (daemon.exitCode !== null) return 'ended' as const;
        return existsSync(socket) && card.ask('list', 'short', 'sinks').includes(SINK);
      }).then((state) => {
        if (state === 'ended') throw new Error(`pulseaudio ended with ${daemon.exitCode}`);
      });
      card.hurry();
    } catch (error) {
      card.close();
      throw new Error(`No sound card: ${String(error)}\n${complaints}`, { cause: error });
    }
    return card;
  }

  /** What a program needs in its environment to play here. */
  get environment(): Record<string, string> {
    return { PULSE_SERVER: this.server, PULSE_SINK: SINK };
  }

  /** The same, and its microphone hears whatever is played, as in a room with a loudspeaker. */
  loudRoom(): Record<string, string> {
    // Browsers take no monitor for a microphone.
    if (!this.ask('list', 'short', 'sources').includes(MICROPHONE)) {
      this.ask('load-module', 'module-remap-source', `source_name=${MICROPHONE}`, `master=${SINK}.monitor`, 'remix=no');
    }
    return { ...this.environment, PULSE_SOURCE: MICROPHONE };
  }

  /** Starts to record everything that is played; one recording at a time. */
  record(): Recording {
    const [recorder, silence] = this.streams;
    if (recorder || silence) throw new Error('It records already');
    // A sink that falls asleep between sounds wakes with another latency: something must always play.
    this.stream('pacat', ['-d', SINK], openSync('/dev/zero', 'r'));
    return new Recording(this.stream('parec', ['-d', `${SINK}.monitor`], 'ignore'));
  }

  private stream(program: string, words: string[], input: number | 'ignore'): ChildProcess {
    const format = ['--raw', '--format=float32le', `--rate=${SINK_RATE}`, '--channels=1', `--latency-msec=${STREAM_LATENCY_MS}`];
    const stream = spawn(program, [...words, ...format], {
      stdio: [input, 'pipe', 'inherit'],
      env: { ...process.env, ...this.environment },
    });
    process.once('exit', () => stream.kill('SIGKILL'));
    this.streams.push(stream);
    return stream;
  }

  /** How many streams play right now. */
  playing(): number {
    return this.ask('list', 'short', 'sink-inputs').split('\n').filter(Boolean).length;
  }

  close(): void {
    for (const stream of this.streams) stream.kill('SIGKILL');
    this.daemon.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private ask(...words: string[]): string {
    try {
      return execFileSync('pactl', words, {
        encoding: 'utf8',
        env: { ...process.env, PULSE_SERVER: this.server },
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 5_000,
      });
    } catch {
      return '';
    }
  }

  /** The mixing must not wait for the browsers; without the right to hurry it goes on as it is. */
  private hurry(): void {
    for (const words of [
      ['renice', '-n', '-15', '-p', `${this.daemon.pid}`],
      ['chrt', '-a', '-r', '-p', '5', `${this.daemon.pid}`],
    ]) {
      try {
        execFileSync(words[0]!, words.slice(1), { stdio: 'ignore' });
      } catch {
        // Not root, or a machine without real-time priorities.
      }
    }
  }
}

/** What the sound card plays, sample by sample, as it grows. */
export class Recording {
  private buffer = new Float32Array(SINK_RATE * 60);
  private rest: Buffer = Buffer.alloc(0);
  private count = 0;
  private earliestMs = Number.POSITIVE_INFINITY;

  constructor(source: ChildProcess) {
    source.stdout!.on('data', (data: Buffer) => this.add(data));
  }

  /** How many samples there are. */
  get length(): number {
    return this.count;
  }

  samples(from = 0, to = this.count): Float32Array {
    return this.buffer.subarray(from, Math.min(to, this.count));
  }

  /** When something was played, by the host's clock; good to about the recorder's latency. */
  hostMsAt(seconds: number): number {
    return this.earliestMs + seconds * 1000;
  }

  /** The other way round, in seconds of the recording. */
  secondsAt(atMs: number): number {
    return (atMs - this.earliestMs) / 1000;
  }

  private add(data: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, data]) : data;
    const whole = bytes.length >> 2;
    if (this.count + whole > this.buffer.length) {
      const larger = new Float32Array(this.count + whole + SINK_RATE * SPARE_SECONDS);
      larger.set(this.buffer.subarray(0, this.count));
      this.buffer = larger;
    }
    for (let i = 0; i < whole; i++) this.buffer[this.count + i] = bytes.readFloatLE(i * 4);
    this.count += whole;
    this.rest = Buffer.from(bytes.subarray(whole * 4));
    // What comes late was held up; the earliest arrival tells when the recording began.
    this.earliestMs = Math.min(this.earliestMs, hostMs() - (this.count / SINK_RATE) * 1000);
  }
}
