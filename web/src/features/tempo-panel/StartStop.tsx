import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { Segments } from '../../ui/Segments.tsx';
import styles from './Tempo.module.css';
import type { TempoNow } from './tempo-view.ts';
import type { TempoCommands } from './useTempo.ts';

type Bars = '0' | '1' | '2';

/** Starts with a count-in, stops at the bar line; a second press stops at once. */
export function StartStop({ tempo, commands }: { tempo: TempoNow; commands: TempoCommands }) {
  const { t } = useTranslation('rehearsal');
  const [bars, setBars] = useState<Bars>('1');
  const [voice, setVoice] = useState<'click' | 'voice'>('click');
  if (tempo.running) {
    const stopping = tempo.stopsAt !== undefined;
    return (
      <Action
        wide
        kind="outline"
        icon={IconPlayerStop}
        busy={commands.busy}
        onClick={() => commands.stop(stopping)}
      >
        {t(stopping ? 'tempo.stopNow' : 'tempo.stopAtBar')}
      </Action>
    );
  }
  return (
    <div className={styles.start}>
      <Action
        wide
        kind="now"
        icon={IconPlayerPlay}
        busy={commands.busy}
        onClick={() => commands.start({ count_in_bars: Number(bars), count_in: voice })}
      >
        {t('tempo.start')}
      </Action>
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
