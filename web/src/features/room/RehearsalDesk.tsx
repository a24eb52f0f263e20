import {
  IconActivity,
  IconDots,
  IconQrcode,
  IconServer,
  IconSettings,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action, IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { SignalPad } from '../cues/SignalPad.tsx';
import { useSignals } from '../cues/useSignals.ts';
import { ClickWords } from '../metrics/ClickWords.tsx';
import { Worst } from '../metrics/Worst.tsx';
import { NowDesk } from '../now/NowDesk.tsx';
import { SetlistPane } from '../setlist/SetlistPane.tsx';
import { SlotAsks, SlotSuggestion } from '../slots/SlotAsks.tsx';
import { SlotBoard } from '../slots/SlotBoard.tsx';
import { Approvals } from './Approvals.tsx';
import { Line } from './Line.tsx';
import { LinkWords } from './LinkWords.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import styles from './Room.module.css';
import { Alone, Elapsed, type Parts, Pickers, present } from './RoomParts.tsx';
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
  const runs = can('channel.manage') || can('settings.manage') || can('session.close');
  return (
    <main className={styles.desk} data-rehearsal>
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
            <Icon of={IconActivity} size={20} />
            <ClickWords />
          </li>
          <li>
            <LinkWords />
          </li>
          {view.session.code ? (
            <li>
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
      <nav className={styles.list} aria-label={r('setlist.title')}>
        <SetlistPane onStep={(setlist) => onSheet({ setlist })} />
      </nav>
      <div className={styles.main}>
        <TopBar />
        {notices}
        <SlotSuggestion onAll={() => onSheet('slots')} />
        <NowDesk onChart={() => onSheet('chart')} onTempo={() => onSheet('tempo')} />
        {signals ? <SignalPad /> : null}
        <SlotBoard manage={can('slot.manage')} onOpen={(slot) => onSheet(slot ? { slot } : 'slots')} />
        <Alone onInvite={() => onSheet('invite')} />
      </div>
      <aside className={styles.aside} aria-label={t('room.links')}>
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
      <div className={styles.floor} ref={dock}>
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
