import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, clockLeft } from '../../ui/format.ts';
import { useNow } from '../../ui/motion.ts';
import styles from './FloorButton.module.css';
import type { Face } from './face.ts';
import { ordinal } from './ordinal.ts';
import type { Changing } from './phases.ts';

interface CaptionProps {
  face: Face;
  withoutHolding: boolean;
  /** Desktop says which key; phones name the finger. */
  keys: boolean;
}

export interface Caption {
  head: string;
  /** Said once; figures that run are shown beside it and not read out. */
  detail: ReactNode;
}

/** What the button means right now, read out when it changes: politely, at once when it takes the voice away. */
export function FloorCaption({ face, withoutHolding, keys }: CaptionProps) {
  const { t } = useTranslation();
  const now = useNow(250);
  const { head, detail } = captionOf(face, t, { now, withoutHolding, keys });
  const urgent = face.kind === 'revoked' || face.kind === 'offline' || face.kind === 'emergency';
  return (
    <div
      className={styles.caption}
      id="floor-caption"
      data-floor-caption={face.kind}
      aria-live={urgent ? 'assertive' : 'polite'}
      aria-atomic
    >
      <p className="h3">{head}</p>
      <p className="small second">{detail}</p>
    </div>
  );
}

interface CaptionContext {
  now: number;
  withoutHolding: boolean;
  keys: boolean;
}

export function captionOf(face: Face, t: TFunction, context: CaptionContext): Caption {
  const { now, withoutHolding } = context;
  switch (face.kind) {
    case 'idle':
      return idle(face, t, withoutHolding);
    case 'pending':
      if (face.unheard) return { head: t('floor.unheard'), detail: t('floor.unheardHint') };
      if (isChanging(face, now)) return { head: t('floor.changing'), detail: t('floor.changingHint') };
      return { head: t('floor.pending'), detail: t('floor.pendingHint') };
    case 'open':
      return {
        head: t('floor.granted'),
        detail: t(face.latched || withoutHolding ? 'floor.openTap' : 'floor.openRelease'),
      };
    case 'granted':
      return live(t('floor.granted'), face.endsAtMs - now, t, withoutHolding ? 'leftTap' : 'leftRelease');
    case 'ending':
      return live(t('floor.ending'), face.endsAtMs - now, t, 'left');
    case 'latched':
      return live(t('floor.latched'), face.endsAtMs - now, t, 'leftTap');
    case 'queued': {
      if (isChanging(face, now)) return { head: t('floor.changing'), detail: t('floor.changingHint') };
      const n = Math.max(1, Math.round(face.waitMs / 1000));
      const head = t('floor.queued', { place: ordinal(face.position, t) });
      return { head, detail: t(face.held ? 'floor.queuedHint' : 'floor.queuedFree', { n }) };
    }
    case 'offered': {
      const n = Math.max(0, Math.ceil((face.untilMs - now) / 1000));
      return { head: t('floor.offered'), detail: <Silent>{t('floor.offeredHint', { n })}</Silent> };
    }
    case 'denied':
      return { head: t('floor.denied'), detail: denial(face, t) };
    case 'other':
      return other(face, t, context);
    case 'priority': {
      const role = roleName(face.role, t);
      const hints = { duck: 'floor.mdDuck', focus: 'floor.mdFocus', off: 'floor.otherHint' } as const;
      return {
        head: face.role
          ? t('floor.mdTalking', { name: face.name, role })
          : t('floor.other', { name: face.name }),
        detail: t(hints[face.ducking]),
      };
    }
    case 'emergency':
      return { head: t('floor.emergency'), detail: t('floor.emergencyHint') };
    case 'revoked':
      return revoked(face, t);
    case 'offline': {
      const n = Math.ceil((face.nextTryAtMs - now) / 1000);
      const detail = n > 0 ? t('floor.offlineHint', { n }) : t('floor.offlineNow');
      return { head: t('floor.offline'), detail: <Silent>{detail}</Silent> };
    }
    case 'listenOnly': {
      const roles = face.roles.map((role) => roleName(role, t)).join(', ');
      return {
        head: t('floor.listenOnly'),
        detail: t(`floor.${face.why}`, { roles, role: roles || t('role.guest') }),
      };
    }
  }
}

/** Mostly another machine has taken over before this could be read. */
const CHANGING_GRACE_MS = 400;

function isChanging({ changingSinceMs }: Changing, now: number): boolean {
  return changingSinceMs !== undefined && now - changingSinceMs >= CHANGING_GRACE_MS;
}

function idle(face: Face & { kind: 'idle' }, t: TFunction, withoutHolding: boolean): Caption {
  if (face.hint === 'slip') return { head: t('floor.slip'), detail: t('floor.slipHint') };
  if (face.hint === 'placeLost') return { head: t('floor.placeLost'), detail: t('floor.placeLostHint') };
  if (face.hint === 'missed') return { head: t('floor.missed'), detail: t('floor.missedHint') };
  const to = face.many && face.channel !== '';
  const head = withoutHolding
    ? to
      ? t('floor.idleSwitchTo', { channel: face.channel })
      : t('floor.idleSwitch')
    : to
      ? t('floor.idleTo', { channel: face.channel })
      : t('floor.idle');
  return { head, detail: t('floor.hears', { count: face.hears }) };
}

function live(head: string, leftMs: number, t: TFunction, key: 'left' | 'leftRelease' | 'leftTap'): Caption {
  const [before, after = ''] = t(`floor.${key}`, { time: '\u0000' }).split('\u0000');
  return {
    head,
    detail: (
      <>
        <Silent>
          {before}
          <span className={styles.time}>{clockLeft(leftMs)}</span>
        </Silent>
        {after}
      </>
    ),
  };
}

function other(
  face: Face & { kind: 'other' },
  t: TFunction,
  { now, withoutHolding, keys }: CaptionContext,
): Caption {
  const head = t('floor.other', { name: face.name || t('floor.somebody') });
  if (face.placeLost) return { head, detail: t('floor.placeLostOther') };
  if (face.open) return { head, detail: t('floor.otherFree') };
  if (face.cutIn) {
    const role = roleName(face.cutIn, t);
    if (!keys) return { head, detail: t('floor.cutIn', { role }) };
    const [before, after = ''] = t('floor.cutInKey', { role, key: '\u0000' }).split('\u0000');
    return {
      head,
      detail: (
        <>
          <Silent>{clock(now - face.sinceMs)} · </Silent>
          {before}
          <kbd>{t('floor.key')}</kbd>
          {after}
        </>
      ),
    };
  }
  return { head, detail: t(withoutHolding ? 'floor.otherSwitch' : 'floor.otherHint') };
}

function denial(face: Face & { kind: 'denied' }, t: TFunction): string {
  if (face.message) return face.message;
  if (face.reason === 'timeout') return t('floor.deniedTimeout');
  if (face.reason === 'link') return t('floor.deniedLink');
  return face.reason.includes('full') ? t('floor.deniedBusy') : t('floor.deniedOther');
}

function revoked(face: Face & { kind: 'revoked' }, t: TFunction): Caption {
  const head =
    face.reason === 'preempted' && face.by
      ? t('floor.preemptedBy', { name: face.by })
      : t(`floor.revoked.${face.reason}`);
  // The revoke arrives a moment before the limit by this device's clock: 9.98 s are the ten that were allowed.
  const time = clock(Math.round(face.talkedMs / 1000) * 1000);
  return {
    head,
    detail: t(face.reason === 'talk_limit' ? 'floor.talkedFor' : 'floor.stoppedAfter', { time }),
  };
}

export function roleName(role: string, t: TFunction): string {
  return t(`role.${role}` as 'role.md', { defaultValue: role });
}

function Silent({ children }: { children: ReactNode }) {
  return <span aria-hidden>{children}</span>;
}
