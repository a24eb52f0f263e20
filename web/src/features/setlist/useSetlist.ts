import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import { say } from '../../ui/toasts.ts';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { moved } from './setlist.ts';

/** What an item says otherwise than its song; `clear` takes an override away again. */
export interface ItemChange {
  key?: string;
  bpm?: number;
  time_signature?: string;
  leader_user_id?: string;
  note?: string;
  clear?: string[];
}

export interface SetlistActions {
  /** As the hub has it, or as it will be when it agrees. */
  items: SetlistItem[];
  /** The song that was asked for and is not on yet. */
  pendingId: string | undefined;
  select: (item: SetlistItem, undoTo?: SetlistItem) => void;
  move: (itemId: string, to: number) => void;
  remove: (item: SetlistItem) => void;
  change: (item: SetlistItem, change: ItemChange, done?: () => void) => void;
  insert: (song: { id: string; title: string }, after: string | undefined, done?: () => void) => void;
  busy: boolean;
}

/** The setlist and what may be done to it: moves show at once and go back when the hub says no. */
export function useSetlist(): SetlistActions {
  const { t } = useTranslation('rehearsal');
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const [draft, setDraft] = useState<SetlistItem[]>();
  const [pendingId, setPendingId] = useState<string>();
  const { setlist, current_item_id: currentId } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the hub says ends what was hoped for
  useEffect(() => setDraft(undefined), [setlist]);
  useEffect(() => {
    if (currentId === pendingId) setPendingId(undefined);
  }, [currentId, pendingId]);
  const run = useCommand(
    async ({ work }: { work: () => Promise<unknown>; done?: (() => void) | undefined }) => {
      try {
        await work();
      } catch (error) {
        setDraft(undefined);
        setPendingId(undefined);
        throw error;
      }
    },
    (_, { done }) => done?.(),
  );
  const { send, busy } = run;
  return useMemo(() => {
    const base = `/session/${id}/setlist`;
    const items = draft ?? setlist;
    const select = (item: SetlistItem, undoTo?: SetlistItem): void => {
      setPendingId(item.item_id);
      send({
        work: () => client.call({ method: 'POST', path: `${base}/current`, body: { item_id: item.item_id } }),
        done: () =>
          say(t('setlist.playing', { title: item.song.title }), {
            tone: 'done',
            ...(undoTo ? { action: { label: t('setlist.undo'), run: () => select(undoTo) } } : {}),
          }),
      });
    };
    const insert = (
      song: { id: string; title: string },
      after: string | undefined,
      done?: () => void,
    ): void =>
      send({
        work: () =>
          client.call({
            method: 'POST',
            path: `${base}/items`,
            body: { song_id: song.id, ...(after ? { after_item_id: after } : {}) },
          }),
        done: () => {
          say(t('setlist.added', { title: song.title }), { tone: 'done' });
          done?.();
        },
      });
    const putBack = (item: SetlistItem): void =>
      send({
        work: () => client.call({ method: 'POST', path: `${base}/items/${item.item_id}/restore`, body: {} }),
      });
    return {
      items,
      pendingId,
      busy,
      select,
      insert,
      move: (itemId, to) => {
        const next = moved(items, itemId, to);
        setDraft(next.items);
        send({
          work: () =>
            client.call({
              method: 'POST',
              path: `${base}/items/${itemId}/move`,
              body: next.after ? { after_item_id: next.after } : {},
            }),
        });
      },
      remove: (item) => {
        setDraft(items.filter((i) => i.item_id !== item.item_id));
        send({
          work: () => client.call({ method: 'DELETE', path: `${base}/items/${item.item_id}` }),
          done: () =>
            say(t('setlist.removed', { title: item.song.title }), {
              tone: 'done',
              action: { label: t('setlist.undo'), run: () => putBack(item) },
            }),
        });
      },
      change: (item, change, done) =>
        send({
          work: () => client.call({ method: 'PATCH', path: `${base}/items/${item.item_id}`, body: change }),
          done: () => {
            say(t('setlist.edited', { title: item.song.title }), { tone: 'done' });
            done?.();
          },
        }),
    };
  }, [busy, client, draft, id, pendingId, send, setlist, t]);
}
