/** How busy the machine is with what is not ours: a timing taken meanwhile says little. */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { hostMs } from './hostClock.ts';

const TICKS_PER_S = 100;
const EVERY_MS = 500;

interface Reading {
  atMs: number;
  busyTicks: number;
  ownTicks: number;
}

/** Watches from its making until it is closed; `root` and its descendants are ours. */
export class MachineTime {
  private readonly readings: Reading[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly root: number) {
    this.timer = setInterval(() => this.readings.push(read(this.root)), EVERY_MS);
  }

  /** The share of one core that others took between two times of the host's clock; 0 where nothing can be known. */
  others(fromMs: number, toMs: number): number {
    const first = this.readings.findLast(({ atMs }) => atMs <= fromMs) ?? this.readings[0];
    const last = this.readings.find(({ atMs }) => atMs >= toMs) ?? this.readings.at(-1);
    if (!first || !last || last.atMs <= first.atMs) return 0;
    const othersTicks = last.busyTicks - first.busyTicks - (last.ownTicks - first.ownTicks);
    return Math.max(0, othersTicks / TICKS_PER_S / ((last.atMs - first.atMs) / 1000));
  }

  close(): void {
    clearInterval(this.timer);
  }
}

export function machine(): string {
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
  return `${cpus().length} cores, load average ${load}`;
}

function read(root: number): Reading {
  // user nice system idle iowait irq softirq steal
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { atMs: hostMs(), busyTicks: user + nice + system + irq + softirq + steal, ownTicks: ticksOf(root) };
}

/** CPU ticks of a process and all that descend from it, those included that have ended and were waited for. */
function ticksOf(root: number): number {
  const ticks = new Map<number, number>();
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!pid) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name may hold anything, spaces and brackets too.
      const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
      ticks.set(pid, words.slice(11, 15).reduce((sum, value) => sum + value, 0));
      children.set(words[1]!, [...(children.get(words[1]!) ?? []), pid]);
    } catch {
      // It ended meanwhile.
    }
  }
  let total = 0;
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    total += ticks.get(pid) ?? 0;
    open.push(...(children.get(pid) ?? []));
  }
  return total;
}
