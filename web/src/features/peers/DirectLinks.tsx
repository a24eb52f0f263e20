import { useTranslation } from 'react-i18next';
import styles from '../host/Host.module.css';
import { useRoom } from '../room/useLiveRoom.ts';
import { isCrowded, MeshCrowd } from './MeshCrowd.tsx';
import { MESH_MOST } from './mesh-voice.ts';
import { MESH_PEOPLE } from './peers.ts';
import { type DirectPerson, useDirectLinks } from './usePeers.ts';

/** The way to each of the others without the hub in between. */
export function DirectLinks() {
  const { t } = useTranslation('peers');
  const { view } = useRoom();
  const people = useDirectLinks();
  const mesh = view.session.voice === 'mesh';
  const most = mesh ? MESH_MOST : MESH_PEOPLE;
  if (people.length === 0) return null;
  if (isCrowded(view) && people.length >= most) return <MeshCrowd />;
  if (people.length >= most) return <p className="small second">{t('tooMany', { n: most })}</p>;
  return (
    <section className={styles.stack} aria-label={t('direct')}>
      <h3 className="label third">{t('direct')}</h3>
      {mesh ? <p className="small second">{t('meshHere')}</p> : null}
      {isCrowded(view) ? <MeshCrowd /> : null}
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
