import { create } from 'zustand';
import type { Notation } from './chords.ts';

/** What a player chose for charts on this device, and wrote on them; it never leaves the device. */
export interface ChartDevice {
  notation: Notation;
  showChords: boolean;
  /** 0 lets the chart fill the screen; otherwise the size of the words in rem. */
  size: number;
  capos: Record<string, number>;
  /** By song and section: `songId/sectionId`. */
  notes: Record<string, string>;
}

export const SIZES = [1, 1.25, 1.5, 1.875, 2.25] as const;
export const MAX_CAPO = 11;
export const MAX_NOTE = 280;
const MAX_NOTES = 2000;
const STORED_AS = 'tutti.charts';

export const blank: ChartDevice = { notation: 'english', showChords: true, size: 0, capos: {}, notes: {} };

const notations: Notation[] = ['english', 'german', 'solfege', 'numbers'];

function entries<T>(value: unknown, keep: (v: unknown) => v is T): Record<string, T> {
  if (typeof value !== 'object' || !value) return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter((pair): pair is [string, T] => keep(pair[1]))
      .slice(-MAX_NOTES),
  );
}

/** Reads what was stored; what is of the wrong kind is as if it had never been chosen. */
export function parseDevice(text: string | null): ChartDevice {
  let stored: Partial<ChartDevice> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value) stored = value as Partial<ChartDevice>;
  } catch {
    return blank;
  }
  return {
    notation: stored.notation && notations.includes(stored.notation) ? stored.notation : blank.notation,
    showChords: stored.showChords !== false,
    size: SIZES.some((size) => size === stored.size) ? (stored.size ?? 0) : 0,
    capos: entries(
      stored.capos,
      (v): v is number => Number.isInteger(v) && Number(v) > 0 && Number(v) <= MAX_CAPO,
    ),
    notes: entries(
      stored.notes,
      (v): v is string => typeof v === 'string' && v !== '' && v.length <= MAX_NOTE,
    ),
  };
}

function load(): ChartDevice {
  try {
    return parseDevice(localStorage.getItem(STORED_AS));
  } catch {
    return blank;
  }
}

export const useDevice = create<ChartDevice>(() => load());

export function changeDevice(change: Partial<ChartDevice>): void {
  useDevice.setState(change);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(useDevice.getState()));
  } catch {
    // Private windows keep nothing; the choice holds until the page is closed.
  }
}

export function setCapo(songId: string, capo: number): void {
  const { [songId]: _, ...capos } = useDevice.getState().capos;
  changeDevice({ capos: capo > 0 ? { ...capos, [songId]: Math.min(MAX_CAPO, capo) } : capos });
}

/** An empty note is none. */
export function setNote(songId: string, sectionId: string, text: string): void {
  const key = `${songId}/${sectionId}`;
  const { [key]: _, ...notes } = useDevice.getState().notes;
  const kept = text.trim().slice(0, MAX_NOTE);
  changeDevice({ notes: kept ? { ...notes, [key]: kept } : notes });
}
