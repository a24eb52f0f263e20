import type { Sound } from './floor.ts';

export type Earcon = Sound | 'mdStarts' | 'starts' | 'linkLost' | 'linkBack' | 'emergency';

/** One short sine: pitch in Hz, when it starts and how long it lasts. */
export interface Note {
  hz: number;
  atMs: number;
  lengthMs: number;
  to?: number;
}

/** Sounds are this loud at most, in the ear only. */
export const EARCON_DBFS = -24;

const C4 = 261.63;
const E4 = 329.63;
const G4 = 392;
const A4 = 440;
const C5 = 523.25;
const D5 = 587.33;
const E5 = 659.25;
const G5 = 783.99;
const A5 = 880;

const note = (hz: number, atMs: number, lengthMs: number): Note => ({ hz, atMs, lengthMs });

export const EARCONS: Record<Earcon, Note[]> = {
  granted: [note(C5, 0, 35), note(G5, 35, 35)],
  queued: [note(G4, 0, 40), note(G4, 80, 40)],
  yourTurn: [note(C5, 0, 90), note(E5, 90, 90), note(G5, 180, 140)],
  denied: [note(G4, 0, 60), note(C4, 60, 60)],
  ending: [note(E5, 0, 40)],
  released: [note(G5, 0, 25), note(C5, 25, 25)],
  revoked: [note(C4, 0, 200)],
  latched: [{ hz: 700, atMs: 0, lengthMs: 25, to: 1200 }],
  unlatched: [{ hz: 1200, atMs: 0, lengthMs: 25, to: 700 }],
  mdStarts: [note(D5, 0, 70), note(A5, 70, 90)],
  starts: [{ hz: 240, atMs: 0, lengthMs: 60, to: 320 }],
  linkLost: [note(A4, 0, 90), note(E4, 90, 120)],
  linkBack: [note(E4, 0, 90), note(A4, 90, 120)],
  emergency: [note(800, 0, 350), note(1000, 350, 350)],
};

/** What only the hand feels. */
export type Touch = Earcon | 'pressed' | 'signal' | 'signalBar';

/** Milliseconds on, off, on…, for navigator.vibrate. */
export const HAPTICS: Record<Touch, number[]> = {
  pressed: [8],
  signal: [15, 40, 15, 40, 15],
  signalBar: [50],
  granted: [20],
  queued: [10, 60, 10],
  yourTurn: [30, 80, 30],
  denied: [60],
  ending: [15],
  released: [8],
  revoked: [120],
  latched: [12, 40, 12],
  unlatched: [12],
  mdStarts: [25, 50, 25],
  starts: [],
  linkLost: [40, 100, 40],
  linkBack: [15],
  emergency: [400, 200, 400],
};

export interface Senses {
  sound(name: Earcon): void;
  touch(name: Touch): void;
  close(): void;
}

/** Plays into the loudspeaker of this device alone; nothing of it is ever near the microphone's track. */
export function browserSenses(wants: () => { sounds: boolean; haptics: boolean }): Senses {
  let context: AudioContext | undefined;
  const play = (notes: Note[]): void => {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    const peak = 10 ** (EARCON_DBFS / 20);
    for (const { hz, atMs, lengthMs, to } of notes) {
      const start = context.currentTime + 0.005 + atMs / 1000;
      const end = start + lengthMs / 1000;
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.frequency.setValueAtTime(hz, start);
      if (to) tone.frequency.linearRampToValueAtTime(to, end);
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(peak, start + 0.004);
      gain.gain.setValueAtTime(peak, Math.max(start + 0.004, end - 0.006));
      gain.gain.linearRampToValueAtTime(0, end);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(end + 0.01);
    }
  };
  return {
    sound: (name) => {
      if (wants().sounds || name === 'emergency') play(EARCONS[name]);
    },
    touch: (name) => {
      const pattern = HAPTICS[name];
      if (!pattern.length || (!wants().haptics && name !== 'emergency')) return;
      if (typeof navigator.vibrate === 'function') navigator.vibrate(pattern);
    },
    close: () => void context?.close(),
  };
}
