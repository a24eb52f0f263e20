import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { prefer, usePreferences } from '../settings/preferences.ts';
import { type DeviceChoice, listDevices, MicCheck } from './mic-check.ts';
import { type MicFault, micFault } from './microphone.ts';

export interface MicState {
  check: MicCheck | undefined;
  devices: DeviceChoice[];
  fault: MicFault | undefined;
  opening: boolean;
  open(): void;
  choose(deviceId: string): void;
}

/** The microphone of the check screen: opened by a press, followed when devices come and go. */
export function useMicCheck(wanted: boolean): MicState {
  const { t } = useTranslation();
  const microphoneId = usePreferences((s) => s.microphoneId);
  const [check, setCheck] = useState<MicCheck>();
  const [devices, setDevices] = useState<DeviceChoice[]>([]);
  const [fault, setFault] = useState<MicFault>();
  const [opening, setOpening] = useState(false);
  const current = useRef<MicCheck | undefined>(undefined);

  const open = useCallback((): void => {
    setOpening(true);
    setFault(undefined);
    MicCheck.open(usePreferences.getState())
      .then(async (next) => {
        current.current?.close();
        current.current = next;
        setCheck(next);
        setDevices(await listDevices('audioinput', (n) => t('mic.defaultDevice', { n })));
      })
      .catch((error: unknown) => setFault(micFault(error)))
      .finally(() => setOpening(false));
  }, [t]);

  const choose = useCallback(
    (deviceId: string): void => {
      prefer({ microphoneId: deviceId });
      open();
    },
    [open],
  );

  useEffect(() => {
    if (!wanted) return undefined;
    const changed = (): void => {
      if (current.current) open();
    };
    navigator.mediaDevices?.addEventListener?.('devicechange', changed);
    return () => {
      navigator.mediaDevices?.removeEventListener?.('devicechange', changed);
      current.current?.close();
      current.current = undefined;
    };
  }, [wanted, open]);

  return {
    check,
    devices: devices.length ? devices : [{ value: microphoneId, label: t('mic.device') }],
    fault,
    opening,
    open,
    choose,
  };
}
