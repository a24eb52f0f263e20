import { useTranslation } from 'react-i18next';
import { roleName } from '../floor/FloorCaption.tsx';
import { LinkSteps } from './LinkWords.tsx';
import styles from './People.module.css';
import { Avatar, Away, stillHere, talksNow } from './People.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';

/** Who is here with trip, loss and link: for who looks after the room. */
export function PeopleTable({ onPick }: { onPick: ((userId: string) => void) | undefined }) {
  const { t } = useTranslation();
  const { view, report } = useRoom();
  const can = useCan();
  const others = can('metrics.view');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('room.people')}</th>
          <th scope="col">{t('host.trip')}</th>
          <th scope="col">{t('host.loss')}</th>
          <th scope="col">{t('host.link')}</th>
        </tr>
      </thead>
      <tbody>
        {stillHere(view).map((person) => {
          const you = person.user_id === view.you.user_id;
          const link = you ? report : others ? view.reports[person.user_id] : undefined;
          const content = (
            <>
              <Avatar person={person} talks={talksNow(view, person.user_id)} />
              <span>
                <span className="strong">{you ? t('room.you') : person.name}</span>{' '}
                <span className="small third">
                  {person.state === 'here' ? roleName(person.role, t) : <Away person={person} />}
                </span>
              </span>
            </>
          );
          const data = { className: styles.person, 'data-talks': talksNow(view, person.user_id) };
          return (
            <tr key={person.user_id}>
              <td>
                {onPick && !you ? (
                  <button
                    type="button"
                    style={{ background: 'none', border: 0, padding: 0 }}
                    {...data}
                    onClick={() => onPick(person.user_id)}
                  >
                    {content}
                  </button>
                ) : (
                  <span {...data}>{content}</span>
                )}
              </td>
              <td>{link ? t('common.ms', { n: Math.round(link.rtt_ms) }) : t('link.none')}</td>
              <td>{link ? t('link.pct', { n: link.loss_pct }) : t('link.none')}</td>
              <td>
                <LinkSteps report={link} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
