import { IconHandFinger, IconMicrophone } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyTimers } from '../../client/ticker.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { say } from '../../ui/toasts.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { usePreferences } from '../settings/preferences.ts';
import { browserLoop } from '../tempo/browser-loop.ts';
import {
  acousticCalibration,
  CalibrationError,
  type CalibrationFault,
  TapCalibration,
  type TapResult,
} from '../tempo/calibrate.ts';
import { BrowserAudio } from '../tempo/click-audio.ts';
import { clickDefaults, forgetCalibration, setClick, useClickSettings } from '../tempo/click-settings.ts';
import styles from './Tempo.module.css';

const TAPS = 8;

interface Found {
  by: 'tap' | 'microphone';
  latencyMs: number;
  spreadMs: number;
}

type Stage = { kind: 'choose' } | { kind: 'tap' } | { kind: 'microphone' } | { kind: 'found'; found: Found };

/** How late this device sounds, found once by ear and finger or by its own microphone, and kept. */
export function CalibrationSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const [stage, setStage] = useState<Stage>({ kind: 'choose' });
  const [fault, setFault] = useState<CalibrationFault>();
  const known = useClickSettings();
  const found = (result: Found): void => setStage({ kind: 'found', found: result });
  const failed = (why: CalibrationFault): void => {
    setFault(why);
    setStage({ kind: 'choose' });
  };
  const begin = (kind: 'tap' | 'microphone'): void => {
    setFault(undefined);
    setStage({ kind });
  };
  useQuietClick(stage.kind === 'tap' || stage.kind === 'microphone');
  return (
    <Sheet title={t('calibrate.title')} onClose={onClose}>
      <p className="second">{t('calibrate.why')}</p>
      {fault ? <Notice tone="stop">{t(`calibrate.${fault}`)}</Notice> : null}
      {stage.kind === 'choose' ? (
        <>
          <p>
            {known.outputLatencyMs === undefined
              ? t('calibrate.never')
              : `${t('calibrate.now', { ms: Math.round(known.outputLatencyMs) })}, ${t(
                  known.calibratedBy === 'microphone' ? 'calibrate.nowByMic' : 'calibrate.nowByTap',
                )}`}
          </p>
          <Way icon={IconHandFinger} name={t('calibrate.byTap')} hint={t('calibrate.byTapHint')}>
            <Action small onClick={() => begin('tap')}>
              {t('calibrate.startTap')}
            </Action>
          </Way>
          <Way icon={IconMicrophone} name={t('calibrate.byMic')} hint={t('calibrate.byMicHint')}>
            <Action small onClick={() => begin('microphone')}>
              {t('calibrate.startMic')}
            </Action>
          </Way>
          {known.outputLatencyMs === undefined ? null : (
            <Action kind="outline" onClick={forgetCalibration}>
              {t('calibrate.reset')}
            </Action>
          )}
        </>
      ) : null}
      {stage.kind === 'tap' ? <ByTap onFound={found} /> : null}
      {stage.kind === 'microphone' ? <ByMicrophone onFound={found} onFault={failed} /> : null}
      {stage.kind === 'found' ? (
        <>
          <div role="status">
            <p className={styles.figure}>{Math.abs(Math.round(stage.found.latencyMs))}</p>
            <p className="small third" style={{ textAlign: 'center', textWrap: 'balance' }}>
              {t(stage.found.latencyMs < 0 ? 'calibrate.resultEarly' : 'calibrate.result', {
                ms: Math.abs(Math.round(stage.found.latencyMs)),
              })}{' '}
              · {t('calibrate.spread', { ms: stage.found.spreadMs.toFixed(1) })}
            </p>
          </div>
          <Action
            kind="now"
            onClick={() => {
              setClick({ outputLatencyMs: stage.found.latencyMs, calibratedBy: stage.found.by });
              say(t('calibrate.kept'), { tone: 'done' });
              onClose();
            }}
          >
            {t('calibrate.keep')}
          </Action>
          <Action kind="outline" onClick={() => setStage({ kind: 'choose' })}>
            {t('calibrate.again')}
          </Action>
        </>
      ) : null}
    </Sheet>
  );
}

function Way(props: { icon: typeof IconMicrophone; name: string; hint: string; children: React.ReactNode }) {
  const Glyph = props.icon;
  return (
    <div className={`card ${styles.way}`}>
      <Glyph size={24} stroke={1.85} aria-hidden />
      <p>
        <span className="strong">{props.name}</span>
        <span className="small third">{props.hint}</span>
      </p>
      {props.children}
    </div>
  );
}

/** The room's click is silent while this device listens to itself. */
function useQuietClick(quiet: boolean): void {
  useEffect(() => {
    const { on } = useClickSettings.getState();
    if (!quiet || !on) return;
    setClick({ on: false });
    return () => setClick({ on: true });
  }, [quiet]);
}

function ByTap({ onFound }: { onFound: (found: Found) => void }) {
  const { t } = useTranslation('rehearsal');
  const taps = useRef<TapCalibration>(undefined);
  const [result, setResult] = useState<TapResult>({ taps: 0, spread: 0 });
  useEffect(() => {
    const timers = steadyTimers();
    const audio = new BrowserAudio();
    audio.prepare({ ...clickDefaults, on: true });
    const calibration = new TapCalibration({ audio, after: timers.after, nowMs: () => performance.now() });
    calibration.start();
    taps.current = calibration;
    return () => {
      calibration.stop();
      timers.stop();
    };
  }, []);
  const tap = (atMs: number): void => {
    const next = taps.current?.tap(atMs);
    if (!next) return;
    setResult(next);
    if (next.offsetMs !== undefined) onFound({ by: 'tap', latencyMs: next.offsetMs, spreadMs: next.spread });
  };
  const uneven = result.taps >= TAPS && result.offsetMs === undefined;
  return (
    <>
      <button
        type="button"
        className={`${styles.tap} ${styles.tapHere}`}
        onPointerDown={(event) => tap(event.timeStamp)}
        onKeyDown={(event) => {
          if (event.repeat || (event.key !== 'Enter' && event.key !== ' ')) return;
          event.preventDefault();
          event.stopPropagation();
          tap(event.timeStamp);
        }}
      >
        <span className="h2">{t('calibrate.tapHere')}</span>
        <span className="small third">
          {t('calibrate.taps', { n: Math.min(result.taps, TAPS), of: TAPS })}
        </span>
      </button>
      {uneven ? <Notice tone="stop">{t('calibrate.uneven')}</Notice> : null}
    </>
  );
}

function ByMicrophone(props: { onFound: (found: Found) => void; onFault: (why: CalibrationFault) => void }) {
  const { t } = useTranslation('rehearsal');
  const { live } = useRoom();
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let left = false;
    const { microphoneId } = usePreferences.getState();
    acousticCalibration(() => browserLoop(microphoneId))
      .then(({ latencyMs, spreadMs }) => {
        if (!left) latest.current.onFound({ by: 'microphone', latencyMs, spreadMs });
      })
      .catch((error: unknown) => {
        if (!left) latest.current.onFault(error instanceof CalibrationError ? error.fault : 'silent');
      });
    return () => {
      left = true;
    };
  }, []);
  useEffect(() => () => live.voice.retry(), [live]);
  return (
    <p className="h3" role="status">
      {t('calibrate.measuring')}
    </p>
  );
}
