import { UnstyledButton } from '@mantine/core';
import {
  IconChevronRight,
  IconEar,
  IconMusic,
  IconQrcode,
  IconSchool,
  IconWalk,
  IconWifiOff,
} from '@tabler/icons-react';
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubError } from '../../client/hub-error.ts';
import type { DiscoveredSession } from '../../client/model.ts';
import { Action } from '../../ui/Action.tsx';
import { Fault } from '../../ui/Field.tsx';
import { clock } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/motion.ts';
import { FaultIds, Notice } from '../../ui/Patterns.tsx';
import { CodeCells } from './CodeCells.tsx';
import { CODE_LENGTH } from './code.ts';
import styles from './JoinScreen.module.css';
import { Step } from './Step.tsx';
import { canOpenMicrophone, useEntry, useEntryFlow, useHub } from './useEntry.ts';

const QrScanner = lazy(() => import('./QrScanner.tsx'));
export const kindIcons = { rehearsal: IconMusic, shift: IconWalk, lesson: IconSchool };

/** Step 1: the code, a scan, or a room found on this hub. */
export function JoinScreen() {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  const { code, busy, fault, listenOnly } = useEntry((s) => s);
  const { hub, failed } = useHub();
  const [scanning, setScanning] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const missing = CODE_LENGTH - code.length;

  useEffect(() => {
    if (fault) input.current?.focus();
  }, [fault]);

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (missing > 0) input.current?.focus();
    else void flow.exchange({ code });
  };
  const change = (next: string): void => {
    const wasShort = missing > 0;
    flow.setCode(next);
    if (wasShort && next.length === CODE_LENGTH) void flow.exchange({ code: next });
  };
  const label = busy
    ? t('join.going')
    : missing === 1
      ? t('join.oneMore')
      : missing > 1 && missing < CODE_LENGTH
        ? t('join.more', { count: missing })
        : t('join.go');

  return (
    <Step
      title={t('join.title')}
      hint={t('join.hint')}
      step={1}
      withMark
      foot={
        <>
          <Action
            kind={missing === 0 ? 'now' : 'grey'}
            wide
            busy={busy}
            idle={missing > 0}
            type="submit"
            onClick={() => submit()}
          >
            {label}
          </Action>
          <Action kind="quiet" wide icon={IconEar} onClick={() => flow.chooseListenOnly(!listenOnly)}>
            {listenOnly ? t('join.listenOnlyOn') : t('join.listenOnly')}
          </Action>
        </>
      }
    >
      <form className={styles.form} onSubmit={submit}>
        <CodeCells
          ref={input}
          value={code}
          onChange={change}
          fault={Boolean(fault)}
          describedBy="code-note"
        />
        <div id="code-note">
          {fault ? (
            <JoinFault fault={fault} code={code} />
          ) : (
            <p className="small third">{t('join.letters')}</p>
          )}
        </div>
      </form>
      {canOpenMicrophone() ? (
        <Action kind="outline" wide icon={IconQrcode} onClick={() => setScanning(true)}>
          {t('join.scan')}
        </Action>
      ) : (
        <p className="small third">{t('join.scanInsecure')}</p>
      )}
      {failed ? (
        <Notice tone="stop" icon={IconWifiOff}>
          <strong>{t('join.noHub')}</strong>
          <br />
          {t('join.noHubWhy')}
        </Notice>
      ) : (
        <Found sessions={hub?.sessions} onPick={(id) => void flow.exchange({ session_id: id })} />
      )}
      {scanning ? (
        <Suspense fallback={null}>
          <QrScanner
            onClose={() => setScanning(false)}
            onCode={(scanned) => {
              setScanning(false);
              flow.setCode(scanned.length === CODE_LENGTH ? scanned : '');
              void flow.exchange({ code: scanned });
            }}
          />
        </Suspense>
      ) : null}
    </Step>
  );
}

function Found({
  sessions,
  onPick,
}: {
  sessions: DiscoveredSession[] | undefined;
  onPick: (id: string) => void;
}) {
  const { t } = useTranslation();
  if (!sessions) return null;
  if (sessions.length === 0) return <p className="small third">{t('join.foundNone')}</p>;
  return (
    <section className={styles.section} aria-labelledby="found">
      <h2 className="small third" id="found">
        {t('join.found')}
      </h2>
      <ul className="card rows">
        {sessions.map((room) => (
          <li key={room.id}>
            <RoomRow room={room} onPick={onPick} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RoomRow({ room, onPick }: { room: DiscoveredSession; onPick: (id: string) => void }) {
  const { t } = useTranslation();
  const asks = room.admission === 'approval' ? ` · ${t('join.asks')}` : '';
  return (
    <UnstyledButton className={styles.room} onClick={() => onPick(room.id)}>
      <span className={styles.glyph}>
        <Icon of={kindIcons[room.kind]} />
      </span>
      <span>
        <span className="strong">{room.name}</span>
        <span className="small third">
          {t(`kind.${room.kind}`)} · {t('join.people', { count: room.people })}
          {asks}
        </span>
      </span>
      <Icon of={IconChevronRight} size={20} />
    </UnstyledButton>
  );
}

function JoinFault({ fault, code }: { fault: HubError; code: string }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const [since] = useState(() => performance.now());
  const leftMs = Math.max(0, (fault.retryAfterMs ?? 0) - (now - since));
  const sentence = (): string => {
    if (fault.status === 404) return t('join.unknown', { code });
    if (fault.status === 410) return fault.message || t('join.expired');
    if (fault.status === 429) return t('join.tooMany', { time: clock(Math.ceil(leftMs / 1000) * 1000) });
    return fault.unreachable ? t('join.unreachable') : fault.message;
  };
  return (
    <>
      <Fault>{sentence()}</Fault>
      {fault.status >= 500 || fault.unreachable ? <FaultIds error={fault} /> : null}
    </>
  );
}
