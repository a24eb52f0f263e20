import { IconFileImport, IconFileMusic } from '@tabler/icons-react';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import type { ImportFormat } from '../../client/wire.ts';
import { Action } from '../../ui/Action.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { say } from '../../ui/toasts.ts';
import { type Found, FoundFile, pickedOf, type ReadFile } from './FoundFile.tsx';
import { bytesOf, decode, MAX_BYTES } from './files.ts';
import styles from './Library.module.css';
import { type Calls, faultOf, findTwin, readSongs, requestOf, saveSong } from './songs.ts';

const FORMATS: ImportFormat[] = ['auto', 'chordpro', 'openlyrics', 'text'];
const MAX_FILES = 50;

/** Files or pasted text, read by the hub and looked at before anything is kept. */
export function ImportSongs({ client, onDone }: { client: Calls; onDone: () => void }) {
  const { t } = useTranslation('chart');
  const [files, setFiles] = useState<ReadFile[]>([]);
  const [pasted, setPasted] = useState('');
  const [format, setFormat] = useState<ImportFormat>('auto');
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const [replaced, setReplaced] = useState<ReadonlySet<string>>(new Set());
  const [left, setLeft] = useState(0);
  const [timesRead, setTimesRead] = useState(0);
  const chooser = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const pasteId = useId();
  // On a phone what was found is below what can be seen; what is broken wants a look first.
  useEffect(() => {
    const found = timesRead > 0 ? [...(results.current?.children ?? [])] : [];
    const fault = found.find((one) => one.matches('[data-fault]'));
    if (fault) fault.scrollIntoView?.({ block: 'center' });
    else found.at(-1)?.scrollIntoView?.({ block: 'nearest' });
  }, [timesRead]);

  const readAll = async (given: { name: string; text: () => Promise<Found> }[]): Promise<void> => {
    setBusy(true);
    setLeft(Math.max(0, given.length - MAX_FILES));
    for (const [i, file] of given.slice(0, MAX_FILES).entries()) {
      const found = await file.text();
      setFiles((were) => [...were, { id: `${Date.now()}-${i}-${file.name}`, name: file.name, found }]);
    }
    setTimesRead((times) => times + 1);
    setBusy(false);
  };
  const read = async (text: string, filename?: string): Promise<Found> => {
    try {
      const { songs, warnings } = await readSongs(client, text, format, filename);
      const known = await Promise.all(songs.map((song) => findTwin(client, song)));
      return { kind: 'songs', songs, warnings, known };
    } catch (error) {
      const fault = faultOf(asHubError(error));
      return fault
        ? { kind: 'malformed', fault, text }
        : { kind: 'refused', message: asHubError(error).message };
    }
  };
  const readFile = async (file: File): Promise<Found> => {
    const content = file.size > MAX_BYTES ? { fault: 'tooLarge' as const } : decode(await bytesOf(file));
    if ('text' in content) return read(content.text, file.name);
    const kb = Math.ceil(file.size / 1024);
    return { kind: 'refused', message: t(`import.${content.fault}`, { kb }) };
  };
  const choose = (list: FileList | null): void => {
    void readAll([...(list ?? [])].map((file) => ({ name: file.name, text: () => readFile(file) })));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files);
  };
  const picked = pickedOf(files, dropped, replaced);
  const save = async (): Promise<void> => {
    setBusy(true);
    let saved = 0;
    try {
      for (const song of picked) {
        await saveSong(client, requestOf(song.song), song.over);
        saved++;
        setDropped((were) => new Set([...were, song.id]));
      }
      say(t('import.saved', { count: saved }), { tone: 'done' });
      onDone();
    } catch (error) {
      say(asHubError(error).message, { tone: 'fault' });
    }
    setBusy(false);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className={styles.drop}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon of={IconFileMusic} size={32} />
        <p className="strong">{t('import.drop')}</p>
        <p className="small second">{t('import.dropHint')}</p>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          data-testid="files"
          accept=".cho,.crd,.chopro,.chordpro,.chord,.pro,.xml,.txt,text/plain,text/xml,application/xml"
          onChange={(event) => {
            choose(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
        <Action icon={IconFileImport} busy={isBusy} onClick={() => chooser.current?.click()}>
          {t('import.choose')}
        </Action>
      </div>
      <div>
        <label className={styles.label} htmlFor={pasteId}>
          {t('import.paste')}
        </label>
        <textarea
          id={pasteId}
          className={`${styles.area} ${styles.chartArea}`}
          style={{ minHeight: '7rem' }}
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
      </div>
      <div className={styles.fields}>
        <SelectField
          label={t('import.format')}
          value={format}
          options={FORMATS.map((value) => ({ value, label: t(`import.formats.${value}`) }))}
          onChange={(value) => setFormat(value as ImportFormat)}
        />
        <div style={{ alignSelf: 'end' }}>
          <Action
            wide
            idle={!pasted.trim() || isBusy}
            onClick={() => {
              void readAll([{ name: t('import.pasted'), text: () => read(pasted) }]);
            }}
          >
            {t('import.read')}
          </Action>
        </div>
      </div>
      <div className={styles.files} aria-live="polite" ref={results}>
        {left > 0 ? <Notice tone="stop">{t('import.left', { count: left, max: MAX_FILES })}</Notice> : null}
        {files.map((file) => (
          <FoundFile
            key={file.id}
            file={file}
            dropped={dropped}
            replaced={replaced}
            onToggle={(id, take) => setDropped((were) => withOr(were, id, !take))}
            onReplace={(id, replace) => setReplaced((were) => withOr(were, id, replace))}
          />
        ))}
      </div>
      {files.length > 0 ? (
        <div className={styles.foot}>
          {picked.length > 0 ? (
            <Action kind="now" busy={isBusy} onClick={() => void save()}>
              {t('import.saveCount', { count: picked.length })}
            </Action>
          ) : null}
          <Action
            kind="outline"
            onClick={() => {
              setFiles([]);
              setLeft(0);
            }}
          >
            {t('import.again')}
          </Action>
        </div>
      ) : null}
    </>
  );
}

function withOr(were: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  return new Set(isIn ? [...were, id] : [...were].filter((other) => other !== id));
}
