import { IconDownload, IconEar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Step } from '../join/Step.tsx';
import { useEntry, useEntryFlow, useHub } from '../join/useEntry.ts';
import { certificatePath, PLATFORMS, type Platform, platformOf, secureUrl } from './platform.ts';
import styles from './TrustScreen.module.css';

/** Step 2, only where the browser does not trust the hub yet: three actions, four words, then the secure address. */
export function TrustScreen() {
  const { t } = useTranslation();
  const flow = useEntryFlow();
  const code = useEntry((s) => s.code);
  const { hub } = useHub(false);
  const [platform, setPlatform] = useState<Platform>(() =>
    platformOf(navigator.userAgent, navigator.maxTouchPoints),
  );
  const target = hub ? secureUrl(hub.https_urls, location.hostname, code) : undefined;
  const steps = t(`trust.steps.${platform}`, { returnObjects: true }) as readonly string[];

  return (
    <Step
      title={t('trust.title')}
      hint={t('trust.hint')}
      step={2}
      foot={
        <>
          <Action
            kind="now"
            wide
            idle={!target}
            onClick={() => {
              if (target) location.assign(target);
            }}
          >
            {target || !hub ? t('trust.go') : t('trust.noHttps')}
          </Action>
          <Action kind="quiet" wide icon={IconEar} onClick={() => flow.chooseListenOnly()}>
            {t('common.listenOnly')}
          </Action>
        </>
      }
    >
      {hub?.trust_renewed_at ? (
        <Notice tone="note">
          {t('trust.renewed', { date: new Date(hub.trust_renewed_at).toLocaleDateString() })}
        </Notice>
      ) : null}
      <ol className={`card rows ${styles.list}`}>
        <li className={styles.item}>
          <span className={styles.number} aria-hidden>
            1
          </span>
          <div>
            <h2 className="strong">{t('trust.save')}</h2>
            <p className="small second">{t('trust.saveHint')}</p>
            <Action small icon={IconDownload} onClick={() => location.assign(certificatePath(platform))}>
              {t('trust.saveButton')}
            </Action>
          </div>
        </li>
        <li className={styles.item}>
          <span className={styles.number} aria-hidden>
            2
          </span>
          <div>
            <h2 className="strong">{t('trust.words')}</h2>
            <p className="small second">{t('trust.wordsHint')}</p>
            <ul className={styles.words}>
              {(hub?.trust_words ?? []).map((word) => (
                <li key={word}>{word}</li>
              ))}
            </ul>
            {hub?.ca_fingerprint ? (
              <details className={`${styles.print} small second`}>
                <summary>{t('trust.fingerprint')}</summary>
                {hub.ca_fingerprint}
              </details>
            ) : null}
          </div>
        </li>
        <li className={styles.item}>
          <span className={styles.number} aria-hidden>
            3
          </span>
          <div>
            <h2 className="strong">{t('trust.turnOn')}</h2>
            <SelectField
              label={t('trust.platform')}
              value={platform}
              options={PLATFORMS.map((value) => ({ value, label: t(`trust.names.${value}`) }))}
              onChange={(value) => setPlatform(value as Platform)}
            />
            <ol className={`${styles.steps} small second`}>
              {steps.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </div>
        </li>
      </ol>
      <Notice tone="other" icon={IconEar}>
        {t('trust.hurry')}
      </Notice>
    </Step>
  );
}
