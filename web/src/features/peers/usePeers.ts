import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useRoom } from '../room/useLiveRoom.ts';
import type { DirectLink } from './peers.ts';

export interface DirectPerson {
  userId: string;
  name: string;
  link: DirectLink | undefined;
}

/** Everybody else and how far away their pages are, measured for as long as this is shown. */
export function useDirectLinks(): DirectPerson[] {
  const { live, view } = useRoom();
  const direct = useStore(live.peers.store, (s) => s.direct);
  useEffect(() => live.peers.watch(), [live]);
  return view.participants
    .filter((person) => person.user_id !== view.you.user_id)
    .map((person) => ({ userId: person.user_id, name: person.name, link: direct[person.user_id] }));
}
