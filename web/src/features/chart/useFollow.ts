import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { reducedMotion, useFrame } from '../../ui/motion.ts';
import { barsByHand, scrollFor, stepTowards } from './follow.ts';
import { type FormSection, placeAt } from './form.ts';

interface Tempo {
  bpm: number | undefined;
  duration_s: number | undefined;
  signature: string | undefined;
}

export interface Follow {
  isOn: boolean;
  /** The section that sounds, or the one that was gone to. */
  currentId: string | undefined;
  toggle: () => void;
  pause: () => void;
  goTo: (sectionId: string) => void;
  step: (sections: number) => void;
}

/**
 * Keeps what sounds in the upper third of the screen: by the click's bars, or, started by hand, by tempo and duration.
 * Who scrolls by hand pauses it. With reduced motion it moves from section to section instead of all the time.
 */
export function useFollow(
  scroll: RefObject<HTMLElement | null>,
  form: FormSection[],
  barsNow: (() => number | undefined) | undefined,
  tempo: Tempo,
): Follow {
  const [isOn, setOn] = useState(barsNow !== undefined);
  const [currentId, setCurrentId] = useState<string>();
  const hasClick = barsNow !== undefined;
  useEffect(() => {
    if (hasClick) setOn(true);
  }, [hasClick]);
  const hand = useRef<{ fromMs: number; fromBar: number } | undefined>(undefined);
  const lastMs = useRef(0);

  const sectionBox = useCallback(
    (id: string) => {
      const box = scroll.current;
      const section = [...(box?.querySelectorAll<HTMLElement>('[data-section]') ?? [])].find(
        (candidate) => candidate.dataset.section === id,
      );
      if (!box || !section) return undefined;
      const top = section.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
      return { top, height: section.offsetHeight };
    },
    [scroll],
  );

  const bars = (nowMs: number): number | undefined => {
    const clicked = barsNow?.();
    if (clicked !== undefined) return clicked;
    if (!hand.current) return undefined;
    const all = form.at(-1);
    const total = all ? all.startBar + all.bars : 0;
    return (
      hand.current.fromBar +
      barsByHand(nowMs - hand.current.fromMs, {
        bars: total,
        signature: tempo.signature,
        duration_s: tempo.duration_s,
        bpm: tempo.bpm,
      })
    );
  };

  useFrame((nowMs) => {
    const elapsed = Math.min(100, nowMs - lastMs.current);
    lastMs.current = nowMs;
    const at = bars(nowMs);
    const place = at === undefined ? undefined : placeAt(form, at);
    if (!place) return;
    if (place.section.id !== currentId) setCurrentId(place.section.id);
    const box = scroll.current;
    const where = isOn ? sectionBox(place.section.id) : undefined;
    if (!box || !where) return;
    const view = { height: box.clientHeight, content: box.scrollHeight };
    if (view.content <= view.height) return;
    const still = reducedMotion();
    const target = scrollFor(still ? { ...place, through: 0 } : place, where, view);
    box.scrollTop = still ? target : stepTowards(box.scrollTop, target, elapsed);
  });

  const goTo = (id: string): void => {
    const where = sectionBox(id);
    const section = form.find((s) => s.id === id);
    if (!where || !section) return;
    setCurrentId(id);
    if (hand.current) hand.current = { fromMs: performance.now(), fromBar: section.startBar };
    else setOn(false);
    scroll.current?.scrollTo({ top: Math.max(0, where.top - 8), behavior: 'auto' });
  };
  return {
    isOn,
    currentId,
    goTo,
    pause: () => {
      if (barsNow) setOn(false);
    },
    toggle: () => {
      if (!barsNow) {
        const start = form.find((s) => s.id === currentId)?.startBar ?? 0;
        hand.current = isOn ? undefined : { fromMs: performance.now(), fromBar: start };
      }
      setOn(!isOn);
    },
    step: (sections) => {
      const at = form.findIndex((s) => s.id === currentId);
      const next =
        form[Math.min(form.length - 1, Math.max(0, at < 0 ? (sections > 0 ? 1 : 0) : at + sections))];
      if (next) goTo(next.id);
    },
  };
}
