import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import type { SongView } from '../../client/wire.ts';
import { FaultCard, Loading } from '../../ui/Patterns.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { SongForm } from './SongForm.tsx';
import { bodyOf, type Calls, exportSong, getSong } from './songs.ts';

export interface Editing {
  song: SongView | undefined;
  /** Its chart as ChordPro. */
  body: string;
}

/** A song of the library, or a new one: its facts, and its chart as ChordPro. */
export function SongEditor({
  client,
  id,
  onDone,
}: {
  client: Calls;
  id: string | undefined;
  onDone: () => void;
}) {
  const { t } = useTranslation('chart');
  const loaded = useQuery({
    queryKey: ['song', id],
    queryFn: async (): Promise<Editing> => {
      if (!id) return { song: undefined, body: '' };
      const [song, text] = await Promise.all([getSong(client, id), exportSong(client, id, 'chordpro')]);
      return { song, body: bodyOf(text) };
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const title = id ? (loaded.data?.song?.title ?? t('library.loading')) : t('edit.newTitle');
  return (
    <Sheet title={title} onClose={onDone} wide>
      {loaded.error ? <FaultCard error={asHubError(loaded.error)} /> : null}
      {!loaded.data && !loaded.error ? <Loading words={t('library.loading')} /> : null}
      {loaded.data ? <SongForm client={client} editing={loaded.data} onDone={onDone} /> : null}
    </Sheet>
  );
}
