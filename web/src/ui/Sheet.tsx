import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { IconAction } from './Action.tsx';
import styles from './Sheet.module.css';

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Takes most of a desktop's width: for what is written on the left and seen on the right. */
  wide?: boolean;
  /** As wide as a table of many figures needs, where a desktop has it. */
  broad?: boolean;
}

/**
 * From the bottom on phones, a side panel from 1024 px. It never covers the dock, and the talk button stays
 * usable: so it is not modal, but it takes the focus, Escape closes it, and the focus goes back to who opened it.
 */
export function Sheet({ title, onClose, children, wide, broad }: SheetProps) {
  const { t } = useTranslation();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close.current();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return createPortal(
    <>
      <div className={styles.scrim} onClick={onClose} aria-hidden />
      <div
        className={`${styles.sheet} ${wide ? styles.wide : broad ? styles.broad : ''}`}
        role="dialog"
        aria-labelledby={id}
        tabIndex={-1}
        ref={panel}
      >
        <div className={styles.head}>
          <h2 className="h2" id={id}>
            {title}
          </h2>
          <IconAction icon={IconX} label={t('common.close')} onClick={onClose} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <div className={styles.body} tabIndex={0} role="group" aria-labelledby={id}>
          {children}
        </div>
      </div>
    </>,
    document.body,
  );
}
