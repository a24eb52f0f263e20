import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

const QUERY = '(prefers-reduced-motion: reduce)';

/** The system asks for stillness, or the person does on this page. */
export function reducedMotion(): boolean {
  return document.documentElement.dataset.motion === 'reduced' || window.matchMedia(QUERY).matches;
}

/** Draws what is so now; answers false when nothing moves until somebody says so or time has passed. */
type Draw = (nowMs: number) => unknown;

const REST_MS = 50;
const drawings = new Set<{ current: Draw }>();
let frame = 0;
let rest: ReturnType<typeof setTimeout> | undefined;

/** One look for all that is drawn. A phone that lies on the stage all evening is woken 60 times a second only for what moves. */
function look(nowMs: number): void {
  frame = 0;
  if (drawings.size === 0) return;
  // What fails to draw stops nobody else.
  rest = setTimeout(wake, REST_MS);
  let moves = false;
  for (const drawing of drawings) moves = drawing.current(nowMs) !== false || moves;
  if (moves) wake();
}

function wake(): void {
  clearTimeout(rest);
  if (frame === 0) frame = requestAnimationFrame(look);
}

/**
 * Runs with every picture the browser draws, and not at all while the page is hidden; 20 times a second while all that is
 * drawn answers false.
 */
export function useFrame(draw: Draw): void {
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    drawings.add(latest);
    return () => {
      drawings.delete(latest);
    };
  }, []);
  // Whoever is rendered anew may have something to draw.
  useEffect(wake);
}

/** The monotonic clock, read again every `everyMs`: for figures that count. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}
