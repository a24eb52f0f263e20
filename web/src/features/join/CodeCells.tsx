import { type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CodeCells.module.css';
import { CODE_LENGTH, cleanCode } from './code.ts';

interface CodeCellsProps {
  value: string;
  onChange: (code: string) => void;
  fault?: boolean;
  describedBy?: string;
  ref?: Ref<HTMLInputElement>;
}

/** Six cells to look at, one field to type, paste and fill into: a screen reader meets a single input. */
export function CodeCells({ value, onChange, fault, describedBy, ref }: CodeCellsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={styles.cells} data-fault={fault ? 'true' : undefined}>
      {Array.from({ length: CODE_LENGTH }, (_, at) => (
        <span
          className={styles.cell}
          key={at}
          data-next={at === Math.min(value.length, CODE_LENGTH - 1)}
          aria-hidden
        >
          {value[at] ?? (at === value.length ? <i className={styles.caret} /> : '')}
        </span>
      ))}
      <input
        id={id}
        ref={ref}
        className={styles.input}
        value={value}
        onChange={(event) => onChange(cleanCode(event.currentTarget.value))}
        aria-label={t('join.code')}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        inputMode="text"
        enterKeyHint="go"
        maxLength={40}
        name="code"
      />
    </div>
  );
}
