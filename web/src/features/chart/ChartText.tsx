import { useTranslation } from 'react-i18next';
import type { ChartLine, ChartPart } from '../../client/wire.ts';
import { Accidental } from '../../ui/Accidental.tsx';
import styles from './Chart.module.css';
import { inNotation, type Notation, parseChord, type Reading, spoken, transpose } from './chords.ts';

/** How chords are shown: moved from one key to another, in the names of this device, or not at all. */
export interface Voicing {
  reading: Reading;
  notation: Notation;
  showChords: boolean;
}

function shown(chord: string, voicing: Voicing): string {
  const { from, to } = voicing.reading;
  const moved = from && to ? transpose(chord, from, to) : chord;
  return inNotation(moved, voicing.notation, to ?? from);
}

/** A chord; annotations stand beside it in another voice. */
export function ChordMark({ chord, voicing }: { chord: string; voicing: Voicing }) {
  if (chord.startsWith('*')) return <i className={styles.annotation}>{chord.slice(1)}</i>;
  return (
    <b className={styles.chord}>
      <ChordName of={shown(chord, voicing)} />
    </b>
  );
}

/** The fonts have no sharp and flat: they are drawn, where the letters mean them. */
function ChordName({ of }: { of: string }) {
  return of.split(/(#|(?<=^\(?[A-G1-7]|\/[A-G1-7])b|^b|b(?=\d))/).map((piece, i) => {
    if (piece === '#') return <Accidental key={i} kind="sharp" />;
    if (piece === 'b') return <Accidental key={i} kind="flat" />;
    return piece;
  });
}

/** Words under their chords. What is read aloud is the line, then its chords: not one between two syllables. */
export function LyricLine({ line, voicing }: { line: ChartLine; voicing: Voicing }) {
  const { t } = useTranslation('chart');
  const words = line.parts.map((part) => part.text).join('');
  const chords = voicing.showChords
    ? line.parts.filter((part) => part.chord).map((part) => part.chord ?? '')
    : [];
  if (line.parts.length === 0) return <p className={styles.blank} />;
  if (!words.trim() && chords.length === 0) return null;
  const aloud = chords.map((chord) => spoken(moved(chord, voicing))).join(', ');
  return (
    <p className={styles.line} data-line>
      <span className="visually-hidden">
        {words.trim()} {aloud ? t('view.chordsLine', { chords: aloud }) : ''}
      </span>
      <span aria-hidden className={chords.length > 0 ? styles.sung : undefined}>
        {chords.length === 0
          ? words
          : units(line.parts).map((unit, i) => <Unit key={i} parts={unit} voicing={voicing} />)}
      </span>
    </p>
  );
}

function moved(chord: string, voicing: Voicing): string {
  const { from, to } = voicing.reading;
  return from && to ? transpose(chord, from, to) : chord;
}

/** Parts that one word spans stay together, so that no line breaks inside it. */
export function units(parts: ChartPart[]): ChartPart[][] {
  const all: ChartPart[][] = [];
  let open: ChartPart[] = [];
  for (const part of parts) {
    const pieces = part.text.split(/(?<=\s)(?=\S)/);
    pieces.forEach((text, i) => {
      open.push(i === 0 && part.chord !== undefined ? { chord: part.chord, text } : { text });
      if (/\s$/.test(text)) {
        all.push(open);
        open = [];
      }
    });
  }
  if (open.length > 0) all.push(open);
  return all;
}

function Unit({ parts, voicing }: { parts: ChartPart[]; voicing: Voicing }) {
  return (
    <span className={styles.unit} data-unit>
      {parts.map((part, i) => (
        <span key={i} className={styles.part}>
          <span className={styles.above}>
            {part.chord ? <ChordMark chord={part.chord} voicing={voicing} /> : null}
          </span>
          <span className={styles.words}>{part.text || (part.chord ? '\u00a0' : '')}</span>
        </span>
      ))}
    </span>
  );
}

/** Said to the players; chords in it are moved like all others. */
export function CommentLine({ line, voicing }: { line: ChartLine; voicing: Voicing }) {
  return (
    <p className={styles.comment}>
      {line.parts.map((part, i) => (
        <span key={i}>
          {part.chord ? <ChordMark chord={part.chord} voicing={voicing} /> : null}
          {part.text}
        </span>
      ))}
    </p>
  );
}

/** A tab as typed, or a grid whose bars stay in line when its chords get longer or shorter names. */
export function TabLine({ line, voicing }: { line: ChartLine; voicing: Voicing }) {
  return (
    <pre className={styles.tab}>
      {line.parts.map((part, i) => {
        const chord = part.chord && parseChord(part.chord) ? shown(part.chord, voicing) : (part.chord ?? '');
        return <TabPart key={i} chord={chord} was={part.chord ?? ''} text={part.text} />;
      })}
    </pre>
  );
}

function TabPart({ chord, was, text }: { chord: string; was: string; text: string }) {
  return (
    <>
      {chord ? <b className={styles.chord}>{chord}</b> : null}
      {keepWidth(text, was.length - chord.length)}
    </>
  );
}

/** Takes spaces away or puts them in behind a chord, never the last one. */
export function keepWidth(text: string, spare: number): string {
  if (spare >= 0) return ' '.repeat(spare) + text;
  const spaces = /^ */.exec(text)?.[0].length ?? 0;
  return text.slice(Math.min(-spare, Math.max(0, spaces - 1)));
}
