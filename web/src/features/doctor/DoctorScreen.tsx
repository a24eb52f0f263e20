import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArrowLeft,
  IconCheck,
  IconInfoCircle,
  IconRefresh,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubClient } from '../../client/hub-client.ts';
import type { DoctorAnswer, SeenRefusal } from '../../client/wire.ts';
import { Action, IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FaultCard, Loading, Notice } from '../../ui/Patterns.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './Doctor.module.css';
import { diagnose, type Group, type Status, wrongIn } from './doctor.ts';
import { useDoctor } from './useDoctor.ts';

const LINES_SHOWN = 4;

/** Why others do not get in, on a page of its own. */
export function DoctorScreen({
  client,
  hub,
  onClose,
}: {
  client: HubClient;
  hub: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('doctor');
  const { t: n } = useTranslation('nodes');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t('title')} · Tutti`;
    heading.current?.focus({ preventScroll: true });
  }, [t]);
  return (
    <main className={styles.page}>
      <header className={styles.top}>
        <IconAction icon={IconArrowLeft} label={n('leave')} onClick={onClose} />
        <div>
          <h1 className="h3" ref={heading} tabIndex={-1}>
            {hub}
          </h1>
          <h2 className="small second">{t('title')}</h2>
        </div>
      </header>
      <Doctor client={client} />
    </main>
  );
}

/** The same beside a room, which goes on. */
export function DoctorSheet({ client, onClose }: { client: HubClient; onClose: () => void }) {
  const { t } = useTranslation('doctor');
  return (
    <Sheet title={t('title')} broad onClose={onClose}>
      <Doctor client={client} />
    </Sheet>
  );
}

function Doctor({ client }: { client: HubClient }) {
  const { t } = useTranslation('doctor');
  const { answer, fault, busy, again } = useDoctor(client);
  return (
    <div className={styles.doctor}>
      {fault && answer ? <Notice tone="stop">{t('stale')}</Notice> : null}
      {fault && !answer && !busy ? <FaultCard error={fault} title={t('fault')} /> : null}
      {answer ? <Verdict answer={answer} /> : null}
      {answer || (fault && !busy) ? (
        <div className={styles.again}>
          <Action icon={IconRefresh} busy={busy} onClick={again}>
            {t('again')}
          </Action>
          {answer ? (
            <p className="small third" role="status">
              {t('checkedAt', { time: clock(answer.checked_at, 'medium') })}
            </p>
          ) : null}
        </div>
      ) : (
        <Loading words={t('loading')} />
      )}
      {answer ? <Body answer={answer} /> : null}
    </div>
  );
}

function clock(at: string, timeStyle: 'short' | 'medium'): string {
  return new Date(at).toLocaleTimeString([], { timeStyle });
}

/** One sentence before everything else. */
function Verdict({ answer }: { answer: DoctorAnswer }) {
  const { t } = useTranslation('doctor');
  const { trouble } = diagnose(answer);
  const clear = trouble.length === 0;
  return (
    <div className={styles.verdict}>
      <span className={clear ? styles.fine : styles.bad}>
        <Icon of={clear ? IconCheck : IconAlertTriangle} />
      </span>
      <div>
        <p className="h3">{clear ? t('nothing') : t('inTheWay', { count: trouble.length })}</p>
        <p className="small second">
          {clear ? (answer.seen.length > 0 ? t('turnedAwayToo') : t('nothingHint')) : null}
        </p>
      </div>
    </div>
  );
}

function Body({ answer }: { answer: DoctorAnswer }) {
  const { t } = useTranslation('doctor');
  const { trouble, maybe, fine, unknown } = diagnose(answer);
  return (
    <div className={styles.body}>
      <div className={styles.column}>
        <Section title={t('trouble')} shown={trouble.length > 0}>
          <ul className={styles.cards}>
            {trouble.map((group) => (
              <Found key={group.check} group={group} />
            ))}
          </ul>
        </Section>
        <Section title={t('seen')} shown={answer.seen.length > 0}>
          <ul className="card rows">
            {answer.seen.map((one) => (
              <Refused key={`${one.kind} ${one.address} ${one.detail}`} one={one} />
            ))}
          </ul>
        </Section>
        <Section title={t('maybe')} shown={maybe.length > 0}>
          <ul className={styles.cards}>
            {maybe.map((group) => (
              <Found key={group.check} group={group} />
            ))}
          </ul>
        </Section>
      </div>
      <div className={styles.column}>
        <Section title={t('fine')} shown={fine.length > 0}>
          <Rows groups={fine} />
        </Section>
        <Section title={t('unknown')} shown={unknown.length > 0}>
          <Rows groups={unknown} />
        </Section>
      </div>
    </div>
  );
}

function Section({ title, shown, children }: { title: string; shown: boolean; children: ReactNode }) {
  const id = useId();
  if (!shown) return null;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 className="h3" id={id}>
        {title}
      </h3>
      {children}
    </section>
  );
}

const signs: Record<Status, TablerIcon> = {
  failed: IconAlertOctagon,
  warning: IconAlertTriangle,
  hint: IconInfoCircle,
  ok: IconCheck,
  skipped: IconInfoCircle,
};

/** A check that found something: what it means, where, and what to do. */
function Found({ group }: { group: Group }) {
  const { t } = useTranslation('doctor');
  const { wrong, fixes } = wrongIn(group);
  const more = wrong.length - LINES_SHOWN;
  return (
    <li className={`card ${styles.found} ${group.status === 'hint' ? '' : styles.trouble}`}>
      <Icon of={signs[group.status]} />
      <div>
        <p className="label third">{t(`status.${group.status}`)}</p>
        <p className="strong">{t(`check.${group.check}`, { defaultValue: group.check })}</p>
        <p className="small second">{t(`means.${group.check}`, { defaultValue: '' })}</p>
        <ul className={`small ${styles.lines}`}>
          {wrong.slice(0, LINES_SHOWN).map(({ subject, what }) => (
            <li key={`${subject} ${what}`}>
              {subject ? <b className={styles.subject}>{subject}: </b> : null}
              {what}
            </li>
          ))}
          {more > 0 ? <li>{t('more', { count: more })}</li> : null}
        </ul>
        {fixes.length > 0 ? (
          <div className={styles.todo}>
            <p className="label third">{t('do')}</p>
            {fixes.map((fix) => (
              <p key={fix} className={`small ${styles.fix}`}>
                {fix}
              </p>
            ))}
          </div>
        ) : null}
      </div>
    </li>
  );
}

const KINDS = [
  'host_unknown',
  'origin_refused',
  'certificate_refused',
  'tls_failed',
  'code_unknown',
  'code_expired',
  'rate_limited',
  'too_many_connections',
  'node_refused',
] as const;

/** Somebody whom the hub turned away. */
function Refused({ one }: { one: SeenRefusal }) {
  const { t } = useTranslation('doctor');
  const kind = KINDS.find((known) => known === one.kind) ?? 'other';
  return (
    <li className={styles.row}>
      <p className="strong">{t(`refused.${kind}`, { address: one.address, detail: one.detail })}</p>
      <p className="small second">{t(`refused.${kind}Do`, { address: one.address, detail: one.detail })}</p>
      <p className="small third">
        <time dateTime={one.last_at}>
          {t('times', { count: one.count, time: clock(one.last_at, 'short') })}
        </time>
      </p>
    </li>
  );
}

function Rows({ groups }: { groups: readonly Group[] }) {
  const { t } = useTranslation('doctor');
  return (
    <ul className="card rows">
      {groups.map(({ check, findings }) => (
        <li key={check} className={styles.row}>
          <p className="strong">{t(`check.${check}`, { defaultValue: check })}</p>
          {findings.slice(0, LINES_SHOWN).map(({ subject, what }) => (
            <p key={`${subject} ${what}`} className="small second">
              {subject ? `${subject}: ${what}` : what}
            </p>
          ))}
          {findings.length > LINES_SHOWN ? (
            <p className="small third">{t('more', { count: findings.length - LINES_SHOWN })}</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
