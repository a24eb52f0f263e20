import { useRef } from 'react';
import { reducedMotion, useFrame } from '../../ui/motion.ts';
import styles from './FloorButton.module.css';
import type { Face } from './face.ts';

const OCTAGON = octagon(96);
const OCTAGON_INSIDE = octagon(78);
const SQUARE =
  'M100 6H152a42 42 0 0 1 42 42V152a42 42 0 0 1-42 42H48a42 42 0 0 1-42-42V48a42 42 0 0 1 42-42Z';

/** The outline of each state: told apart without colour, by shape alone. */
export function FloorArt({ face }: { face: Face }) {
  switch (face.kind) {
    case 'idle':
      return (
        <>
          <circle cx="100" cy="100" r="97" className={styles.thin} />
          <circle cx="100" cy="100" r="95" className={styles.disc} />
        </>
      );
    case 'pending':
      return (
        <>
          <circle cx="100" cy="100" r="84" className={styles.disc} />
          <g className={styles.turning}>
            <circle cx="100" cy="100" r="94" className={styles.dashed} />
          </g>
        </>
      );
    case 'granted':
    case 'ending':
      return (
        <>
          <circle cx="100" cy="100" r="94" className={styles.track} />
          <circle cx="100" cy="100" r="81" className={styles.full} />
          <Lease endsAtMs={face.endsAtMs} limitMs={face.limitMs} />
        </>
      );
    case 'open':
      return face.latched ? (
        <>
          <path d={SQUARE} className={styles.dashed} />
          <rect x="20" y="20" width="160" height="160" rx="30" className={styles.full} />
        </>
      ) : (
        <>
          <circle cx="100" cy="100" r="94" className={styles.dashed} />
          <circle cx="100" cy="100" r="81" className={styles.full} />
        </>
      );
    case 'latched':
      return (
        <>
          <path d={SQUARE} className={styles.track} />
          <rect x="20" y="20" width="160" height="160" rx="30" className={styles.full} />
          <Lease endsAtMs={face.endsAtMs} limitMs={face.limitMs} square />
        </>
      );
    case 'queued':
      return (
        <>
          <circle cx="100" cy="100" r="82" className={styles.disc} />
          {places(face.position, face.of).map(({ path, mine }) => (
            <path key={path} d={path} className={mine ? styles.mine : styles.place} />
          ))}
        </>
      );
    case 'offered':
      return (
        <>
          <circle cx="100" cy="100" r="80" className={styles.wash} />
          <circle cx="100" cy="100" r="94" className={styles.track} />
          <Lease endsAtMs={face.untilMs} limitMs={4000} />
        </>
      );
    case 'denied':
      return <path d={OCTAGON} className={styles.denied} />;
    case 'other':
      return (
        <>
          <circle cx="100" cy="100" r="84" className={styles.disc} />
          <circle cx="100" cy="100" r="94" className={styles.otherRing} />
        </>
      );
    case 'priority':
      return (
        <>
          <circle cx="100" cy="100" r="95" className={styles.otherRing} />
          <circle cx="100" cy="100" r="86" className={styles.otherThin} />
          <circle cx="100" cy="100" r="80" className={styles.otherFull} />
        </>
      );
    case 'revoked':
    case 'emergency':
      return (
        <>
          <path d={OCTAGON} className={styles.stopRing} />
          <path d={OCTAGON_INSIDE} className={styles.stopFull} />
        </>
      );
    case 'offline':
      return <circle cx="100" cy="100" r="95" className={styles.dots} />;
    case 'listenOnly':
      return (
        <>
          <circle cx="100" cy="100" r="97" className={styles.thin} />
          <path d="M169 31 31 169" className={styles.thin} />
          <circle cx="100" cy="100" r="44" className={styles.gone} />
        </>
      );
  }
}

/** What is left of the lease, drawn from the clock in every picture. */
function Lease({ endsAtMs, limitMs, square }: { endsAtMs: number; limitMs: number; square?: boolean }) {
  const ring = useRef<SVGPathElement & SVGCircleElement>(null);
  useFrame((now) => {
    const share = reducedMotion() ? 1 : Math.min(1, Math.max(0, (endsAtMs - now) / limitMs));
    ring.current?.setAttribute('stroke-dasharray', `${share.toFixed(4)} 2`);
    return !reducedMotion();
  });
  const shared = { ref: ring, className: styles.lease, pathLength: 1, strokeDasharray: '1 2' };
  return square ? (
    <path d={SQUARE} {...shared} />
  ) : (
    <circle cx="100" cy="100" r="94" transform="rotate(-90 100 100)" {...shared} />
  );
}

function octagon(radius: number): string {
  const corners = Array.from({ length: 8 }, (_, i) => {
    const angle = Math.PI / 8 + (i * Math.PI) / 4;
    const reach = radius / Math.cos(Math.PI / 8);
    return `${(100 + reach * Math.cos(angle)).toFixed(2)} ${(100 + reach * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${corners.join('L')}Z`;
}

/** A segment for each place in line, clockwise from the top right, ours marked; at most eight are drawn. */
function places(position: number, of: number): { path: string; mine: boolean }[] {
  const count = Math.min(8, Math.max(of, position, 1));
  const mine = Math.min(position, count) - 1;
  if (count === 1) return [{ path: arc(-0.47, 0.47), mine: true }];
  const step = 1 / count;
  return Array.from({ length: count }, (_, i) => ({
    path: arc(i * step + 0.018, (i + 1) * step - 0.018),
    mine: i === mine,
  }));
}

function arc(from: number, to: number): string {
  const point = (turn: number): string => {
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    return `${(100 + 94 * Math.cos(angle)).toFixed(2)} ${(100 + 94 * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${point(from)}A94 94 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}`;
}
