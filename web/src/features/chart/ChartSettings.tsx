import { useTranslation } from 'react-i18next';
import { SelectField, SwitchRow } from '../../ui/Field.tsx';
import styles from './Chart.module.css';
import { keyUp, type Notation, type Reading } from './chords.ts';
import { changeDevice, MAX_CAPO, SIZES, setCapo, useDevice } from './device.ts';

const NOTATIONS: Notation[] = ['english', 'german', 'solfege', 'numbers'];

/** What this player reads, on this device only: capo, names of notes, size of words. */
export function ChartSettings({ songId, reading, capo }: { songId: string; reading: Reading; capo: number }) {
  const { t } = useTranslation('chart');
  const device = useDevice();
  const open = reading.to ? keyUp(reading.to, capo) : undefined;
  const capos = Array.from({ length: MAX_CAPO + 1 }, (_, n) => ({
    value: String(n),
    label:
      n === 0
        ? t('view.noCapo')
        : open
          ? t('view.capoAt', { n, key: keyUp(open, -n) })
          : t('view.capoAtPlain', { n }),
  }));
  const sizes = [
    { value: '0', label: t('view.sizeFit') },
    ...SIZES.map((size, i) => ({ value: String(size), label: t('view.sizeStep', { n: i + 1 }) })),
  ];
  return (
    <div className={styles.settings} role="group" aria-label={t('view.settings')}>
      <div className={styles.pickers}>
        <SelectField
          label={t('view.capo')}
          value={String(capo)}
          options={capos}
          onChange={(value) => setCapo(songId, Number(value))}
        />
        <SelectField
          label={t('view.size')}
          value={String(device.size)}
          options={sizes}
          onChange={(value) => changeDevice({ size: Number(value) })}
        />
        <SelectField
          label={t('view.names')}
          value={device.notation}
          options={NOTATIONS.map((value) => ({ value, label: t(`view.notation.${value}`) }))}
          onChange={(value) => changeDevice({ notation: value as Notation })}
        />
      </div>
      <SwitchRow
        label={t('view.chords')}
        hint={t('view.chordsHint')}
        checked={device.showChords}
        onChange={(showChords) => changeDevice({ showChords })}
      />
    </div>
  );
}
