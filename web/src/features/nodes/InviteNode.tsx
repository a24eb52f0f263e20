import { IconCopy, IconQrcode } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubClient } from '../../client/hub-client.ts';
import { Action } from '../../ui/Action.tsx';
import { FaultCard } from '../../ui/Patterns.tsx';
import { say } from '../../ui/toasts.ts';
import styles from './Nodes.module.css';
import { useNodeInvite } from './useCluster.ts';

/** One more machine: a code for an hour, as words to type and as a picture to scan. */
export function InviteNode({ client }: { client: HubClient }) {
  const { t } = useTranslation('nodes');
  const { t: c } = useTranslation();
  const { make, invite, fault, busy } = useNodeInvite(client);
  const words = invite ? `./tutti up --join ${invite.join_at[0] ?? 'HOST'} --invite ${invite.code}` : '';
  return (
    <section className={`card ${styles.add}`} aria-labelledby="nodes-add">
      <div>
        <h3 className="h3" id="nodes-add">
          {t('add')}
        </h3>
        <p className="small second">{t(invite ? 'addWords' : 'addHint')}</p>
      </div>
      {fault ? <FaultCard error={fault} /> : null}
      {invite ? (
        <>
          {invite.qr_svg ? <Picture svg={invite.qr_svg} label={t('qr', { code: invite.code })} /> : null}
          <p className={styles.typed}>
            <code>{words}</code>
          </p>
          <p className="small third">
            {t('until', { time: new Date(invite.expires_at).toLocaleTimeString([], { timeStyle: 'short' }) })}
          </p>
          <Action
            icon={IconCopy}
            onClick={() => {
              void navigator.clipboard
                ?.writeText(words)
                .then(() => say(c('common.copied'), { tone: 'done' }));
            }}
          >
            {c('common.copy')}
          </Action>
        </>
      ) : (
        <Action icon={IconQrcode} busy={busy} onClick={make}>
          {t('makeCode')}
        </Action>
      )}
    </section>
  );
}

function Picture({ svg, label }: { svg: string; label: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return <div className={styles.qr}>{url ? <img src={url} alt={label} /> : null}</div>;
}
