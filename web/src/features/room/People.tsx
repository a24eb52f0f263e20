import { IconCrown, IconMicrophoneOff, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Participant } from '../../client/model.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { initials } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Level } from '../../ui/Level.tsx';
import { useNow } from '../../ui/motion.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import { SlotIcon } from '../slots/SlotIcon.tsx';
import { type FilledSlot, openSlots, slotBoard, slotsOf } from '../slots/slots.ts';
import { useSlotLabel } from '../slots/useSlots.ts';
import styles from './People.module.css';
import { useRoom } from './useLiveRoom.ts';

interface PeopleProps {
  onPick?: ((userId: string) => void) | undefined;
  /** Where the room has slots: shows them all. */
  onSlots?: (() => void) | undefined;
  /** One row that scrolls, where the MD's signals need the height. */
  row?: boolean;
}

/** People stay where they are: who talks lights up in place. */
export function People({ onPick, onSlots, row }: PeopleProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const board = slotBoard(view);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on short screens the row scrolls and must be reachable by keyboard
    <ul className={styles.tiles} data-row={row} tabIndex={0} aria-label={t('room.people')}>
      {stillHere(view).map((person) => (
        <li key={person.user_id}>
          <Tile person={person} board={board} onPick={onPick} onSlots={onSlots} />
        </li>
      ))}
      {onSlots && board.some((one) => !one.userId) ? (
        <li>
          <OpenTile board={board} onSlots={onSlots} />
        </li>
      ) : null}
    </ul>
  );
}

const GONE_FOR_MS = 5 * 60_000;

/** Who lost the link minutes ago makes room for the others; a return brings the tile back. */
export function stillHere(view: SessionView): Participant[] {
  const now = performance.now();
  return view.participants.filter(
    (person) => person.state !== 'gone' || now - (view.presenceSinceMs[person.user_id] ?? now) < GONE_FOR_MS,
  );
}

type Talks = 'you' | 'other' | 'alarm' | undefined;

export function talksNow(view: SessionView, userId: string): Talks {
  const talker = Object.values(view.talkers)
    .flat()
    .find((t) => t.userId === userId);
  if (!talker) return undefined;
  if (userId === view.you.user_id) return 'you';
  return talker.emergency ? 'alarm' : 'other';
}

export function isLeader(view: SessionView, person: Participant): boolean {
  const role = view.roles.find((r) => r.name === person.role);
  return role?.capabilities.includes('floor.priority') ?? false;
}

interface TileProps extends PeopleProps {
  person: Participant;
  board: readonly FilledSlot[];
}

function Tile({ person, board, onPick, onSlots }: TileProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const label = useSlotLabel();
  const held = slotsOf(board, person.user_id);
  const leads = isLeader(view, person);
  const role = roleName(person.role, t);
  const what = held.length > 0 ? held.map(label).join(', ') : role;
  const you = person.user_id === view.you.user_id;
  const talks = talksNow(view, person.user_id);
  const away = person.state !== 'here';
  const name = you ? t('room.you') : person.name;
  const content = (
    <>
      <Avatar person={person} talks={talks} icon={held[0] ? <SlotIcon name={held[0].name} /> : undefined} />
      <span className={styles.who}>{name}</span>
      <span className={styles.what}>
        {away ? <Away person={person} /> : leads && held.length > 0 ? `${role} · ${what}` : what}
        {talks ? <span className="visually-hidden">, {t('room.isTalking', { name })}</span> : null}
      </span>
    </>
  );
  const data = { className: styles.tile, 'data-you': you, 'data-away': away, 'data-talks': talks };
  const press = onPick && !you ? () => onPick(person.user_id) : onSlots;
  return press ? (
    <button type="button" {...data} onClick={press}>
      {content}
    </button>
  ) : (
    <div {...data}>{content}</div>
  );
}

/** One place for all that is open: fourteen dashed tiles would hide the people. */
function OpenTile({ board, onSlots }: { board: readonly FilledSlot[]; onSlots: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const label = useSlotLabel();
  const open = openSlots(board);
  const mine = slotsOf(board, view.you.user_id).length > 0;
  return (
    <button type="button" className={styles.tile} data-open onClick={onSlots}>
      <span className={styles.avatar}>
        <Icon of={IconPlus} size={20} />
      </span>
      <span className={styles.who}>{mine || open.length === 1 ? t('slots.open') : t('slots.pick')}</span>
      <span className={styles.what}>
        {open.length === 1 && open[0] ? label(open[0]) : t('slots.openCount', { count: open.length })}
      </span>
    </button>
  );
}

interface AvatarProps {
  person: Participant;
  talks: Talks;
  /** What the person plays; initials without. */
  icon?: ReactNode;
  className?: string | undefined;
}

export function Avatar({ person, talks, icon, className = styles.avatar }: AvatarProps) {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const leads = isLeader(view, person);
  const silent = useStore(live.voice.store, (s) => s.silent.includes(person.user_id));
  return (
    <span className={className}>
      {talks ? (
        <Level level={() => live.levelOf(person.user_id)} />
      ) : (
        (icon ?? <span aria-hidden>{initials(person.name)}</span>)
      )}
      {silent ? (
        <span className={styles.badge}>
          <Icon of={IconMicrophoneOff} size={14} />
          <span className="visually-hidden">{t('room.muted')}</span>
        </span>
      ) : leads ? (
        <span className={styles.badge}>
          <Icon of={IconCrown} size={14} />
          <span className="visually-hidden">{t('room.isMd')}</span>
        </span>
      ) : null}
    </span>
  );
}

export function Away({ person }: { person: Participant }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const now = useNow(10_000);
  const minutes = Math.floor((now - (view.presenceSinceMs[person.user_id] ?? now)) / 60_000);
  if (person.state === 'gone')
    return t('room.gone', { time: minutes > 0 ? t('room.minutes', { n: minutes }) : '' });
  return minutes > 0 ? t('room.awayFor', { time: t('room.minutes', { n: minutes }) }) : t('room.away');
}
