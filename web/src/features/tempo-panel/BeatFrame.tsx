import { useRef } from 'react';
import { reducedMotion } from '../../ui/motion.ts';
import { useBeat } from '../now/beat.ts';
import { useClickSettings } from '../tempo/click-settings.ts';
import styles from './Tempo.module.css';

/** A frame round the page on each first beat, for who asked for it: at most twice a second, at any tempo. */
export function BeatFrame() {
  const wanted = useClickSettings((s) => s.visual);
  return wanted ? <Frame /> : null;
}

function Frame() {
  const frame = useRef<HTMLDivElement>(null);
  useBeat((beat) => {
    if (!frame.current) return;
    frame.current.dataset.down = String(beat?.beat === 0 && !beat.countIn && !reducedMotion());
  });
  return <div ref={frame} className={styles.frame} aria-hidden />;
}
