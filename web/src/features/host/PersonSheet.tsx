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
import { place } from '../slots/slots.ts';
import { useSlotCommands, useSlotLabel } from '../slots/useSlots.ts';

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
      {can('slot.manage') && view.slots.length > 0 ? <GiveSlots userId={userId} name={name} /> : null}
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

/** The slots for the whole session that this person fills; a tap gives one or frees it. */
function GiveSlots({ userId, name }: { userId: string; name: string }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const label = useSlotLabel();
  const commands = useSlotCommands();
  const held = view.slot_assignments.filter((a) => a.scope === 'global' && a.user_id === userId);
  const value = held.map((a) => a.slot_name);
  const change = (next: string[]): void => {
    const given = next.find((slot) => !value.includes(slot));
    const freed = value.find((slot) => !next.includes(slot));
    if (given) commands.assign(userId, place(given, 'global', undefined));
    if (freed) commands.release(place(freed, 'global', undefined));
  };
  return (
    <Chips
      label={t('slots.giveTo', { name })}
      value={value}
      options={view.slots.map((slot) => ({ value: slot.name, label: label(slot) }))}
      onChange={change}
    />
  );
}
