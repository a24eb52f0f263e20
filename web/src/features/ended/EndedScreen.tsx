import { IconDoorExit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Step } from '../join/Step.tsx';
import { useEntry, useEntryFlow } from '../join/useEntry.ts';

/** Closed, removed, refused, expired or left: what happened and the way back. */
export function EndedScreen() {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  const ending = useEntry((s) => s.ending);
  const why = ending?.why ?? 'left';
  const room = ending?.room || t('ended.room');
  return (
    <Step title={t(`ended.${why}`, { room })} hint={t(`ended.${why}Hint`, { room })} withMark>
      <div>
        <Action kind="grey" icon={IconDoorExit} onClick={() => flow.again()}>
          {t('ended.again')}
        </Action>
      </div>
    </Step>
  );
}
