import { useEffect, useRef } from 'react';
import { reducedMotion, useFrame } from './motion.ts';

/** Below it a bar is as short as it gets. */
const STILL = 0.01;
const SHAPE = [0.35, 0.75, 0.55, 1, 0.5, 0.8, 0.4];

/** The bars of a voice, drawn from the level itself; three steps at 4 Hz where motion is unwelcome. */
export function Level({ level, size = 24, bars = 5 }: { level: () => number; size?: number; bars?: number }) {
  const svg = useRef<SVGSVGElement>(null);
  const last = useRef({ at: 0, value: 0 });
  const from = Math.floor((SHAPE.length - bars) / 2);
  useFrame((now) => {
    const lines = svg.current?.children;
    if (!lines) return false;
    const raw = Math.min(1, Math.max(0, level()));
    if (reducedMotion()) {
      if (now - last.current.at < 250) return false;
      last.current = { at: now, value: raw < 0.1 ? 0.2 : raw < 0.5 ? 0.6 : 1 };
    } else {
      last.current = { at: now, value: Math.max(raw, last.current.value * 0.86) };
    }
    for (let i = 0; i < lines.length; i++) {
      const height = 3 + 17 * (SHAPE[i + from] ?? 0.5) * (0.25 + 0.75 * last.current.value);
      lines[i]?.setAttribute('d', `M${3 + i * 4} ${12 - height / 2}v${height}`);
    }
    return last.current.value > STILL && !reducedMotion();
  });
  useEffect(() => {
    last.current.value = 0.4;
  }, []);
  return (
    <svg
      ref={svg}
      width={(size * (bars * 4 + 2)) / 24}
      height={size}
      viewBox={`0 0 ${bars * 4 + 2} 24`}
      fill="none"
      stroke="currentColor"
      strokeWidth={2.4}
      strokeLinecap="round"
      aria-hidden
    >
      {Array.from({ length: bars }, (_, i) => (
        <path
          key={i}
          d={`M${3 + i * 4} ${12 - 7 * (SHAPE[i + from] ?? 0.5)}v${14 * (SHAPE[i + from] ?? 0.5)}`}
        />
      ))}
    </svg>
  );
}
