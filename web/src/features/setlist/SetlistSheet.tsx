import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { AddSong } from './AddSong.tsx';
import { ItemSheet } from './ItemSheet.tsx';
import { NextChanges } from './NextChanges.tsx';
import { SetlistList } from './SetlistList.tsx';
import { useSetlist } from './useSetlist.ts';

export type SetlistStep = { item: string } | 'add' | undefined;

/** The same on a phone; an item or the library opens in its place. */
export function SetlistSheet({
  start,
  onChart,
  onClose,
}: {
  start?: SetlistStep;
  /** Somebody looks ahead. */
  onChart: (itemId: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const actions = useSetlist();
  const [step, setStep] = useState<SetlistStep>(start);
  const back = (): void => (start ? onClose() : setStep(undefined));
  if (step === 'add') return <AddSong actions={actions} onClose={back} />;
  const item = step && view.setlist.find((i) => i.item_id === step.item);
  if (item) return <ItemSheet item={item} actions={actions} onChart={onChart} onClose={back} />;
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
