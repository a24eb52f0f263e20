import type { DoctorAnswer, DoctorFinding } from '../../client/wire.ts';

/** Worst first. */
const STATUSES = ['failed', 'warning', 'hint', 'ok', 'skipped'] as const;
export type Status = (typeof STATUSES)[number];

/** What one check found, its worst first. */
export interface Group {
  check: string;
  status: Status;
  findings: DoctorFinding[];
}

/** The hub's answer in the order in which one reads it. */
export interface Diagnosis {
  trouble: Group[];
  maybe: Group[];
  fine: Group[];
  unknown: Group[];
}

/** A status that this page does not know yet may matter. */
function weightOf(status: string): number {
  const known = (STATUSES as readonly string[]).indexOf(status);
  return known < 0 ? STATUSES.indexOf('hint') : known;
}

/** Findings by check; the worst check first, checks that are as bad as each other in the hub's order. */
export function groupsOf(findings: readonly DoctorFinding[]): Group[] {
  const byCheck = new Map<string, DoctorFinding[]>();
  for (const finding of findings) {
    byCheck.set(finding.check, [...(byCheck.get(finding.check) ?? []), finding]);
  }
  const groups = [...byCheck].map(([check, all]): Group => {
    const sorted = all.toSorted((a, b) => weightOf(a.status) - weightOf(b.status));
    return { check, status: STATUSES[weightOf(sorted[0]?.status ?? 'hint')] ?? 'hint', findings: sorted };
  });
  return groups.toSorted((a, b) => weightOf(a.status) - weightOf(b.status));
}

export function diagnose({ findings }: DoctorAnswer): Diagnosis {
  const groups = groupsOf(findings);
  const of = (...statuses: Status[]): Group[] => groups.filter(({ status }) => statuses.includes(status));
  return {
    trouble: of('failed', 'warning'),
    maybe: of('hint'),
    fine: of('ok'),
    unknown: of('skipped'),
  };
}

/** What is wrong in a group, without what is fine there; and each remedy once. */
export function wrongIn({ findings }: Group): { wrong: DoctorFinding[]; fixes: string[] } {
  const wrong = findings.filter(({ status }) => status !== 'ok' && status !== 'skipped');
  return { wrong, fixes: [...new Set(wrong.map(({ fix }) => fix).filter(Boolean))] };
}
