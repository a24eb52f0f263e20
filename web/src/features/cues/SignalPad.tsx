import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../client/rehearsal.ts';
import { Action } from '../../ui/Action.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/motion.ts';
import { Segments } from '../../ui/Segments.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useSongBars } from '../now/useSongStart.ts';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { useTempo } from '../tempo-panel/useTempo.ts';
import styles from './Cues.module.css';
import { MAX_TEXT, MORE, PAD, SHOWN_MS, type Signal } from './cues.ts';

type When = 'now' | '1' | '2' | '4';

interface Sent {
  id: string;
  atMs: number;
  /** The song's. */
  bar?: number;
}

interface Sender {
  send: (signal: Signal) => void;
  say: (text: string) => void;
  when: When;
  setWhen: (when: When) => void;
  sent: Sent | undefined;
}

/** Sends signals: at the bar that was chosen, at once while nothing runs. */
function useSender(): Sender {
  const { t } = useTranslation('rehearsal');
  const { live } = useRoom();
  const { client, id } = live.session;
  const bars = useSongBars();
  const [when, setWhen] = useState<When>('1');
  const [sent, setSent] = useState<Sent>();
  const command = useCommand(
    ({ kind, text }: { id: string; kind: string; text?: string }) =>
      client.call<Partial<Pick<Cue, 'at_bar'>>>({
        method: 'POST',
        path: `/session/${id}/cues`,
        body: {
          kind,
          ...(text ? { text } : {}),
          ...(when === 'now' ? { at: 'now' } : { at: 'bar', bars_ahead: Number(when) }),
        },
      }),
    (answer, { id: which }) =>
      setSent({
        id: which,
        atMs: performance.now(),
        ...(answer?.at_bar === undefined ? {} : { bar: bars.of(answer.at_bar) }),
      }),
  );
  return {
    when,
    setWhen,
    sent,
    send: (signal) =>
      command.send({
        id: signal.id,
        kind: signal.kind,
        ...(signal.kind === 'custom' ? { text: t(`cues.${signal.id}`) } : {}),
      }),
    say: (text) => command.send({ id: 'custom', kind: 'custom', text }),
  };
}

/** Six signals under keys 1 to 6; seen and felt by the others, never heard. */
export function SignalPad({ compact }: { compact?: boolean }) {
  const { t } = useTranslation('rehearsal');
  const tempo = useTempo();
  const sender = useSender();
  const [more, setMore] = useState(false);
  useDigits((n) => {
    const signal = PAD[n - 1];
    if (signal) sender.send(signal);
  });
  return (
    <section className={styles.pad} data-compact={compact} aria-label={t('cues.title')}>
      {compact ? null : (
        <div className={styles.head}>
          <h2 className="h3">{t('cues.title')}</h2>
          <span className="small third">{t(tempo.running ? 'cues.hint' : 'cues.hintStill')}</span>
          <button type="button" className={styles.more} onClick={() => setMore(true)}>
            {t('cues.more')}
          </button>
        </div>
      )}
      <ul className={styles.keys}>
        {(compact ? PAD.slice(0, 5) : PAD).map((signal, i) => (
          <li key={signal.id}>
            <SignalKey signal={signal} sent={sender.sent} number={i + 1} onSend={() => sender.send(signal)} />
          </li>
        ))}
        {compact ? (
          <li>
            <button type="button" className={styles.key} onClick={() => setMore(true)}>
              <Icon of={IconDots} />
              <span className={styles.word}>{t('cues.moreShort')}</span>
            </button>
          </li>
        ) : null}
      </ul>
      {more ? <MoreSignals sender={sender} onClose={() => setMore(false)} /> : null}
    </section>
  );
}

interface KeyProps {
  signal: Signal;
  sent: Sent | undefined;
  number?: number;
  onSend: () => void;
}

function SignalKey({ signal, sent, number, onSend }: KeyProps) {
  const { t } = useTranslation('rehearsal');
  const now = useNow(500);
  const tempo = useTempo();
  const recent =
    sent?.id === signal.id &&
    (now - sent.atMs < SHOWN_MS || (sent.bar !== undefined && tempo.running && now - sent.atMs < 30_000));
  const on = recent ? sent : undefined;
  return (
    <button
      type="button"
      className={styles.key}
      data-on={Boolean(on)}
      onClick={onSend}
      aria-keyshortcuts={number ? String(number) : undefined}
    >
      <Icon of={signal.icon} />
      {number ? <kbd aria-hidden>{number}</kbd> : null}
      <span className={styles.word}>
        {t(`cues.${signal.id}`)}
        {on ? (
          <span className={styles.state} role="status">
            {on.bar === undefined ? t('cues.sent') : t('cues.atBarN', { n: on.bar })}
          </span>
        ) : null}
      </span>
    </button>
  );
}

/** When signals land, the rarer ones, and words of one's own. */
function MoreSignals({ sender, onClose }: { sender: Sender; onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  return (
    <Sheet title={t('cues.title')} onClose={onClose}>
      <Segments<When>
        titled
        label={t('cues.at')}
        value={sender.when}
        options={[
          { value: 'now', label: t('cues.atNow') },
          { value: '1', label: t('cues.atBar') },
          { value: '2', label: t('cues.atBars', { n: 2 }) },
          { value: '4', label: t('cues.atBars', { n: 4 }) },
        ]}
        onChange={sender.setWhen}
      />
      <ul className={styles.keys} data-sheet>
        {[...PAD, ...MORE].map((signal) => (
          <li key={signal.id}>
            <SignalKey signal={signal} sent={sender.sent} onSend={() => sender.send(signal)} />
          </li>
        ))}
      </ul>
      <form
        className={styles.own}
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (!text.trim()) return;
          sender.say(text.trim());
          setText('');
          setChecked(false);
        }}
      >
        <TextField
          label={t('cues.custom')}
          value={text}
          maxLength={MAX_TEXT}
          onChange={setText}
          fault={checked && !text.trim() ? t('cues.customEmpty') : undefined}
        />
        <Action type="submit">{t('cues.send')}</Action>
      </form>
    </Sheet>
  );
}

/** Digits are signals unless somebody writes, or a sheet has the keys. */
function useDigits(pressed: (n: number) => void): void {
  const latest = useRef(pressed);
  latest.current = pressed;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const n = Number(event.key);
      if (!Number.isInteger(n) || n < 1 || n > PAD.length) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest('input:not([type="radio"]), textarea, select, [contenteditable]')) return;
      latest.current(n);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
