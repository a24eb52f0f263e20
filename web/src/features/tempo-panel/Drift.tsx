import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DeviceReport } from '../../client/rehearsal.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { useTempo } from './useTempo.ts';

/** What this device says of its own click. */
export function Drift() {
  const { t } = useTranslation('rehearsal');
  const { report } = useRoom();
  const tempo = useTempo();
  const { clock } = useClickAudio();
  if (!tempo.running) return <>{t('tempo.offStill')}</>;
  if (clock === 'resync') return <>{t('tempo.offResync')}</>;
  const own: DeviceReport | undefined = report;
  const drift = own?.drift_ms;
  if (drift === undefined || clock === 'finding') return <>{t('tempo.offNone')}</>;
  return <>{t('tempo.off', { ms: Math.abs(drift).toFixed(1) })}</>;
}

/** Whether the browser lets the click sound, and how well this device knows the time. */
export function useClickAudio(): {
  waits: boolean;
  wake: () => void;
  clock: 'finding' | 'locked' | 'resync';
} {
  const { live } = useRoom();
  const status = useStore(live.tempo.store);
  return {
    waits: status.audio === 'waiting',
    wake: () => live.tempo.wake(),
    clock: status.clock,
  };
}
