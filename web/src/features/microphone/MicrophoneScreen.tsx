import {
  IconCheck,
  IconCircle,
  IconCircleCheck,
  IconHeadphones,
  IconMicrophone,
  IconMicrophoneOff,
  IconUser,
  IconVolume,
} from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FaultCard, Notice } from '../../ui/Patterns.tsx';
import { Step } from '../join/Step.tsx';
import { canOpenMicrophone, useEntry, useEntryFlow } from '../join/useEntry.ts';
import { prefer, usePreferences } from '../settings/preferences.ts';
import { LevelMeter } from './LevelMeter.tsx';
import styles from './MicrophoneScreen.module.css';
import type { MicCheck } from './mic-check.ts';
import { levelWord, roomNoise } from './microphone.ts';
import { useMicCheck } from './useMicCheck.ts';

/** Step 3: hear yourself before anyone else does, and say who you are. */
export function MicrophoneScreen() {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  const { busy, fault, listenOnly } = useEntry((s) => s);
  const listens = listenOnly || !canOpenMicrophone();
  const mic = useMicCheck(!listens);
  const name = usePreferences((s) => s.name);
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const ready = listens || Boolean(mic.check);

  const go = (listenNow: boolean) => (event?: FormEvent | React.MouseEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!name.trim()) {
      field.current?.focus();
      return;
    }
    if (listenNow) flow.chooseListenOnly();
    void flow.join(name.trim());
  };

  return (
    <Step
      title={t(listens ? 'mic.titleListen' : 'mic.title')}
      hint={t(listens ? 'mic.hintListen' : 'mic.hint')}
      step={3}
      foot={
        <>
          {ready ? (
            <Action kind="now" wide busy={busy} onClick={go(listens)}>
              {t(listens ? 'mic.goListen' : 'mic.go')}
            </Action>
          ) : (
            <Action kind="now" wide busy={mic.opening} icon={IconMicrophone} onClick={mic.open}>
              {t(mic.fault ? 'common.tryAgain' : 'mic.open')}
            </Action>
          )}
          {listens ? null : (
            <Action kind="quiet" wide onClick={go(true)}>
              {t('mic.listen')}
            </Action>
          )}
        </>
      }
    >
      {listens ? null : mic.check ? (
        <Checked check={mic.check} devices={mic.devices} onChoose={mic.choose} />
      ) : (
        <Notice icon={mic.fault ? IconMicrophoneOff : IconMicrophone} tone={mic.fault ? 'stop' : 'note'}>
          <strong>{t(mic.fault ? `mic.${mic.fault}` : 'mic.open')}</strong>
          <br />
          {t(mic.fault ? `mic.${mic.fault}Fix` : 'mic.openHint')}
        </Notice>
      )}
      <form onSubmit={go(listens)}>
        <TextField
          ref={field}
          label={t('mic.name')}
          icon={IconUser}
          value={name}
          autoComplete="nickname"
          onChange={(next) => prefer({ name: next })}
          fault={tried && !name.trim() ? t('mic.nameEmpty') : undefined}
        />
      </form>
      <p className={`${styles.note} small`}>
        <Icon of={IconCircle} size={20} />
        {t('mic.recordingOff')}
      </p>
      {fault ? <FaultCard error={fault} /> : null}
    </Step>
  );
}

interface CheckedProps {
  check: MicCheck;
  devices: { value: string; label: string }[];
  onChoose: (deviceId: string) => void;
}

function Checked({ check, devices, onChoose }: CheckedProps) {
  const { t } = useTranslation();
  const history = useRef<number[]>([]);
  const card = useRef<HTMLElement>(null);
  // The button that opened the microphone is gone: a keyboard goes on here, unless somebody types the name already.
  useEffect(() => {
    if (!(document.activeElement instanceof HTMLInputElement)) card.current?.focus({ preventScroll: true });
  }, []);
  const [figures, setFigures] = useState({
    db: -100,
    peak: -100,
    noise: 'unknown' as ReturnType<typeof roomNoise>,
  });
  useEffect(() => {
    history.current = [];
    const timer = setInterval(() => {
      const db = check.db();
      history.current = [...history.current.slice(-119), db];
      setFigures({ db, peak: Math.max(...history.current.slice(-20)), noise: roomNoise(history.current) });
    }, 100);
    return () => clearInterval(timer);
  }, [check]);
  const word = levelWord(figures.peak);
  const noise = { unknown: 'noiseWait', low: 'noiseLow', high: 'noiseHigh' } as const;

  return (
    <>
      <section className={`card ${styles.card}`} ref={card} tabIndex={-1} aria-label={t('mic.title')}>
        <SelectField
          label={t('mic.device')}
          hideLabel
          icon={IconMicrophone}
          value={check.deviceId}
          options={devices}
          onChange={onChoose}
        />
        <LevelMeter db={() => check.db()} />
        <p className={`${styles.line} small`}>
          {word === 'good' ? <Icon of={IconCircleCheck} size={20} /> : <Icon of={IconCircle} size={20} />}
          <span className="strong">{t(`mic.${word}`)}</span>
          <span className="third">
            {t('mic.db', { n: figures.peak <= -99 ? '–' : `−${Math.abs(Math.round(figures.peak))}` })}
          </span>
        </p>
      </section>
      <div className="card rows">
        <HearYourself check={check} />
        <div className={styles.row}>
          <Icon of={IconVolume} />
          <div>
            <p className="strong">{t(`mic.${noise[figures.noise]}`)}</p>
            <p className="small third">{t(`mic.${noise[figures.noise]}Hint`)}</p>
          </div>
          {figures.noise === 'low' ? <Icon of={IconCheck} size={20} /> : null}
        </div>
      </div>
    </>
  );
}

function HearYourself({ check }: { check: MicCheck }) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<'idle' | 'recording' | 'playing'>('idle');
  const run = async (): Promise<void> => {
    if (stage === 'playing') {
      check.stopPlaying();
      return;
    }
    setStage('recording');
    try {
      const heard = await check.record();
      setStage('playing');
      await check.play(heard);
    } finally {
      setStage('idle');
    }
  };
  const hints = { idle: 'mic.hearHint', recording: 'mic.hearWait', playing: 'mic.hearPlaying' } as const;
  return (
    <div className={styles.row}>
      <Icon of={IconHeadphones} />
      <div>
        <p className="strong">{t('mic.hear')}</p>
        <p className="small third" role="status">
          {t(hints[stage])}
        </p>
      </div>
      <Action small idle={stage === 'recording'} onClick={() => void run()}>
        {t(stage === 'playing' ? 'mic.stop' : 'mic.play')}
      </Action>
    </div>
  );
}
