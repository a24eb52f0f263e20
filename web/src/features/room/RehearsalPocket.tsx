import { IconFileMusic, IconMetronome } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useMedia } from '../../ui/motion.ts';
import { SignalPad } from '../cues/SignalPad.tsx';
import { useSignals } from '../cues/useSignals.ts';
import { Worst } from '../metrics/Worst.tsx';
import { NextRow, NowCard } from '../now/NowCard.tsx';
import { currentItem, nextItem } from '../setlist/setlist.ts';
import { useSetlist } from '../setlist/useSetlist.ts';
import { SlotAsks, SlotSuggestion } from '../slots/SlotAsks.tsx';
import { Approvals } from './Approvals.tsx';
import { Line } from './Line.tsx';
import { LinkWords } from './LinkWords.tsx';
import { People } from './People.tsx';
import styles from './Room.module.css';
import { PocketHead } from './RoomHeads.tsx';
import { Alone, type Parts, Pickers } from './RoomParts.tsx';
import { Talkback } from './Talkback.tsx';
import { TopBar } from './TopBar.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';
import { useDock } from './useRoomFloor.ts';

/** A rehearsal on a phone: what plays, what comes, who is here; chart, talk and click under the thumb. */
export function RehearsalPocket({ channels, button, caption, notices, onSheet, onPick }: Parts) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  // Whoever is alone signals to nobody, and the way to invite the others is in sight.
  const signals = useSignals() && view.participants.length > 1;
  const dock = useDock();
  const short = useMedia('(max-height: 45rem)');
  // Where not all of it fits, people stay in sight: what comes next and the signals are a scroll away.
  const crowded = short || view.waiting.length > 0 || view.slot_claims.length > 0;
  const people = <People onPick={onPick} onSlots={() => onSheet('slots')} row={crowded || signals} />;
  return (
    <main className={styles.page}>
      <PocketHead onSheet={onSheet}>
        <button type="button" className={styles.linkButton} onClick={() => onSheet('metrics')}>
          <LinkWords />
        </button>
      </PocketHead>
      <TopBar />
      <div className={styles.scroll} data-tight>
        {notices}
        <Approvals />
        <SlotAsks />
        <SlotSuggestion onAll={() => onSheet('slots')} />
        <Worst quiet />
        <NowCard onChart={() => onSheet('chart')} onTempo={() => onSheet('tempo')} />
        {crowded ? people : null}
        <NextRow onOpen={() => onSheet('setlist')}>{can('setlist.manage') ? <GoNext /> : null}</NextRow>
        {signals ? <SignalPad compact /> : null}
        {crowded ? null : people}
        <Alone onInvite={() => onSheet('invite')} />
        <Pickers {...channels} />
        <Talkback {...channels} />
        <Line channelId={channels.chosen} />
      </div>
      <div className={styles.dock} ref={dock}>
        {caption}
        <div className={styles.dockRow}>
          <button
            type="button"
            className={styles.side}
            onClick={() => onSheet('chart')}
            aria-disabled={!currentItem(view)}
          >
            <Icon of={IconFileMusic} />
            {t('now.chart')}
          </button>
          {button}
          <button type="button" className={styles.side} onClick={() => onSheet('tempo')}>
            <Icon of={IconMetronome} />
            {t('now.click')}
          </button>
        </div>
      </div>
    </main>
  );
}

/** The MD's step to the next song, in one press, with a way back. */
function GoNext() {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const actions = useSetlist();
  const next = nextItem(view);
  if (!next) return null;
  return (
    <Action
      small
      kind="outline"
      busy={actions.pendingId === next.item_id}
      onClick={() => actions.select(next, currentItem(view))}
      aria-label={t('setlist.go', { title: next.song.title })}
    >
      {t('setlist.goShort')}
    </Action>
  );
}
