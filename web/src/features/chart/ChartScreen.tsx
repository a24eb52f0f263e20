import { IconMusic } from '@tabler/icons-react';
import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import { Action } from '../../ui/Action.tsx';
import { Empty, FaultCard, Loading } from '../../ui/Patterns.tsx';
import { BeatContext } from '../now/beat.ts';
import { useSongStart } from '../now/useSongStart.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { useTempo } from '../tempo-panel/useTempo.ts';
import styles from './Chart.module.css';
import { ChartPage } from './ChartPage.tsx';
import { useChart } from './useChart.ts';

/** Bars since the song began, with the part of the bar that has passed; nothing while no click runs. */
function useBarsNow(): (() => number | undefined) | undefined {
  const source = useContext(BeatContext);
  const start = useSongStart();
  return useMemo(() => {
    if (start === undefined) return undefined;
    return () => {
      const beat = source.beatAt(performance.now());
      if (!beat || beat.countIn) return undefined;
      return beat.bar - start + (beat.beat + beat.phase) / beat.beats;
    };
  }, [source, start]);
}

/** The chart of the song that plays; another one when the song changes. */
export function ChartScreen({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('chart');
  const barsNow = useBarsNow();
  const { pulse } = useTempo();
  const { view, live } = useRoom();
  const at = view.setlist.findIndex((item) => item.item_id === view.current_item_id);
  const item = view.setlist[at];
  const chart = useChart(live.session.id, item?.chart_id);
  if (item && chart.data) {
    return (
      <ChartPage
        key={item.item_id}
        item={item}
        chart={chart.data}
        onClose={onClose}
        barsNow={barsNow}
        pulse={pulse}
        next={view.setlist[at + 1]?.song.title}
      />
    );
  }
  return (
    <section className={styles.page} aria-label={t('view.title')}>
      <div className={styles.alone}>
        {item === undefined ? (
          <Empty icon={IconMusic} title={t('view.noSong')} hint={t('view.noSongHint')} />
        ) : item.chart_id === undefined ? (
          <Empty icon={IconMusic} title={t('view.none')} hint={t('view.noneHint')} />
        ) : chart.error ? (
          <FaultCard error={asHubError(chart.error)} title={t('view.missing')}>
            <p className="small">{t('view.missingHint')}</p>
          </FaultCard>
        ) : (
          <Loading words={t('view.loading')} />
        )}
        <Action wide kind="outline" onClick={onClose}>
          {t('view.close')}
        </Action>
      </div>
    </section>
  );
}

export default ChartScreen;
