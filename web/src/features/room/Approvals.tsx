import { IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Waiting } from '../../client/model.ts';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { say } from '../../ui/toasts.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import people from './People.module.css';
import styles from './Room.module.css';
import { useCommand } from './useCommand.ts';
import { useCan, useRoom } from './useLiveRoom.ts';

/** What wants an answer first: who stands at the door. The first one carries the amber. */
export function Approvals() {
  const { view } = useRoom();
  const can = useCan();
  if (!can('participant.approve') || view.waiting.length === 0) return null;
  return (
    <ul className={styles.section}>
      {view.waiting.map((person, at) => (
        <Knock key={person.user_id} person={person} first={at === 0} />
      ))}
    </ul>
  );
}

function Knock({ person, first }: { person: Waiting; first: boolean }) {
  const { t } = useTranslation();
  const { live, view } = useRoom();
  const { client, id } = live.session;
  const letIn = useCommand(
    () => client.approve(id, person.user_id),
    () => say(t('host.letInDone', { name: person.name }), { tone: 'done' }),
  );
  const refuse = useCommand(() => client.remove(id, person.user_id));
  const role = person.role ? roleName(person.role, t) : '';
  return (
    <li className={styles.knock}>
      <p>
        <span className={people.avatar} style={{ gridRow: 'span 2' }}>
          <Icon of={IconUserPlus} size={20} />
        </span>
        <span className="strong">{t('host.wants', { name: person.name })}</span>
        <span className="small third">
          {role ? `${t('host.asRole', { role })} · ` : ''}
          {t('host.atDoor')}
        </span>
      </p>
      <div>
        <Action
          wide
          small
          kind={first ? 'now' : 'grey'}
          busy={letIn.busy}
          onClick={() => letIn.send(undefined)}
        >
          {t('host.letIn')}
          <span className="visually-hidden"> {person.name}</span>
        </Action>
        <Action wide small kind="outline" busy={refuse.busy} onClick={() => refuse.send(undefined)}>
          {t('host.notNow')}
          <span className="visually-hidden"> {person.name}</span>
        </Action>
      </div>
      <span className="visually-hidden" role="status">
        {first ? t('host.waiting', { count: view.waiting.length }) : ''}
      </span>
    </li>
  );
}
