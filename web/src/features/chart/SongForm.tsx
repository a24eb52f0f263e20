import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import type { ChartView, SongRequest, TimeSignature } from '../../client/wire.ts';
import { Action } from '../../ui/Action.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Fault, SelectField, TextField } from '../../ui/Field.tsx';
import { say } from '../../ui/toasts.ts';
import { ChartSheet } from './ChartSheet.tsx';
import { KEYS, readingOf } from './chords.ts';
import styles from './Library.module.css';
import type { Editing } from './SongEditor.tsx';
import {
  type Calls,
  clockOf,
  deleteSong,
  EMPTY_CHART,
  exportSong,
  indexOf,
  requestOf,
  SIGNATURES,
  type SongFile,
  saveSong,
  secondsOf,
} from './songs.ts';
import { useReading } from './useReading.ts';

const FILES: { format: SongFile; extension: string; type: string }[] = [
  { format: 'chordpro', extension: 'cho', type: 'text/plain' },
  { format: 'openlyrics', extension: 'xml', type: 'application/xml' },
  { format: 'openlyrics-0.8', extension: 'xml', type: 'application/xml' },
  { format: 'text', extension: 'txt', type: 'text/plain' },
];

interface Facts {
  title: string;
  artist: string;
  key: string;
  chartKey: string;
  bpm: string;
  signature: string;
  duration: string;
  notes: string;
}

function factsOf({ song }: Editing): Facts {
  return {
    title: song?.title ?? '',
    artist: song?.artist ?? '',
    key: song?.key ?? '',
    chartKey: song?.chart.key ?? '',
    bpm: song?.bpm ? String(song.bpm) : '',
    signature: song?.time_signature ?? '',
    duration: clockOf(song?.duration_s),
    notes: song?.notes ?? '',
  };
}

type Faults = Partial<Record<'title' | 'bpm' | 'duration', true>>;

function faultsOf(facts: Facts): Faults {
  const bpm = Number(facts.bpm.replace(',', '.'));
  return {
    ...(facts.title.trim() ? {} : { title: true }),
    ...(facts.bpm.trim() === '' || (bpm >= 30 && bpm <= 260) ? {} : { bpm: true }),
    ...(secondsOf(facts.duration) === undefined ? { duration: true } : {}),
  };
}

/** The facts of a song and its chart, with what the hub makes of the text beside it. */
export function SongForm({
  client,
  editing,
  onDone,
}: {
  client: Calls;
  editing: Editing;
  onDone: () => void;
}) {
  const { t } = useTranslation('chart');
  const [facts, setFacts] = useState(() => factsOf(editing));
  const [body, setBody] = useState(editing.body);
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const written = facts.chartKey || facts.key;
  const read = useReading(client, body, written, editing.song?.chart ?? EMPTY_CHART);
  const change = (next: Partial<Facts>): void => setFacts({ ...facts, ...next });

  const save = async (): Promise<void> => {
    const found = faultsOf(facts);
    setFaults(found);
    if (Object.keys(found).length > 0) {
      // The faults are drawn first, then the first of them takes the focus.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (read.fault || !read.isCurrent) {
      form.current?.querySelector('textarea[data-chart]')?.scrollIntoView({ block: 'center' });
      form.current?.querySelector<HTMLElement>('textarea[data-chart]')?.focus();
      return;
    }
    setBusy(true);
    try {
      const song = await saveSong(client, requestFrom(facts, read.chart, written), editing.song?.id);
      say(t('library.saved', { title: song.title }), { tone: 'done' });
      onDone();
    } catch (error) {
      say(asHubError(error).message, { tone: 'fault' });
      setBusy(false);
    }
  };

  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={styles.files}>
        <FactFields facts={facts} faults={faults} onChange={change} />
        <ChartEdit body={body} onBody={setBody} read={read} />
      </div>
      <Preview chart={read.chart} />
      <div className={styles.files}>
        <div className={styles.foot}>
          <Action kind="now" type="submit" busy={isBusy}>
            {t('edit.save')}
          </Action>
        </div>
        {editing.song ? <Keep client={client} editing={editing} onDone={onDone} /> : null}
      </div>
    </form>
  );
}

function requestFrom(facts: Facts, chart: SongRequest['chart'], written: string): SongRequest {
  const seconds = secondsOf(facts.duration);
  const { key: _, ...sections } = chart ?? EMPTY_CHART;
  return {
    title: facts.title.trim(),
    ...(facts.artist.trim() ? { artist: facts.artist.trim() } : {}),
    ...(facts.key ? { key: facts.key } : {}),
    ...(facts.bpm.trim() ? { bpm: Number(facts.bpm.replace(',', '.')) } : {}),
    ...(facts.signature ? { time_signature: facts.signature as TimeSignature } : {}),
    ...(seconds ? { duration_s: seconds } : {}),
    notes: facts.notes.trim(),
    chart: { ...sections, ...(written ? { key: written } : {}) },
  };
}

function FactFields(props: { facts: Facts; faults: Faults; onChange: (change: Partial<Facts>) => void }) {
  const { facts, faults, onChange } = props;
  const { t } = useTranslation('chart');
  const notesId = useId();
  const keys = [{ value: '', label: t('edit.noKey') }, ...withOwn(KEYS, facts.key)];
  const chartKeys = [{ value: '', label: facts.key || t('edit.noKey') }, ...withOwn(KEYS, facts.chartKey)];
  const signatures = [
    { value: '', label: t('edit.noSignature') },
    ...SIGNATURES.map((value) => ({ value, label: value })),
  ];
  return (
    <div className={styles.fields}>
      <div className={styles.whole}>
        <TextField
          label={t('edit.title')}
          value={facts.title}
          maxLength={200}
          fault={faults.title ? t('edit.titleEmpty') : undefined}
          onChange={(title) => onChange({ title })}
        />
      </div>
      <div className={styles.whole}>
        <TextField
          label={t('edit.artist')}
          value={facts.artist}
          maxLength={200}
          onChange={(artist) => onChange({ artist })}
        />
      </div>
      <SelectField
        label={t('edit.key')}
        value={facts.key}
        options={keys}
        onChange={(key) => onChange({ key })}
      />
      <SelectField
        label={t('edit.chartKey')}
        value={facts.chartKey}
        options={chartKeys}
        onChange={(chartKey) => onChange({ chartKey })}
      />
      <TextField
        label={t('edit.bpm')}
        value={facts.bpm}
        maxLength={6}
        fault={faults.bpm ? t('edit.bpmWrong') : undefined}
        onChange={(bpm) => onChange({ bpm })}
      />
      <SelectField
        label={t('edit.signature')}
        value={facts.signature}
        options={signatures}
        onChange={(signature) => onChange({ signature })}
      />
      <TextField
        label={t('edit.duration')}
        value={facts.duration}
        maxLength={8}
        placeholder="3:45"
        fault={faults.duration ? t('edit.durationWrong') : undefined}
        onChange={(duration) => onChange({ duration })}
      />
      <div className={styles.whole}>
        <label className={styles.label} htmlFor={notesId}>
          {t('edit.notes')}
        </label>
        <textarea
          id={notesId}
          className={styles.area}
          maxLength={2000}
          value={facts.notes}
          onChange={(event) => onChange({ notes: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}

/** A key that the list has under another name (C#, say) is kept as it is. */
function withOwn(keys: readonly string[], own: string): { value: string; label: string }[] {
  const all = own && !keys.includes(own) ? [own, ...keys] : keys;
  return all.map((value) => ({ value, label: value }));
}

function ChartEdit(props: {
  body: string;
  onBody: (body: string) => void;
  read: ReturnType<typeof useReading>;
}) {
  const { body, onBody, read } = props;
  const { t } = useTranslation('chart');
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { fault } = read;
  const goTo = (): void => {
    if (!fault || !area.current) return;
    const at = indexOf(body, fault);
    area.current.focus();
    area.current.setSelectionRange(at, at + 1);
  };
  return (
    <div className={styles.chartEdit}>
      <div>
        <label className={styles.label} htmlFor={id}>
          {t('edit.chart')}
        </label>
        <textarea
          id={id}
          ref={area}
          data-chart
          className={`${styles.area} ${styles.chartArea}`}
          spellCheck={false}
          value={body}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-hint ${fault ? `${id}-fault` : ''}`}
          onChange={(event) => onBody(event.currentTarget.value)}
        />
        <p className="label third" id={`${id}-hint`}>
          {t('edit.chartHint')}
        </p>
      </div>
      {fault ? (
        <>
          <Fault id={`${id}-fault`}>{t('edit.at', { ...fault })}</Fault>
          <div>
            <Action small kind="outline" onClick={goTo}>
              {t('edit.goto')}
            </Action>
          </div>
        </>
      ) : null}
      {read.warnings.length > 0 ? (
        <ul className={`small second ${styles.remarks}`}>
          {read.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** What the hub makes of the text. */
function Preview({ chart }: { chart: ChartView }) {
  const { t } = useTranslation('chart');
  return (
    <div className={styles.side}>
      <h3 className="label second">{t('edit.preview')}</h3>
      <div className={`card ${styles.preview}`} role="group" aria-label={t('edit.preview')}>
        {chart.sections.length > 0 ? (
          <ChartSheet
            chart={chart}
            voicing={{ reading: readingOf(chart, {}, 0), notation: 'english', showChords: true }}
          />
        ) : (
          <p className="small second">{t('edit.previewEmpty')}</p>
        )}
      </div>
    </div>
  );
}

/** Out of the library: as a file, or for good. */
function Keep({ client, editing, onDone }: { client: Calls; editing: Editing; onDone: () => void }) {
  const { t } = useTranslation('chart');
  const [asks, setAsks] = useState(false);
  const song = editing.song;
  if (!song) return null;
  const save = async ({ format, extension, type }: (typeof FILES)[number]): Promise<void> => {
    try {
      download(new Blob([await exportSong(client, song.id, format)], { type }), `${song.title}.${extension}`);
    } catch (error) {
      say(asHubError(error).message, { tone: 'fault' });
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await deleteSong(client, song.id);
      const undo = (): void => {
        void saveSong(client, requestOf(song)).then(
          () => say(t('library.restored', { title: song.title }), { tone: 'done' }),
          (error: unknown) => say(asHubError(error).message, { tone: 'fault' }),
        );
      };
      say(t('library.deleted', { title: song.title }), { action: { label: t('library.undo'), run: undo } });
      onDone();
    } catch (error) {
      say(asHubError(error).message, { tone: 'fault' });
    }
  };
  return (
    <>
      <div>
        <p className={styles.label}>{t('edit.export')}</p>
        <div className={styles.foot}>
          {FILES.map((file) => (
            <Action key={file.format} small icon={IconDownload} onClick={() => void save(file)}>
              {t(`edit.exportAs.${file.format}`)}
            </Action>
          ))}
        </div>
      </div>
      {asks ? (
        <Confirm
          ask={t('edit.deleteAsk', { title: song.title })}
          yes={t('edit.delete')}
          onYes={() => void remove()}
          onNo={() => setAsks(false)}
        />
      ) : (
        <div>
          <Action kind="outline" icon={IconTrash} onClick={() => setAsks(true)}>
            {t('edit.delete')}
          </Action>
        </div>
      )}
    </>
  );
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
