import { IconActivity } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { SignalPad } from '../cues/SignalPad.tsx';
import { useSignals } from '../cues/useSignals.ts';
import { ClickWords } from '../metrics/ClickWords.tsx';
import { Worst } from '../metrics/Worst.tsx';
import { NowDesk } from '../now/NowDesk.tsx';
import { SetlistPane } from '../setlist/SetlistPane.tsx';
import { SlotAsks, SlotSuggestion } from '../slots/SlotAsks.tsx';
import { SlotBoard } from '../slots/SlotBoard.tsx';
import { Approvals } from './Approvals.tsx';
import desk from './Desk.module.css';
import { Line } from './Line.tsx';
import { LinkWords } from './LinkWords.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { present } from './presence.ts';
import styles from './Room.module.css';
import { DeskHead } from './RoomHeads.tsx';
import { Alone, type Parts, Pickers } from './RoomParts.tsx';
import { Talkback } from './Talkback.tsx';
import { TopBar } from './TopBar.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';
import { useDock } from './useRoomFloor.ts';

/** A rehearsal from 1024 px: setlist, what plays, people; the floor below. */
export function RehearsalDesk({ channels, button, caption, emergency, notices, onSheet, onPick }: Parts) {
  const { t } = useTranslation();
  const { t: r } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const signals = useSignals();
  const dock = useDock();
  return (
    <main className={desk.desk} data-rehearsal>
      <DeskHead onSheet={onSheet}>
        <li>
          <Icon of={IconActivity} size={20} />
          <ClickWords />
        </li>
        <li>
          <LinkWords />
        </li>
      </DeskHead>
      <nav className={desk.list} aria-label={r('setlist.title')}>
        <SetlistPane onStep={(setlist) => onSheet({ setlist })} />
      </nav>
      <div className={desk.main}>
        <TopBar />
        {notices}
        <SlotSuggestion onAll={() => onSheet('slots')} />
        <NowDesk onChart={() => onSheet('chart')} onTempo={() => onSheet('tempo')} />
        {signals ? <SignalPad /> : null}
        <SlotBoard manage={can('slot.manage')} onOpen={(slot) => onSheet(slot ? { slot } : 'slots')} />
        <Alone onInvite={() => onSheet('invite')} />
      </div>
      <aside className={desk.aside} aria-label={t('room.links')}>
        <Approvals />
        <SlotAsks />
        <p className={styles.sectionHead}>
          <span className="h3">{t('room.people')}</span>
          <span className="small third">{t('room.here', { count: present(view) })}</span>
        </p>
        <PeopleTable onPick={onPick} />
        <Worst onFix={() => onSheet('metrics')} />
        {can('preflight.run') ? (
          <Action small kind="outline" onClick={() => onSheet('preflight')}>
            {r('metrics.preflight')}
          </Action>
        ) : null}
      </aside>
      <div className={desk.floor} ref={dock}>
        {button}
        {caption}
        <Line channelId={channels.chosen} />
        <Pickers {...channels} />
        <Talkback {...channels} />
        {emergency}
      </div>
    </main>
  );
}
