import type { Channel } from '../../client/model.ts';
import type { SessionView } from '../../client/session-fold.ts';

/** The channels a person may hear, in the hub's order. */
export function listenable(view: SessionView): Channel[] {
  return view.channels.filter((c) => c.listen.includes(view.you.role) || c.talk.includes(view.you.role));
}

export function talkable(view: SessionView): Channel[] {
  return view.channels.filter((c) => c.talk.includes(view.you.role));
}

/** Where a press goes: the person's choice while it lasts, else the first channel that is open to him. */
export function talkChannel(view: SessionView, chosen: string | undefined): Channel | undefined {
  return view.channels.find((c) => c.id === chosen) ?? talkable(view)[0] ?? listenable(view)[0];
}

/** Three or fewer stand side by side; a venue's many get a line each, with who speaks there. */
export function wantsList(view: SessionView): boolean {
  return listenable(view).length > 3 || (view.session.kind === 'shift' && listenable(view).length > 1);
}
