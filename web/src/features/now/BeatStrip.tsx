import { useRef } from 'react';
import { beatsOf, useBeat } from './beat.ts';
import styles from './Now.module.css';

/** As many cells as beats, the first square and taller; drawn from the clock of the click, frame by frame. */
export function BeatStrip({
  signature,
  accents,
  large,
}: {
  signature: string | undefined;
  accents?: readonly number[] | undefined;
  large?: boolean;
}) {
  const strip = useRef<HTMLDivElement>(null);
  const beats = accents?.length || beatsOf(signature);
  useBeat((beat) => {
    const cells = strip.current?.children ?? [];
    for (let i = 0; i < cells.length; i++) {
      const state = !beat ? '' : i === beat.beat ? 'on' : i < beat.beat ? 'past' : '';
      (cells[i] as HTMLElement).dataset.beat = beat?.countIn && state === 'on' ? 'count' : state;
    }
  });
  return (
    <div className={styles.strip} data-large={large} ref={strip} aria-hidden>
      {Array.from({ length: beats }, (_, i) => (
        <i key={i} data-first={i === 0} data-silent={accents?.[i] === 0} />
      ))}
    </div>
  );
}

/** The bar that sounds, and on wide screens its beat: text that is set without drawing the card again. */
export function BarFigure({ withBeat }: { withBeat?: boolean }) {
  const bar = useRef<HTMLSpanElement>(null);
  const beat = useRef<HTMLSpanElement>(null);
  useBeat((now) => {
    if (bar.current) bar.current.textContent = !now ? '–' : now.countIn ? `−${now.countIn}` : String(now.bar);
    if (beat.current) beat.current.textContent = now ? `.${now.beat + 1}` : '';
  });
  return (
    <>
      <span ref={bar}>–</span>
      {withBeat ? <span ref={beat} className="third" /> : null}
    </>
  );
}
