import type { Playout } from '../settings/preferences.ts';

/** How long a receiver may keep sound before it plays it; 0 lets it be as early as the link allows. */
export const PLAYOUT_MS: Record<Playout, number> = { low: 0, stable: 150 };

/** Asks a receiver for its mode; a browser that knows no such wish plays as it likes. */
export function setPlayout(receiver: RTCRtpReceiver | undefined, mode: Playout): void {
  if (!receiver) return;
  const target = receiver as unknown as {
    jitterBufferTarget?: number | null;
    playoutDelayHint?: number | null;
  };
  if ('jitterBufferTarget' in target) target.jitterBufferTarget = PLAYOUT_MS[mode];
  else if ('playoutDelayHint' in target) target.playoutDelayHint = PLAYOUT_MS[mode] / 1000;
}
