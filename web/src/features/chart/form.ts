import type { ChartSection, ChartView, SectionKind, TimeSignature } from '../../client/wire.ts';
import { beatsOf } from '../now/beat.ts';

/** A section of the song as it is played, with the bars it is thought to last; the song's first bar is 0. */
export interface FormSection {
  id: string;
  kind: SectionKind;
  label: string;
  /** For where there is no room: "V 1". */
  short: string;
  bars: number;
  startBar: number;
}

export interface FormHints {
  time_signature?: TimeSignature | string | undefined;
  bpm?: number | undefined;
  duration_s?: number | undefined;
}

const SHORT: Record<SectionKind, string> = {
  verse: 'V',
  chorus: 'Ch',
  bridge: 'Br',
  pre_chorus: 'Pre',
  intro: 'In',
  outro: 'Out',
  interlude: 'Int',
  tag: 'Tag',
  instrumental: 'Ins',
  other: '',
};

const BARS_A_LINE = 2;
const MIN_BARS = 2;

/** What stands on a tag, and on a form line where there is little room. */
export function shortLabel(section: ChartSection): string {
  const number = /\d+[a-z]?/.exec(section.label)?.[0] ?? '';
  const short = SHORT[section.kind];
  return short ? `${short}${number ? ` ${number}` : ''}` : section.label.slice(0, 4);
}

/** Bars that a section says of itself: the bars of a grid are counted, a line of words is two bars. */
function barsOf(section: ChartSection): number {
  let bars = 0;
  for (const line of section.lines) {
    if (line.kind === 'comment' || line.parts.length === 0) continue;
    if (line.kind === 'tab') {
      const text = line.parts.map((part) => (part.chord ?? '') + part.text).join('');
      bars += line.parts.some((part) => part.chord) ? Math.max(1, text.split('|').length - 2) : 0;
    } else {
      bars += BARS_A_LINE;
    }
  }
  return Math.max(MIN_BARS, bars);
}

/**
 * The form of a song: sections in their order, each with its bars. A chart does not say how many bars a line has; where
 * tempo and duration are known the whole fits them, otherwise a line counts as two.
 */
export function formOf(chart: ChartView, hints: FormHints = {}): FormSection[] {
  const counted = chart.sections.map(barsOf);
  const sum = counted.reduce((a, b) => a + b, 0);
  const known =
    hints.bpm && hints.duration_s
      ? (hints.duration_s * hints.bpm) / 60 / beatsOf(hints.time_signature)
      : undefined;
  const scale = known && sum ? known / sum : 1;
  let start = 0;
  return chart.sections.map((section, i) => {
    const bars = Math.max(1, Math.round((counted[i] ?? MIN_BARS) * scale));
    const at = start;
    start += bars;
    return {
      id: section.id,
      kind: section.kind,
      label: section.label,
      short: shortLabel(section),
      bars,
      startBar: at,
    };
  });
}

/** The section that sounds so many bars after the song began; the last one stays. */
export function sectionAt(form: FormSection[], bars: number): FormSection | undefined {
  if (bars < 0) return undefined;
  for (const section of form) {
    if (bars < section.startBar + section.bars) return section;
  }
  return form.at(-1);
}

/** Where the song is: a section, and how far through it, 0 to 1. */
export interface Place {
  section: FormSection;
  through: number;
}

export function placeAt(form: FormSection[], bars: number): Place | undefined {
  const section = sectionAt(form, bars);
  if (!section) return undefined;
  return { section, through: Math.min(1, (bars - section.startBar) / section.bars) };
}
