import { IconArrowLeft, IconCheck, IconStethoscope } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubClient } from '../../client/hub-client.ts';
import { Action, IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FaultCard, Loading, Notice } from '../../ui/Patterns.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { DoctorScreen } from '../doctor/DoctorScreen.tsx';
import { copiesOf, factsOf, type NodeFacts, type Report, voiceBps, warningsOf } from './cluster.ts';
import { InviteNode } from './InviteNode.tsx';
import { ms, NodeMap, stateOf } from './NodeMap.tsx';
import styles from './Nodes.module.css';
import { useCluster } from './useCluster.ts';
import { WarningList } from './WarningList.tsx';

const STEPS_SHOWN = 6;

/** The machines that are one hub, on a page of its own. */
export function NodesScreen({
  client,
  hub,
  onClose,
}: {
  client: HubClient;
  hub: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('nodes');
  const [doctor, setDoctor] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (doctor) return;
    document.title = `${t('title')} · Tutti`;
    heading.current?.focus({ preventScroll: true });
  }, [t, doctor]);
  if (doctor) return <DoctorScreen client={client} hub={hub} onClose={() => setDoctor(false)} />;
  return (
    <main className={styles.page}>
      <header className={styles.top}>
        <IconAction icon={IconArrowLeft} label={t('leave')} onClick={onClose} />
        <div>
          <h1 className="h3" ref={heading} tabIndex={-1}>
            {hub}
          </h1>
          <h2 className="small second">{t('title')}</h2>
        </div>
      </header>
      <Nodes client={client} onDoctor={() => setDoctor(true)} />
    </main>
  );
}

/** The same beside a room, which goes on. */
export function NodesSheet({
  client,
  onDoctor,
  onClose,
}: {
  client: HubClient;
  onDoctor: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('nodes');
  return (
    <Sheet title={t('title')} broad onClose={onClose}>
      <Nodes client={client} onDoctor={onDoctor} />
    </Sheet>
  );
}

/** For whoever looks after the hub: what is wrong and what to do, then the picture, then figures. */
function Nodes({ client, onDoctor }: { client: HubClient; onDoctor: () => void }) {
  const { t } = useTranslation('nodes');
  const { now, before, fault } = useCluster(client);
  return (
    <div className={styles.nodes}>
      {fault && now ? <Notice tone="stop">{t('stale')}</Notice> : null}
      {fault && !now ? <FaultCard error={fault} /> : null}
      {now ? (
        <Body now={now} before={before} client={client} onDoctor={onDoctor} />
      ) : fault ? null : (
        <Loading words={t('loading')} />
      )}
    </div>
  );
}

function Body({
  now,
  before,
  client,
  onDoctor,
}: {
  now: Report;
  before: Report | undefined;
  client: HubClient;
  onDoctor: () => void;
}) {
  const { t } = useTranslation('nodes');
  const { t: d } = useTranslation('doctor');
  const nodes = factsOf(now, before);
  const warnings = warningsOf(now, before);
  const leader = nodes.find(({ leads }) => leads);
  return (
    <div className={styles.body}>
      <div className={styles.side}>
        <div className={styles.verdict}>
          {warnings.length === 0 ? (
            <span className={styles.fine}>
              <Icon of={IconCheck} />
            </span>
          ) : null}
          <p className="body">
            {warnings.length > 0
              ? t('look', { count: warnings.length })
              : nodes.length === 1
                ? t('alone')
                : t('fine', { count: nodes.length, name: leader?.name ?? '' })}
          </p>
        </div>
        <WarningList warnings={warnings} client={client} />
        <InviteNode client={client} />
        <Action kind="outline" icon={IconStethoscope} wide onClick={onDoctor}>
          {d('title')}
        </Action>
      </div>
      <div className={styles.main}>
        <section className={`card ${styles.picture}`} aria-label={t('picture')}>
          <div className={styles.legend}>
            <span className="h3">{t('count', { count: nodes.length })}</span>
            <Legend />
          </div>
          <NodeMap nodes={nodes} />
        </section>
        <Figures now={now} before={before} nodes={nodes.length} />
        <Machines nodes={nodes} />
        <Steps now={now} nodes={nodes} />
      </div>
    </div>
  );
}

function Legend() {
  const { t } = useTranslation('nodes');
  return (
    <ul className={`small third ${styles.signs}`} aria-hidden>
      <li>
        <i className={styles.signLeader} /> {t('leader')}
      </li>
      <li>
        <i className={styles.signNode} /> {t('node')}
      </li>
    </ul>
  );
}

function Figures({ now, before, nodes }: { now: Report; before: Report | undefined; nodes: number }) {
  const { t } = useTranslation('nodes');
  const copies = copiesOf(now);
  const bps = voiceBps(now, before);
  const counts = now.cluster?.counts;
  const back = counts?.last_convergence_ms;
  const figures: [string, string, string, string][] = [
    [t('copies'), copies === undefined ? '–' : String(copies), '', t('copiesOf', { count: nodes })],
    [t('voice'), bps === undefined ? '–' : String(Math.round(bps / 1000)), 'kbit/s', t('voiceHint')],
    [
      t('term'),
      now.cluster ? String(now.cluster.term) : '–',
      '',
      t('changes', { count: (counts?.claims ?? 0) + (counts?.raises ?? 0) }),
    ],
    [
      t('back'),
      back === undefined ? '–' : String(Math.round(back)),
      back === undefined ? '' : 'ms',
      t(back === undefined ? 'neverGone' : now.cluster?.timing === 'frugal' ? 'backFrugal' : 'backHint'),
    ],
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([term, value, unit, hint]) => (
        <div key={term} className="card">
          <dt className="small third">{term}</dt>
          <dd>
            <b className={styles.numeral}>{value}</b> <span className="small second">{unit}</span>
          </dd>
          <dd className="small third">{hint}</dd>
        </div>
      ))}
    </dl>
  );
}

function Machines({ nodes }: { nodes: readonly NodeFacts[] }) {
  const { t } = useTranslation('nodes');
  return (
    <section aria-labelledby="nodes-machines" className={styles.section}>
      <h3 className="h3" id="nodes-machines">
        {t('machines')}
      </h3>
      <ul className="card rows">
        {nodes.map((node) => (
          <li key={node.id} className={styles.machineRow}>
            <div>
              <p className="strong">{node.name}</p>
              <p className="small second">{stateOf(node, t)}</p>
            </div>
            <p className="small second">
              {node.rttMs === undefined ? '' : ms(node.rttMs)}
              {node.voice ? (
                <span className={styles.block}>
                  {t('frames', { out: Math.round(node.voice.outPerS), into: Math.round(node.voice.inPerS) })}
                </span>
              ) : null}
            </p>
            <p className={`small third mono ${styles.where}`}>
              {node.id.slice(0, 12)}
              {node.address ? <span className={styles.block}>{node.address}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The election's last steps on this machine, the newest first. */
function Steps({ now, nodes }: { now: Report; nodes: readonly NodeFacts[] }) {
  const { t } = useTranslation('nodes');
  const steps = (now.cluster?.timeline ?? []).slice(-STEPS_SHOWN).reverse();
  if (nodes.length < 2 || steps.length === 0) return null;
  return (
    <section aria-labelledby="nodes-steps" className={styles.section}>
      <h3 className="h3" id="nodes-steps">
        {t('steps')}
      </h3>
      <ol className="card rows">
        {steps.map((step) => (
          <li key={`${step.at} ${step.to}`} className={`small ${styles.step}`}>
            <time dateTime={step.at}>
              {new Date(step.at).toLocaleTimeString([], { timeStyle: 'medium' })}
            </time>
            <span>
              {t(`to.${step.to}`, { defaultValue: step.to })} <span className="third">{step.cause}</span>
            </span>
            <span className="third">{t('inTerm', { n: step.term })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
