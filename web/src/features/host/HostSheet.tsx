import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Admission, Ducking, SettingsChange } from '../../client/model.ts';
import type { VoiceWay } from '../../client/wire.ts';
import { Action } from '../../ui/Action.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Chips, SelectField, SwitchRow, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { roleName } from '../floor/FloorCaption.tsx';
import { Approvals } from '../room/Approvals.tsx';
import { useCommand } from '../room/useCommand.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import styles from './Host.module.css';

const LIMITS_S = [5, 10, 15, 20, 30, 60, 120];

interface HostSheetProps {
  onClose: () => void;
  onChannel: (channelId: string | undefined) => void;
  onPerson: (userId: string) => void;
}

/** What the host does: the door first, then channels, people, the room's settings, the end. */
export function HostSheet({ onClose, onChannel, onPerson }: HostSheetProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const can = useCan();
  const people = view.participants.filter((p) => p.user_id !== view.you.user_id);
  return (
    <Sheet title={t('host.title')} onClose={onClose}>
      <Approvals />
      {can('channel.manage') ? (
        <section className={styles.stack} aria-labelledby="host-channels">
          <h3 className="h3" id="host-channels">
            {t('host.channels')}
          </h3>
          <ul className="card rows">
            {view.channels.map((channel) => (
              <li key={channel.id}>
                <Row
                  title={channel.name}
                  hint={t(channel.mode === 'open' ? 'host.modeOpen' : 'host.modeFloor')}
                  onClick={() => onChannel(channel.id)}
                />
              </li>
            ))}
          </ul>
          <Action kind="outline" icon={IconPlus} onClick={() => onChannel(undefined)}>
            {t('host.addChannel')}
          </Action>
        </section>
      ) : null}
      {can('participant.role') || can('participant.remove') ? (
        <section className={styles.stack} aria-labelledby="host-people">
          <h3 className="h3" id="host-people">
            {t('host.people')}
          </h3>
          {people.length === 0 ? <p className="small third">{t('host.noPeople')}</p> : null}
          <ul className="card rows">
            {people.map((person) => (
              <li key={person.user_id}>
                <Row
                  title={person.name}
                  hint={roleName(person.role, t)}
                  onClick={() => onPerson(person.user_id)}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {can('settings.manage') ? <RoomSettings /> : null}
      {can('session.close') ? <CloseSession /> : null}
    </Sheet>
  );
}

function Row({ title, hint, onClick }: { title: string; hint: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.row} style={{ background: 'none', border: 0 }} onClick={onClick}>
      <div>
        <span className="strong">{title}</span>
        <span className="small third" style={{ display: 'block' }}>
          {hint}
        </span>
      </div>
      <Icon of={IconChevronRight} size={20} />
    </button>
  );
}

function RoomSettings() {
  const { t } = useTranslation();
  const { t: tp } = useTranslation('peers');
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const { session } = view;
  const [name, setName] = useState(session.name);
  const change = useCommand((body: SettingsChange) => client.changeSettings(id, body));
  const lead = view.roles.find((role) => role.capabilities.includes('floor.priority'))?.name ?? '';
  return (
    <section className={styles.stack} style={{ gap: '1.25rem' }} aria-labelledby="host-settings">
      <h3 className="h3" id="host-settings">
        {t('host.settings')}
      </h3>
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && name.trim() !== session.name) change.send({ name: name.trim() });
        }}
      >
        <TextField label={t('host.roomName')} value={name} onChange={setName} />
        {name.trim() && name.trim() !== session.name ? (
          <Action small type="submit" busy={change.busy}>
            {t('common.save')}
          </Action>
        ) : null}
      </form>
      <Chips<Admission>
        label={t('host.admission')}
        single
        value={[session.admission]}
        options={[
          { value: 'approval', label: t('host.admissionApproval') },
          { value: 'open', label: t('host.admissionOpen') },
        ]}
        onChange={([admission]) => admission && change.send({ admission })}
      />
      <div className="card">
        <SwitchRow
          label={t('host.discoverable')}
          checked={session.discoverable}
          onChange={(discoverable) => change.send({ discoverable })}
        />
      </div>
      <Chips<Ducking>
        label={t('host.ducking', { role: roleName(lead, t) })}
        single
        value={[session.ducking]}
        options={[
          { value: 'duck', label: t('host.duckingDuck') },
          { value: 'focus', label: t('host.duckingFocus') },
          { value: 'off', label: t('host.duckingOff') },
        ]}
        onChange={([ducking]) => ducking && change.send({ ducking })}
      />
      <div className={styles.stack}>
        <Chips<VoiceWay>
          label={tp('voice')}
          single
          value={[session.voice ?? 'hub']}
          options={[
            { value: 'hub', label: tp('voiceHub') },
            { value: 'mesh', label: tp('voiceMesh') },
          ]}
          onChange={([voice]) => voice && change.send({ voice })}
        />
        <p className="small third">{tp('voiceMeshHint')}</p>
      </div>
      <SelectField
        label={t('host.limit')}
        value={String(session.talk_limit_s)}
        options={[...new Set([...LIMITS_S, session.talk_limit_s])]
          .sort((a, b) => a - b)
          .map((n) => ({ value: String(n), label: t('common.seconds', { n }) }))}
        onChange={(value) => change.send({ talk_limit_s: Number(value) })}
      />
    </section>
  );
}

function CloseSession() {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const [asking, setAsking] = useState(false);
  const close = useCommand(() => live.session.client.close(live.session.id));
  if (!asking) {
    return (
      <Action kind="outline" wide onClick={() => setAsking(true)}>
        {t('host.close')}
      </Action>
    );
  }
  return (
    <Confirm
      ask={t('host.closeAsk', { count: view.participants.length })}
      yes={t('host.closeYes')}
      busy={close.busy}
      onYes={() => close.send(undefined)}
      onNo={() => setAsking(false)}
    />
  );
}
