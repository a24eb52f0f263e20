import type {
  Cue,
  PreflightResult,
  Rehearsal,
  SetlistItem,
  SlotAssignment,
  SlotInfo,
  SlotPlace,
  SongStart,
  TempoPlan,
} from './rehearsal.ts';
import type { SessionView } from './session-fold.ts';

type Payload = Record<string, unknown>;
type Fold = (view: SessionView, payload: Payload, nowMs: number) => SessionView;

/** A room that has none of this (a shift, an older hub) has empty lists. */
export function openRehearsal(snapshot: Partial<Rehearsal>): Rehearsal {
  return {
    slots: snapshot.slots ?? [],
    slot_assignments: snapshot.slot_assignments ?? [],
    slot_claims: snapshot.slot_claims ?? [],
    setlist: snapshot.setlist ?? [],
    ...(snapshot.current_item_id ? { current_item_id: snapshot.current_item_id } : {}),
    ...(snapshot.song_start ? { song_start: snapshot.song_start } : {}),
    ...(snapshot.tempo ? { tempo: snapshot.tempo } : {}),
  };
}

export const rehearsalFolds: Record<string, Fold> = {
  'slot.define': (view, p) => {
    const slot = inner<SlotInfo>(p, 'slot');
    if (!slot.name) return view;
    return { ...view, slots: [...view.slots.filter((s) => s.name !== slot.name), slot] };
  },
  'slot.remove': (view, p) => {
    const name = String(p.slot_name ?? p.name ?? '');
    return {
      ...view,
      slots: view.slots.filter((s) => s.name !== name),
      slot_assignments: view.slot_assignments.filter((a) => a.slot_name !== name),
      slot_claims: view.slot_claims.filter((c) => c.slot_name !== name),
    };
  },
  'slot.assign': (view, p) => {
    const next = inner<SlotAssignment>(p, 'assignment');
    if (!next.slot_name || !next.user_id) return view;
    return {
      ...view,
      slot_assignments: [...view.slot_assignments.filter((a) => !samePlace(a, next)), next],
      slot_claims: view.slot_claims.filter((c) => !samePlace(c, next)),
    };
  },
  'slot.release': (view, p) => {
    const place = inner<SlotPlace>(p, 'assignment');
    return { ...view, slot_assignments: view.slot_assignments.filter((a) => !samePlace(a, place)) };
  },
  'slot.claim': (view, p) => {
    const claim = inner<SlotAssignment>(p, 'claim');
    if (!claim.slot_name || !claim.user_id) return view;
    return { ...view, slot_claims: [...view.slot_claims.filter((c) => !sameClaim(c, claim)), claim] };
  },
  'slot.refuse': (view, p) => {
    const claim = inner<SlotAssignment>(p, 'claim');
    return { ...view, slot_claims: view.slot_claims.filter((c) => !sameClaim(c, claim)) };
  },
  'setlist.update': (view, p) => {
    const setlist = Array.isArray(p.items) ? (p.items as SetlistItem[]) : [];
    return withCurrent({ ...view, setlist }, p.current_item_id, p.song_start);
  },
  'song.current': (view, p) => withCurrent(view, p.item_id, p.song_start),
  'tempo.anchor': (view, p) => ({ ...view, tempo: p as unknown as TempoPlan }),
  'cue.show': (view, p, nowMs) => {
    const cue = p as unknown as Cue;
    return cue.cue_id ? { ...view, cue: { ...cue, heardAtMs: nowMs } } : view;
  },
  'preflight.start': (view, p, nowMs) => ({
    ...view,
    preflight: { run_id: String(p.run_id ?? ''), startedAtMs: nowMs, results: {} },
  }),
  'preflight.result': (view, p) => {
    const result = p as unknown as PreflightResult;
    const run = view.preflight;
    if (!run || run.run_id !== result.run_id || !result.user_id) return view;
    return { ...view, preflight: { ...run, results: { ...run.results, [result.user_id]: result } } };
  },
  'participant.leave': (view, p) => ({
    ...view,
    slot_claims: view.slot_claims.filter((c) => c.user_id !== p.user_id),
  }),
};

export function samePlace(a: SlotPlace, b: SlotPlace): boolean {
  return a.slot_name === b.slot_name && a.scope === b.scope && (a.song_id ?? '') === (b.song_id ?? '');
}

function sameClaim(a: SlotAssignment, b: SlotAssignment): boolean {
  return a.user_id === b.user_id && samePlace(a, b);
}

function withCurrent(view: SessionView, itemId: unknown, start: unknown): SessionView {
  const { current_item_id: _, song_start: __, ...rest } = view;
  if (typeof itemId !== 'string' || !itemId) return rest;
  return { ...rest, current_item_id: itemId, ...(start ? { song_start: start as SongStart } : {}) };
}

function inner<T>(payload: Payload, name: string): T {
  const wrapped = payload[name];
  return (typeof wrapped === 'object' && wrapped ? wrapped : payload) as T;
}
