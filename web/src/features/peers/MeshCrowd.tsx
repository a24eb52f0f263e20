import { IconTopologyFull } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SettingsChange } from '../../client/model.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { present } from '../room/presence.ts';
import { useCommand } from '../room/useCommand.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { MESH_MOST, MESH_WARNS_AT } from './mesh-voice.ts';

/** So many that voices straight from page to page are too much for a device. */
export function isCrowded(view: SessionView): boolean {
  return view.session.voice === 'mesh' && present(view) >= MESH_WARNS_AT;
}

/** Says what it costs every device, and offers the hub's way to whoever may choose it. */
export function MeshCrowd() {
  const { t } = useTranslation('peers');
  const { view, live } = useRoom();
  const can = useCan();
  const { client, id } = live.session;
  const change = useCommand((body: SettingsChange) => client.changeSettings(id, body));
  const n = present(view);
  const act = (
    <Action small busy={change.busy} onClick={() => change.send({ voice: 'hub' })}>
      {t('useHub')}
    </Action>
  );
  return (
    <Notice icon={IconTopologyFull} {...(can('settings.manage') ? { act } : {})}>
      <strong>{t('largeTitle', { n })}</strong>
      <br />
      {n > MESH_MOST ? t('tooLarge', { n: MESH_MOST }) : t('large', { copies: n - 1 })}
    </Notice>
  );
}
