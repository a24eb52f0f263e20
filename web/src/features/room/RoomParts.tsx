import {
  IconAccessPointOff,
  IconEar,
  IconPlugConnectedX,
  IconQrcode,
  IconUsersGroup,
  IconVolume,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Action } from '../../ui/Action.tsx';
import { clock } from '../../ui/format.ts';
import { useNow } from '../../ui/motion.ts';
import { Empty, Notice } from '../../ui/Patterns.tsx';
import type { Face } from '../floor/face.ts';
import { hasMergeNews, MergeNotice } from '../merge/MergeNotice.tsx';
import { usePutAway } from '../merge/merge.ts';
import { isCrowded, MeshCrowd } from '../peers/MeshCrowd.tsx';
import { ChannelPicker, type ChannelsProps } from './Channels.tsx';
import { listenable } from './channels.ts';
import type { SheetName } from './RoomSheets.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';

/** What every layout of the room is put together from. */
export interface Parts {
  channels: ChannelsProps;
  button: ReactNode;
  caption: ReactNode;
  emergency: ReactNode;
  notices: ReactNode;
  onSheet: (sheet: SheetName) => void;
  onPick: ((userId: string) => void) | undefined;
}

export function Pickers(channels: ChannelsProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const count = listenable(view).length;
  if (count === 0)
    return <Empty icon={IconVolume} title={t('room.noChannel')} hint={t('room.noChannelHint')} />;
  return count > 1 ? <ChannelPicker {...channels} /> : null;
}

/** At most one notice: the first thing that stands in the way. */
export function Notices({ face, onFix }: { face: Face; onFix: () => void }) {
  const { t } = useTranslation();
  const { live, view, link, place } = useRoom();
  const can = useCan();
  const crowded = can('settings.manage') && isCrowded(view);
  const away = usePutAway((s) => s.ids);
  const voice = useStore(live.voice.store);
  const now = useNow(1000);
  if (voice.needsTap) {
    return (
      <Notice
        icon={IconVolume}
        act={
          <Action small kind="now" onClick={() => live.unlock()}>
            {t('fault.hearRoom')}
          </Action>
        }
      >
        {t('fault.tapToHear')}
      </Notice>
    );
  }
  if (face.kind === 'offline') return null;
  // Without the hub there is no voice either, and nothing that a firewall has to do with it.
  const reached = link.kind === 'open' && !place.moving;
  if (reached && voice.state !== 'on' && voice.state !== 'off' && now - voice.sinceMs > 6000) {
    return (
      <Notice tone="stop" icon={IconPlugConnectedX}>
        <strong>{t('link.noVoice')}</strong> {t('link.noVoiceWhy')}
      </Notice>
    );
  }
  if (hasMergeNews(view, away)) return <MergeNotice away={away} />;
  if (view.nodesAway) return <Island />;
  if (crowded) return <MeshCrowd />;
  if (face.kind === 'listenOnly' && face.why === 'fixInsecure') {
    return (
      <Notice
        tone="other"
        icon={IconEar}
        act={
          <Action small onClick={onFix}>
            {t('room.plainHttpFix')}
          </Action>
        }
      >
        {t('room.plainHttp')}
      </Notice>
    );
  }
  return null;
}

/** Machines of the hub are out of reach, with the people there: the floor goes on among those who are left. */
function Island() {
  const { t } = useTranslation();
  const { view } = useRoom();
  const here = view.participants.filter((person) => person.state !== 'gone').length;
  return (
    <Notice icon={IconAccessPointOff}>
      <span role="status">
        <strong>{t('link.island')}</strong> {t('link.islandHere', { count: here })}
      </span>
    </Notice>
  );
}

export function Alone({ onInvite }: { onInvite: () => void }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  if (view.participants.length > 1 || view.waiting.length > 0) return null;
  return (
    <Empty
      icon={IconUsersGroup}
      title={t('room.alone')}
      {...(view.session.code ? { hint: t('room.aloneHint') } : {})}
    >
      {view.session.code ? (
        <Action icon={IconQrcode} onClick={onInvite}>
          {t('room.invite')}
        </Action>
      ) : null}
    </Empty>
  );
}

export function Elapsed() {
  const { view } = useRoom();
  useNow(1000);
  const started = Date.parse(view.session.started_at);
  return <span>{Number.isNaN(started) ? '' : clock(Date.now() - started)}</span>;
}
