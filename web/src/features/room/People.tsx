import { IconCrown, IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Participant } from '../../client/model.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { initials } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Level } from '../../ui/Level.tsx';
import { useNow } from '../../ui/motion.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import styles from './People.module.css';
import { useRoom } from './useLiveRoom.ts';

/** People stay where they are: who talks lights up in place. */
export function People({ onPick }: { onPick?: ((userId: string) => void) | undefined }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on short screens the row scrolls and must be reachable by keyboard
    <ul className={styles.tiles} tabIndex={0} aria-label={t('room.people')}>
      {stillHere(view).map((person) => (
        <li key={person.user_id}>
          <Tile person={person} onPick={onPick} />
        </li>
      ))}
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

function Tile({ person, onPick }: { person: Participant; onPick?: ((userId: string) => void) | undefined }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const you = person.user_id === view.you.user_id;
  const talks = talksNow(view, person.user_id);
  const away = person.state !== 'here';
  const name = you ? t('room.you') : person.name;
  const content = (
    <>
      <Avatar person={person} talks={talks} />
      <span className={styles.who}>{name}</span>
      <span className={styles.what}>
        {away ? <Away person={person} /> : roleName(person.role, t)}
        {talks ? <span className="visually-hidden">, {t('room.isTalking', { name })}</span> : null}
      </span>
    </>
  );
  const data = { className: styles.tile, 'data-you': you, 'data-away': away, 'data-talks': talks };
  return onPick && !you ? (
    <button type="button" {...data} onClick={() => onPick(person.user_id)}>
      {content}
    </button>
  ) : (
    <div {...data}>{content}</div>
  );
}

export function Avatar({ person, talks }: { person: Participant; talks: Talks }) {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const leads = isLeader(view, person);
  const silent = useStore(live.voice.store, (s) => s.silent.includes(person.user_id));
  return (
    <span className={styles.avatar}>
      {talks ? (
        <Level level={() => live.levelOf(person.user_id)} />
      ) : (
        <span aria-hidden>{initials(person.name)}</span>
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
