export const KEPT_MS = 120_000;

export interface Sample {
  atMs: number;
  rttMs: number;
}

/** One more sample; what is older than two minutes goes. */
export function keep(samples: readonly Sample[], next: Sample): Sample[] {
  return [...samples.filter((s) => next.atMs - s.atMs < KEPT_MS), next];
}
