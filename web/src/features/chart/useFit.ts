import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Fit, fitTo } from './fit.ts';

/**
 * Finds columns and size by laying the chart out and looking, again whenever the screen or the chart changes. `size` in
 * rem takes its place when somebody chose one.
 */
export function useFit(
  scroll: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  chosenRem: number,
  dependsOn: unknown,
): Fit {
  const [found, setFound] = useState<Fit>({ columns: 1, size: 20, whole: false });
  const again = useRef<() => void>(() => undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the chart shows changes its measures
  useLayoutEffect(() => {
    const box = scroll.current;
    const inner = content.current;
    if (!box || !inner) return;
    const lay = (next: Fit): void => {
      inner.style.setProperty('--chart-columns', String(next.columns));
      inner.style.setProperty('--chart-size', `${next.size}px`);
    };
    again.current = () => {
      const next: Fit =
        chosenRem > 0
          ? chosen(chosenRem, box.clientWidth)
          : fitTo({ width: box.clientWidth, height: box.clientHeight }, (columns, size) => {
              lay({ columns, size, whole: true });
              return {
                fitsHeight: inner.scrollHeight <= box.clientHeight && inner.scrollWidth <= box.clientWidth,
                fitsWidth: !breaksLines(inner),
              };
            });
      lay(next);
      setFound((was) =>
        was.columns === next.columns && was.size === next.size && was.whole === next.whole ? was : next,
      );
    };
    again.current();
  }, [scroll, content, chosenRem, dependsOn]);

  useEffect(() => {
    const box = scroll.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    let width = box.clientWidth;
    let height = box.clientHeight;
    const observer = new ResizeObserver(() => {
      if (box.clientWidth === width && box.clientHeight === height) return;
      width = box.clientWidth;
      height = box.clientHeight;
      again.current();
    });
    observer.observe(box);
    void document.fonts?.ready.then(() => again.current());
    return () => observer.disconnect();
  }, [scroll]);

  return found;
}

function chosen(rem: number, width: number): Fit {
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const columns = Math.max(1, Math.min(4, Math.floor(width / (rem * root * 22))));
  return { columns, size: rem * root, whole: false };
}

/** Whether a line of words is wrapped: it is taller than its tallest word. */
function breaksLines(content: HTMLElement): boolean {
  for (const line of content.querySelectorAll<HTMLElement>('[data-line]')) {
    const unit = line.querySelector<HTMLElement>('[data-unit]');
    const one = unit ? unit.offsetHeight : Number.parseFloat(getComputedStyle(line).lineHeight);
    if (one > 0 && line.offsetHeight > one * 1.6) return true;
  }
  return false;
}
