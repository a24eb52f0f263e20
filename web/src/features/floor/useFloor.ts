import { useEffect } from 'react';
import type { FloorController } from './controller.ts';

const TEXT_FIELDS = 'input, textarea, select, button, a, summary, [contenteditable="true"], [role="button"]';

interface FloorKeys {
  floor: FloorController;
  channelId: string | undefined;
  enabled: boolean;
  /** Nobody is asked in this channel. */
  open: boolean;
  withoutHolding: boolean;
}

/** Space talks from anywhere on the page that has no use of its own for it; with Shift it locks. */
export function useFloorKeys({ floor, channelId, enabled, open, withoutHolding }: FloorKeys): void {
  useEffect(() => {
    if (!enabled || !channelId) return undefined;
    let held = false;
    const isOurs = (event: KeyboardEvent): boolean =>
      event.code === 'Space' && !event.ctrlKey && !event.altKey && !event.metaKey && !taken(event.target);
    const down = (event: KeyboardEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      if (event.repeat || held) return;
      held = true;
      floor.press(channelId, { latch: withoutHolding || event.shiftKey, open });
    };
    const up = (event: KeyboardEvent): void => {
      if (event.code !== 'Space' || !held) return;
      held = false;
      event.preventDefault();
      if (!withoutHolding) floor.lift();
    };
    const away = (): void => {
      if (!held) return;
      held = false;
      floor.lift();
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', away);
    return () => {
      away();
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', away);
    };
  }, [floor, channelId, enabled, open, withoutHolding]);
}

function taken(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_FIELDS) !== null;
}

/** What a headset or a lock screen sends. */
const KEYS = ['play', 'pause', 'togglemicrophone'] as MediaSessionAction[];

/** The button of a headset or the lock screen locks and unlocks the floor. */
export function useHeadsetKey(
  floor: FloorController,
  channel: { id: string; mode: string } | undefined,
  enabled: boolean,
  title: string,
  hub: string,
): void {
  const channelId = channel?.id;
  const open = channel?.mode === 'open';
  useEffect(() => {
    const media = navigator.mediaSession;
    if (!media || !channelId) return undefined;
    if (typeof MediaMetadata === 'function') {
      const artwork = [{ src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' }];
      media.metadata = new MediaMetadata({ title, artist: hub, album: 'Tutti', artwork });
    }
    media.playbackState = 'playing';
    return () => {
      media.playbackState = 'none';
    };
  }, [channelId, title, hub]);
  useEffect(() => {
    const media = navigator.mediaSession;
    if (!media || !channelId || !enabled) return undefined;
    const toggle = (): void => {
      floor.press(channelId, { latch: true, open });
      // A key that seemed to pause would otherwise say "pause" for ever after.
      media.playbackState = 'playing';
    };
    for (const action of KEYS) handle(media, action, toggle);
    return () => {
      for (const action of KEYS) handle(media, action, null);
    };
  }, [floor, channelId, enabled, open]);
}

function handle(media: MediaSession, action: MediaSessionAction, run: (() => void) | null): void {
  try {
    media.setActionHandler(action, run);
  } catch {
    // A browser that does not know this key simply has no such key.
  }
}
