import { useEffect, useState } from 'react';
import { useRoom } from '../room/useLiveRoom.ts';

export const KEPT_MS = 120_000;

export interface Sample {
  atMs: number;
  rttMs: number;
}

/** One more sample; what is older than two minutes goes. */
export function keep(samples: readonly Sample[], next: Sample): Sample[] {
  return [...samples.filter((s) => next.atMs - s.atMs < KEPT_MS), next];
}

/** The own link of the last two minutes, as long as somebody looks. */
export function useHistory(): Sample[] {
  const { report } = useRoom();
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => {
    if (!report) return;
    const next = { atMs: performance.now(), rttMs: report.rtt_ms };
    setSamples((before) => keep(before, next));
  }, [report]);
  return samples;
}
