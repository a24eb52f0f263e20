import { Button, UnstyledButton } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { MouseEventHandler, ReactNode, Ref } from 'react';
import styles from './Action.module.css';
import { Icon } from './Icon.tsx';

export type ActionKind = 'now' | 'grey' | 'outline' | 'quiet' | 'stop';

interface ActionProps {
  children: ReactNode;
  kind?: ActionKind;
  icon?: TablerIcon;
  small?: boolean;
  wide?: boolean;
  busy?: boolean;
  /** Says why in its label and takes no press, but can still be focused and read. */
  idle?: boolean;
  type?: 'button' | 'submit';
  onClick?: MouseEventHandler<HTMLButtonElement>;
  ref?: Ref<HTMLButtonElement>;
  'aria-label'?: string;
  'aria-expanded'?: boolean;
}

/** A button with words. One amber (`now`) at most per region of the screen. */
export function Action(props: ActionProps) {
  const {
    children,
    kind = 'grey',
    icon,
    small,
    wide,
    busy,
    idle,
    type = 'button',
    onClick,
    ref,
    ...aria
  } = props;
  return (
    <Button
      ref={ref ?? null}
      type={type}
      unstyled={false}
      variant="filled"
      fullWidth={wide ?? false}
      loading={busy ?? false}
      classNames={{
        root: `${styles.root} ${styles[kind]} ${small ? styles.small : ''}`,
        label: styles.label ?? '',
      }}
      leftSection={icon ? <Icon of={icon} size={20} /> : undefined}
      aria-disabled={idle || undefined}
      onClick={idle && type === 'button' ? undefined : onClick}
      {...aria}
    >
      {children}
    </Button>
  );
}

interface IconActionProps {
  icon: TablerIcon;
  label: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  pressed?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** Only for what everybody knows without words: close, more, settings, hear. */
export function IconAction({ icon, label, onClick, pressed, className, ref }: IconActionProps) {
  return (
    <UnstyledButton
      ref={ref ?? null}
      className={`${styles.icon} ${className ?? ''}`}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon of={icon} />
    </UnstyledButton>
  );
}
