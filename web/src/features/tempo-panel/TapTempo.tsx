import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Tempo.module.css';
import { noTaps, type Taps, tapped, tapsMissing } from './tap-tempo.ts';

/** Tap along: from the fourth tap on each one sets the tempo. */
export function TapTempo({ onBpm, small }: { onBpm: (bpm: number) => void; small?: boolean }) {
  const { t } = useTranslation('rehearsal');
  const [taps, setTaps] = useState<Taps>(noTaps);
  const tap = (atMs: number): void => {
    const next = tapped(taps, atMs);
    setTaps(next);
    if (next.bpm) onBpm(next.bpm);
  };
  const missing = tapsMissing(taps);
  const hint =
    taps.atMs.length === 0
      ? t('tempo.tapHint')
      : missing > 0
        ? t('tempo.tapMore', { count: missing })
        : t('tempo.tapSet', { n: taps.bpm ?? '' });
  return (
    <button
      type="button"
      className={styles.tap}
      data-small={small}
      onPointerDown={(event) => tap(event.timeStamp)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.repeat) {
          event.preventDefault();
          tap(event.timeStamp);
        }
      }}
    >
      <span className="strong">{t('tempo.tap')}</span>
      {small ? null : <span className="small third">{hint}</span>}
    </button>
  );
}
