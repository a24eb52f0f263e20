import { IconUserMinus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Chips } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { say } from '../../ui/toasts.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import { LinkFigures } from '../room/LinkSheet.tsx';
import { useCommand } from '../room/useCommand.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';

/** One person, for who runs the room: link, role, and the way out. */
export function PersonSheet({ userId, onClose }: { userId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const person = view.participants.find((p) => p.user_id === userId);
  const { client, id } = live.session;
  const name = person?.name ?? '';
  const setRole = useCommand(
    (role: string) => client.setRole(id, userId, role),
    (_, role) => say(t('host.roleChanged', { name, role: roleName(role, t) }), { tone: 'done' }),
  );
  const remove = useCommand(
    () => client.remove(id, userId),
    () => say(t('host.removed', { name }), { tone: 'done' }),
  );
  const gone = !person;
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  if (!person) return null;
  return (
    <Sheet title={person.name} onClose={onClose}>
      {can('metrics.view') ? <LinkFigures report={view.reports[userId]} /> : null}
      {can('participant.role') ? (
        <Chips
          label={t('host.rolePick', { name })}
          single
          value={[person.role]}
          options={view.roles.map((role) => ({ value: role.name, label: roleName(role.name, t) }))}
          onChange={([role]) => role && role !== person.role && setRole.send(role)}
        />
      ) : null}
      {can('participant.remove') ? (
        asking ? (
          <Confirm
            ask={t('host.removeAsk', { name })}
            yes={t('host.remove')}
            busy={remove.busy}
            onYes={() => remove.send(undefined)}
            onNo={() => setAsking(false)}
          />
        ) : (
          <Action kind="outline" wide icon={IconUserMinus} onClick={() => setAsking(true)}>
            {t('host.remove')}
          </Action>
        )
      ) : null}
    </Sheet>
  );
}
