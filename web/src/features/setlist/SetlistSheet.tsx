import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { AddSong } from './AddSong.tsx';
import { ItemSheet } from './ItemSheet.tsx';
import { NextChanges } from './NextChanges.tsx';
import styles from './Setlist.module.css';
import { SetlistList } from './SetlistList.tsx';
import { minutesLeft } from './setlist.ts';
import { useSetlist } from './useSetlist.ts';

export type SetlistStep = { item: string } | 'add' | undefined;

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

/** The same on a phone; an item or the library opens in its place. */
export function SetlistSheet({ start, onClose }: { start?: SetlistStep; onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const actions = useSetlist();
  const [step, setStep] = useState<SetlistStep>(start);
  const back = (): void => (start ? onClose() : setStep(undefined));
  if (step === 'add') return <AddSong actions={actions} onClose={back} />;
  const item = step && view.setlist.find((i) => i.item_id === step.item);
  if (item) return <ItemSheet item={item} actions={actions} onClose={back} />;
  return (
    <Sheet title={t('setlist.title')} onClose={onClose}>
      <SetlistList actions={actions} onItem={(id) => setStep({ item: id })} onAdd={() => setStep('add')} />
      {can('setlist.manage') && view.setlist.length > 0 ? (
        <Action kind="quiet" icon={IconPlus} onClick={() => setStep('add')}>
          {t('setlist.add')}
        </Action>
      ) : null}
      <NextChanges actions={actions} />
    </Sheet>
  );
}
