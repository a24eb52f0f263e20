import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/Mark.tsx';
import styles from './Step.module.css';

interface StepProps {
  title: string;
  hint?: string;
  /** 1 to 3; none for screens beside the way. */
  step?: number;
  withMark?: boolean;
  children: ReactNode;
  foot?: ReactNode;
}

/** One step on the way in: what it is, what to do, and the thumb's buttons at the bottom. */
export function Step({ title, hint, step, withMark, children, foot }: StepProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Tutti`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <main className={styles.page}>
      {step ? (
        <div className={styles.bars} role="img" aria-label={t('join.step', { n: step })}>
          {[1, 2, 3].map((n) => (
            <i key={n} data-on={n <= step} />
          ))}
        </div>
      ) : null}
      {withMark ? (
        <p className={`${styles.mark} h2`}>
          <Mark size={34} />
          {t('app.name')}
        </p>
      ) : null}
      <div className={styles.head}>
        <h1 className="title" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {title}
        </h1>
        {hint ? <p className="second">{hint}</p> : null}
      </div>
      <div className={styles.body}>{children}</div>
      {foot ? <div className={styles.foot}>{foot}</div> : null}
    </main>
  );
}
