import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError, type HubError } from '../../client/hub-error.ts';
import type { SlotPlace } from '../../client/rehearsal.ts';
import { say } from '../../ui/toasts.ts';
import { nameOf } from '../floor/face.ts';
import { useCommand } from '../room/useCommand.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { useTempoCommands } from '../tempo-panel/useTempo.ts';
import { holder } from './slots.ts';

interface SlotCommands {
  /** Gives a place to somebody; whoever fills that very place makes room first, and Undo brings him back. */
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
  /** What the line of `done` offers. */
  action?: { label: string; run: () => void };
  /** Who must make room first. */
  frees?: SlotPlace;
}

/** What one may want of slots; a conflict goes to who asked, everything else is said in a line. */
export function useSlotCommands(onConflict?: (fault: HubError, place: SlotPlace) => void): SlotCommands {
  const { t } = useTranslation('rehearsal');
  const { live, view } = useRoom();
  const label = useSlotLabel();
  const { client, id } = live.session;
  const { send, busy } = useCommand(
    async ({ path, body, frees }: Ask) => {
      try {
        if (frees) {
          await client.call({ method: 'POST', path: `/session/${id}/roles/release`, body: { ...frees } });
        }
        await client.call({ method: 'POST', path: `/session/${id}/roles/${path}`, body });
        return true;
      } catch (error) {
        const fault = asHubError(error);
        if (fault.code !== 'SLOT_CONFLICT' || !onConflict) throw error;
        onConflict(fault, body as unknown as SlotPlace);
        return false;
      }
    },
    (worked, { done, action }) => {
      if (worked && done) say(done, { tone: 'done', ...(action ? { action } : {}) });
    },
  );
  const can = useCan();
  const tempo = useTempoCommands();
  /** The slot is a name only; who leads the click is the MD's to give. */
  const handoff = (userId: string, place: SlotPlace): Partial<Ask> | undefined =>
    place.slot_name === 'click_controller' && can('tempo.control') && userId !== view.you.user_id
      ? {
          done: t('slots.giveClick', { name: nameOf(view, userId) }),
          action: { label: t('slots.giveClickYes'), run: () => tempo.handOver(userId) },
        }
      : undefined;
  const assign = (userId: string, place: SlotPlace): void => {
    const before = holder(view, place)?.user_id;
    const slot = view.slots.find((s) => s.name === place.slot_name);
    const body = { user_id: userId, ...place };
    if (!before || before === userId || !slot) {
      send({ path: 'assign', body, ...handoff(userId, place) });
      return;
    }
    const back: Ask = { path: 'assign', body: { user_id: before, ...place }, frees: place };
    const done = t('slots.assigned', { name: nameOf(view, userId), slot: label(slot) });
    const undo = { label: t('setlist.undo'), run: () => send(back) };
    send({ path: 'assign', body, frees: place, done, action: undo, ...handoff(userId, place) });
  };
  const latest = useRef(assign);
  latest.current = assign;
  return useMemo(
    () => ({
      assign: (userId, place) => latest.current(userId, place),
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
