/**
 * What clients saw of the floor, and whether it was right: it knows nothing of how the nodes decide. All nodes and the tests
 * run by one wall clock, that of the machine.
 */
import type { ClusterAnswer } from '../../web/src/client/wire.ts';

/** A turn that a client was given, by its own frames. */
export interface Lease {
  person: string;
  /** The node that it was attached to. */
  nodeId: string;
  channelId: string;
  /** As text, without the channel: term, leader, sequence. */
  fence: Fence;
  fromMs: number;
  /** When it was over at the latest, and by whom; while it holds, neither. */
  toMs?: number;
  end?: 'given back' | 'taken away' | 'gone';
}

export interface Fence {
  term: number;
  leader: string;
  sequence: number;
}

/** When a node moved to a term: its leases of lower ones were void from then on. */
export interface TermStep {
  nodeId: string;
  atMs: number;
  term: number;
}

/** A client hears of an end that it did not wish for only after it: by then another may have been given the turn. */
const NEWS_MS = 1_000;

/** `fence` as the frame has it. */
export function fenceOf(text: string): Fence {
  const [term = '', leader = '', sequence = ''] = text.split('-');
  return { term: Number(term), leader, sequence: Number(sequence) };
}

export function termSteps(answers: readonly ClusterAnswer[]): TermStep[] {
  return answers.flatMap(({ node_id, timeline }) =>
    timeline.map(({ at, term }) => ({ nodeId: node_id, atMs: Date.parse(at), term })),
  );
}

/** Two who held one channel at once in one epoch, or one fence that was given twice; nothing when all was right. */
export function dualGrants(leases: readonly Lease[], steps: readonly TermStep[]): string[] {
  const wrong: string[] = [];
  const epochs = new Map<string, Lease[]>();
  for (const lease of leases) {
    const key = `${lease.channelId}/${lease.fence.term}-${lease.fence.leader}`;
    epochs.set(key, [...(epochs.get(key) ?? []), lease]);
  }
  for (const [epoch, all] of epochs) {
    all.sort((one, other) => one.fence.sequence - other.fence.sequence || one.fromMs - other.fromMs);
    for (const [at, next] of all.entries()) {
      for (const before of all.slice(0, at)) {
        if (before.fence.sequence === next.fence.sequence) {
          wrong.push(`${epoch}: ${shown(before)} and ${shown(next)} were given the same fence`);
        } else if (next.fromMs < surelyHeldUntil(before, steps)) {
          wrong.push(`${epoch}: ${shown(before)} held it still when ${shown(next)} was given it`);
        }
      }
    }
  }
  return wrong;
}

/** The last moment at which the lease was in use for sure. */
function surelyHeldUntil(lease: Lease, steps: readonly TermStep[]): number {
  const moved = steps.filter(
    ({ nodeId, atMs, term }) => nodeId === lease.nodeId && term > lease.fence.term && atMs >= lease.fromMs,
  );
  const voidMs = Math.min(...moved.map(({ atMs }) => atMs));
  const endMs = lease.end === 'taken away' ? lease.toMs! - NEWS_MS : (lease.toMs ?? Infinity);
  return Math.max(lease.fromMs, Math.min(endMs, voidMs));
}

function shown({ person, fence, fromMs, toMs, end }: Lease): string {
  const ended = toMs === undefined ? 'now' : `${toMs} (${end})`;
  return `${person} (${fence.term}-${fence.leader}-${fence.sequence}, ${fromMs} to ${ended})`;
}
