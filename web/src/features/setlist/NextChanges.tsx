import { IconArrowRight, IconCrown, IconFileMusic, IconMetronome, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyName } from '../../ui/Accidental.tsx';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { nameOf } from '../floor/face.ts';
import { bpmText } from '../now/NowCard.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { useSlotLabel } from '../slots/useSlots.ts';
import styles from './Setlist.module.css';
import { type Change, changesTo, currentItem, nextItem } from './setlist.ts';
import type { SetlistActions } from './useSetlist.ts';

const icons = { tempo: IconMetronome, slot: IconUsers, leader: IconCrown, key: IconFileMusic };
const MOST = 6;

/** What one press of Next moves for everybody, and the press. */
export function NextChanges({ actions }: { actions: SetlistActions }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const next = nextItem(view);
  if (!next) {
    return view.setlist.length > 0 ? <p className="small third">{t('setlist.end')}</p> : null;
  }
  const changes = changesTo(view, next);
  const now = currentItem(view);
  return (
    <div className={styles.next}>
      <p className="label third">{t('setlist.changes')}</p>
      <ul>
        {changes.slice(0, MOST).map((change, i) => (
          <li key={i}>
            <Icon of={icons[change.kind]} size={20} />
            <span className="small">
              <Words change={change} />
            </span>
          </li>
        ))}
        {changes.length === 0 ? <li className="small third">{t('setlist.changesNone')}</li> : null}
      </ul>
      {can('setlist.manage') ? (
        <Action
          wide
          kind="outline"
          busy={actions.pendingId === next.item_id}
          onClick={() => actions.select(next, now)}
        >
          {t(now ? 'setlist.go' : 'setlist.start', { title: next.song.title })}{' '}
          <Icon
            of={IconArrowRight}
            size={20}
            style={{ flexShrink: 0, verticalAlign: '-0.25rem', marginInlineStart: '0.375rem' }}
          />
        </Action>
      ) : null}
    </div>
  );
}

function Words({ change }: { change: Change }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const label = useSlotLabel();
  switch (change.kind) {
    case 'tempo': {
      const bpm = change.bpm ? bpmText(change.bpm) : '–';
      return change.signature
        ? t('setlist.changesTempo', { bpm, signature: change.signature })
        : t('setlist.changesBpm', { bpm });
    }
    case 'slot': {
      const slot = label({ name: change.slot, label: change.label });
      return change.userId
        ? t('setlist.changesSlot', { name: nameOf(view, change.userId), slot })
        : t('setlist.changesOpen', { slot });
    }
    case 'leader':
      return t('setlist.changesLeader', { name: nameOf(view, change.userId) });
    case 'key': {
      const [before, after = ''] = t('setlist.changesKey', { key: '\u0000' }).split('\u0000');
      return (
        <>
          {before}
          <KeyName of={change.key} />
          {after}
        </>
      );
    }
  }
}
