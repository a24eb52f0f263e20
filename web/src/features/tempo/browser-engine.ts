import type { Session } from '../../client/session.ts';
import type { After } from '../../client/ticker.ts';
import { BrowserAudio } from './click-audio.ts';
import { isRig, useClickSettings } from './click-settings.ts';
import { TempoEngine } from './engine.ts';

/** The engine of this page for one session; the caller starts and stops it. */
export function browserEngine(session: Session, after: After, speaking: () => boolean): TempoEngine {
  const engine = new TempoEngine({
    send: (type, payload) => session.send(type, payload),
    onFrame: (listener) => session.onFrame(listener),
    nowMs: () => performance.now(),
    after,
    audio: new BrowserAudio(),
    settings: useClickSettings.getState,
    onSettings: (listener) => useClickSettings.subscribe(listener),
    speaking,
    hidden: () => document.hidden,
    vibrate: (ms) => {
      if (typeof navigator.vibrate === 'function') navigator.vibrate(ms);
    },
    refresh: async () => (await session.client.snapshot(session.id)).tempo,
  });
  engine.follow(session.store.getState().view?.tempo);
  if (isRig()) {
    (globalThis as { tuttiTempo?: unknown }).tuttiTempo = {
      sessionMs: (perfMs: number) => engine.sessionMs(perfMs),
      state: () => engine.store.getState(),
    };
  }
  return engine;
}

/** Wakes the click at the first touch of the page; browsers keep it silent until then. */
export function wakeOnTouch(engine: TempoEngine): () => void {
  const wake = (): void => engine.wake();
  const events = ['pointerdown', 'keydown'] as const;
  for (const event of events) window.addEventListener(event, wake, { capture: true });
  return () => {
    for (const event of events) window.removeEventListener(event, wake, { capture: true });
  };
}
