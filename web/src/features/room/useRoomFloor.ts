import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useNow } from '../../ui/motion.ts';
import { say } from '../../ui/toasts.ts';
import { type Face, faceOf, type ListenOnlyWhy } from '../floor/face.ts';
import { canOpenMicrophone, useEntry, useEntryFlow } from '../join/useEntry.ts';
import { listenable, talkable } from './channels.ts';
import { useRoom } from './useLiveRoom.ts';

/** What keeps this person from talking, if anything does. */
export function useListenOnly(): ListenOnlyWhy | undefined {
  const { view, live } = useRoom();
  const chosen = useEntry((s) => s.listenOnly);
  const mic = useStore(live.voice.store, (s) => s.mic);
  if (!canOpenMicrophone() || view.you.listen_only) return canOpenMicrophone() ? 'fixChosen' : 'fixInsecure';
  if (!view.you.capabilities.includes('floor.talk') || talkable(view).length === 0) return 'fixRole';
  if (chosen) return 'fixChosen';
  if (mic === 'lost') return 'fixLost';
  return mic === 'blocked' || mic === 'none' || mic === 'busy' ? 'fixBlocked' : undefined;
}

export function useFix(why: ListenOnlyWhy | undefined): () => void {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  const { live, view } = useRoom();
  return useCallback(() => {
    if (why === 'fixInsecure') flow.trustNow(view.session.code ?? '');
    else if (why === 'fixChosen') flow.chooseListenOnly(false);
    else if (why === 'fixBlocked' || why === 'fixLost') {
      live.voice.retry(true);
      say(`${t('mic.blocked')} ${t('mic.blockedFix')}`, { tone: 'fault' });
    }
  }, [why, flow, live, view.session.code, t]);
}

export function useFace(channelId: string | undefined, why: ListenOnlyWhy | undefined): Face {
  const { view, link, place, live } = useRoom();
  const floor = useStore(live.floor.store);
  const nowMs = useNow(250);
  const channel = view.channels.find((c) => c.id === channelId);
  const now = Math.max(nowMs, performance.now() - 250);
  return useMemo(
    () =>
      faceOf({
        ...{ floor, view, link, channel, moving: place.moving, nowMs: now },
        ...(why ? { listenOnly: why } : {}),
      }),
    [floor, view, link, channel, place.moving, why, now],
  );
}

/** Tells the hub which channels are heard: after each new connection, and when it changes. */
export function useListening(muted: ReadonlySet<string>): void {
  const { live, view, link } = useRoom();
  const ids = listenable(view)
    .filter((channel) => !muted.has(channel.id))
    .map((channel) => channel.id)
    .join(' ');
  const open = link.kind === 'open';
  useEffect(() => {
    if (open) live.listen(ids ? ids.split(' ') : []);
  }, [live, ids, open]);
}

/** Sheets and messages stand above the dock, however tall it is. */
export function useDock(): (element: HTMLElement | null) => void {
  const watcher = useRef<ResizeObserver>(undefined);
  return useCallback((element) => {
    watcher.current?.disconnect();
    const root = document.documentElement.style;
    if (!element) {
      root.removeProperty('--dock');
      return;
    }
    watcher.current = new ResizeObserver(() => root.setProperty('--dock', `${element.offsetHeight}px`));
    watcher.current.observe(element);
  }, []);
}

export function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
