import { IconCheck, IconMusic, IconPlaylistAdd, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import { SIGNATURES, type SongBrief } from '../../client/rehearsal.ts';
import type { TimeSignature } from '../../client/wire.ts';
import { Action } from '../../ui/Action.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Empty, FaultCard, Loading } from '../../ui/Patterns.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { findSongs, PAGE, saveSong } from '../chart/songs.ts';
import { FigureLine } from '../now/NowCard.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { bpmFault } from './ItemSheet.tsx';
import styles from './Setlist.module.css';
import type { SetlistActions } from './useSetlist.ts';

type Picked = Pick<SongBrief, 'id' | 'title'>;

const LibrarySheet = lazy(() =>
  import('../chart/LibrarySheet.tsx').then((m) => ({ default: m.LibrarySheet })),
);

/**
 * Picks songs of the hub's library, one after the other at the end, or one right after the song that plays; or writes a
 * new one.
 */
export function AddSong({ actions, onClose }: { actions: SetlistActions; onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { view, live } = useRoom();
  const can = useCan();
  const [wanted, setWanted] = useState('');
  const [where, setWhere] = useState<'end' | 'next'>('end');
  const [inLibrary, setInLibrary] = useState(false);
  const library = useQuery({
    queryKey: ['songs', wanted.trim(), PAGE],
    queryFn: () => findSongs(live.session.client, wanted, PAGE),
    placeholderData: keepPreviousData,
    // Others keep the library, too, and nothing tells of it.
    staleTime: 0,
  });
  const found = library.data?.songs ?? [];
  const searches = wanted.trim() !== '';
  const planned = new Set(view.setlist.map((item) => item.song_id));
  const add = (song: Picked, done: (() => void) | undefined): void =>
    actions.insert(song, where === 'next' ? view.current_item_id : undefined, done);
  const pick = (song: Picked): void => add(song, where === 'next' ? onClose : undefined);
  if (inLibrary) {
    return (
      <Suspense fallback={null}>
        <LibrarySheet onPick={pick} onClose={() => setInLibrary(false)} />
      </Suspense>
    );
  }
  return (
    <Sheet title={t('setlist.pickTitle')} onClose={onClose}>
      {view.current_item_id ? (
        <Segments
          label={t('setlist.where')}
          value={where}
          options={[
            { value: 'end', label: t('setlist.whereEnd') },
            { value: 'next', label: t('setlist.whereNext') },
          ]}
          onChange={setWhere}
        />
      ) : null}
      {library.isPending ? <Loading words={common('common.loadingRoom')} /> : null}
      {library.error ? <FaultCard error={asHubError(library.error)} /> : null}
      {found.length > 0 || searches ? (
        <TextField
          label={t('setlist.search')}
          icon={IconSearch}
          value={wanted}
          onChange={setWanted}
          autoComplete="off"
        />
      ) : null}
      {found.length > 0 ? (
        <ul className="card rows">
          {found.map((song) => (
            <li key={song.id}>
              <button type="button" className={styles.pick} onClick={() => pick(song)}>
                <span>
                  <span className="strong">{song.title}</span>
                  {song.artist ? <span className="small third"> {song.artist}</span> : null}
                  {planned.has(song.id) ? (
                    <span className={`small second ${styles.planned}`}>{t('setlist.planned')}</span>
                  ) : null}
                </span>
                <FigureLine
                  figures={{
                    ...(song.key ? { key: song.key } : {}),
                    ...(song.bpm ? { bpm: song.bpm } : {}),
                    ...(song.time_signature ? { signature: song.time_signature } : {}),
                  }}
                />
                <Icon of={planned.has(song.id) ? IconCheck : IconPlaylistAdd} size={20} />
              </button>
            </li>
          ))}
        </ul>
      ) : library.isSuccess ? (
        <Empty
          icon={IconPlaylistAdd}
          title={t(searches ? 'setlist.searchNone' : 'setlist.libraryEmpty')}
          {...(searches ? {} : { hint: t('setlist.libraryEmptyHint') })}
        />
      ) : null}
      {can('song.manage') ? (
        <Action icon={IconMusic} onClick={() => setInLibrary(true)}>
          {t('setlist.library')}
        </Action>
      ) : null}
      {can('song.manage') ? (
        <NewSong onMade={(song) => add(song, onClose)} title={found.length === 0 ? wanted : ''} />
      ) : null}
    </Sheet>
  );
}

/** The least that a song needs to be played: a title; tempo and key where they are known. */
function NewSong({ onMade, title: proposed }: { onMade: (song: Picked) => void; title: string }) {
  const { t } = useTranslation('rehearsal');
  const { live } = useRoom();
  const [title, setTitle] = useState(proposed);
  const [key, setKey] = useState('');
  const [bpm, setBpm] = useState('');
  const [signature, setSignature] = useState('4/4');
  const [checked, setChecked] = useState(false);
  const make = useMutation({
    mutationFn: () =>
      saveSong(live.session.client, {
        title: title.trim(),
        time_signature: signature as TimeSignature,
        ...(key ? { key } : {}),
        ...(bpm ? { bpm: Number(bpm) } : {}),
      }),
    onSuccess: onMade,
  });
  const faults = { title: title.trim() === '', bpm: bpmFault(bpm) };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (!faults.title && !faults.bpm) make.mutate();
      }}
    >
      <h3 className="h3">{t('setlist.newSong')}</h3>
      <TextField
        label={t('setlist.newTitle')}
        value={title}
        maxLength={120}
        onChange={setTitle}
        fault={checked && faults.title ? t('setlist.newTitleEmpty') : undefined}
      />
      <div className={styles.two}>
        <SelectField
          label={t('setlist.key')}
          value={key}
          options={[
            '',
            'C',
            'D',
            'Eb',
            'E',
            'F',
            'G',
            'Ab',
            'A',
            'Bb',
            'B',
            'Am',
            'Bm',
            'Dm',
            'Em',
            'F#m',
            'Gm',
          ].map((value) => ({ value, label: value.replace('b', '♭').replace('#', '♯') || '–' }))}
          onChange={setKey}
        />
        <TextField
          label={t('setlist.bpm')}
          value={bpm}
          maxLength={6}
          onChange={(text) => setBpm(text.replace(',', '.').replace(/[^\d.]/g, ''))}
          fault={checked && faults.bpm ? t('setlist.bpmFault') : undefined}
        />
      </div>
      <Segments
        label={t('setlist.signature')}
        value={signature}
        options={SIGNATURES.map((s) => ({ value: s as string, label: s }))}
        onChange={setSignature}
      />
      {make.error ? <FaultCard error={asHubError(make.error)} /> : null}
      <Action type="submit" wide busy={make.isPending}>
        {t('setlist.create')}
      </Action>
    </form>
  );
}
