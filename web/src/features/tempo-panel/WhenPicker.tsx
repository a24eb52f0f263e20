import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Segments.tsx';
import type { SongBars } from '../now/song-start.ts';
import type { When } from './useTempo.ts';

type Kind = 'now' | 'next' | 'at';

export interface Landing {
  kind: Kind;
  /** The song's, as it is typed. */
  bar: string;
}

export const NEXT_BAR: Landing = { kind: 'next', bar: '' };

/** What the hub is told, in its own count of bars; a bar that is none yet is the next one. */
export function whenOf({ kind, bar }: Landing, bars: SongBars): When {
  if (kind === 'now') return { urgent: true };
  const at = barOf(bar);
  return kind === 'at' && at !== undefined ? { at_bar: bars.hub(at) } : {};
}

/** A bar's number as it is typed; nothing for what is none. */
export function barOf(text: string): number | undefined {
  const bar = /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  return bar >= 1 && bar <= 1_000_000 ? bar : undefined;
}

/** Now, at the next bar line, or at the line of a bar one names: for changes, the stop and the handoff alike. */
export function WhenPicker({
  landing,
  onChange,
  barNow,
}: {
  landing: Landing;
  onChange: (landing: Landing) => void;
  /** The song's bar that sounds. */
  barNow: number | undefined;
}) {
  const { t } = useTranslation('rehearsal');
  const [touched, setTouched] = useState(false);
  const at = barOf(landing.bar);
  const past = at !== undefined && barNow !== undefined && at <= barNow;
  const fault = past
    ? t('tempo.barPast', { bar: barNow })
    : at === undefined
      ? t('tempo.barFault')
      : undefined;
  return (
    <div>
      <Segments<Kind>
        titled
        label={t('tempo.when')}
        value={landing.kind}
        options={[
          { value: 'now', label: t('tempo.whenNow') },
          { value: 'next', label: t('tempo.whenNext') },
          { value: 'at', label: t('tempo.whenAt') },
        ]}
        onChange={(kind) => {
          setTouched(false);
          onChange({
            kind,
            bar: kind === 'at' && barNow !== undefined ? String(Math.max(0, barNow) + 4) : landing.bar,
          });
        }}
      />
      {landing.kind === 'at' ? (
        <TextField
          label={t('tempo.whenBar')}
          value={landing.bar}
          maxLength={7}
          fault={touched || past ? fault : undefined}
          onChange={(bar) => {
            setTouched(true);
            onChange({ kind: 'at', bar });
          }}
        />
      ) : null}
    </div>
  );
}
