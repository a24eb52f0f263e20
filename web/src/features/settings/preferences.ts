import { create } from 'zustand';

export type Theme = 'system' | 'dark' | 'light' | 'contrast';
export type Playout = 'low' | 'stable';

/** What a person chose on this device; never leaves it. */
export interface Preferences {
  name: string;
  theme: Theme;
  talkWithoutHolding: boolean;
  sounds: boolean;
  haptics: boolean;
  microphoneId: string;
  outputId: string;
  volume: number;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGain: boolean;
  /** Signals of the MD fill the screen instead of a band across it. */
  signalsFill: boolean;
  /** Voices as early as the link allows, or later and steady. */
  playout: Playout;
  largeTalk: boolean;
  reducedMotion: boolean;
}

export const defaults: Preferences = {
  name: '',
  theme: 'system',
  talkWithoutHolding: false,
  sounds: true,
  haptics: true,
  microphoneId: '',
  outputId: '',
  volume: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGain: true,
  signalsFill: true,
  playout: 'low',
  largeTalk: false,
  reducedMotion: false,
};

const STORED_AS = 'tutti.preferences';

/** Reads what was stored; anything of the wrong type falls back to its default. */
export function parsePreferences(text: string | null): Preferences {
  let stored: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value) stored = value as Record<string, unknown>;
  } catch {
    return defaults;
  }
  const read = Object.entries(defaults).map(([key, otherwise]) => {
    const value = stored[key];
    return [key, typeof value === typeof otherwise ? value : otherwise];
  });
  const preferences = Object.fromEntries(read) as Preferences;
  const themes: Theme[] = ['system', 'dark', 'light', 'contrast'];
  return {
    ...preferences,
    theme: themes.includes(preferences.theme) ? preferences.theme : 'system',
    playout: preferences.playout === 'stable' ? 'stable' : 'low',
    volume: Math.min(1, Math.max(0, preferences.volume)),
  };
}

function load(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(STORED_AS));
  } catch {
    return defaults;
  }
}

export const usePreferences = create<Preferences>(() => load());

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(usePreferences.getState()));
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}
