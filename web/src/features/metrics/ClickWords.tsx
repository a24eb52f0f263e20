import { useTranslation } from 'react-i18next';
import { useTempo } from '../tempo-panel/useTempo.ts';
import { useReports } from './useTroubles.ts';

/** How close the clicks of all devices lie together, by their own reports. */
export function ClickWords() {
  const { t } = useTranslation('rehearsal');
  const tempo = useTempo();
  const drifts = Object.values(useReports()).flatMap((report) =>
    report?.drift_ms === undefined ? [] : [report.drift_ms],
  );
  if (!tempo.running || tempo.startsMs !== undefined) return <>{t('now.stopped')}</>;
  if (drifts.length === 0) return <>{t('metrics.clickRuns')}</>;
  const spread = Math.max(...drifts, 0) - Math.min(...drifts, 0);
  return <>{t('metrics.clickWithin', { ms: spread.toFixed(1) })}</>;
}
