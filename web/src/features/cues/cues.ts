import {
  IconFlag,
  IconInfinity,
  IconMessage2,
  IconMicrophone2,
  IconReload,
  IconRepeat,
  IconRotate2,
  IconScissors,
  IconTrendingUp,
  IconVolume2,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Cue, CueKind } from '../../client/rehearsal.ts';

/** One button of the pad. Kinds that the hub has no name for are its own words. */
export interface Signal {
  id: 'chorus' | 'verse' | 'bridge' | 'vamp' | 'cut' | 'again' | 'softer' | 'build' | 'lastTime';
  kind: CueKind;
  icon: TablerIcon;
}

/** Keys 1 to 6, in the order of the pad. */
export const PAD: readonly Signal[] = [
  { id: 'chorus', kind: 'chorus', icon: IconRepeat },
  { id: 'vamp', kind: 'vamp', icon: IconInfinity },
  { id: 'again', kind: 'again', icon: IconReload },
  { id: 'cut', kind: 'cut', icon: IconScissors },
  { id: 'softer', kind: 'custom', icon: IconVolume2 },
  { id: 'build', kind: 'custom', icon: IconTrendingUp },
];

export const MORE: readonly Signal[] = [
  { id: 'verse', kind: 'verse', icon: IconMicrophone2 },
  { id: 'bridge', kind: 'bridge', icon: IconRotate2 },
  { id: 'lastTime', kind: 'custom', icon: IconFlag },
];

export const MAX_TEXT = 40;
/** How long a signal without a bar stays, and one after its bar; what is heard later than that is old news. */
export const SHOWN_MS = 4000;

/** The icon of a signal that came in: by its kind, its own words by what they are called on the pad. */
export function iconOf(cue: Pick<Cue, 'kind' | 'text'>, wordsOf: (id: Signal['id']) => string): TablerIcon {
  const all = [...PAD, ...MORE];
  const named = all.find((signal) =>
    signal.kind === 'custom'
      ? cue.kind === 'custom' && wordsOf(signal.id) === cue.text
      : signal.kind === cue.kind,
  );
  return named?.icon ?? IconMessage2;
}

export type CueStage =
  | { kind: 'gone' }
  /** On its way to a bar; `bars` is how many bar lines are left, the next one is 1. */
  | { kind: 'coming'; bars: number }
  | { kind: 'here' };

/**
 * Where a signal is in its short life. `at_ms` is when its bar began by the plan of the moment it was sent; the tempo may
 * have changed since, so `barMs`, by the plan as it is now, goes before it.
 *
 * `sessionMs` is undefined while this device does not know the hub's time: then it is shown from when it was heard.
 */
export function stageOf(
  cue: Cue & { heardAtMs: number },
  now: {
    perfMs: number;
    sessionMs: number | undefined;
    bar: number | undefined;
    barMs?: number | undefined;
  },
): CueStage {
  const passed =
    now.sessionMs === undefined
      ? cue.at_bar === undefined
        ? now.perfMs - cue.heardAtMs
        : Math.min(now.perfMs - cue.heardAtMs - 60_000, 0)
      : now.sessionMs - (now.barMs ?? cue.at_ms);
  if (passed > SHOWN_MS) return { kind: 'gone' };
  if (passed >= 0) return { kind: 'here' };
  if (cue.at_bar === undefined) return { kind: 'here' };
  return { kind: 'coming', bars: Math.max(1, now.bar === undefined ? 1 : cue.at_bar - now.bar) };
}
