import { useCan, useRoom } from '../room/useLiveRoom.ts';

/** Whether this person may signal now: always, or because he leads the song that is played. */
export function useSignals(): boolean {
  const { view } = useRoom();
  const can = useCan();
  const current = view.setlist.find((item) => item.item_id === view.current_item_id);
  return can('cue.send') || (current !== undefined && current.leader_user_id === view.you.user_id);
}
