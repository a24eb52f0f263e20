import { useTranslation } from 'react-i18next';
import { useTempo } from '../tempo-panel/useTempo.ts';
import { clickWithinMs } from './click-within.ts';
import { useReports } from './useTroubles.ts';

/** How close the clicks of all devices lie together, by their own reports and what those cannot know. */
export function ClickWords() {
  const { t } = useTranslation('rehearsal');
  const tempo = useTempo();
  const within = clickWithinMs(Object.values(useReports()));
  if (!tempo.running || tempo.startsMs !== undefined) return <>{t('now.stopped')}</>;
  if (within === undefined) return <>{t('metrics.clickRuns')}</>;
  return <>{t('metrics.clickWithin', { ms: within })}</>;
}
