import {
  IconAntennaBars5,
  IconDots,
  IconEar,
  IconPlugConnectedX,
  IconQrcode,
  IconServer,
  IconSettings,
  IconUsersGroup,
  IconVolume,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Action, IconAction } from '../../ui/Action.tsx';
import { clock } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { useMedia, useNow } from '../../ui/motion.ts';
import { Empty, Notice } from '../../ui/Patterns.tsx';
import { FloorButton } from '../floor/FloorButton.tsx';
import { FloorCaption } from '../floor/FloorCaption.tsx';
import type { Face } from '../floor/face.ts';
import { useFloorKeys, useHeadsetKey } from '../floor/useFloor.ts';
import { usePreferences } from '../settings/preferences.ts';
import { Approvals } from './Approvals.tsx';
import { ChannelList, ChannelPicker, type ChannelsProps } from './Channels.tsx';
import { listenable, talkChannel, wantsList } from './channels.ts';
import { EmergencyButton } from './EmergencyButton.tsx';
import { Line } from './Line.tsx';
import { LinkWords } from './LinkWords.tsx';
import { People } from './People.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import styles from './Room.module.css';
import { RoomSheets, type SheetName } from './RoomSheets.tsx';
import { TopBar } from './TopBar.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';
import { toggled, useDock, useFace, useFix, useListening, useListenOnly } from './useRoomFloor.ts';

/** The room: who is here, where one talks, and the floor under the thumb. */
export function RoomScreen() {
  const { view, live } = useRoom();
  const can = useCan();
  const wide = useMedia('(min-width: 64rem)');
  const [sheet, setSheet] = useState<SheetName>();
  const [chosen, setChosen] = useState<string>();
  const [muted, setMuted] = useState<ReadonlySet<string>>(new Set());
  const channel = talkChannel(view, chosen);
  const withoutHolding = usePreferences((s) => s.talkWithoutHolding);
  const why = useListenOnly();
  const face = useFace(channel?.id, why);
  const fix = useFix(why);
  const enabled = face.kind !== 'listenOnly' && face.kind !== 'offline';
  useFloorKeys({
    floor: live.floor,
    channelId: channel?.id,
    enabled,
    open: channel?.mode === 'open',
    withoutHolding,
  });
  useHeadsetKey(live.floor, channel, view.session.name, view.hub.name);
  useListening(muted);
  useEffect(() => {
    document.title = `${view.session.name} · Tutti`;
  }, [view.session.name]);

  const channels: ChannelsProps = {
    chosen: channel?.id,
    muted,
    onChoose: setChosen,
    onListen: (id, on) => setMuted((old) => toggled(old, id, !on)),
  };
  const pick =
    can('participant.role') || can('participant.remove')
      ? (id: string) => setSheet({ person: id })
      : undefined;
  const button = (
    <FloorButton
      face={face}
      channel={channel?.name ?? ''}
      level={() => live.levelOf('userId' in face ? face.userId : live.session.userId)}
      withoutHolding={withoutHolding}
      onPress={(latch) => channel && live.floor.press(channel.id, { latch, open: channel.mode === 'open' })}
      onLift={() => live.floor.lift()}
      onLatch={() => live.floor.latch()}
      onSlideOff={() => live.floor.slideOff()}
      onFix={fix}
    />
  );
  const emergency =
    can('floor.emergency') && channel ? (
      <EmergencyButton onRaise={() => live.floor.press(channel.id, { emergency: true })} />
    ) : null;
  const parts: Parts = {
    channels,
    button,
    emergency,
    onSheet: setSheet,
    onPick: pick,
    caption: <FloorCaption face={face} withoutHolding={withoutHolding} keys={wide} />,
    notices: <Notices face={face} onFix={fix} />,
  };
  return (
    <>
      {wide ? <Desk {...parts} /> : <Pocket {...parts} />}
      <RoomSheets sheet={sheet} onSheet={setSheet} />
    </>
  );
}

interface Parts {
  channels: ChannelsProps;
  button: ReactNode;
  caption: ReactNode;
  emergency: ReactNode;
  notices: ReactNode;
  onSheet: (sheet: SheetName) => void;
  onPick: ((userId: string) => void) | undefined;
}

/** Phone and tablet: one column, the dock at the bottom. */
function Pocket({ channels, button, caption, emergency, notices, onSheet, onPick }: Parts) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const dock = useDock();
  const list = wantsList(view);
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1 className={`h3 ${styles.name}`}>{view.session.name}</h1>
          <p className={`small ${styles.sub}`}>
            {view.session.code ? '' : `${t(`kind.${view.session.kind}`)} · `}
            {t('room.here', { count: present(view) })} · <LinkWords />
          </p>
        </div>
        {view.session.code ? (
          <button
            type="button"
            className={`small ${styles.code}`}
            style={{
              border: 0,
              minHeight: '3rem',
              padding: '0 0.75rem',
              cursor: 'pointer',
              borderRadius: 'var(--radius)',
            }}
            onClick={() => onSheet('invite')}
          >
            <span className="visually-hidden">{t('host.code')} </span>
            {view.session.code}
          </button>
        ) : null}
        <IconAction icon={IconDots} label={t('common.more')} onClick={() => onSheet('menu')} />
      </header>
      <TopBar />
      <div className={styles.scroll}>
        {notices}
        <Approvals />
        {list ? <ChannelList {...channels} /> : null}
        <People onPick={onPick} />
        <Alone onInvite={() => onSheet('invite')} />
        {list ? null : <Pickers {...channels} />}
        <Line channelId={channels.chosen} />
      </div>
      <div className={styles.dock} ref={dock}>
        {caption}
        <div className={styles.dockRow}>
          <span />
          {button}
          <span>{emergency}</span>
        </div>
      </div>
    </main>
  );
}

/** From 1024 px. */
function Desk({ channels, button, caption, emergency, notices, onSheet, onPick }: Parts) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const can = useCan();
  const dock = useDock();
  const list = wantsList(view);
  const runs = can('channel.manage') || can('settings.manage') || can('session.close');
  return (
    <main className={styles.desk}>
      <header className={styles.top}>
        <Mark size={32} />
        <div>
          <h1 className={`body strong ${styles.name}`}>{view.session.name}</h1>
          <p className={`small ${styles.sub}`}>
            {t(`kind.${view.session.kind}`)} · <Elapsed />
          </p>
        </div>
        <ul className={`small ${styles.facts}`}>
          <li>
            <Icon of={IconServer} size={20} />
            {view.hub.name}
          </li>
          <li>
            <Icon of={IconAntennaBars5} size={20} />
            <LinkWords />
          </li>
          {view.session.code ? (
            <li>
              <span className="third">{t('host.code')}</span>
              <span className={styles.code}>{view.session.code}</span>
            </li>
          ) : null}
        </ul>
        <div className={styles.topEnd}>
          {runs ? (
            <Action small kind="outline" icon={IconUsersGroup} onClick={() => onSheet('host')}>
              {t('room.host')}
            </Action>
          ) : null}
          {view.session.code ? (
            <Action small icon={IconQrcode} onClick={() => onSheet('invite')}>
              {t('room.invite')}
            </Action>
          ) : null}
          <IconAction icon={IconSettings} label={t('common.settings')} onClick={() => onSheet('settings')} />
          <IconAction icon={IconDots} label={t('common.more')} onClick={() => onSheet('menu')} />
        </div>
      </header>
      <div className={styles.main}>
        <TopBar />
        {notices}
        <div className={styles.section}>
          <p className={styles.sectionHead}>
            <span className="h3">{t('room.people')}</span>
            <span className="small third">{t('room.here', { count: present(view) })}</span>
          </p>
          <People onPick={onPick} />
          <Alone onInvite={() => onSheet('invite')} />
        </div>
        {list ? (
          <div className={styles.section}>
            <p className="h3">{t('room.channels')}</p>
            <ChannelList {...channels} />
          </div>
        ) : null}
      </div>
      <aside className={styles.aside} aria-label={t('room.links')}>
        <Approvals />
        <PeopleTable onPick={onPick} />
      </aside>
      <div className={styles.floor} ref={dock}>
        {button}
        {caption}
        <Line channelId={channels.chosen} />
        {list ? <span style={{ marginInlineStart: 'auto' }} /> : <Pickers {...channels} />}
        {emergency}
      </div>
    </main>
  );
}

function Pickers(channels: ChannelsProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const count = listenable(view).length;
  if (count === 0)
    return <Empty icon={IconVolume} title={t('room.noChannel')} hint={t('room.noChannelHint')} />;
  return count > 1 ? <ChannelPicker {...channels} /> : null;
}

/** At most one notice: the first thing that stands in the way. */
function Notices({ face, onFix }: { face: Face; onFix: () => void }) {
  const { t } = useTranslation();
  const { live } = useRoom();
  const voice = useStore(live.voice.store);
  const now = useNow(1000);
  if (voice.needsTap) {
    return (
      <Notice
        icon={IconVolume}
        act={
          <Action small kind="now" onClick={() => void live.voice.unlock()}>
            {t('fault.hearRoom')}
          </Action>
        }
      >
        {t('fault.tapToHear')}
      </Notice>
    );
  }
  if (face.kind === 'offline') return null;
  if (voice.state !== 'on' && voice.state !== 'off' && now - voice.sinceMs > 6000) {
    return (
      <Notice tone="stop" icon={IconPlugConnectedX}>
        <strong>{t('link.noVoice')}</strong> {t('link.noVoiceWhy')}
      </Notice>
    );
  }
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

function Alone({ onInvite }: { onInvite: () => void }) {
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

function Elapsed() {
  const { view } = useRoom();
  useNow(1000);
  const started = Date.parse(view.session.started_at);
  return <span>{Number.isNaN(started) ? '' : clock(Date.now() - started)}</span>;
}

function present(view: ReturnType<typeof useRoom>['view']): number {
  return view.participants.filter((p) => p.state !== 'gone').length;
}
