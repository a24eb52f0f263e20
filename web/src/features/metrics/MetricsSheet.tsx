import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { DirectLinks } from '../peers/DirectLinks.tsx';
import { LinkFigures } from '../room/LinkSheet.tsx';
import { PeopleTable } from '../room/PeopleTable.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { type Playout, prefer, usePreferences } from '../settings/preferences.ts';
import styles from './Metrics.module.css';
import { useReports, useTroubles } from './useTroubles.ts';
import { fixOf, headOf } from './Worst.tsx';

const TripChart = lazy(() => import('./TripChart.tsx').then((m) => ({ default: m.TripChart })));

/** Everybody's links with what is wrong and how to mend it, the own one in a picture, and how voices are played. */
export function MetricsSheet({ onPreflight, onClose }: { onPreflight: () => void; onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { live, view, report } = useRoom();
  const can = useCan();
  const all = useTroubles();
  const measured = Object.values(useReports()).every((one) => one?.loss_pct !== undefined);
  const playout = usePreferences((s) => s.playout);
  const voice = useStore(live.voice.store, (s) => s.state);
  return (
    <Sheet title={t('metrics.title')} onClose={onClose} broad>
      {all.length === 0 ? (
        <p className="second">{t(measured ? 'metrics.fine' : 'metrics.fineButUnmeasured')}</p>
      ) : null}
      {all.map((trouble, i) => (
        <Notice key={i} tone="stop">
          <span className="strong">{headOf(trouble, view, t)}.</span> {fixOf(trouble, t)}
        </Notice>
      ))}
      {voice === 'on' ? null : (
        <Notice tone="stop">
          <strong>{common(voice === 'recovering' ? 'link.voiceRecovers' : 'link.noVoice')}</strong>{' '}
          {common('link.noVoiceWhy')}
        </Notice>
      )}
      <LinkFigures report={report} />
      <section className={styles.stack}>
        <h3 className="small third">{t('metrics.history')}</h3>
        <Suspense fallback={<div className={styles.chart} />}>
          <TripChart samples={live.trips} />
        </Suspense>
      </section>
      <div>
        <Segments<Playout>
          titled
          label={t('metrics.mode')}
          value={playout}
          options={[
            { value: 'low', label: t('metrics.modeLow') },
            { value: 'stable', label: t('metrics.modeStable') },
          ]}
          onChange={(mode) => prefer({ playout: mode })}
        />
        <p className={`small third ${styles.hint}`}>
          {t(playout === 'low' ? 'metrics.modeLowHint' : 'metrics.modeStableHint')}
        </p>
      </div>
      <DirectLinks />
      <section className={styles.stack}>
        <h3 className="h3">{t('metrics.everybody')}</h3>
        <PeopleTable onPick={undefined} full />
        {view.session.kind === 'rehearsal' ? <p className="small third">{t('metrics.withinHint')}</p> : null}
      </section>
      {can('preflight.run') ? <Action onClick={onPreflight}>{t('metrics.preflight')}</Action> : null}
    </Sheet>
  );
}
