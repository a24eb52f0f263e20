import { Slider } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { installer } from '../../client/install.ts';
import { Action } from '../../ui/Action.tsx';
import { Chips, SelectField, SwitchRow } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from '../host/Host.module.css';
import { type DeviceChoice, listDevices } from '../microphone/mic-check.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { prefer, type Theme, usePreferences } from './preferences.ts';

/** What is only this device's: sound, talking, colours. */
export function SettingsSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = useRoom();
  const chosen = usePreferences();
  const install = useStore(installer);
  return (
    <Sheet title={t('settings.title')} onClose={onClose}>
      <Sound />
      <section className={styles.stack} aria-labelledby="set-talk">
        <h3 className="h3" id="set-talk">
          {t('settings.talking')}
        </h3>
        <div className="card rows">
          <SwitchRow
            label={t('settings.talkWithoutHolding')}
            hint={t('settings.talkWithoutHoldingHint')}
            checked={chosen.talkWithoutHolding}
            onChange={(talkWithoutHolding) => prefer({ talkWithoutHolding })}
          />
          <SwitchRow
            label={t('settings.sounds')}
            hint={t('settings.soundsHint')}
            checked={chosen.sounds}
            onChange={(sounds) => prefer({ sounds })}
          />
          <SwitchRow
            label={t('settings.haptics')}
            {...('vibrate' in navigator ? {} : { hint: t('settings.hapticsNone') })}
            checked={chosen.haptics}
            onChange={(haptics) => prefer({ haptics })}
          />
        </div>
        <p className="small third">{t('settings.keys')}</p>
      </section>
      <section className={styles.stack} aria-labelledby="set-look">
        <h3 className="h3" id="set-look">
          {t('settings.look')}
        </h3>
        <Chips<Theme>
          label={t('settings.theme')}
          single
          value={[chosen.theme]}
          options={[
            { value: 'system', label: t('settings.themeSystem') },
            { value: 'dark', label: t('settings.themeDark') },
            { value: 'light', label: t('settings.themeLight') },
            { value: 'contrast', label: t('settings.themeContrast') },
          ]}
          onChange={([theme]) => theme && prefer({ theme })}
        />
      </section>
      <Access />
      {install.ask ? (
        <Action icon={IconDeviceMobile} onClick={() => void install.ask?.()}>
          {t('settings.install')}
        </Action>
      ) : null}
      <p className="small third">{t('settings.about', { hub: view.hub.name, version: view.hub.version })}</p>
    </Sheet>
  );
}

/** What makes the page easier to see, hit and bear. */
function Access() {
  const { t } = useTranslation('rehearsal');
  const chosen = usePreferences();
  return (
    <section className={styles.stack} aria-labelledby="set-access">
      <h3 className="h3" id="set-access">
        {t('access.title')}
      </h3>
      <div className="card rows">
        <SwitchRow
          label={t('access.largeTalk')}
          hint={t('access.largeTalkHint')}
          checked={chosen.largeTalk}
          onChange={(largeTalk) => prefer({ largeTalk })}
        />
        <SwitchRow
          label={t('access.stillness')}
          hint={t('access.stillnessHint')}
          checked={chosen.reducedMotion}
          onChange={(reducedMotion) => prefer({ reducedMotion })}
        />
        <SwitchRow
          label={t('access.signalsFill')}
          hint={t('access.signalsFillHint')}
          checked={chosen.signalsFill}
          onChange={(signalsFill) => prefer({ signalsFill })}
        />
      </div>
    </section>
  );
}

function Sound() {
  const { t } = useTranslation();
  const { live } = useRoom();
  const chosen = usePreferences();
  const mic = useStore(live.voice.store, (s) => s.mic);
  const [inputs, setInputs] = useState<DeviceChoice[]>([]);
  const [outputs, setOutputs] = useState<DeviceChoice[]>([]);
  useEffect(() => {
    const unnamed = (n: number): string => t('mic.defaultDevice', { n });
    const read = (): void => {
      void listDevices('audioinput', unnamed).then(setInputs);
      void listDevices('audiooutput', unnamed).then(setOutputs);
    };
    read();
    navigator.mediaDevices?.addEventListener?.('devicechange', read);
    return () => navigator.mediaDevices?.removeEventListener?.('devicechange', read);
  }, [t]);
  const canRoute = 'setSinkId' in HTMLMediaElement.prototype && outputs.length > 0;
  return (
    <section className={styles.stack} aria-labelledby="set-sound">
      <h3 className="h3" id="set-sound">
        {t('settings.sound')}
      </h3>
      {mic !== 'listenOnly' && inputs.length > 0 ? (
        <SelectField
          label={t('settings.microphone')}
          value={chosen.microphoneId || (inputs[0]?.value ?? '')}
          options={inputs}
          onChange={(microphoneId) => prefer({ microphoneId })}
        />
      ) : null}
      {canRoute ? (
        <SelectField
          label={t('settings.output')}
          value={chosen.outputId}
          options={[
            { value: '', label: t('settings.systemOutput') },
            ...outputs.filter((o) => o.value !== 'default'),
          ]}
          onChange={(outputId) => prefer({ outputId })}
        />
      ) : null}
      <div>
        <p className="small third" id="volume">
          {t('settings.volume')}
        </p>
        <Slider
          min={0}
          max={1}
          step={0.05}
          label={null}
          size="lg"
          thumbSize={28}
          color="var(--ink2)"
          value={chosen.volume}
          onChange={(volume) => prefer({ volume })}
          thumbLabel={t('settings.volume')}
        />
      </div>
      {mic === 'listenOnly' ? null : (
        <div className="card rows">
          <SwitchRow
            label={t('settings.echo')}
            hint={t('settings.echoHint')}
            checked={chosen.echoCancellation}
            onChange={(echoCancellation) => prefer({ echoCancellation })}
          />
          <SwitchRow
            label={t('settings.noise')}
            checked={chosen.noiseSuppression}
            onChange={(noiseSuppression) => prefer({ noiseSuppression })}
          />
          <SwitchRow
            label={t('settings.gain')}
            checked={chosen.autoGain}
            onChange={(autoGain) => prefer({ autoGain })}
          />
        </div>
      )}
    </section>
  );
}
