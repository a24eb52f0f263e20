import { IconServer } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LinkReport } from '../../client/model.ts';
import { Action } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Patterns.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from '../host/Host.module.css';
import { DirectLinks } from '../peers/DirectLinks.tsx';
import { useRoom } from './useLiveRoom.ts';

/** To which hub, and four figures with their units. */
export function LinkFigures({ report }: { report: LinkReport | undefined }) {
  const { t } = useTranslation();
  const { view, place } = useRoom();
  const none = t('link.none');
  const measured = (value: number | undefined, text: (n: number) => string): string =>
    !report ? none : value === undefined ? t('link.notMeasured') : text(value);
  const figures: [string, string][] = [
    [t('link.rtt'), report ? t('common.ms', { n: Math.round(report.rtt_ms) }) : none],
    [t('link.loss'), measured(report?.loss_pct, (n) => t('link.pct', { n }))],
    [t('link.jitter'), measured(report?.jitter_ms, (n) => t('common.ms', { n }))],
    [t('link.bitrate'), report ? t('link.kbps', { n: Math.round(report.bitrate_bps / 1000) }) : none],
  ];
  return (
    <>
      <p className={`small second ${styles.hub}`}>
        <Icon of={IconServer} size={20} />
        <span>{t('link.hub', { hub: place.away ?? view.hub.name })}</span>
      </p>
      <PlaceNotice />
      <dl className={`card ${styles.figures}`}>
        {figures.map(([term, value]) => (
          <div key={term}>
            <dt className="label third">{term}</dt>
            <dd className={value === t('link.notMeasured') ? 'small second' : 'h2'}>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What is worth saying of the machine that the page is at, and of those that it could go to. */
function PlaceNotice() {
  const { t: n } = useTranslation('nodes');
  const { place } = useRoom();
  if (place.moving) return <Notice>{n('place.movingWhy')}</Notice>;
  return (
    <>
      {place.away ? <Notice>{n('place.away', { name: place.away })}</Notice> : null}
      {place.oneDisk ? <Notice>{n('place.oneDiskWhy')}</Notice> : null}
      {place.barred ? (
        <Notice>
          {n('place.barred')}
          <br />
          <Action onClick={() => location.reload()}>{n('place.reload')}</Action>
        </Notice>
      ) : null}
    </>
  );
}

export function LinkSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { live, report } = useRoom();
  const voice = useStore(live.voice.store, (s) => s.state);
  return (
    <Sheet title={t('link.details')} onClose={onClose}>
      <LinkFigures report={report} />
      <DirectLinks />
      {voice === 'on' ? (
        <Notice>{t('link.voiceOpen')}</Notice>
      ) : (
        <Notice tone="stop">
          <strong>{t(voice === 'recovering' ? 'link.voiceRecovers' : 'link.noVoice')}</strong>
          <br />
          {t('link.noVoiceWhy')}
        </Notice>
      )}
    </Sheet>
  );
}
