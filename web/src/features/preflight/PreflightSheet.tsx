import { IconAlertTriangle, IconCheck, IconCircleDashed, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PreflightResult } from '../../client/rehearsal.ts';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/motion.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import styles from './Preflight.module.css';
import { type Finding, findings, isHint, isReady } from './verdict.ts';

/** After this long a device that has said nothing is asked for by name. */
const ANSWER_WITHIN_MS = 10_000;

/** One button measures every device; each line says ready, or what to do. */
export function PreflightSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const now = useNow(500);
  const start = useCommand(() => client.call({ method: 'POST', path: `/session/${id}/preflight`, body: {} }));
  const run = view.preflight;
  const people = view.participants.filter((p) => p.state !== 'gone' || run?.results[p.user_id]);
  const late = run ? now - run.startedAtMs > ANSWER_WITHIN_MS : false;
  const results = people.map((p) => run?.results[p.user_id]);
  const answered = results.filter((r): r is PreflightResult => r !== undefined);
  const measuring = run && !late ? people.length - answered.length : 0;
  const ready = answered.filter(isReady).length;
  const over = run !== undefined && measuring === 0;
  return (
    <Sheet title={t('preflight.title')} onClose={onClose}>
      <p className="second">{t('preflight.hint')}</p>
      <Action
        kind={run && !over ? 'grey' : 'now'}
        icon={IconPlayerPlay}
        busy={start.busy}
        idle={Boolean(run && !over)}
        onClick={() => start.send(undefined)}
      >
        {t(run ? 'preflight.again' : 'preflight.run')}
      </Action>
      {run ? (
        <p className="h3" role="status">
          {!over
            ? t('preflight.waiting', { count: measuring })
            : ready === people.length
              ? t('preflight.readyAll', { count: ready, of: people.length })
              : t('preflight.fixSome', { count: people.length - ready })}
        </p>
      ) : null}
      {run ? (
        <ul className="card rows">
          {people.map((person) => (
            <li key={person.user_id} className={styles.device}>
              <Device name={person.name} result={run.results[person.user_id]} late={late} />
            </li>
          ))}
        </ul>
      ) : null}
    </Sheet>
  );
}

function Device({
  name,
  result,
  late,
}: {
  name: string;
  result: PreflightResult | undefined;
  late: boolean;
}) {
  const { t } = useTranslation('rehearsal');
  if (!result) {
    return (
      <>
        <Icon of={late ? IconAlertTriangle : IconCircleDashed} className={late ? 'stop' : 'third'} />
        <p>
          <span className="strong">{name}</span>
          <span className="small second">{t(late ? 'preflight.noAnswer' : 'preflight.measuring')}</span>
        </p>
      </>
    );
  }
  const found = findings(result);
  const ready = isReady(result);
  return (
    <>
      <Icon of={ready ? IconCheck : IconAlertTriangle} className={ready ? '' : 'stop'} />
      <p>
        <span className="strong">
          {name}
          {ready ? <span className="second"> · {t('preflight.ready')}</span> : null}
        </span>
        {found.map((finding) => (
          <span key={finding.kind} className={isHint(finding) ? 'small third' : 'small'}>
            {words(finding, t)}
          </span>
        ))}
      </p>
      <Figures result={result} />
    </>
  );
}

/** All that was measured, also what is good. */
function Figures({ result }: { result: PreflightResult }) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const unknown = t('preflight.notMeasured');
  const ms = (value: number | undefined, digits = 0): string =>
    value === undefined ? unknown : common('common.ms', { n: Number(value.toFixed(digits)) });
  const { loss_pct: loss, drift_ms: drift, clock_error_ms: clock } = result;
  const figures = [
    [common('link.loss'), loss === undefined ? unknown : common('link.pct', { n: loss })],
    [common('link.rtt'), ms(result.rtt_ms)],
    [common('link.jitter'), ms(result.jitter_ms)],
    drift === undefined && clock !== undefined
      ? [t('preflight.clockFigure'), t('preflight.within', { ms: clock })]
      : [t('preflight.driftFigure'), ms(drift, 1)],
    [t('preflight.micFigure'), t(`preflight.mic.${result.microphone}`)],
    [t('preflight.latencyFigure'), ms(result.output_latency_ms)],
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function words(finding: Finding, t: ReturnType<typeof useTranslation<'rehearsal'>>['t']): string {
  switch (finding.kind) {
    case 'micSilent':
      return t('preflight.micSilent');
    case 'micBlocked':
      return t('preflight.micBlocked');
    case 'listens':
      return t('preflight.micNone');
    case 'voiceUnanswered':
    case 'voiceConnecting':
    case 'voiceRecovering':
    case 'voiceFailed':
    case 'noTrip':
    case 'lossUnknown':
    case 'uncalibrated':
      return t(`preflight.${finding.kind}`);
    case 'clock':
      return t('preflight.clock', { ms: finding.value });
    case 'loss':
      return t('preflight.loss', { pct: finding.value });
    case 'trip':
      return t('preflight.trip', { ms: finding.value });
    case 'jitter':
      return t('preflight.jitter', { ms: finding.value });
    case 'drift':
      return t('preflight.drift', { ms: finding.value });
    case 'latency':
      return t('preflight.latency', { ms: finding.value });
  }
}
