import { IconUrgent } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Room.module.css';

const HOLD_MS = 1000;
const SECOND_TAP_MS = 4000;

/** Raising an emergency needs a hold of a second, or two taps: never one slip. */
export function EmergencyButton({ onRaise }: { onRaise: () => void }) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<'idle' | 'holding' | 'armed'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const raised = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const raise = (): void => {
    clearTimeout(timer.current);
    raised.current = true;
    setStage('idle');
    onRaise();
  };
  const down = (): void => {
    raised.current = false;
    if (stage === 'armed') return;
    setStage('holding');
    clearTimeout(timer.current);
    timer.current = setTimeout(raise, HOLD_MS);
  };
  const click = (): void => {
    if (raised.current) {
      raised.current = false;
      return;
    }
    clearTimeout(timer.current);
    if (stage === 'armed') {
      raise();
      raised.current = false;
      return;
    }
    setStage('armed');
    timer.current = setTimeout(() => setStage('idle'), SECOND_TAP_MS);
  };
  const words = {
    idle: 'room.emergency',
    holding: 'room.emergencyHolding',
    armed: 'room.emergencyTap',
  } as const;
  return (
    <button
      type="button"
      className={styles.side}
      data-alarm
      data-holding={stage !== 'idle'}
      aria-describedby="emergency-hint"
      onPointerDown={down}
      onPointerLeave={() => {
        if (stage === 'holding') {
          clearTimeout(timer.current);
          setStage('idle');
        }
      }}
      onContextMenu={(event) => event.preventDefault()}
      onClick={click}
    >
      <Icon of={IconUrgent} />
      <span aria-live="polite">{t(words[stage])}</span>
      <span className="visually-hidden" id="emergency-hint">
        {t('room.emergencyRaise')}
      </span>
    </button>
  );
}
