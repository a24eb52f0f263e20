import type { SessionView } from '../../client/session-fold.ts';

/** How many are here, with a page or an app that is connected. */
export function present(view: SessionView): number {
  return view.participants.filter((p) => p.state !== 'gone').length;
}
