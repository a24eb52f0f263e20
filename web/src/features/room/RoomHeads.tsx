import { IconDots, IconQrcode, IconServer, IconSettings, IconUsersGroup } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Action, IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import desk from './Desk.module.css';
import { present } from './presence.ts';
import styles from './Room.module.css';
import { Elapsed } from './RoomParts.tsx';
import type { SheetName } from './RoomSheets.tsx';
import { useCan, useRoom } from './useLiveRoom.ts';

interface HeadProps {
  onSheet: (sheet: SheetName) => void;
  /** How this device reaches the hub, or what else is worth a look at any time. */
  children: ReactNode;
}

/** Takes the focus from the button that led here and is gone, so that a keyboard goes on from the top of the room. */
function RoomName({ className }: { className: string }) {
  const { view } = useRoom();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 className={`${className} ${styles.name}`} ref={heading} tabIndex={-1}>
      {view.session.name}
    </h1>
  );
}

/** Above the room on phone and tablet. */
export function PocketHead({ onSheet, children }: HeadProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  return (
    <header className={styles.head}>
      <div>
        <RoomName className="h3" />
        <p className={`small ${styles.sub}`}>
          {view.session.code ? '' : `${t(`kind.${view.session.kind}`)} · `}
          <span className={styles.present}>{t('room.here', { count: present(view) })} · </span>
          {children}
        </p>
      </div>
      {view.session.code ? (
        <button type="button" className={styles.codeButton} onClick={() => onSheet('invite')}>
          <span className="visually-hidden">{t('host.code')} </span>
          {view.session.code}
        </button>
      ) : null}
      <IconAction icon={IconDots} label={t('common.more')} onClick={() => onSheet('menu')} />
    </header>
  );
}

/** Above the room from 1024 px. */
export function DeskHead({ onSheet, children }: HeadProps) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const can = useCan();
  const runs = can('channel.manage') || can('settings.manage') || can('session.close');
  return (
    <header className={desk.top}>
      <Mark size={32} />
      <div>
        <RoomName className="body strong" />
        <p className={`small ${styles.sub}`}>
          {t(`kind.${view.session.kind}`)} · <Elapsed />
        </p>
      </div>
      <ul className={`small ${desk.facts}`}>
        <li>
          <Icon of={IconServer} size={20} />
          {view.hub.name}
        </li>
        {children}
        {view.session.code ? (
          <li>
            <span className="visually-hidden">{t('host.code')}</span>
            <span className={styles.code}>{view.session.code}</span>
          </li>
        ) : null}
      </ul>
      <div className={desk.topEnd}>
        {runs ? (
          <Action small kind="outline" icon={IconUsersGroup} onClick={() => onSheet('host')}>
            {t('room.host')}
          </Action>
        ) : null}
        {view.session.code ? (
          <Action small icon={IconQrcode} onClick={() => onSheet('invite')}>
            {t('room.invite')}
          </Action>
        ) : null}
        <IconAction icon={IconSettings} label={t('common.settings')} onClick={() => onSheet('settings')} />
        <IconAction icon={IconDots} label={t('common.more')} onClick={() => onSheet('menu')} />
      </div>
    </header>
  );
}
