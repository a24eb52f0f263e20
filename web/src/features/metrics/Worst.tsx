import { IconAlertTriangle } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../client/session-fold.ts';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { nameOf } from '../floor/face.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import type { Trouble } from './explain.ts';
import styles from './Metrics.module.css';
import { useTroubles } from './useTroubles.ts';

/** The one sentence that explains the worst link, and what to do. On phones only one's own and the loudest. */
export function Worst({ quiet, onFix }: { quiet?: boolean; onFix?: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const all = useTroubles();
  const mine = (trouble: Trouble): boolean => 'userId' in trouble && trouble.userId === view.you.user_id;
  const worst = quiet ? all.find((trouble) => trouble.kind === 'full' || mine(trouble)) : all[0];
  return (
    <div role="status" className={styles.live}>
      {worst ? (
        <div className={styles.worst}>
          <Icon of={IconAlertTriangle} />
          <p>
            <span className="strong">{headOf(worst, view, t)}</span>
            <span className="small second">{fixOf(worst, t)}</span>
          </p>
          {onFix ? (
            <Action small onClick={onFix}>
              {t('metrics.showFix')}
            </Action>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

export function headOf(trouble: Trouble, view: SessionView, t: TFunction<'rehearsal'>): string {
  if (trouble.kind === 'full') return t('metrics.fullWarn', { n: trouble.count, of: trouble.of });
  const you = trouble.userId === view.you.user_id;
  const name = nameOf(view, trouble.userId);
  switch (trouble.kind) {
    case 'lost':
      return t('metrics.lostWarn', { name });
    case 'loss':
      return t(you ? 'metrics.lossWarnYou' : 'metrics.lossWarn', { name, pct: trouble.pct });
    case 'drift': {
      const ms = Math.abs(trouble.ms);
      if (you) return t('metrics.driftWarnYou', { ms });
      return t(trouble.ms > 0 ? 'metrics.driftWarn' : 'metrics.driftWarnEarly', { name, ms });
    }
    case 'trip':
      return t(you ? 'metrics.tripWarnYou' : 'metrics.tripWarn', { name, ms: trouble.ms });
  }
}

export function fixOf(trouble: Trouble, t: TFunction<'rehearsal'>): string {
  if (trouble.kind === 'full') return t('metrics.fullFix', { kbps: trouble.kbps });
  const fixes = { lost: 'lostFix', loss: 'lossFix', drift: 'driftFix', trip: 'tripFix' } as const;
  return t(`metrics.${fixes[trouble.kind]}`);
}
