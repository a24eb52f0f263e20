import { describe, expect, it } from 'vitest';
import type { ClusterAnswer, MemberNode, NodesAnswer } from '../../client/wire.ts';
import { copiesOf, factsOf, type Report, warningsOf } from './cluster.ts';
import { parseMetrics } from './metrics.ts';

const [BOOTH, KITCHEN, DOOR] = ['aa', 'bb', 'cc'].map((two) => two.repeat(32)) as [string, string, string];

const member = (node_id: string, name: string, over: Partial<MemberNode> = {}): MemberNode => ({
  node_id,
  name,
  by: 'invite',
  since: '2026-01-01T10:00:00Z',
  link: 'up',
  rtt_ms: 3,
  ...over,
});

const nodes = (over: Partial<NodesAnswer> = {}): NodesAnswer => ({
  node_id: BOOTH,
  cluster: '11',
  hub: BOOTH,
  members: [
    member(BOOTH, 'Booth', { link: 'self' }),
    member(KITCHEN, 'Kitchen'),
    member(DOOR, 'Door', { rtt_ms: 8 }),
  ],
  waiting: [],
  seen: [],
  ...over,
});

const cluster = (over: Partial<ClusterAnswer> = {}): ClusterAnswer => ({
  node_id: BOOTH,
  state: 'leading',
  leader: BOOTH,
  term: 7,
  granting: true,
  writer: BOOTH,
  timing: 'fast',
  members: [BOOTH, KITCHEN, DOOR].map((node_id) => ({ node_id, name: '', direct: true })),
  counts: {
    suspicions: 0,
    confirmed_alive: 0,
    claims: 1,
    raises: 0,
    demotions: 0,
    handovers: 0,
    gaps: 0,
    alarms: 0,
    disk_failures: 0,
    failed_claims: 0,
    refused_terms: 0,
  },
  timeline: [],
  ...over,
});

const report = (over: Partial<Report> = {}, metrics = ''): Report => ({
  atMs: 1000,
  nodes: nodes(),
  cluster: cluster(),
  samples: parseMetrics(metrics),
  ...over,
});

describe('what is said of the machines', () => {
  it('reads measurements with their labels, and passes over what is none', () => {
    expect(
      parseMetrics('# HELP a b\na_total{node="x \\"y\\"",fate="sent"} 12\nb 1.5e3\nnothing here\nc NaN\n'),
    ).toEqual([
      { name: 'a_total', labels: { node: 'x "y"', fate: 'sent' }, value: 12 },
      { name: 'b', labels: {}, value: 1500 },
    ]);
  });

  it('begins with this one, says who leads and who keeps the log, and how far the others are', () => {
    const facts = factsOf(report({ cluster: cluster({ leader: KITCHEN }) }));
    expect(facts.map(({ name, leads, writes, state, rttMs }) => [name, leads, writes, state, rttMs])).toEqual(
      [
        ['Booth', false, true, 'self', 3],
        ['Door', false, false, 'linked', 8],
        ['Kitchen', true, false, 'linked', 3],
      ],
    );
  });

  it('tells who is reached over others from who is out of reach', () => {
    const members = [
      member(BOOTH, 'Booth', { link: 'self' }),
      member(KITCHEN, 'Kitchen', { link: 'down' }),
      member(DOOR, 'Door', { link: 'down', why: 'no route' }),
    ];
    const reached = [BOOTH, KITCHEN].map((node_id) => ({ node_id, name: '', direct: false }));
    const now = report({ nodes: nodes({ members }), cluster: cluster({ members: reached }) });
    expect(factsOf(now).map(({ state }) => state)).toEqual(['self', 'down', 'around']);
    expect(warningsOf(now)).toEqual([{ kind: 'down', id: DOOR, name: 'Door', why: 'no route' }]);
  });

  it('counts voice on a link between two looks, and what was thrown away', () => {
    const frames = (sent: number, unsent: number) =>
      `tutti_voice_frames_total{node="${KITCHEN.slice(0, 8)}",fate="sent"} ${sent}\n` +
      `tutti_voice_frames_total{node="${KITCHEN.slice(0, 8)}",fate="received"} 0\n` +
      `tutti_voice_frames_total{node="${KITCHEN.slice(0, 8)}",fate="unsent"} ${unsent}\n`;
    const before = report({ atMs: 1000 }, frames(100, 2));
    const now = report({ atMs: 3000 }, frames(200, 5));
    expect(factsOf(now, before)[2]?.voice).toEqual({ outPerS: 50, inPerS: 0, unsent: 5 });
    expect(warningsOf(now, before)).toEqual([{ kind: 'unsent', name: 'Kitchen', packets: 3 }]);
  });

  it('has nothing to say when all is well', () => {
    const now = report({ version: '1' }, 'tutti_log_copies 3');
    expect(warningsOf(now, now)).toEqual([]);
    expect(copiesOf(now)).toBe(3);
    expect(copiesOf(report({}, 'tutti_log_copies 0'))).toBeUndefined();
  });

  it('puts the worst first', () => {
    const waiting = { node_id: 'dd'.repeat(32), name: 'Balcony', address: '192.168.7.9:7883', until: '' };
    const members = [
      member(BOOTH, 'Booth', { link: 'self' }),
      member(KITCHEN, 'Kitchen', { link: 'down' }),
      member(DOOR, 'Door', { rtt_ms: 48 }),
    ];
    const seen = {
      node_id: DOOR,
      name: 'Door',
      address: '',
      via: 'mdns',
      age_ms: 1,
      version: '0.9',
      member: true,
    };
    const { leader: _, ...leaderless } = cluster({ members: [], writer: KITCHEN });
    const now = report(
      { nodes: nodes({ members, waiting: [waiting], seen: [seen] }), cluster: leaderless, version: '1' },
      'tutti_log_copies 1',
    );
    expect(warningsOf(now).map(({ kind }) => kind)).toEqual([
      'noLeader',
      'hubGone',
      'waiting',
      'oneCopy',
      'slow',
      'version',
    ]);
  });

  it('says of a machine with other times what to set, and not that it is out of reach', () => {
    const members = [
      member(BOOTH, 'Booth', { link: 'self' }),
      member(KITCHEN, 'Kitchen', { link: 'other_timing', why: 'it runs with timing = fast' }),
      member(DOOR, 'Door'),
    ];
    const standing = cluster({ timing: 'frugal', members: [], writer: KITCHEN });
    expect(warningsOf(report({ nodes: nodes({ members }), cluster: standing }))).toEqual([
      { kind: 'timing', name: 'Kitchen', own: 'frugal' },
    ]);
  });

  it('sees a leader that changes again and again', () => {
    const step = (minute: number) => ({
      at: new Date(Date.now() - minute * 60_000).toISOString(),
      from: 'claiming',
      to: 'leading',
      term: 1,
      cause: '',
    });
    const flapping = (...minutes: number[]) =>
      warningsOf(report({ cluster: cluster({ timeline: minutes.map(step) }), wallMs: Date.now() }));
    expect(flapping(1, 3, 8)).toEqual([{ kind: 'flapping', times: 3 }]);
    expect(flapping(1, 3, 20)).toEqual([]);
  });
});
