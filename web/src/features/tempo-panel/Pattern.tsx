import { useTranslation } from 'react-i18next';
import { Segments } from '../../ui/Segments.tsx';
import styles from './Tempo.module.css';
import { nextAccent, subdivisionsOf, type TempoNow } from './tempo-view.ts';
import type { TempoCommands } from './useTempo.ts';

interface PatternProps {
  tempo: TempoNow;
  onChange: TempoCommands['change'];
}

/** What sounds between the beats. */
export function Subdivisions({ tempo, onChange }: PatternProps) {
  const { t } = useTranslation('rehearsal');
  const pulse = tempo.pending?.pulse ?? tempo.pulse;
  if (!pulse) return null;
  return (
    <Segments
      titled
      label={t('tempo.subdivision')}
      value={pulse.subdivision}
      options={subdivisionsOf(pulse.time_signature).map((value) => ({
        value,
        label: t(`tempo.sub.${value}`),
      }))}
      onChange={(subdivision) => onChange({ subdivision })}
    />
  );
}

const NAMES = ['accentSilent', 'accentSoft', 'accentNormal', 'accentStrong'] as const;

/** One cell a beat: each press makes it strong, silent, soft, ordinary. Height tells it, not colour. */
export function Accents({ tempo, onChange }: PatternProps) {
  const { t } = useTranslation('rehearsal');
  const pulse = tempo.pending?.pulse ?? tempo.pulse;
  if (!pulse) return null;
  return (
    <fieldset className={styles.accents}>
      <legend className="small third">{t('tempo.accents')}</legend>
      {pulse.accents.map((accent, i) => (
        <button
          key={i}
          type="button"
          data-accent={accent}
          aria-label={`${t('tempo.accentBeat', { n: i + 1 })}: ${t(`tempo.${NAMES[accent] ?? 'accentNormal'}`)}`}
          onClick={() => onChange({ accents: pulse.accents.map((a, at) => (at === i ? nextAccent(a) : a)) })}
        >
          <i aria-hidden />
          <span aria-hidden>{i + 1}</span>
        </button>
      ))}
    </fieldset>
  );
}
