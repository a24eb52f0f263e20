import { useTranslation } from 'react-i18next';
import { nameOf } from '../floor/face.ts';
import styles from './Room.module.css';
import { useRoom } from './useLiveRoom.ts';

/** Who waits for the floor of a channel, in their order. */
export function Line({ channelId }: { channelId: string | undefined }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const line = channelId ? (view.lines[channelId] ?? []) : [];
  if (line.length === 0) return null;
  return (
    <div className={styles.queue}>
      <span className="small third" id="in-line">
        {t('room.inLine')}
      </span>
      <ol className={styles.queue} aria-labelledby="in-line">
        {[...line]
          .sort((a, b) => a.position - b.position)
          .slice(0, 6)
          .map((entry) => {
            const you = entry.user_id === view.you.user_id;
            return (
              <li key={entry.user_id} data-you={you}>
                {entry.position} {you ? t('room.you') : nameOf(view, entry.user_id)}
              </li>
            );
          })}
      </ol>
    </div>
  );
}
