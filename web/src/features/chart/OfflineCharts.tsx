import { IconMusic, IconWifiOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import { Notice } from '../../ui/Patterns.tsx';
import styles from './Chart.module.css';
import { ChartPage } from './ChartPage.tsx';
import { type KeptSetlist, type Shelf, shelf } from './shelf.ts';

/** Until then the hub may still answer by itself. */
const PATIENCE_MS = 1500;

/** The setlist that this device kept of a room, when the room has not come for a while; nothing where there is none. */
export function useKeptSetlist(
  sessionId: string,
  isMissing: boolean,
  kept: Shelf = shelf,
): KeptSetlist | undefined {
  const [setlist, setSetlist] = useState<KeptSetlist>();
  useEffect(() => {
    if (!isMissing) {
      setSetlist(undefined);
      return;
    }
    let isWanted = true;
    const timer = setTimeout(async () => {
      const found = await kept.setlist();
      if (isWanted && found?.session_id === sessionId && found.items.length > 0) setSetlist(found);
    }, PATIENCE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [sessionId, isMissing, kept]);
  return setlist;
}

function timeOf(ms: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** What is left without a hub: the words and chords of the whole setlist. */
export function OfflineCharts({ setlist, kept = shelf }: { setlist: KeptSetlist; kept?: Shelf }) {
  const { t } = useTranslation('chart');
  const [open, setOpen] = useState<SetlistItem>();
  const chart = useQuery({
    queryKey: ['chart', open?.chart_id],
    queryFn: async () => (await kept.chart(open?.chart_id ?? '')) ?? null,
    enabled: open?.chart_id !== undefined,
    networkMode: 'always',
  });
  if (open && chart.data) {
    const next = setlist.items[setlist.items.indexOf(open) + 1];
    return (
      <ChartPage
        key={open.item_id}
        item={open}
        chart={chart.data}
        onClose={() => setOpen(undefined)}
        next={next?.song.title}
        onNext={next?.chart_id ? () => setOpen(next) : undefined}
      />
    );
  }
  return (
    <main className={styles.offline}>
      <h1 className="title">{setlist.session_name}</h1>
      <Notice icon={IconWifiOff}>
        <strong>{t('offline.title')}</strong>
        <br />
        {t('offline.hint', { time: timeOf(setlist.kept_at) })}
      </Notice>
      <h2 className="h3">{t('offline.setlist')}</h2>
      <ol className={`card rows ${styles.songs}`}>
        {setlist.items.map((item) => {
          const isCurrent = item.item_id === setlist.current_item_id;
          const figures = [
            item.key ?? item.song.key,
            (item.bpm ?? item.song.bpm) ? `${item.bpm ?? item.song.bpm} BPM` : undefined,
            item.chart_id ? undefined : t('offline.noChart'),
            isCurrent ? t('offline.current') : undefined,
          ];
          return (
            <li key={item.item_id}>
              <button
                type="button"
                className={styles.songRow}
                disabled={!item.chart_id}
                onClick={() => setOpen(item)}
              >
                <IconMusic size={20} stroke={1.85} aria-hidden />
                <span className={styles.songWords}>
                  <span className="strong">{item.song.title}</span>
                  <span className="small second">{figures.filter((f) => f).join(' · ')}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </main>
  );
}
