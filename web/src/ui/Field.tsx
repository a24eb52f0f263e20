import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconAlertOctagon, IconCheck, IconChevronDown, type TablerIcon } from '@tabler/icons-react';
import { type ReactNode, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Field.module.css';
import { Icon } from './Icon.tsx';

/** The sentence beside what is wrong. */
export function Fault({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className={styles.error} id={id} role="alert">
      <Icon of={IconAlertOctagon} size={20} />
      <span>{children}</span>
    </span>
  );
}

/** From this length on nobody expects the end of a field, so it says that it came. */
const LONG = 24;

interface TextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  icon?: TablerIcon;
  fault?: string | undefined;
  placeholder?: string;
  maxLength?: number;
  autoComplete?: string;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, value, onChange, icon, fault, ref, maxLength = 40, ...rest }: TextProps) {
  const { t } = useTranslation();
  const id = useId();
  const isFull = maxLength >= LONG && value.length >= maxLength;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <TextInput
        id={id}
        ref={ref ?? null}
        value={value}
        maxLength={maxLength}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{
          input: `${styles.input} ${icon ? styles.withIcon : ''}`,
          section: styles.section ?? '',
        }}
        leftSection={icon ? <Icon of={icon} size={20} /> : undefined}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        {...rest}
      />
      {isFull ? (
        <span className="small third" role="status">
          {t('common.full', { n: maxLength })}
        </span>
      ) : null}
      {fault ? <Fault id={`${id}-fault`}>{fault}</Fault> : null}
    </div>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  hideLabel?: boolean;
  icon?: TablerIcon;
}

export function SelectField({ label, value, options, onChange, hideLabel, icon }: SelectProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={hideLabel ? 'visually-hidden' : styles.label} htmlFor={id}>
        {label}
      </label>
      <NativeSelect
        id={id}
        value={value}
        data={options}
        onChange={(event) => onChange(event.currentTarget.value)}
        classNames={{
          input: `${styles.input} ${icon ? styles.withIcon : ''}`,
          section: styles.section ?? '',
        }}
        leftSection={icon ? <Icon of={icon} size={20} /> : undefined}
        rightSection={<Icon of={IconChevronDown} size={20} />}
      />
    </div>
  );
}

interface SwitchProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function SwitchRow({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId();
  return (
    <label className={styles.switch} htmlFor={id}>
      <span>
        <span className="body">{label}</span>
        {hint ? (
          <span className="small third" style={{ display: 'block' }}>
            {hint}
          </span>
        ) : null}
      </span>
      <Switch
        id={id}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        classNames={{ track: styles.track ?? '', thumb: styles.thumb ?? '' }}
        withThumbIndicator={false}
      />
    </label>
  );
}

interface ChipsProps<T extends string> {
  label: string;
  options: { value: T; label: string }[];
  value: readonly T[];
  /** One of them, or any number. */
  single?: boolean;
  onChange: (value: T[]) => void;
}

/** A handful of choices, all visible; a check marks what is on, not colour alone. */
export function Chips<T extends string>({ label, options, value, single, onChange }: ChipsProps<T>) {
  const name = useId();
  const pick = (option: T, on: boolean): void => {
    if (single) onChange([option]);
    else onChange(on ? [...value, option] : value.filter((v) => v !== option));
  };
  return (
    <fieldset className={styles.chips}>
      <legend className={styles.label}>{label}</legend>
      {options.map((option) => {
        const on = value.includes(option.value);
        return (
          <label className={styles.chip} key={option.value}>
            <input
              type={single ? 'radio' : 'checkbox'}
              name={name}
              checked={on}
              onChange={(event) => pick(option.value, event.currentTarget.checked)}
            />
            <span>
              {on ? <Icon of={IconCheck} size={20} /> : null}
              {option.label}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
