import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError, type HubError } from '../../client/hub-error.ts';
import type { SlotPlace } from '../../client/rehearsal.ts';
import { say } from '../../ui/toasts.ts';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';

interface SlotCommands {
  assign: (userId: string, place: SlotPlace) => void;
  release: (place: SlotPlace, done?: string) => void;
  claim: (place: SlotPlace) => void;
  refuse: (userId: string, place: SlotPlace, done?: string) => void;
  busy: boolean;
}

interface Ask {
  path: string;
  body: Record<string, unknown>;
  done?: string;
  undo?: () => void;
}

/** What one may want of slots; a conflict goes to who asked, everything else is said in a line. */
export function useSlotCommands(onConflict?: (fault: HubError, place: SlotPlace) => void): SlotCommands {
  const { t } = useTranslation('rehearsal');
  const { live } = useRoom();
  const { client, id } = live.session;
  const { send, busy } = useCommand(
    async ({ path, body }: Ask) => {
      try {
        await client.call({ method: 'POST', path: `/session/${id}/roles/${path}`, body });
        return true;
      } catch (error) {
        const fault = asHubError(error);
        if (fault.code !== 'SLOT_CONFLICT' || !onConflict) throw error;
        onConflict(fault, body as unknown as SlotPlace);
        return false;
      }
    },
    (worked, { done, undo }) => {
      if (!worked || !done) return;
      say(done, { tone: 'done', ...(undo ? { action: { label: t('setlist.undo'), run: undo } } : {}) });
    },
  );
  return useMemo(
    () => ({
      assign: (userId, place) => send({ path: 'assign', body: { user_id: userId, ...place } }),
      release: (place, done) => send({ path: 'release', body: { ...place }, ...(done ? { done } : {}) }),
      claim: (place) => send({ path: 'claim', body: { ...place } }),
      refuse: (userId, place, done) =>
        send({ path: 'refuse', body: { user_id: userId, ...place }, ...(done ? { done } : {}) }),
      busy,
    }),
    [send, busy],
  );
}

/** What a slot is called on this page; the hub's own label where the page has no shorter one. */
export function useSlotLabel(): (slot: { name: string; label: string }) => string {
  const { t } = useTranslation('rehearsal');
  return (slot) => t(`slot.${slot.name}` as 'slot.drums', { defaultValue: slot.label });
}
