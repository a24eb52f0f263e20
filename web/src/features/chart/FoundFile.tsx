import { IconAlertOctagon, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportedSong, SongBrief } from '../../client/wire.ts';
import { IconAction } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { ChartSheet } from './ChartSheet.tsx';
import { readingOf } from './chords.ts';
import styles from './Library.module.css';
import { clockOf, type Fault } from './songs.ts';

export type Found =
  /** `known` has for each song the one of that title in the library. */
  | { kind: 'songs'; songs: ImportedSong[]; warnings: string[]; known: (SongBrief | undefined)[] }
  | { kind: 'malformed'; fault: Fault; text: string }
  | { kind: 'refused'; message: string };

export interface ReadFile {
  id: string;
  name: string;
  found: Found;
}

/**
 * The songs that are to be kept, and over which: all that were read, but those somebody took out or that are kept already.
 * One whose title the library has is left out until somebody says that it replaces that song.
 */
export function pickedOf(
  files: ReadFile[],
  dropped: ReadonlySet<string>,
  replaced: ReadonlySet<string>,
): { id: string; song: ImportedSong; over: string | undefined }[] {
  return files.flatMap(({ id: fileId, found }) =>
    found.kind === 'songs'
      ? found.songs
          .map((song, i) => ({ id: `${fileId}/${i}`, song, over: found.known[i]?.id }))
          .filter(({ id, over }) => !dropped.has(id) && (over === undefined || replaced.has(id)))
      : [],
  );
}

interface FoundFileProps {
  file: ReadFile;
  dropped: ReadonlySet<string>;
  replaced: ReadonlySet<string>;
  onToggle: (id: string, take: boolean) => void;
  onReplace: (id: string, replace: boolean) => void;
}

/** What a file turned out to hold: songs to look at, or the place where it cannot be read. */
export function FoundFile({ file, dropped, replaced, onToggle, onReplace }: FoundFileProps) {
  const { t } = useTranslation('chart');
  const { found } = file;
  if (found.kind === 'refused') {
    return (
      <div data-fault className={`card ${styles.fault}`}>
        <Notice tone="stop" icon={IconAlertOctagon}>
          <strong>{t('import.refused', { name: file.name })}</strong>
          <br />
          {found.message}
        </Notice>
      </div>
    );
  }
  if (found.kind === 'malformed') {
    return (
      <div data-fault className={`card ${styles.fault}`}>
        <Notice tone="stop" icon={IconAlertOctagon}>
          <strong>
            {t('import.at', { name: file.name, line: found.fault.line, column: found.fault.column })}
          </strong>
          <br />
          {found.fault.message}
        </Notice>
        <Context text={found.text} fault={found.fault} />
      </div>
    );
  }
  return (
    <section className={`card ${styles.file}`} aria-label={file.name}>
      <p className="label second">{file.name}</p>
      {found.songs.map((song, i) => {
        const id = `${file.id}/${i}`;
        return (
          <FoundSong
            key={id}
            song={song}
            isTaken={!dropped.has(id)}
            onTake={(take) => onToggle(id, take)}
            known={found.known[i] !== undefined && !dropped.has(id)}
            replaces={replaced.has(id)}
            onReplace={(replace) => onReplace(id, replace)}
          />
        );
      })}
      {found.warnings.length > 0 ? (
        <details>
          <summary className="small">{t('import.warnings', { count: found.warnings.length })}</summary>
          <ul className={`small second ${styles.remarks}`}>
            {found.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

/** The line that cannot be read, and a mark under the place. */
function Context({ text, fault }: { text: string; fault: Fault }) {
  const line = text.split(/\r\n|\r|\n/)[fault.line - 1] ?? '';
  const from = Math.max(0, fault.column - 30);
  const shown = line.slice(from, from + 60).replaceAll('\t', ' ');
  return (
    <pre className={styles.context} aria-hidden>
      {shown}
      {'\n'}
      {' '.repeat(Math.min(shown.length, Math.max(0, fault.column - 1 - from)))}▲
    </pre>
  );
}

function FoundSong(props: {
  song: ImportedSong;
  isTaken: boolean;
  onTake: (take: boolean) => void;
  known: boolean;
  replaces: boolean;
  onReplace: (replace: boolean) => void;
}) {
  const { song, isTaken, onTake, known, replaces, onReplace } = props;
  const { t } = useTranslation('chart');
  const [isOpen, setOpen] = useState(false);
  const figures = [
    song.artist,
    song.key,
    song.bpm ? `${song.bpm} BPM` : undefined,
    song.time_signature,
    clockOf(song.duration_s),
    t('import.sections', { count: song.chart.sections.length }),
  ];
  return (
    <div>
      <div className={styles.song}>
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={isTaken}
            aria-label={t('import.take', { title: song.title })}
            onChange={(event) => onTake(event.currentTarget.checked)}
          />
        </label>
        <span className={styles.words}>
          <span className="strong">{song.title}</span>
          <span className="small second">{figures.filter((f) => f).join(' · ')}</span>
        </span>
        <IconAction
          icon={isOpen ? IconChevronUp : IconChevronDown}
          label={t(isOpen ? 'import.hide' : 'import.show', { title: song.title })}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {known ? (
        <Segments
          titled
          label={t('import.known', { title: song.title })}
          value={replaces ? 'replace' : 'skip'}
          options={[
            { value: 'skip', label: t('import.skip') },
            { value: 'replace', label: t('import.replace') },
          ]}
          onChange={(choice) => onReplace(choice === 'replace')}
        />
      ) : null}
      {isOpen ? (
        <div className={styles.preview}>
          <ChartSheet
            chart={song.chart}
            voicing={{ reading: readingOf(song.chart, {}, 0), notation: 'english', showChords: true }}
          />
        </div>
      ) : null}
    </div>
  );
}
