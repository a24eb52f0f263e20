import { IconAntennaBars5 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { useMedia } from '../../ui/motion.ts';
import { FloorButton } from '../floor/FloorButton.tsx';
import { FloorCaption } from '../floor/FloorCaption.tsx';
import { useFloorKeys, useHeadsetKey } from '../floor/useFloor.ts';
import { usePreferences } from '../settings/preferences.ts';
import { Approvals } from './Approvals.tsx';
import { ChannelList, type ChannelsProps } from './Channels.tsx';
import { talkChannel, wantsList } from './channels.ts';
import desk from './Desk.module.css';
import { EmergencyButton } from './EmergencyButton.tsx';
import { Line } from './Line.tsx';
import { LinkWords } from './LinkWords.tsx';
import { People } from './People.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { present } from './presence.ts';
import { RehearsalDesk } from './RehearsalDesk.tsx';
import { RehearsalPocket } from './RehearsalPocket.tsx';
import styles from './Room.module.css';
import { DeskHead, PocketHead } from './RoomHeads.tsx';
import { Alone, Notices, type Parts, Pickers } from './RoomParts.tsx';
import { RoomSheets, type SheetName } from './RoomSheets.tsx';
import { TopBar } from './TopBar.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';
import { toggled, useDock, useFace, useFix, useListening, useListenOnly } from './useRoomFloor.ts';

/** The room: who is here, where one talks, and the floor under the thumb. */
export function RoomScreen() {
  const { view, live } = useRoom();
  const can = useCan();
  const wide = useMedia('(min-width: 64rem)');
  const rehearsal = view.session.kind === 'rehearsal';
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
  useHeadsetKey(live.floor, channel, enabled, view.session.name, view.hub.name);
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
      {rehearsal ? (
        wide ? (
          <RehearsalDesk {...parts} />
        ) : (
          <RehearsalPocket {...parts} />
        )
      ) : wide ? (
        <Desk {...parts} />
      ) : (
        <Pocket {...parts} />
      )}
      <RoomSheets sheet={sheet} onSheet={setSheet} />
    </>
  );
}

/** Phone and tablet: one column, the dock at the bottom. */
function Pocket({ channels, button, caption, emergency, notices, onSheet, onPick }: Parts) {
  const { view } = useRoom();
  const can = useCan();
  const dock = useDock();
  const list = wantsList(view);
  const hasSlots = view.slots.length > 0 || can('slot.manage');
  return (
    <main className={styles.page}>
      <PocketHead onSheet={onSheet}>
        <LinkWords />
      </PocketHead>
      <TopBar />
      <div className={styles.scroll}>
        {notices}
        <Approvals />
        {list ? <ChannelList {...channels} /> : null}
        <People onPick={onPick} onSlots={hasSlots ? () => onSheet('slots') : undefined} />
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
  const hasSlots = view.slots.length > 0 || can('slot.manage');
  return (
    <main className={desk.desk}>
      <DeskHead onSheet={onSheet}>
        <li>
          <Icon of={IconAntennaBars5} size={20} />
          <LinkWords />
        </li>
      </DeskHead>
      <div className={desk.main}>
        <TopBar />
        {notices}
        <div className={styles.section}>
          <p className={styles.sectionHead}>
            <span className="h3">{t('room.people')}</span>
            <span className="small third">{t('room.here', { count: present(view) })}</span>
          </p>
          <People onPick={onPick} onSlots={hasSlots ? () => onSheet('slots') : undefined} />
          <Alone onInvite={() => onSheet('invite')} />
        </div>
        {list ? (
          <div className={styles.section}>
            <p className="h3">{t('room.channels')}</p>
            <ChannelList {...channels} />
          </div>
        ) : null}
      </div>
      <aside className={desk.aside} aria-label={t('room.links')}>
        <Approvals />
        <PeopleTable onPick={onPick} />
      </aside>
      <div className={desk.floor} ref={dock}>
        {button}
        {caption}
        <Line channelId={channels.chosen} />
        {list ? <span style={{ marginInlineStart: 'auto' }} /> : <Pickers {...channels} />}
        {emergency}
      </div>
    </main>
  );
}
