import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, ChannelMode, LineOrder, NewChannel } from '../../client/model.ts';
import { Action } from '../../ui/Action.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Chips, SelectField, TextField } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { say } from '../../ui/toasts.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import styles from './Host.module.css';

const LIMITS_S = [5, 10, 15, 20, 30, 45, 60, 90, 120];

/** A new channel or a changed one: who talks, who hears, one at a time or all together. */
export function ChannelEditor({ channel, onClose }: { channel: Channel | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const everybody = view.roles.map((role) => role.name);
  const [draft, setDraft] = useState<Required<NewChannel>>(
    channel ?? {
      name: '',
      mode: 'floor',
      order: 'fifo',
      talk: everybody,
      listen: everybody,
      talk_limit_s: view.session.talk_limit_s,
    },
  );
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const save = useCommand(async (): Promise<void> => {
    const { name, mode, order, talk, listen, talk_limit_s } = draft;
    const body = { name: name.trim(), mode, order, talk, listen, talk_limit_s };
    if (channel) await client.changeChannel(id, channel.id, body);
    else await client.createChannel(id, body);
  }, onClose);
  const remove = useCommand(
    () => client.deleteChannel(id, channel?.id ?? ''),
    () => {
      say(t('host.deleted', { name: channel?.name ?? '' }), { tone: 'done' });
      onClose();
    },
  );
  const change = (part: Partial<NewChannel>): void => setDraft((old) => ({ ...old, ...part }));
  const roles = everybody.map((value) => ({ value, label: roleName(value, t) }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim()) save.send(undefined);
    else field.current?.focus();
  };

  return (
    <Sheet
      title={channel ? t('host.editChannel', { name: channel.name }) : t('host.newChannel')}
      onClose={onClose}
    >
      <form onSubmit={submit} className={styles.stack} style={{ gap: '1.25rem' }}>
        <TextField
          ref={field}
          label={t('host.channelName')}
          value={draft.name}
          onChange={(name) => change({ name })}
          fault={tried && !draft.name.trim() ? t('host.channelNameEmpty') : undefined}
        />
        <Chips<ChannelMode>
          label={t('host.mode')}
          single
          value={[draft.mode]}
          options={[
            { value: 'floor', label: t('host.modeFloor') },
            { value: 'open', label: t('host.modeOpen') },
          ]}
          onChange={([mode]) => mode && change({ mode })}
        />
        {draft.mode === 'floor' ? (
          <div className={styles.stack}>
            <SelectField
              label={t('host.order')}
              value={draft.order}
              options={[
                { value: 'fifo', label: t('room.fifo') },
                { value: 'priority', label: t('room.byPriority') },
              ]}
              onChange={(order) => change({ order: order as LineOrder })}
            />
            <SelectField
              label={t('host.limit')}
              value={String(draft.talk_limit_s)}
              options={[...new Set([...LIMITS_S, draft.talk_limit_s])]
                .sort((a, b) => a - b)
                .map((n) => ({ value: String(n), label: t('common.seconds', { n }) }))}
              onChange={(value) => change({ talk_limit_s: Number(value) })}
            />
          </div>
        ) : null}
        <Chips
          label={t('host.talkRoles')}
          value={draft.talk}
          options={roles}
          onChange={(talk) => change({ talk })}
        />
        <Chips
          label={t('host.listenRoles')}
          value={draft.listen}
          options={roles}
          onChange={(listen) => change({ listen })}
        />
        <Action kind="now" type="submit" wide busy={save.busy}>
          {t('common.save')}
        </Action>
      </form>
      {channel && view.channels.length > 1 ? (
        asking ? (
          <Confirm
            ask={t('host.deleteAsk', { name: channel.name })}
            yes={t('host.deleteChannel')}
            busy={remove.busy}
            onYes={() => remove.send(undefined)}
            onNo={() => setAsking(false)}
          />
        ) : (
          <Action kind="outline" wide onClick={() => setAsking(true)}>
            {t('host.deleteChannel')}
          </Action>
        )
      ) : null}
    </Sheet>
  );
}
