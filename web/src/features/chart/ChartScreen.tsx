import { IconMusic } from '@tabler/icons-react';
import { useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asHubError } from '../../client/hub-error.ts';
import { Action } from '../../ui/Action.tsx';
import { Empty, FaultCard, Loading, Notice } from '../../ui/Patterns.tsx';
import { BeatStrip } from '../now/BeatStrip.tsx';
import { BeatContext } from '../now/beat.ts';
import { useSongStart } from '../now/useSongStart.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { useTempo } from '../tempo-panel/useTempo.ts';
import styles from './Chart.module.css';
import { ChartPage, type ChartPageProps } from './ChartPage.tsx';
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

/** The chart of the song that plays, or of one that somebody looks ahead to; when the song changes it is that one for all. */
export function ChartScreen({ itemId, onClose }: { itemId?: string; onClose: () => void }) {
  const { t } = useTranslation('chart');
  const { view, live } = useRoom();
  const playing = view.current_item_id;
  const [ahead, setAhead] = useState({ itemId, since: playing });
  const shown = ahead.since === playing ? (ahead.itemId ?? playing) : playing;
  const at = view.setlist.findIndex((item) => item.item_id === shown);
  const item = view.setlist[at];
  const next = view.setlist[at + 1];
  const chart = useChart(live.session.id, item?.chart_id);
  const look = (id: string | undefined): void => setAhead({ itemId: id, since: playing });
  const current = view.setlist.find((i) => i.item_id === playing);
  if (item && chart.data) {
    const page = {
      item,
      chart: chart.data,
      onClose,
      next: next?.song.title,
      onNext: next?.chart_id ? () => look(next.item_id) : undefined,
    };
    if (shown === playing) return <PlayingChart key={item.item_id} {...page} />;
    return (
      <ChartPage key={item.item_id} {...page}>
        {current ? (
          <div className={styles.ahead}>
            <Notice
              icon={IconMusic}
              act={
                <Action small kind="outline" onClick={() => look(undefined)}>
                  {t('view.backTo')}
                </Action>
              }
            >
              {t('view.ahead', { title: current.song.title })}
            </Notice>
          </div>
        ) : null}
      </ChartPage>
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

/** It follows the click, and shows its beat. */
function PlayingChart(page: Omit<ChartPageProps, 'barsNow' | 'pulse' | 'beat'>) {
  const barsNow = useBarsNow();
  const { pulse } = useTempo();
  const beat =
    barsNow && pulse ? <BeatStrip signature={pulse.time_signature} accents={pulse.accents} /> : undefined;
  return <ChartPage {...page} barsNow={barsNow} pulse={pulse} beat={beat} />;
}

export default ChartScreen;
