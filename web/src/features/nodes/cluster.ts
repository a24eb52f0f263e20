import type { ClusterAnswer, NodesAnswer, WaitingNode } from '../../client/wire.ts';
import { type Sample, sampleOf } from './metrics.ts';

/** All that a node says of itself and the others, at one moment. */
export interface Report {
  /** By the page's monotonic clock. */
  atMs: number;
  /** The time of the day at that moment. */
  wallMs?: number;
  nodes: NodesAnswer;
  cluster?: ClusterAnswer;
  /** Of this node's program. */
  version?: string;
  samples: readonly Sample[];
}

/** Voice on the link to a node, in packets a second since the report before; what was lost, in packets since the start. */
export interface LinkVoice {
  outPerS: number;
  inPerS: number;
  unsent: number;
}

export interface NodeFacts {
  id: string;
  name: string;
  self: boolean;
  leads: boolean;
  /** Its log is the one that counts. */
  writes: boolean;
  state: 'self' | 'linked' | 'around' | 'down';
  address?: string;
  rttMs?: number;
  why?: string;
  /** Out of reach because it runs with other times than this machine. */
  otherTiming: boolean;
  voice?: LinkVoice;
}

export type Warning =
  | { kind: 'noLeader' }
  | { kind: 'timing'; name: string; own: string }
  | { kind: 'hubGone'; name: string }
  | { kind: 'down'; id: string; name: string; why: string }
  | { kind: 'waiting'; node: WaitingNode }
  | { kind: 'oneCopy' }
  | { kind: 'flapping'; times: number }
  | { kind: 'unsent'; name: string; packets: number }
  | { kind: 'slow'; name: string; ms: number }
  | { kind: 'version'; name: string; version: string };

/** A link that takes longer is heard in a conversation. */
export const SLOW_MS = 40;
/** So many leaders within so long means that a network comes and goes. */
const FLAPS = 3;
const FLAP_MS = 10 * 60_000;

/** The nodes as they stand; this one first, then by name. */
export function factsOf(now: Report, before?: Report): NodeFacts[] {
  const { nodes, cluster } = now;
  const alone = nodes.members.length === 1;
  const leader = cluster ? cluster.leader : alone ? nodes.node_id : undefined;
  const facts = nodes.members.map((member): NodeFacts => {
    const reached = cluster?.members.find((other) => other.node_id === member.node_id);
    const self = member.link === 'self';
    const linked = member.link === 'up';
    const rttMs = member.rtt_ms ?? reached?.rtt_ms;
    const voice = linked ? voiceOf(member.node_id, now, before) : undefined;
    return {
      id: member.node_id,
      name: member.name,
      self,
      leads: member.node_id === leader,
      writes: member.node_id === (cluster?.writer ?? nodes.hub),
      state: self ? 'self' : linked ? 'linked' : reached ? 'around' : 'down',
      ...(member.address ? { address: member.address } : {}),
      ...(rttMs === undefined ? {} : { rttMs }),
      otherTiming: member.link === 'other_timing',
      ...(member.why ? { why: member.why } : {}),
      ...(voice ? { voice } : {}),
    };
  });
  return facts.sort((a, b) => Number(b.self) - Number(a.self) || a.name.localeCompare(b.name));
}

function voiceOf(id: string, now: Report, before: Report | undefined): LinkVoice | undefined {
  const count = ({ samples }: Report, fate: string): number | undefined => {
    const node = samples.find(
      (s) => s.name === 'tutti_voice_frames_total' && id.startsWith(s.labels.node ?? '?'),
    );
    return node && sampleOf(samples, node.name, { node: node.labels.node ?? '', fate });
  };
  const perS = (fate: string): number => {
    const was = before && count(before, fate);
    const is = count(now, fate);
    if (!before || was === undefined || is === undefined || is < was || now.atMs <= before.atMs) return 0;
    return ((is - was) * 1000) / (now.atMs - before.atMs);
  };
  const unsent = count(now, 'unsent');
  return unsent === undefined ? undefined : { outPerS: perS('sent'), inPerS: perS('received'), unsent };
}

/** What wants an operator, the worst first. */
export function warningsOf(now: Report, before?: Report): Warning[] {
  const facts = factsOf(now, before);
  const down = facts.filter(({ state, otherTiming }) => state === 'down' && !otherTiming);
  const writer = facts.find(({ writes }) => writes);
  const flaps = leadersSince(now, (now.wallMs ?? Date.now()) - FLAP_MS);
  const copies = copiesOf(now);
  const warnings: Warning[] = [];
  if (now.cluster && !now.cluster.leader) warnings.push({ kind: 'noLeader' });
  for (const { name, otherTiming } of facts) {
    if (otherTiming) warnings.push({ kind: 'timing', name, own: now.cluster?.timing ?? 'fast' });
  }
  if (writer?.state === 'down' && !writer.otherTiming) warnings.push({ kind: 'hubGone', name: writer.name });
  for (const { id, name, why, writes } of down) {
    // The hub is never removed: another machine takes its place first.
    if (!writes && id !== now.nodes.hub) warnings.push({ kind: 'down', id, name, why: why ?? '' });
  }
  for (const node of now.nodes.waiting) warnings.push({ kind: 'waiting', node });
  if (facts.length > 1 && copies === 1) warnings.push({ kind: 'oneCopy' });
  if (flaps >= FLAPS) warnings.push({ kind: 'flapping', times: flaps });
  for (const { id, name, voice } of facts) {
    const lost = (voice?.unsent ?? 0) - (before ? (voiceOf(id, before, undefined)?.unsent ?? 0) : 0);
    if (before && lost > 0) warnings.push({ kind: 'unsent', name, packets: lost });
  }
  for (const { name, rttMs } of facts) {
    if (rttMs !== undefined && rttMs > SLOW_MS) warnings.push({ kind: 'slow', name, ms: rttMs });
  }
  for (const { name, version, member } of now.nodes.seen) {
    if (member && now.version && version && version !== now.version)
      warnings.push({ kind: 'version', name, version });
  }
  return warnings;
}

function leadersSince({ cluster }: Report, sinceMs: number): number {
  const steps = cluster?.timeline ?? [];
  return steps.filter(({ at, to }) => to === 'leading' && Date.parse(at) >= sinceMs).length;
}

/** On how many disks the newest of the log is; undefined where this node does not write it. */
export function copiesOf({ samples }: Report): number | undefined {
  const copies = sampleOf(samples, 'tutti_log_copies');
  return copies && copies > 0 ? copies : undefined;
}

/** Voice in and out of this machine, bits a second. */
export function voiceBps(now: Report, before: Report | undefined): number | undefined {
  const bytes = (report: Report): number | undefined => {
    const [into, out] = ['in', 'out'].map((way) =>
      sampleOf(report.samples, `tutti_media_bytes_${way}_total`),
    );
    return into === undefined || out === undefined ? undefined : into + out;
  };
  const [is, was] = [bytes(now), before && bytes(before)];
  if (!before || is === undefined || was === undefined || is < was || now.atMs <= before.atMs)
    return undefined;
  return ((is - was) * 8000) / (now.atMs - before.atMs);
}
