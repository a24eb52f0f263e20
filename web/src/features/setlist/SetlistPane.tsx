import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { NextChanges } from './NextChanges.tsx';
import styles from './Setlist.module.css';
import { SetlistList } from './SetlistList.tsx';
import type { SetlistStep } from './SetlistSheet.tsx';
import { minutesLeft } from './setlist.ts';
import { useSetlist } from './useSetlist.ts';

/** How long it still takes, or how many there are. */
export function SetlistLength() {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const minutes = minutesLeft(view);
  if (view.setlist.length === 0) return null;
  return (
    <span className="small third">
      {minutes === undefined
        ? t('setlist.songs', { count: view.setlist.length })
        : t('setlist.left', { n: minutes })}
    </span>
  );
}

/** The left pane of the desktop. */
export function SetlistPane({ onStep }: { onStep: (step: SetlistStep) => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const actions = useSetlist();
  return (
    <div className={styles.pane}>
      <p className={styles.head}>
        <span className="h3">{t('setlist.title')}</span>
        <SetlistLength />
      </p>
      <SetlistList actions={actions} onItem={(item) => onStep({ item })} onAdd={() => onStep('add')} />
      {can('setlist.manage') && view.setlist.length > 0 ? (
        <Action small kind="quiet" icon={IconPlus} onClick={() => onStep('add')}>
          {t('setlist.add')}
        </Action>
      ) : null}
      <NextChanges actions={actions} />
    </div>
  );
}
