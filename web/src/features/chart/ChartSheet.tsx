import { IconNote } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartView as ChartData, ChartLine, ChartSection } from '../../client/wire.ts';
import { IconAction } from '../../ui/Action.tsx';
import styles from './Chart.module.css';
import { CommentLine, LyricLine, TabLine, type Voicing } from './ChartText.tsx';
import { MAX_NOTE, setNote, useDevice } from './device.ts';

interface ChartSheetProps {
  chart: ChartData;
  voicing: Voicing;
  /** With it, players write notes to sections; without, the chart is only shown. */
  songId?: string | undefined;
  /** The section that sounds. */
  currentId?: string | undefined;
}

/** All sections of a chart, one below the other; how they are laid out is up to who embeds it. */
export function ChartSheet({ chart, voicing, songId, currentId }: ChartSheetProps) {
  return chart.sections.map((section, i) => (
    <Section
      key={section.id}
      section={section}
      number={i + 1}
      voicing={voicing}
      songId={songId}
      isCurrent={section.id === currentId}
    />
  ));
}

function Section(props: {
  section: ChartSection;
  number: number;
  voicing: Voicing;
  songId: string | undefined;
  isCurrent: boolean;
}) {
  const { section, number, voicing, songId, isCurrent } = props;
  const { t } = useTranslation('chart');
  const name = section.label || t('view.unnamed', { n: number });
  return (
    <section
      className={`${styles.section} ${isCurrent ? styles.current : ''}`}
      data-section={section.id}
      aria-label={name}
      aria-current={isCurrent || undefined}
    >
      {section.label || songId ? (
        <div className={styles.sectionHead}>
          {section.label ? <h3 className={styles.tag}>{section.label}</h3> : <span />}
          {songId ? <NoteButton songId={songId} sectionId={section.id} name={name} /> : null}
        </div>
      ) : null}
      {songId ? <NoteText songId={songId} sectionId={section.id} /> : null}
      {section.lines.map((line, i) => (
        <Line key={i} line={line} voicing={voicing} />
      ))}
    </section>
  );
}

function Line({ line, voicing }: { line: ChartLine; voicing: Voicing }) {
  switch (line.kind) {
    case 'comment':
      return <CommentLine line={line} voicing={voicing} />;
    case 'tab':
      return <TabLine line={line} voicing={voicing} />;
    default:
      return <LyricLine line={line} voicing={voicing} />;
  }
}

function NoteText({ songId, sectionId }: { songId: string; sectionId: string }) {
  const note = useDevice((d) => d.notes[`${songId}/${sectionId}`]);
  return note ? <p className={styles.note}>{note}</p> : null;
}

function NoteButton({ songId, sectionId, name }: { songId: string; sectionId: string; name: string }) {
  const { t } = useTranslation('chart');
  const note = useDevice((d) => d.notes[`${songId}/${sectionId}`]);
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <IconAction
        icon={IconNote}
        className={styles.noteButton ?? ''}
        label={t(note ? 'note.edit' : 'note.add', { section: name })}
        onClick={() => setOpen(true)}
      />
    );
  }
  return (
    <form
      className={styles.noteForm}
      onSubmit={(event) => {
        event.preventDefault();
        setOpen(false);
      }}
    >
      <textarea
        className={styles.noteField}
        aria-label={t('note.label', { section: name })}
        placeholder={t('note.only')}
        defaultValue={note ?? ''}
        maxLength={MAX_NOTE}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: it opens because somebody pressed to write here
        autoFocus
        onChange={(event) => setNote(songId, sectionId, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
          event.stopPropagation();
        }}
        onBlur={() => setOpen(false)}
      />
    </form>
  );
}
