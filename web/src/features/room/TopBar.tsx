import { IconUrgent } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmergencyHeard } from '../../client/wire.ts';
import { Action } from '../../ui/Action.tsx';
import { clock } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Level } from '../../ui/Level.tsx';
import { useNow } from '../../ui/motion.ts';
import { nameOf } from '../floor/face.ts';
import styles from './Room.module.css';
import { useRoom } from './useLiveRoom.ts';

/** So long after its talk the hub still takes that somebody heard an emergency. */
const ANSWER_FOR_MS = 120_000;

/** Who has the room when it is one person with the lead, or an emergency. */
export function TopBar() {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const others = Object.entries(view.talkers)
    .flatMap(([channelId, talkers]) => talkers.map((talker) => ({ channelId, ...talker })))
    .filter((talker) => talker.userId !== view.you.user_id);
  const raised = Object.entries(view.raised)
    .map(([channelId, one]) => ({ channelId, ...one, key: `${channelId} ${one.userId} ${one.sinceMs}` }))
    .filter(({ userId }) => userId !== view.you.user_id);
  const answer = ({ key, channelId }: (typeof raised)[number]): void => {
    setAnswered((were) => new Set([...were, key]));
    live.acknowledgeAlarm(channelId);
  };
  const sounding = raised.find(({ endedMs }) => endedMs === undefined);
  const unanswered = raised.find(({ key, endedMs }) => endedMs !== undefined && !answered.has(key));
  const isOver = usePast(unanswered?.endedMs === undefined ? undefined : unanswered.endedMs + ANSWER_FOR_MS);
  const leader = others.find((talker) => talker.priority);
  const alarm = sounding ?? (isOver ? undefined : unanswered);
  if (alarm) {
    const name = nameOf(view, alarm.userId);
    return (
      <div className={styles.alarm} role="alert">
        <Icon of={IconUrgent} size={32} />
        <div>
          <p className="h3">{t('room.emergency')}</p>
          <p className="small">
            {alarm === sounding
              ? `${t('room.emergencyBy', { name })} · ${t('room.emergencyHint')}`
              : t('room.emergencyOver', { name })}
          </p>
        </div>
        {alarm === sounding ? <TalkClock sinceMs={alarm.sinceMs} /> : null}
        <HeardBy heard={view.alarms[alarm.channelId]} />
        {answered.has(alarm.key) ? null : (
          <Action wide onClick={() => answer(alarm)}>
            {t('room.heard')}
          </Action>
        )}
      </div>
    );
  }
  const own = Object.values(view.alarms).find((heard) => heard.user_id === view.you.user_id);
  if (own) {
    return (
      <div className={styles.bar} role="status">
        <Icon of={IconUrgent} />
        <HeardBy heard={own} />
      </div>
    );
  }
  if (!leader) return null;
  const role = view.participants.find((p) => p.user_id === leader.userId)?.role;
  const name = role === 'md' ? t('role.md') : nameOf(view, leader.userId);
  const effect = { duck: 'room.ducked', focus: 'room.focused', off: undefined } as const;
  const said = effect[view.session.ducking];
  return (
    <div className={styles.bar}>
      <Level level={() => live.levelOf(leader.userId)} />
      <span>{t('room.priorityBar', { name })}</span>
      {said ? <span>{t(said)}</span> : null}
    </div>
  );
}

/** How many said that they heard the emergency, and who. */
function HeardBy({ heard }: { heard: EmergencyHeard | undefined }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  if (!heard) return null;
  const names = heard.by.map((id) => nameOf(view, id)).join(', ');
  return (
    <p className="small">
      {t('room.heardBy', { count: heard.by.length, of: heard.of })}: {names}
    </p>
  );
}

function TalkClock({ sinceMs }: { sinceMs: number }) {
  const now = useNow(500);
  return <span className="h3">{clock(now - sinceMs)}</span>;
}

/** Whether that time has come, by our own monotonic clock. */
function usePast(atMs: number | undefined): boolean {
  const [past, setPast] = useState<number>();
  useEffect(() => {
    if (atMs === undefined) return;
    const timer = setTimeout(() => setPast(atMs), Math.max(0, atMs - performance.now()));
    return () => clearTimeout(timer);
  }, [atMs]);
  return atMs !== undefined && past === atMs;
}
