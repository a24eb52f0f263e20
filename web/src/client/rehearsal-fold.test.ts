import { expect, it } from 'vitest';
import type { Snapshot } from './model.ts';
import { fold, open, type SessionView } from './session-fold.ts';

const snapshot = {
  session: { id: 's', name: 'Sunday Band', kind: 'rehearsal' },
  you: { user_id: 'me', name: 'Tomás', role: 'musician', capabilities: [] },
  participants: [{ user_id: 'ada', name: 'Ada', role: 'musician', state: 'here', muted: false }],
  hub: { name: '', version: '' },
} as unknown as Snapshot;

const hear = (view: SessionView, type: string, payload: Record<string, unknown>): SessionView => {
  const next = fold(view, { type, ts: 0, payload }, 7);
  if (!next) throw new Error('no view');
  return next;
};
const drums = { slot_name: 'drums', scope: 'global' };

it('opens a room that knows no slots and no songs with empty lists', () => {
  const view = open(snapshot, 0);
  expect([view.slots, view.slot_assignments, view.slot_claims, view.setlist]).toEqual([[], [], [], []]);
  expect(view.current_item_id).toBeUndefined();
});

it('gives a slot to one person per place, and answers the claim with it', () => {
  let view = hear(open(snapshot, 0), 'slot.claim', { ...drums, user_id: 'ada' });
  expect(view.slot_claims).toHaveLength(1);
  view = hear(view, 'slot.assign', { ...drums, user_id: 'ada' });
  view = hear(view, 'slot.assign', { slot_name: 'drums', scope: 'song', song_id: 's1', user_id: 'noor' });
  expect(view.slot_claims).toEqual([]);
  expect(view.slot_assignments.map((a) => a.user_id)).toEqual(['ada', 'noor']);
  view = hear(view, 'slot.assign', { ...drums, user_id: 'leo' });
  expect(view.slot_assignments.map((a) => a.user_id)).toEqual(['noor', 'leo']);
  view = hear(view, 'slot.release', drums);
  expect(view.slot_assignments.map((a) => a.user_id)).toEqual(['noor']);
});

it('forgets a refused claim and the claims of who left', () => {
  let view = hear(open(snapshot, 0), 'slot.claim', { ...drums, user_id: 'ada' });
  view = hear(view, 'slot.refuse', { ...drums, user_id: 'ada' });
  expect(view.slot_claims).toEqual([]);
  view = hear(view, 'slot.claim', { ...drums, user_id: 'ada' });
  view = hear(view, 'participant.leave', { user_id: 'ada', reason: 'left' });
  expect(view.slot_claims).toEqual([]);
  expect(view.participants).toEqual([]);
});

it('moves to another song, and to none', () => {
  const items = [{ item_id: 'a' }, { item_id: 'b' }];
  let view = hear(open(snapshot, 0), 'setlist.update', { items, current_item_id: 'a' });
  expect(view.current_item_id).toBe('a');
  const start = { from_bar: 9, at_ms: 1, run_start_ms: 0 };
  view = hear(view, 'song.current', { item_id: 'b', song_start: start });
  expect(view.song_start).toEqual(start);
  view = hear(view, 'setlist.update', { items, current_item_id: 'b', song_start: start });
  expect(view.song_start).toEqual(start);
  view = hear(view, 'song.current', { item_id: 'b' });
  expect(view.song_start).toBeUndefined();
  expect(view.current_item_id).toBe('b');
  view = hear(view, 'setlist.update', { items: [items[0]] });
  expect(view.current_item_id).toBeUndefined();
});

it('keeps the newest signal with the time it came in', () => {
  const view = hear(open(snapshot, 0), 'cue.show', { cue_id: 'c1', kind: 'vamp', by: 'maya', at_ms: 1 });
  expect(view.cue).toMatchObject({ kind: 'vamp', heardAtMs: 7 });
});

it('takes preflight results of the run that goes on, not of an old one', () => {
  let view = hear(open(snapshot, 0), 'preflight.start', { run_id: 'r2' });
  view = hear(view, 'preflight.result', { run_id: 'r1', user_id: 'ada', microphone: 'ok' });
  view = hear(view, 'preflight.result', { run_id: 'r2', user_id: 'ada', microphone: 'silent' });
  expect(view.preflight?.results).toMatchObject({ ada: { microphone: 'silent' } });
});
