/** What a process and all its children use of the machine: by the kernel's own counts in /proc. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { acrossTheWire } from '../harness/network.ts';

const TICKS_A_SECOND = 100;

/** Counts since each process began; of a tree, their sum. */
export interface Usage {
  cpuMs: number;
  /** How often a thread that slept was woken: what keeps a phone's processor from resting. */
  wakeUps: number;
  /** Memory, pages shared with other processes divided among them. */
  memoryMib: number;
}

/** The process and everything that it started and that still runs. */
export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of processes()) {
    const parent = read(`/proc/${pid}/stat`, (text) => Number(afterName(text)[1]));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** The process whose command line has these words, and none of whose ancestors has. */
export function processOf(words: string): number {
  const having = new Set(processes().filter((pid) => read(`/proc/${pid}/cmdline`, (text) => text.includes(words))));
  having.delete(process.pid);
  const first = [...having].find((pid) => !having.has(read(`/proc/${pid}/stat`, (text) => Number(afterName(text)[1])) ?? 0));
  if (first === undefined) throw new Error(`No process has ${words} in its words`);
  return first;
}

export function usage(pids: number[]): Usage {
  const sum: Usage = { cpuMs: 0, wakeUps: 0, memoryMib: 0 };
  for (const pid of pids) {
    const ticks = read(`/proc/${pid}/stat`, (text) => Number(afterName(text)[11]) + Number(afterName(text)[12]));
    sum.cpuMs += ((ticks ?? 0) * 1000) / TICKS_A_SECOND;
    for (const thread of list(`/proc/${pid}/task`)) {
      sum.wakeUps += read(`/proc/${pid}/task/${thread}/status`, (text) => figure(text, 'voluntary_ctxt_switches')) ?? 0;
    }
    sum.memoryMib += (read(`/proc/${pid}/smaps_rollup`, (text) => figure(text, 'Pss')) ?? 0) / 1024;
  }
  return sum;
}

/** Bytes that have passed the hub's host: what others sent and got, and what its processes said to each other. */
export function traffic(): number {
  const [command, ...words] = [...acrossTheWire(), 'cat', '/proc/net/dev'];
  const table = execFileSync(command!, words, { encoding: 'utf8' });
  const counts = (name: string): number[] => new RegExp(`^\\s*${name}:(.*)$`, 'm').exec(table)?.[1]!.trim().split(/\s+/).map(Number) ?? [];
  const [received = 0, , , , , , , , sent = 0] = counts('lan');
  return received + sent + (counts('lo')[0] ?? 0);
}

const processes = (): number[] => list('/proc').map(Number).filter(Number.isInteger);

/** The columns after the program's name, which may have spaces: state, parent, … */
const afterName = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

const figure = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Nothing, when the process has just ended. */
function read<T>(file: string, as: (text: string) => T): T | undefined {
  try {
    return as(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
