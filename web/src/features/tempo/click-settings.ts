import { create } from 'zustand';

export const CLICK_SOUNDS = ['woodblock', 'beep', 'cowbell', 'hihat', 'soft'] as const;
export type ClickSound = (typeof CLICK_SOUNDS)[number];

/** What a person chose for the click on this device; never leaves it. */
export interface ClickSettings {
  on: boolean;
  sound: ClickSound | 'burst';
  volume: number;
  haptic: 'off' | 'downbeat' | 'beats';
  /** The whole screen lights up at the downbeat. */
  visual: boolean;
  duckSpeech: boolean;
  /** From what the browser says to the ear, as calibrated on this device. */
  outputLatencyMs?: number;
  calibratedBy?: 'tap' | 'microphone';
  /** Pitch of the measuring rig's burst. */
  burstHz?: number;
}

export const clickDefaults: ClickSettings = {
  on: true,
  sound: 'woodblock',
  volume: 0.7,
  haptic: 'off',
  visual: false,
  duckSpeech: true,
};

const STORED_AS = 'tutti.click';
const MAX_LATENCY_MS = 500;

const isNumber = (value: unknown, low: number, high: number): value is number =>
  typeof value === 'number' && value >= low && value <= high;

/** Reads what was stored; what is wrong falls back to its default. */
export function parseClickSettings(text: string | null, isRig = false): ClickSettings {
  let stored: Partial<Record<keyof ClickSettings, unknown>> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value) stored = value;
  } catch {
    return clickDefaults;
  }
  const flag = (key: 'on' | 'visual' | 'duckSpeech'): boolean => {
    const value = stored[key];
    return typeof value === 'boolean' ? value : clickDefaults[key];
  };
  const sounds: readonly unknown[] = isRig ? [...CLICK_SOUNDS, 'burst'] : CLICK_SOUNDS;
  const { volume, outputLatencyMs, calibratedBy, burstHz, haptic, sound } = stored;
  return {
    on: flag('on'),
    sound: sounds.includes(sound) ? (sound as ClickSettings['sound']) : clickDefaults.sound,
    volume: isNumber(volume, 0, 1) ? volume : clickDefaults.volume,
    haptic: haptic === 'downbeat' || haptic === 'beats' ? haptic : 'off',
    visual: flag('visual'),
    duckSpeech: flag('duckSpeech'),
    ...(isNumber(outputLatencyMs, -MAX_LATENCY_MS, MAX_LATENCY_MS) ? { outputLatencyMs } : {}),
    ...(calibratedBy === 'tap' || calibratedBy === 'microphone' ? { calibratedBy } : {}),
    ...(isRig && isNumber(burstHz, 200, 12_000) ? { burstHz } : {}),
  };
}

/** Only the measuring rig sets this, before the page starts. */
export const isRig = (): boolean => (globalThis as { tuttiRig?: unknown }).tuttiRig === true;

function load(): ClickSettings {
  try {
    return parseClickSettings(localStorage.getItem(STORED_AS), isRig());
  } catch {
    return clickDefaults;
  }
}

export const useClickSettings = create<ClickSettings>(() => load());

export function setClick(change: Partial<ClickSettings>): void {
  useClickSettings.setState(change);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(useClickSettings.getState()));
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

/** Forgets the calibration of this device. */
export function forgetCalibration(): void {
  const { outputLatencyMs: _, calibratedBy: __, ...rest } = useClickSettings.getState();
  useClickSettings.setState(rest, true);
  setClick({});
}
