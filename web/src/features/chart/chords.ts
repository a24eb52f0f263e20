import { Interval, Key, Note } from 'tonal';
import type { ChartView } from '../../client/wire.ts';

/** How this device names notes; charts themselves keep English names. */
export type Notation = 'english' | 'german' | 'solfege' | 'numbers';

export interface Chord {
  before: string;
  root: string;
  quality: string;
  bass: string;
  after: string;
}

const QUALITY =
  "(?:major|minor|maj|Maj|MAJ|min|Min|MIN|halfdim|hdim|dim|aug|sus|add|omit|no|alt|mi(?!n)|ma(?!j)|M|m|j|h|Δ|△|ø|Ø|°|º|o|ⵔ|ⵁ|\\+|-|#|b|♯|♭|\\^|\\d|[()]|,|\\*|'|/(?=\\d))";
const CHORD = new RegExp(`^(\\(?)([A-G](?:##|bb|#|b)?)(${QUALITY}*?)(?:/([A-G](?:##|bb|#|b)?))?(\\)?)$`);

/** A chord by its parts; nothing for annotations, numbers and words. */
export function parseChord(text: string): Chord | undefined {
  const found = text.length <= 40 ? CHORD.exec(text) : null;
  if (!found) return undefined;
  const [, before = '', root = '', quality = '', bass = '', after = ''] = found;
  return { before, root, quality, bass, after };
}

const MAJOR = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
const MINOR = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'];

/** Every key the band may pick, in the order of a keyboard. */
export const KEYS: readonly string[] = [...MAJOR, ...MINOR.map((tonic) => `${tonic}m`)];

export function isMinor(key: string): boolean {
  return key.endsWith('m');
}

export function tonic(key: string): string {
  return isMinor(key) ? key.slice(0, -1) : key;
}

function chroma(note: string): number {
  return Note.get(note).chroma ?? 0;
}

/** The key so many semitones above, under its usual name. */
export function keyUp(key: string, semitones: number): string {
  if (semitones % 12 === 0) return key;
  const at = (((chroma(tonic(key)) + semitones) % 12) + 12) % 12;
  return isMinor(key) ? `${MINOR[at]}m` : (MAJOR[at] ?? key);
}

/** Semitones from one key up to the other, 0 to 11. */
export function semitonesBetween(from: string, to: string): number {
  return (chroma(tonic(to)) - chroma(tonic(from)) + 12) % 12;
}

/** Sharps of a key; negative for flats. */
function signature(key: string): number {
  return isMinor(key) ? Key.minorKey(tonic(key)).alteration : Key.majorKey(key).alteration;
}

/** E#, B#, Cb and Fb only where the key itself has them, double accidentals nowhere. */
function usual(note: string, sharps: number): string {
  const odd =
    Note.get(note).acc.length > 1 ||
    (note === 'E#' && sharps < 6) ||
    (note === 'B#' && sharps < 7) ||
    (note === 'Cb' && sharps > -6) ||
    (note === 'Fb' && sharps > -7);
  if (!odd) return note;
  const names = sharps < 0 ? MAJOR : ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
  return names[chroma(note)] ?? note;
}

/** The chord as the other key spells it; what is no chord stays as it is. */
export function transpose(text: string, from: string, to: string): string {
  if (from === to) return text;
  const chord = parseChord(text);
  if (!chord) return text;
  const way = Interval.distance(tonic(from), tonic(to));
  const sharps = signature(to);
  const move = (note: string): string => usual(Note.pitchClass(Note.transpose(note, way)), sharps);
  const bass = chord.bass ? `/${move(chord.bass)}` : '';
  return chord.before + move(chord.root) + chord.quality + bass + chord.after;
}

const SOLFEGE: Record<string, string> = { C: 'Do', D: 'Re', E: 'Mi', F: 'Fa', G: 'Sol', A: 'La', B: 'Si' };
const DEGREES = ['1', 'b2', '2', 'b3', '3', '4', '#4', '5', 'b6', '6', 'b7', '7'];

function nameNote(note: string, notation: Notation, key: string | undefined): string {
  const letter = note[0] ?? '';
  const accidental = note.slice(1);
  if (notation === 'solfege') return (SOLFEGE[letter] ?? letter) + accidental;
  if (notation === 'numbers' && key) return DEGREES[(chroma(note) - chroma(tonic(key)) + 12) % 12] ?? note;
  if (notation !== 'german') return note;
  if (note === 'B') return 'H';
  if (note === 'Bb') return 'B';
  const soft = letter === 'E' || letter === 'A' ? 's' : 'es';
  return letter + (accidental === '#' ? 'is' : accidental === 'b' ? soft : accidental);
}

/** The chord in the names this device shows. */
export function inNotation(text: string, notation: Notation, key: string | undefined): string {
  const chord = notation === 'english' ? undefined : parseChord(text);
  if (!chord) return text;
  const bass = chord.bass ? `/${nameNote(chord.bass, notation, key)}` : '';
  return chord.before + nameNote(chord.root, notation, key) + chord.quality + bass + chord.after;
}

function spokenNote(note: string): string {
  return note.replace(/b$/, ' flat').replace(/#$/, ' sharp');
}

/** As one says it: "B flat minor 7 over D". */
export function spoken(text: string): string {
  if (text.startsWith('*')) return text.slice(1);
  const chord = parseChord(text);
  if (!chord) return text;
  const quality = chord.quality
    .replace(/^m(?!aj|in)/, ' minor ')
    .replace(/maj|Δ/g, ' major ')
    .replace(/dim|°/g, ' diminished ')
    .replace(/aug|\+/g, ' augmented ')
    .replace(/sus/g, ' suspended ')
    .replace(/#(\d)/g, ' sharp $1')
    .replace(/b(\d)/g, ' flat $1')
    .replace(/[()]/g, ' ');
  const bass = chord.bass ? ` over ${spokenNote(chord.bass)}` : '';
  return `${spokenNote(chord.root)} ${quality}${bass}`.replace(/\s+/g, ' ').trim();
}

/** The key that a chart's first chord suggests. */
export function guessKey(chart: ChartView): string | undefined {
  for (const section of chart.sections) {
    for (const line of section.lines) {
      for (const part of line.parts) {
        const chord = part.chord ? parseChord(part.chord) : undefined;
        if (chord) return usual(chord.root, 0) + (/^m(?!aj)/.test(chord.quality) ? 'm' : '');
      }
    }
  }
  return undefined;
}

/** What a player reads: from which key the chords come, to which they go, and what sounds. */
export interface Reading {
  from: string | undefined;
  to: string | undefined;
  /** What the band plays in; the shapes under a capo are another key. */
  sounding: string | undefined;
}

/** The band's key wins over the song's, that over the one the chart is written in; a capo lowers what is read. */
export function readingOf(
  chart: ChartView,
  keys: { band?: string | undefined; song?: string | undefined },
  capo: number,
): Reading {
  const from = chart.key ?? keys.song ?? guessKey(chart);
  const sounding = keys.band ?? keys.song ?? chart.key ?? from;
  const sameMode =
    from && sounding && isMinor(from) !== isMinor(sounding) ? relative(from, sounding) : sounding;
  return { from, to: sameMode ? keyUp(sameMode, -capo) : undefined, sounding };
}

/** A chart in A minor that the band calls C (or in C that it calls A minor) keeps its own mode. */
function relative(from: string, sounding: string): string {
  return isMinor(from) ? `${keyUp(sounding, -3)}m` : keyUp(tonic(sounding), 3);
}
