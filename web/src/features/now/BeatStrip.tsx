import { useEffect, useRef, useState } from 'react';
import { type Beat, beatsOf, useBeat } from './beat.ts';
import styles from './Now.module.css';
import type { SongBars } from './song-start.ts';
import { useSongBars } from './useSongStart.ts';

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

/** The song's bar that sounds, and on wide screens its beat: text that is set without drawing the card again. */
export function BarFigure({ withBeat }: { withBeat?: boolean }) {
  const bar = useRef<HTMLSpanElement>(null);
  const beat = useRef<HTMLSpanElement>(null);
  const now = useRef<Beat>(undefined);
  const bars = useSongBars();
  useBeat((sounds) => {
    now.current = sounds;
    if (bar.current) bar.current.textContent = barText(sounds, bars);
    if (beat.current) beat.current.textContent = sounds ? `.${sounds.beat + 1}` : '';
  });
  useEffect(() => {
    if (bar.current) bar.current.textContent = barText(now.current, bars);
  }, [bars]);
  return (
    <>
      <span ref={bar}>–</span>
      {withBeat ? <span ref={beat} className="third" /> : null}
    </>
  );
}

/** What is counted before the first bar, also when another song still sounds, has a minus. */
function barText(beat: Beat | undefined, bars: SongBars): string {
  if (!beat) return '–';
  const bar = bars.of(beat.bar);
  if (beat.countIn) return `−${beat.countIn}`;
  return bar < 1 ? `−${1 - bar}` : String(bar);
}

/** Whether the song goes on past its last bar, as far as its length is known: then nobody knows of how many. */
export function usePast(total: number | undefined): boolean {
  const bars = useSongBars();
  const [bar, setBar] = useState(0);
  useBeat((beat) => setBar(beat?.bar ?? 0));
  return total !== undefined && bars.of(bar) > total;
}
