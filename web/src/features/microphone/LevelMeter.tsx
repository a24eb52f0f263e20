import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFrame } from '../../ui/motion.ts';
import styles from './LevelMeter.module.css';
import { FLOOR_DB, meterShare } from './microphone.ts';

const BARS = 26;
const PEAK_FALLS_DB_PER_MS = 0.012;

/** How loud the microphone is, and the loudest of the last moments as an outlined bar. */
export function LevelMeter({ db }: { db: () => number }) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const peak = useRef({ db: -100, at: 0 });
  useFrame((now) => {
    const element = root.current;
    if (!element) return;
    const level = db();
    const fallen = peak.current.db - (now - peak.current.at) * PEAK_FALLS_DB_PER_MS;
    peak.current = { db: Math.max(level, fallen), at: now };
    const lit = Math.round(meterShare(level) * BARS);
    const at = Math.round(meterShare(peak.current.db) * BARS) - 1;
    for (let i = 0; i < BARS; i++) {
      const bar = element.children[i] as HTMLElement | undefined;
      if (bar) {
        bar.dataset.on = String(i < lit);
        bar.dataset.peak = String(i === at && i >= lit);
      }
    }
    element.setAttribute('aria-valuenow', String(Math.round(Math.max(FLOOR_DB, level))));
  });
  return (
    <div
      ref={root}
      className={styles.meter}
      role="meter"
      aria-label={t('mic.level')}
      aria-valuemin={FLOOR_DB}
      aria-valuemax={0}
      aria-valuenow={FLOOR_DB}
    >
      {Array.from({ length: BARS }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  );
}
