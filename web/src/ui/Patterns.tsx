import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconEar,
  IconInfoCircle,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubError } from '../client/hub-error.ts';
import { Action } from './Action.tsx';
import { Icon } from './Icon.tsx';
import styles from './Patterns.module.css';

/** What will be here, and the one way to start. */
export function Empty(props: { icon: TablerIcon; title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Icon of={props.icon} size={32} />
      <p className="h3" style={{ color: 'var(--ink)' }}>
        {props.title}
      </p>
      {props.hint ? <p className="small">{props.hint}</p> : null}
      {props.children ? <div className={styles.act}>{props.children}</div> : null}
    </div>
  );
}

/** Nothing for 300 ms, then the shape, after 3 s words, after 10 s a way out. */
export function Loading({ words }: { words: string }) {
  const { t } = useTranslation();
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const timers = [300, 3000, 10_000].map((ms, i) => setTimeout(() => setStage(i + 1), ms));
    return () => timers.forEach(clearTimeout);
  }, []);
  if (stage === 0) return null;
  return (
    <div className={`card ${styles.shapes}`} aria-busy>
      <i style={{ width: '60%' }} />
      <div className={styles.row}>
        <i />
        <i />
        <i />
      </div>
      <i style={{ height: '0.75rem' }} />
      <p className="small second" role="status">
        {stage >= 2 ? words : ''} {stage >= 3 ? t('common.tooLong') : ''}
      </p>
      {stage >= 3 ? (
        <div>
          <Action small onClick={() => location.reload()}>
            {t('common.reload')}
          </Action>
        </div>
      ) : null}
    </div>
  );
}

const noticeIcons = { note: IconInfoCircle, other: IconEar, stop: IconAlertTriangle };

/** One line that says what is, why, and what to do: never a dialog for what a line can say. */
export function Notice(props: {
  tone?: 'note' | 'other' | 'stop';
  icon?: TablerIcon;
  children: ReactNode;
  act?: ReactNode;
}) {
  const { tone = 'note' } = props;
  return (
    <div
      className={`${styles.notice} ${tone === 'note' ? '' : styles[tone]}`}
      role={tone === 'stop' ? 'alert' : undefined}
    >
      <Icon of={props.icon ?? noticeIcons[tone]} />
      <div className="small">{props.children}</div>
      {props.act}
    </div>
  );
}

/** What happened, why, what to do; code and request id small and selectable. */
export function FaultCard({
  error,
  title,
  children,
}: {
  error: HubError;
  title?: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={`card ${styles.fault}`} role="alert">
      <Icon of={IconAlertOctagon} />
      <div>
        <p className="h3">{title ?? t('fault.title')}</p>
        <p className="second">{error.message || t('fault.reach')}</p>
        {children}
        <FaultIds error={error} />
      </div>
    </div>
  );
}

export function FaultIds({ error }: { error: HubError }) {
  const { t } = useTranslation();
  return (
    <p className={`label third ${styles.ids}`}>
      {error.requestId ? t('common.request', { code: error.code, id: error.requestId }) : error.code}
    </p>
  );
}
