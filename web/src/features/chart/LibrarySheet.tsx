import {
  IconChevronRight,
  IconFileImport,
  IconMusic,
  IconPlaylistAdd,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import type { SongBrief } from '../../client/wire.ts';
import { KeyName } from '../../ui/Accidental.tsx';
import { Action, IconAction } from '../../ui/Action.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Empty, FaultCard, Loading } from '../../ui/Patterns.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { ImportSongs } from './ImportSongs.tsx';
import styles from './Library.module.css';
import { SongEditor } from './SongEditor.tsx';
import { type Calls, findSongs, PAGE } from './songs.ts';

type Page = { kind: 'list' } | { kind: 'import' } | { kind: 'edit'; id: string | undefined };

interface LibraryProps {
  client: Calls;
  canManage: boolean;
  onPick?: ((song: SongBrief) => void) | undefined;
  onClose: () => void;
}

/** The hub's songs, in the room that is open. */
export function LibrarySheet(props: { onPick?: (song: SongBrief) => void; onClose: () => void }) {
  const { live } = useRoom();
  const can = useCan();
  return <Library client={live.session.client} canManage={can('song.manage')} {...props} />;
}

export function Library({ client, canManage, onPick, onClose }: LibraryProps) {
  const { t } = useTranslation('chart');
  const queries = useQueryClient();
  const [page, setPage] = useState<Page>({ kind: 'list' });
  const back = (): void => {
    void queries.invalidateQueries({ queryKey: ['songs'] });
    setPage({ kind: 'list' });
  };
  if (page.kind === 'import') {
    return (
      <Sheet title={t('import.title')} onClose={back}>
        <ImportSongs client={client} onDone={back} />
      </Sheet>
    );
  }
  if (page.kind === 'edit') return <SongEditor client={client} id={page.id} onDone={back} />;
  return (
    <Sheet title={t('library.title')} onClose={onClose}>
      <SongList client={client} canManage={canManage} onPick={onPick} onPage={setPage} />
    </Sheet>
  );
}

function SongList(props: {
  client: Calls;
  canManage: boolean;
  onPick: ((song: SongBrief) => void) | undefined;
  onPage: (page: Page) => void;
}) {
  const { client, canManage, onPick, onPage } = props;
  const { t } = useTranslation('chart');
  const [words, setWords] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const songs = useQuery({
    queryKey: ['songs', words.trim(), limit],
    queryFn: () => findSongs(client, words, limit),
    placeholderData: keepPreviousData,
  });
  const found = songs.data;
  return (
    <>
      {canManage ? (
        <div className={styles.acts}>
          <Action icon={IconFileImport} onClick={() => onPage({ kind: 'import' })}>
            {t('library.import')}
          </Action>
          <Action icon={IconPlus} onClick={() => onPage({ kind: 'edit', id: undefined })}>
            {t('library.new')}
          </Action>
        </div>
      ) : null}
      <TextField
        label={t('library.search')}
        icon={IconSearch}
        value={words}
        onChange={setWords}
        maxLength={100}
      />
      {songs.error ? <FaultCard error={asHubError(songs.error)} /> : null}
      {!found && !songs.error ? <Loading words={t('library.loading')} /> : null}
      {found?.total === 0 ? (
        <Empty
          icon={IconMusic}
          title={t(words.trim() ? 'library.noneFound' : 'library.none')}
          hint={t(words.trim() ? 'library.noneFoundHint' : 'library.noneHint')}
        />
      ) : null}
      {found && found.total > 0 ? (
        <>
          <p className="small second" role="status">
            {t('library.found', { count: found.total })}
          </p>
          <ul className={`card rows ${styles.list}`}>
            {found.songs.map((song) => (
              <li key={song.id} className={styles.row}>
                <SongRow
                  song={song}
                  onOpen={canManage ? () => onPage({ kind: 'edit', id: song.id }) : undefined}
                />
                {onPick ? (
                  <IconAction
                    icon={IconPlaylistAdd}
                    label={t('library.add', { title: song.title })}
                    onClick={() => onPick(song)}
                  />
                ) : null}
              </li>
            ))}
          </ul>
          {found.songs.length < found.total && limit < 500 ? (
            <Action kind="outline" onClick={() => setLimit(Math.min(500, limit + 2 * PAGE))}>
              {t('library.more')}
            </Action>
          ) : null}
        </>
      ) : null}
    </>
  );
}

function SongRow({ song, onOpen }: { song: SongBrief; onOpen: (() => void) | undefined }) {
  const { t } = useTranslation('chart');
  const figures = [
    song.artist,
    song.key ? <KeyName key="key" of={song.key} /> : undefined,
    song.bpm ? `${song.bpm} BPM` : undefined,
    song.has_chart ? undefined : t('library.noChart'),
  ].filter((figure) => figure !== undefined && figure !== '');
  const words = (
    <span className={styles.words}>
      <span className="strong">{song.title}</span>
      <span className="small second">
        {figures.map((figure, i) => (
          <Fragment key={i}>
            {i > 0 ? ' · ' : ''}
            {figure}
          </Fragment>
        ))}
      </span>
    </span>
  );
  if (!onOpen) return <div className={styles.open}>{words}</div>;
  return (
    <button type="button" className={styles.open} onClick={onOpen}>
      <span className="visually-hidden">{t('library.edit')} </span>
      {words}
      <IconChevronRight size={20} stroke={1.85} aria-hidden />
    </button>
  );
}
