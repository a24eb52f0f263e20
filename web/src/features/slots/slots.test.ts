// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { open } from '../../client/session-fold.ts';
import { band } from '../room/room-fixture.tsx';
import { openSlots, place, slotBoard, slotsOf, suggestion } from './slots.ts';
import { nearest } from './targets.ts';

it('lets a song’s own assignment shadow the session’s, in that song only', () => {
  const view = open(
    band('md', {
      slot_assignments: [
        { slot_name: 'keys_primary', scope: 'global', user_id: 'maya' },
        { slot_name: 'keys_primary', scope: 'song', song_id: 's2', user_id: 'noor' },
      ],
    }),
    0,
  );
  expect(slotBoard(view)[0]).toMatchObject({ userId: 'maya', scope: 'global' });
  expect(slotBoard(view, 's2')[0]).toMatchObject({ userId: 'noor', scope: 'song', otherwise: 'maya' });
  expect(slotsOf(slotBoard(view, 's2'), 'maya')).toEqual([]);
  expect(openSlots(slotBoard(view)).map((s) => s.name)).toEqual(['bass', 'drums']);
});

it('has no place for one song while no song plays', () => {
  expect(place('bass', 'song', undefined)).toEqual({ slot_name: 'bass', scope: 'global' });
  expect(place('bass', 'song', 's1')).toEqual({ slot_name: 'bass', scope: 'song', song_id: 's1' });
});

it('suggests nothing to who plays something or has asked already', () => {
  const snapshot = band('musician');
  const you = { ...snapshot.you, suggested_slot: 'bass' };
  expect(suggestion(open({ ...snapshot, you }, 0))?.name).toBe('bass');
  const asked = { slot_name: 'drums', scope: 'global' as const, user_id: 'tomas' };
  expect(suggestion(open({ ...snapshot, you, slot_claims: [asked] }, 0))).toBeUndefined();
  expect(suggestion(open({ ...snapshot, you, slot_assignments: [asked] }, 0))).toBeUndefined();
});

it('jumps to the nearest place an arrow points at', () => {
  const boxes = [
    { id: 'a', x: 0, y: 0 },
    { id: 'b', x: 100, y: 0 },
    { id: 'c', x: 100, y: 120 },
    { id: 'd', x: 200, y: 10 },
  ];
  expect(nearest({ x: 0, y: 0 }, boxes, 'ArrowRight')?.id).toBe('b');
  expect(nearest({ x: 100, y: 0 }, boxes, 'ArrowRight')?.id).toBe('d');
  expect(nearest({ x: 100, y: 0 }, boxes, 'ArrowDown')?.id).toBe('c');
  expect(nearest({ x: 0, y: 0 }, boxes, 'ArrowLeft')).toBeUndefined();
  expect(nearest({ x: 0, y: 0 }, boxes, 'Enter')).toBeUndefined();
});
