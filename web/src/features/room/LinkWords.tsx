import { useTranslation } from 'react-i18next';
import type { LinkReport } from '../../client/model.ts';
import { linkQuality, linkSteps } from '../../ui/format.ts';
import { useNow } from '../../ui/motion.ts';
import { LINK_GRACE_MS } from '../floor/face.ts';
import { useRoom } from './useLiveRoom.ts';

/** The link in words and milliseconds: "good link, 9 ms". */
export function LinkWords() {
  const { t } = useTranslation();
  const { t: n } = useTranslation('nodes');
  const { link, place, report } = useRoom();
  const now = useNow(1000);
  if (place.moving) return <b>{n('place.moving')}</b>;
  if (link.kind === 'lost' && now - link.sinceMs > LINK_GRACE_MS) {
    return <b>{t('link.lost', { n: Math.round((now - link.sinceMs) / 1000) })}</b>;
  }
  const words = report
    ? t(`link.${linkQuality(report.rtt_ms, report.loss_pct)}`, {
        ms: Math.round(report.rtt_ms),
        pct: Math.round(report.loss_pct ?? 0),
      })
    : t(link.kind === 'open' ? 'link.open' : 'link.connecting');
  const parts = [
    words,
    ...(place.away ? [n('place.on', { name: place.away })] : []),
    ...(place.oneDisk ? [n('place.oneDisk')] : []),
  ];
  return <b>{parts.join(' · ')}</b>;
}

/** Antenna steps, for tables. */
export function LinkSteps({ report }: { report: LinkReport | undefined }) {
  const { t } = useTranslation();
  const steps = report ? linkSteps(report.rtt_ms, report.loss_pct) : 0;
  const word = report
    ? t(`link.${linkQuality(report.rtt_ms, report.loss_pct)}`, {
        ms: Math.round(report.rtt_ms),
        pct: Math.round(report.loss_pct ?? 0),
      })
    : t('link.none');
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" role="img" aria-label={word}>
      {[0, 1, 2, 3].map((i) => (
        <rect
          key={i}
          x={1 + i * 4.8}
          y={14 - i * 4}
          width="3.4"
          height={5 + i * 4}
          rx="0.8"
          fill={i < steps ? 'var(--ink2)' : 'none'}
          stroke="var(--edge)"
          strokeWidth="1"
        />
      ))}
    </svg>
  );
}
