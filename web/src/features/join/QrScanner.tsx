import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { codeFromScan } from './code.ts';
import styles from './QrScanner.module.css';
import { qrReader } from './qr.ts';

const LOOK_EVERY_MS = 200;

/** The camera, only while this is open. */
export default function QrScanner({
  onCode,
  onClose,
}: {
  onCode: (code: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState<'join.scanBlocked' | 'join.scanStrange'>();
  const found = useRef(onCode);
  found.current = onCode;

  useEffect(() => {
    let over = false;
    let stream: MediaStream | undefined;
    const look = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const read = await qrReader();
      if (over || !video.current) {
        stop();
        return;
      }
      video.current.srcObject = stream;
      await video.current.play();
      while (!over && video.current) {
        const text = await read(video.current).catch(() => undefined);
        const code = text ? codeFromScan(text) : undefined;
        if (code && !over) {
          over = true;
          found.current(code);
        } else if (text) {
          setFault('join.scanStrange');
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    };
    const stop = (): void =>
      stream?.getTracks().forEach((track) => {
        track.stop();
      });
    look().catch(() => setFault('join.scanBlocked'));
    return () => {
      over = true;
      stop();
    };
  }, []);

  return (
    <Sheet title={t('join.scanTitle')} onClose={onClose}>
      <div className={styles.frame}>
        <video ref={video} muted playsInline aria-label={t('join.scanTitle')} />
      </div>
      {fault ? <Fault>{t(fault)}</Fault> : <p className="second">{t('join.scanHint')}</p>}
    </Sheet>
  );
}
