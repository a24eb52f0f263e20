import { useTranslation } from 'react-i18next';
import styles from '../host/Host.module.css';
import { MESH_PEOPLE } from './peers.ts';
import { type DirectPerson, useDirectLinks } from './usePeers.ts';

/** The way to each of the others without the hub in between. */
export function DirectLinks() {
  const { t } = useTranslation('peers');
  const people = useDirectLinks();
  if (people.length === 0) return null;
  if (people.length >= MESH_PEOPLE) return <p className="small second">{t('tooMany', { n: MESH_PEOPLE })}</p>;
  return (
    <section className={styles.stack} aria-label={t('direct')}>
      <h3 className="label third">{t('direct')}</h3>
      <ul className="card">
        {people.map((person) => (
          <li key={person.userId} className={styles.row}>
            <div>{person.name}</div>
            <Way person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Way({ person }: { person: DirectPerson }) {
  const { t } = useTranslation('peers');
  const { link } = person;
  if (link?.rttMs !== undefined) return <b>{t('ms', { n: Math.round(link.rttMs * 10) / 10 })}</b>;
  const word = !link || link.state === 'failed' ? 'none' : 'connecting';
  return <span className="small second">{t(word)}</span>;
}
