import { useCallback, useEffect, useRef, useState } from 'react';
import { MAX_BPM, MIN_BPM } from './tap-tempo.ts';
import type { TempoNow } from './tempo-view.ts';

const SEND_AFTER_MS = 250;

/** A number that follows the finger and is sent when the finger rests: ten steps are one change. */
export function useBpm(
  tempo: TempoNow,
  change: (change: { bpm: number }) => void,
): { shown: number | undefined; step: (by: number) => void; set: (bpm: number) => void } {
  const known = (tempo.pending?.pulse ?? tempo.pulse)?.bpm;
  const [wanted, setWanted] = useState<number>();
  const unsent = useRef<number>(undefined);
  const send = useRef(change);
  send.current = change;
  const flush = useCallback(() => {
    const bpm = unsent.current;
    unsent.current = undefined;
    if (bpm !== undefined) send.current({ bpm });
  }, []);
  useEffect(() => {
    unsent.current = wanted === known ? undefined : wanted;
    if (unsent.current === undefined) return;
    const timer = setTimeout(flush, SEND_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wanted, known, flush]);
  // Who closes the panel right after the last step has not taken it back.
  useEffect(() => flush, [flush]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the hub says ends what was wanted
  useEffect(() => setWanted(undefined), [known]);
  const shown = wanted ?? known;
  const set = useCallback((bpm: number) => setWanted(Math.min(MAX_BPM, Math.max(MIN_BPM, bpm))), []);
  const step = useCallback((by: number) => shown !== undefined && set(Math.round(shown) + by), [shown, set]);
  return { shown, step, set };
}
