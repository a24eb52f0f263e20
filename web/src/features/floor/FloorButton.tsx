import {
  IconCrown,
  IconHandStop,
  IconHourglass,
  IconLockFilled,
  IconMicrophone,
  IconMicrophoneFilled,
  IconMicrophoneOff,
  IconUrgent,
  IconWifiOff,
} from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { initials } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Level } from '../../ui/Level.tsx';
import { useNow } from '../../ui/motion.ts';
import { FloorArt } from './FloorArt.tsx';
import styles from './FloorButton.module.css';
import type { Face } from './face.ts';
import { ordinal } from './ordinal.ts';

/** How far up locks the floor, and how far away from the middle gives it up. */
const LATCH_PX = 64;
const OFF_PX = 150;

export interface FloorButtonProps {
  face: Face;
  channel: string;
  /** Own level while live, theirs while they talk, 0 to 1. */
  level: () => number;
  withoutHolding: boolean;
  onPress: (latch: boolean) => void;
  onLift: () => void;
  onLatch: () => void;
  onSlideOff: () => void;
  onFix: () => void;
}

/** Hold = talk, release = end, slide up = lock, slide off = leave the line. No gesture is the only way. */
export function FloorButton(props: FloorButtonProps) {
  const { face, channel, level, withoutHolding, onPress, onLift, onLatch, onSlideOff, onFix } = props;
  const { t } = useTranslation();
  const start = useRef<{ id: number; y: number; locked: boolean } | undefined>(undefined);
  const keyDown = useRef(false);
  const pressedAt = useRef(0);
  const live = ['granted', 'ending', 'latched', 'open'].includes(face.kind);

  const down = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.button !== 0 || start.current) return;
    pressedAt.current = performance.now();
    if (face.kind === 'listenOnly' || face.kind === 'offline') return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    start.current = { id: event.pointerId, y: event.clientY, locked: withoutHolding };
    onPress(withoutHolding);
  };
  const move = (event: PointerEvent<HTMLButtonElement>): void => {
    const press = start.current;
    if (!press || press.locked || press.id !== event.pointerId) return;
    const up = press.y - event.clientY;
    const box = event.currentTarget.getBoundingClientRect();
    const away = Math.hypot(event.clientX - box.x - box.width / 2, event.clientY - box.y - box.height / 2);
    if (up > LATCH_PX && away < OFF_PX) {
      press.locked = true;
      onLatch();
    } else if (away > OFF_PX) {
      onSlideOff();
    }
  };
  const up = (event: PointerEvent<HTMLButtonElement>): void => {
    if (!start.current || start.current.id !== event.pointerId) return;
    start.current = undefined;
    pressedAt.current = performance.now();
    if (!withoutHolding) onLift();
  };
  const key = (event: KeyboardEvent<HTMLButtonElement>, isDown: boolean): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    pressedAt.current = performance.now();
    if (isDown === keyDown.current) return;
    keyDown.current = isDown;
    if (face.kind === 'listenOnly') {
      if (isDown) onFix();
    } else if (isDown) onPress(withoutHolding || event.shiftKey);
    else if (!withoutHolding && !event.shiftKey) onLift();
  };
  /** A click without a pointer or key before it comes from a screen reader's double tap: it locks and unlocks. */
  const click = (): void => {
    if (face.kind === 'listenOnly') onFix();
    else if (performance.now() - pressedAt.current > 700 && face.kind !== 'offline') onPress(true);
  };

  return (
    <div className={styles.button} data-face={face.kind}>
      <span className={styles.glow} />
      <svg className={styles.art} viewBox="0 0 200 200" aria-hidden>
        <FloorArt face={face} />
      </svg>
      <span className={styles.inside} aria-hidden>
        <Inside face={face} level={level} />
      </span>
      <button
        type="button"
        className={styles.hit}
        aria-label={channel ? `${t('floor.label')}: ${channel}` : t('floor.label')}
        aria-pressed={live}
        aria-disabled={face.kind === 'offline' || undefined}
        aria-describedby="floor-caption"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onLostPointerCapture={up}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => key(event, true)}
        onKeyUp={(event) => key(event, false)}
        onBlur={() => {
          if (keyDown.current) {
            keyDown.current = false;
            onLift();
          }
        }}
        onClick={click}
      />
    </div>
  );
}

function Inside({ face, level }: { face: Face; level: () => number }) {
  const { t } = useTranslation();
  const icon = '3.6em';
  switch (face.kind) {
    case 'idle':
    case 'pending':
      return <Icon of={IconMicrophone} size={icon} />;
    case 'open':
      return (
        <>
          <Icon of={face.latched ? IconLockFilled : IconMicrophoneFilled} size={icon} />
          <Level level={level} bars={7} size={26} />
        </>
      );
    case 'granted':
      return (
        <>
          <Icon of={IconMicrophoneFilled} size={icon} />
          <Level level={level} bars={7} size={26} />
        </>
      );
    case 'ending':
      return <Seconds untilMs={face.endsAtMs} />;
    case 'latched':
      return (
        <>
          <Icon of={IconLockFilled} size="3.2em" />
          <Level level={level} bars={7} size={26} />
        </>
      );
    case 'queued': {
      const place = ordinal(face.position, t);
      const figure = String(face.position);
      return (
        <span className={styles.figure}>
          {figure}
          <small>{place.slice(figure.length)}</small>
        </span>
      );
    }
    case 'offered':
      return (
        <>
          <Icon of={IconMicrophone} size="2.8em" />
          <Seconds untilMs={face.untilMs} small />
        </>
      );
    case 'denied':
      return <Icon of={IconHandStop} size={icon} />;
    case 'other':
      return (
        <>
          <span className={styles.letters}>{initials(face.name)}</span>
          <Level level={level} bars={7} size={26} />
        </>
      );
    case 'priority':
      return (
        <>
          <span className={styles.letters}>{face.role === 'md' ? t('role.md') : initials(face.name)}</span>
          <Level level={level} bars={7} size={26} />
        </>
      );
    case 'revoked':
      return <Icon of={revokeIcons[face.reason] ?? IconHandStop} size={icon} />;
    case 'emergency':
      return <Icon of={IconUrgent} size={icon} />;
    case 'offline':
      return <Icon of={IconWifiOff} size="3em" />;
    case 'listenOnly':
      return <Icon of={IconMicrophoneOff} size="3em" />;
  }
}

const revokeIcons = {
  emergency: IconUrgent,
  preempted: IconCrown,
  host: IconCrown,
  talk_limit: IconHourglass,
  removed: IconHandStop,
  expired: IconWifiOff,
  link: IconWifiOff,
};

function Seconds({ untilMs, small }: { untilMs: number; small?: boolean }) {
  const now = useNow(100);
  const seconds = Math.max(0, Math.ceil((untilMs - now) / 1000));
  return (
    <span className={styles.figure} style={small ? { fontSize: '1.8em' } : undefined}>
      {seconds}
    </span>
  );
}
