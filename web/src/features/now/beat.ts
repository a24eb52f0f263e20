import { createContext, useContext, useRef } from 'react';
import { useFrame } from '../../ui/motion.ts';

export { beatsOf } from '../tempo/plan.ts';

/** Where the music is at one moment. Bars are the hub's count; beats of a bar begin at 0. */
export interface Beat {
  bar: number;
  beat: number;
  beats: number;
  /** How far within the beat, 0 to 1. */
  phase: number;
  /** Bars that are still counted before the first. */
  countIn?: number;
}

/** What tells the beat; `nowMs` is of `performance.now()`. */
export interface BeatSource {
  beatAt(nowMs: number): Beat | undefined;
  /** The hub's session time at that moment; undefined until this device knows it. */
  sessionMs(nowMs: number): number | undefined;
}

export const BeatContext = createContext<BeatSource>({
  beatAt: () => undefined,
  sessionMs: () => undefined,
});

/** Calls back in each drawn frame in which the beat (not its phase) is another one. */
export function useBeat(changed: (beat: Beat | undefined) => void): void {
  const source = useContext(BeatContext);
  const last = useRef<string>(undefined);
  useFrame((now) => {
    const beat = source.beatAt(now);
    const key = beat ? `${beat.bar}:${beat.beat}:${beat.beats}:${beat.countIn ?? ''}` : '';
    if (key !== last.current) {
      last.current = key;
      changed(beat);
    }
    return beat !== undefined;
  });
}
