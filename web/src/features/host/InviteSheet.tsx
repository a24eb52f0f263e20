import { IconCopy, IconLink, IconRefresh, IconStethoscope, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invite } from '../../client/model.ts';
import { Action, IconAction } from '../../ui/Action.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { say } from '../../ui/toasts.ts';
import { roleName } from '../floor/FloorCaption.tsx';
import { useHub } from '../join/useEntry.ts';
import { useCommand } from '../room/useCommand.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import styles from './Host.module.css';
import { shareOrigin } from './share.ts';

/** The code and its QR, and links with a role and an end. */
export function InviteSheet({ onDoctor, onClose }: { onDoctor: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { t: d } = useTranslation('doctor');
  const { view, live } = useRoom();
  const can = useCan();
  const { client, id } = live.session;
  const code = view.session.code;
  const { hub } = useHub(false);
  const origin = shareOrigin(location, hub?.https_urls ?? []);
  const renew = useCommand(
    () => client.newCode(id),
    () => say(t('host.newCodeDone'), { tone: 'done' }),
  );
  return (
    <Sheet title={t('host.inviteTitle')} onClose={onClose}>
      {code ? (
        <div className={styles.stack}>
          <QrCode code={code} />
          <p className={styles.code}>{code}</p>
          <p className="small second" style={{ textAlign: 'center' }}>
            {t('host.inviteHint')}
          </p>
          <div className={styles.pair}>
            <Action icon={IconCopy} onClick={() => copy(`${origin}/j/${code}`, t('common.copied'))}>
              {t('common.copy')}
            </Action>
            {can('invite.manage') ? (
              <Action
                kind="outline"
                icon={IconRefresh}
                busy={renew.busy}
                onClick={() => renew.send(undefined)}
              >
                {t('host.newCode')}
              </Action>
            ) : null}
          </div>
        </div>
      ) : null}
      {can('invite.manage') ? <Links /> : null}
      {live.session.tokens.current.owner ? (
        <Action kind="outline" icon={IconStethoscope} wide onClick={onDoctor}>
          {d('title')}
        </Action>
      ) : null}
    </Sheet>
  );
}

function QrCode({ code }: { code: string }) {
  const { t } = useTranslation();
  const { live } = useRoom();
  const { client, id } = live.session;
  const qr = useQuery({
    queryKey: ['qr', id, code],
    queryFn: () => client.qrSvg(id, code),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!qr.data) return undefined;
    const made = URL.createObjectURL(new Blob([qr.data], { type: 'image/svg+xml' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [qr.data]);
  if (!url) return null;
  return (
    <div className={styles.qr}>
      <img src={url} alt={t('host.inviteHint')} />
    </div>
  );
}

const LASTS = { '3600': 'host.hour', '86400': 'host.day', '604800': 'host.week' } as const;
const USES = ['1', '5', '25', '0'];

function Links() {
  const { t } = useTranslation();
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const [role, setRole] = useState(
    () => view.roles.find((r) => r.name === 'guest')?.name ?? view.roles.at(-1)?.name ?? '',
  );
  const [lasts, setLasts] = useState('86400');
  const [uses, setUses] = useState('1');
  const make = useCommand(() =>
    client.createInvite(id, {
      role,
      expires_in_s: Number(lasts),
      ...(uses === '0' ? {} : { uses: Number(uses) }),
    }),
  );
  const revoke = useCommand(
    (code: string) => client.revokeInvite(id, code),
    () => say(t('host.revoked'), { tone: 'done' }),
  );
  return (
    <section className={styles.stack} aria-labelledby="links">
      <h3 className="h3" id="links">
        {t('host.inviteLink')}
      </h3>
      <SelectField
        label={t('host.linkRole')}
        value={role}
        options={view.roles.map((r) => ({ value: r.name, label: roleName(r.name, t) }))}
        onChange={setRole}
      />
      <div className={styles.pair}>
        <SelectField
          label={t('host.linkExpires')}
          value={lasts}
          options={Object.entries(LASTS).map(([value, key]) => ({ value, label: t(key) }))}
          onChange={setLasts}
        />
        <SelectField
          label={t('host.linkUses')}
          value={uses}
          options={USES.map((value) => ({
            value,
            label:
              value === '1'
                ? t('host.once')
                : value === '0'
                  ? t('host.unlimited')
                  : t('host.times', { n: value }),
          }))}
          onChange={setUses}
        />
      </div>
      <Action icon={IconLink} busy={make.busy} onClick={() => make.send(undefined)}>
        {t('host.makeLink')}
      </Action>
      {view.invites?.length ? (
        <ul className="card rows">
          {view.invites.map((invite) => (
            <li key={invite.code} className={styles.row}>
              <div>
                <span className={`small ${styles.url}`}>{invite.url}</span>
                <span className="label third">{describe(invite, t)}</span>
              </div>
              <IconAction
                icon={IconCopy}
                label={t('common.copy')}
                onClick={() => copy(invite.url, t('common.copied'))}
              />
              <IconAction icon={IconX} label={t('host.revoke')} onClick={() => revoke.send(invite.code)} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function describe(invite: Invite, t: TFunction): string {
  const time = new Date(invite.expires_at).toLocaleString([], {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const until = t('host.until', { time });
  return invite.role ? `${t('host.asRole', { role: roleName(invite.role, t) })} · ${until}` : until;
}

/** A page on plain HTTP has no clipboard of its own: then the text is selected instead. */
function copy(text: string, done: string): void {
  if (navigator.clipboard) {
    void navigator.clipboard.writeText(text).then(() => say(done, { tone: 'done' }));
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  say(done, { tone: 'done' });
}
