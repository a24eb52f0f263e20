import { useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import { useFrame } from '../../ui/motion.ts';
import { type FormSection, formOf, sectionAt } from '../chart/form.ts';
import { useChart } from '../chart/useChart.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { figuresOf } from '../setlist/setlist.ts';
import { BeatContext } from './beat.ts';
import styles from './Now.module.css';
import { barsIn } from './song-start.ts';
import { useSongStart } from './useSongStart.ts';

export interface Form {
  sections: FormSection[];
  /** The hub's bar with which the song began, when the click runs in it. */
  firstBar: number | undefined;
}

/** The form of the song that plays; empty until its chart is here. */
export function useForm(item: SetlistItem | undefined): Form {
  const { live } = useRoom();
  const chart = useChart(live.session.id, item?.chart_id);
  const firstBar = useSongStart();
  const sections = useMemo(() => {
    if (!item || !chart.data) return [];
    const { signature, bpm, durationS } = figuresOf(item);
    return formOf(chart.data, { time_signature: signature, bpm, duration_s: durationS });
  }, [item, chart.data]);
  return useMemo(() => ({ sections, firstBar }), [sections, firstBar]);
}

/** All bars of the song, as wide as its form line; nothing where only the lines of a chart were counted. */
export function barsOf(form: Form, item: SetlistItem | undefined): number | undefined {
  const told = item ? barsIn(figuresOf(item)) : undefined;
  const last = form.sections.at(-1);
  return told !== undefined && last ? last.startBar + last.bars : told;
}

/** The section that sounds; asked four times a second, drawn only when it is another one. */
export function useSection(form: Form): FormSection | undefined {
  const source = useContext(BeatContext);
  const [id, setId] = useState<string>();
  useFrame((now) => {
    const beat = source.beatAt(now);
    const next =
      beat && !beat.countIn && form.firstBar !== undefined
        ? sectionAt(form.sections, beat.bar - form.firstBar)?.id
        : undefined;
    if (next !== id) setId(next);
    return beat !== undefined;
  });
  return form.sections.find((s) => s.id === id);
}

/** The section that comes after the one that sounds. */
export function useNextSection(form: Form): FormSection | undefined {
  const section = useSection(form);
  return section ? form.sections[form.sections.indexOf(section) + 1] : undefined;
}

export function SectionChip({ form }: { form: Form }) {
  const section = useSection(form);
  return section ? <span className={styles.chip}>{section.label}</span> : null;
}

/** Sections as wide as their bars. */
export function FormLine({ form }: { form: Form }) {
  const { t } = useTranslation('rehearsal');
  const section = useSection(form);
  if (form.sections.length === 0) return null;
  const at = section ? form.sections.indexOf(section) : -1;
  return (
    <ol className={styles.form} aria-label={t('now.form')}>
      {form.sections.map((s, i) => (
        <li
          key={s.id}
          style={{ flexGrow: s.bars }}
          data-state={i === at ? 'now' : i < at ? 'past' : 'ahead'}
          aria-current={i === at ? 'true' : undefined}
        >
          <span aria-hidden>{s.short}</span>
          <span className="visually-hidden">{s.label}</span>
        </li>
      ))}
    </ol>
  );
}
