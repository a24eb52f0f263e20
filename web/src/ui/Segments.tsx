import { useId } from 'react';
import styles from './Segments.module.css';

interface SegmentsProps<T extends string> {
  label: string;
  value: T | undefined;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  /** Shows the label as words, too. */
  titled?: boolean;
  disabled?: boolean;
}

/** A few choices side by side, one of them on. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { label, value, options, onChange, titled, disabled } = props;
  const name = useId();
  return (
    <fieldset className={styles.set} disabled={disabled}>
      <legend className={titled ? `small third ${styles.legend}` : 'visually-hidden'}>{label}</legend>
      <div className={styles.row}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
