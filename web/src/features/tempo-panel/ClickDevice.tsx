import { Slider } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { SelectField, SwitchRow } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { CLICK_SOUNDS, type ClickSettings, setClick, useClickSettings } from '../tempo/click-settings.ts';
import { Drift, useClickAudio } from './Drift.tsx';
import styles from './Tempo.module.css';

/** How the click sounds, looks and feels on this device; nobody else hears of it. */
export function ClickDevice({ onCalibrate }: { onCalibrate: () => void }) {
  const { t } = useTranslation('rehearsal');
  const chosen = useClickSettings();
  const audio = useClickAudio();
  return (
    <section className={styles.start} aria-label={t('tempo.device')}>
      <div className="card rows">
        <SwitchRow
          label={t('tempo.clickMine')}
          hint={t('tempo.clickHint')}
          checked={chosen.on}
          onChange={(on) => setClick({ on })}
        />
        <SwitchRow
          label={t('tempo.duck')}
          checked={chosen.duckSpeech}
          onChange={(duckSpeech) => setClick({ duckSpeech })}
        />
        <SwitchRow
          label={t('tempo.flash')}
          checked={chosen.visual}
          onChange={(visual) => setClick({ visual })}
        />
      </div>
      {audio.waits && chosen.on ? (
        <Notice
          act={
            <Action small kind="now" onClick={audio.wake}>
              {t('tempo.hearClick')}
            </Action>
          }
        >
          {t('tempo.needsTap')}
        </Notice>
      ) : null}
      {chosen.on ? (
        <>
          <SelectField
            label={t('tempo.sound')}
            value={chosen.sound}
            options={CLICK_SOUNDS.map((sound) => ({ value: sound, label: t(`tempo.sounds.${sound}`) }))}
            onChange={(sound) => setClick({ sound: sound as ClickSettings['sound'] })}
          />
          <div>
            <p className="small third">{t('tempo.volume')}</p>
            <Slider
              min={0}
              max={1}
              step={0.05}
              label={null}
              size="lg"
              thumbSize={28}
              color="var(--ink2)"
              value={chosen.volume}
              onChange={(volume) => setClick({ volume })}
              thumbLabel={t('tempo.volume')}
            />
          </div>
        </>
      ) : null}
      {'vibrate' in navigator ? (
        <Segments<ClickSettings['haptic']>
          titled
          label={t('tempo.haptic')}
          value={chosen.haptic}
          options={[
            { value: 'off', label: t('tempo.hapticOff') },
            { value: 'downbeat', label: t('tempo.hapticDown') },
            { value: 'beats', label: t('tempo.hapticBeats') },
          ]}
          onChange={(haptic) => setClick({ haptic })}
        />
      ) : null}
      <div className={styles.drift}>
        <Icon of={IconActivity} size={20} />
        <p className="small">
          <Drift />
        </p>
        <Action small kind="outline" onClick={onCalibrate}>
          {t('tempo.calibrate')}
        </Action>
      </div>
    </section>
  );
}
