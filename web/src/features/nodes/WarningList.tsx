import { IconAlertTriangle, IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubClient } from '../../client/hub-client.ts';
import { Action } from '../../ui/Action.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { Warning } from './cluster.ts';
import { ms } from './NodeMap.tsx';
import styles from './Nodes.module.css';
import { useVerdict } from './useCluster.ts';

/** Each thing that wants a look: what it is, and what to do. */
export function WarningList({ warnings, client }: { warnings: readonly Warning[]; client: HubClient }) {
  const { t } = useTranslation('nodes');
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label={t('warnings')}>
      {warnings.map((warning) => (
        <li key={keyOf(warning)} className={`card ${warning.kind === 'waiting' ? '' : styles.warning}`}>
          <Icon of={warning.kind === 'waiting' ? IconUserQuestion : IconAlertTriangle} />
          <div>
            <Words warning={warning} />
            <Deeds warning={warning} client={client} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function keyOf(warning: Warning): string {
  if (warning.kind === 'waiting') return warning.node.node_id;
  return `${warning.kind} ${'name' in warning ? warning.name : ''}`;
}

function Words({ warning }: { warning: Warning }) {
  const { t } = useTranslation('nodes');
  const [what, todo] = ((): [string, string] => {
    switch (warning.kind) {
      case 'noLeader':
        return [t('w.noLeader'), t('w.noLeaderDo')];
      case 'timing':
        return [t('w.timing', warning), t('w.timingDo', warning)];
      case 'hubGone':
        return [t('w.hubGone', warning), t('w.hubGoneDo')];
      case 'down':
        return [t('w.down', warning), `${warning.why} ${t('w.downDo')}`.trim()];
      case 'waiting':
        return [
          t('w.waiting', { name: warning.node.name }),
          t('w.waitingDo', { address: warning.node.address }),
        ];
      case 'oneCopy':
        return [t('w.oneCopy'), t('w.oneCopyDo')];
      case 'flapping':
        return [t('w.flapping', { n: warning.times }), t('w.flappingDo')];
      case 'unsent':
        return [t('w.unsent', { name: warning.name, n: warning.packets }), t('w.slowDo')];
      case 'slow':
        return [t('w.slow', { name: warning.name, time: ms(warning.ms) }), t('w.slowDo')];
      case 'version':
        return [t('w.version', warning), t('w.versionDo')];
    }
  })();
  return (
    <>
      <p className="strong">{what}</p>
      <p className="small second">{todo}</p>
    </>
  );
}

function Deeds({ warning, client }: { warning: Warning; client: HubClient }) {
  const { t } = useTranslation('nodes');
  const { give, busy } = useVerdict(client);
  const [asking, setAsking] = useState(false);
  if (warning.kind === 'waiting') {
    const { node_id } = warning.node;
    return (
      <>
        <p className={`mono ${styles.nodeId}`}>{node_id.slice(0, 12)}</p>
        <div className={styles.deeds}>
          <Action small busy={busy} onClick={() => give('admit', node_id)}>
            {t('letIn')}
          </Action>
          <Action small kind="outline" busy={busy} onClick={() => give('remove', node_id)}>
            {t('refuse')}
          </Action>
        </div>
      </>
    );
  }
  if (warning.kind !== 'down') return null;
  if (asking) {
    return (
      <Confirm
        ask={t('removeAsk', { name: warning.name })}
        yes={t('remove')}
        busy={busy}
        onYes={() => give('remove', warning.id)}
        onNo={() => setAsking(false)}
      />
    );
  }
  return (
    <div className={styles.deeds}>
      <Action small kind="outline" onClick={() => setAsking(true)}>
        {t('removeForGood')}
      </Action>
    </div>
  );
}
