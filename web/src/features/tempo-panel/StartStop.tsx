import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Segments.tsx';
import styles from './Tempo.module.css';
import type { TempoNow } from './tempo-view.ts';
import type { TempoCommands, When } from './useTempo.ts';
import { barOf } from './WhenPicker.tsx';

type Bars = '0' | '1' | '2';

/** Starts with a count-in, from any bar of the song; stops when it was chosen to, and a second press stops at once. */
export function StartStop({
  tempo,
  commands,
  when,
}: {
  tempo: TempoNow;
  commands: TempoCommands;
  when: When;
}) {
  const { t } = useTranslation('rehearsal');
  const [bars, setBars] = useState<Bars>('1');
  const [from, setFrom] = useState('1');
  const [voice, setVoice] = useState<'click' | 'voice'>('click');
  if (tempo.running) {
    const now = tempo.stopsAt !== undefined || when.urgent === true;
    return (
      <Action
        wide
        kind="outline"
        icon={IconPlayerStop}
        busy={commands.busy}
        onClick={() => commands.stop(now ? { urgent: true } : when)}
      >
        {now
          ? t('tempo.stopNow')
          : when.at_bar === undefined
            ? t('tempo.stopAtBar')
            : t('tempo.stopAtBarN', { bar: when.at_bar })}
      </Action>
    );
  }
  const first = barOf(from);
  return (
    <div className={styles.start}>
      <Action
        wide
        kind="now"
        icon={IconPlayerPlay}
        busy={commands.busy}
        onClick={() =>
          commands.start({
            count_in_bars: Number(bars),
            count_in: voice,
            ...(first !== undefined && first > 1 ? { from_bar: first } : {}),
          })
        }
      >
        {first !== undefined && first > 1 ? t('tempo.startAt', { bar: first }) : t('tempo.start')}
      </Action>
      <TextField
        label={t('tempo.fromBar')}
        value={from}
        maxLength={7}
        fault={first === undefined ? t('tempo.barFault') : undefined}
        onChange={setFrom}
      />
      <Segments<Bars>
        titled
        label={t('tempo.countIn')}
        value={bars}
        options={[
          { value: '0', label: t('tempo.countNone') },
          { value: '1', label: t('tempo.countBars', { count: 1 }) },
          { value: '2', label: t('tempo.countBars', { count: 2 }) },
        ]}
        onChange={setBars}
      />
      {bars === '0' ? null : (
        <Segments<'click' | 'voice'>
          label={t('tempo.countIn')}
          value={voice}
          options={[
            { value: 'click', label: t('tempo.countClick') },
            { value: 'voice', label: t('tempo.countVoice') },
          ]}
          onChange={setVoice}
        />
      )}
    </div>
  );
}
