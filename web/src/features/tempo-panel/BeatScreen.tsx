import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../ui/Action.tsx';
import { reducedMotion } from '../../ui/motion.ts';
import { BarFigure, BeatStrip } from '../now/BeatStrip.tsx';
import { useBeat } from '../now/beat.ts';
import { bpmText } from '../now/NowCard.tsx';
import { useRoom } from '../room/useLiveRoom.ts';
import { currentItem } from '../setlist/setlist.ts';
import styles from './Tempo.module.css';
import { useTempo } from './useTempo.ts';

/** The beat from across the room: the numeral, the strip, and a frame that lights on the downbeat. */
export function BeatScreen({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { t: common } = useTranslation();
  const { view } = useRoom();
  const tempo = useTempo();
  const screen = useRef<HTMLDivElement>(null);
  const numeral = useRef<HTMLSpanElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useBeat((beat) => {
    if (numeral.current) numeral.current.textContent = beat ? String(beat.beat + 1) : '–';
    if (screen.current)
      screen.current.dataset.down = String(beat?.beat === 0 && !beat.countIn && !reducedMotion());
  });
  useEffect(() => {
    const opener = document.activeElement;
    screen.current?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close.current();
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const item = currentItem(view);
  return createPortal(
    <div className={styles.beat} role="dialog" aria-label={t('tempo.beatScreen')} tabIndex={-1} ref={screen}>
      <div className={styles.beatHead}>
        <span className="strong">{item?.song.title ?? t('tempo.title')}</span>
        <IconAction icon={IconX} label={common('common.close')} onClick={onClose} />
      </div>
      <span className={styles.beatNumeral} ref={numeral} aria-hidden>
        –
      </span>
      <BeatStrip large signature={tempo.pulse?.time_signature} accents={tempo.pulse?.accents} />
      <dl className={styles.beatFigures}>
        <div>
          <dt>{t('now.bpm')}</dt>
          <dd>{tempo.pulse ? bpmText(tempo.pulse.bpm) : '–'}</dd>
        </div>
        <div>
          <dt>{t('now.bars')}</dt>
          <dd>
            <BarFigure />
          </dd>
        </div>
        <div>
          <dt>{t('now.signature')}</dt>
          <dd>{tempo.pulse?.time_signature ?? '–'}</dd>
        </div>
      </dl>
    </div>,
    document.body,
  );
}
