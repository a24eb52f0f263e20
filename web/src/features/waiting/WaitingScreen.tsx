import { IconDoor, IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LinkState } from '../../client/hub-socket.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Step } from '../join/Step.tsx';
import { useEntryFlow } from '../join/useEntry.ts';

/** Stays until the host opens, and says so honestly when the link is gone meanwhile. */
export function WaitingScreen({ view, link }: { view: SessionView; link: LinkState }) {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  return (
    <Step
      title={t('waiting.title', { room: view.session.name })}
      hint={t('waiting.hint', { name: view.you.name })}
      step={3}
      foot={
        <Action kind="quiet" wide onClick={() => void flow.leave(view.session.name)}>
          {t('waiting.leave')}
        </Action>
      }
    >
      <Notice icon={IconMicrophoneOff}>{t('waiting.stays')}</Notice>
      {link.kind === 'open' ? null : (
        <Notice icon={IconDoor}>
          <span role="status">{t('floor.offline')}</span>
        </Notice>
      )}
    </Step>
  );
}
