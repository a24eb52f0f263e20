import {
  IconAdjustmentsHorizontal,
  IconChevronRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconPrinter,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import type { ChartView as ChartData } from '../../client/wire.ts';
import { IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Empty } from '../../ui/Patterns.tsx';
import styles from './Chart.module.css';
import { ChartSettings } from './ChartSettings.tsx';
import { ChartSheet } from './ChartSheet.tsx';
import { readingOf } from './chords.ts';
import { useDevice } from './device.ts';
import { formOf } from './form.ts';
import { useFit } from './useFit.ts';
import { useFollow } from './useFollow.ts';

export interface ChartPageProps {
  item: SetlistItem;
  chart: ChartData;
  onClose?: (() => void) | undefined;
  /** Bars since the song began, when a click runs in it; asked at each picture the browser draws. */
  barsNow?: (() => number | undefined) | undefined;
  /** The tempo that the click has for this song; without, the setlist's. */
  pulse?: { bpm: number; time_signature: string } | undefined;
  /** Title of the song that comes, and the way to its chart. */
  next?: string | undefined;
  onNext?: (() => void) | undefined;
  /** The beat that sounds, while one does. */
  beat?: ReactNode;
  /** Stands above the words: that the link is lost, for instance. */
  children?: ReactNode;
}

/** A chart over the whole screen, above the dock: the words, who plays in which key, and where in the song one is. */
export function ChartPage(props: ChartPageProps) {
  const { item, chart, onClose, barsNow, pulse, next, onNext, beat, children } = props;
  const { t } = useTranslation('chart');
  const device = useDevice();
  const capo = device.capos[item.song_id] ?? 0;
  const reading = useMemo(
    () => readingOf(chart, { band: item.key, song: item.song.key }, capo),
    [chart, item.key, item.song.key, capo],
  );
  const signature = item.time_signature ?? item.song.time_signature;
  const bpm = item.bpm ?? item.song.bpm;
  const form = useMemo(
    () => formOf(chart, { time_signature: signature, bpm, duration_s: item.song.duration_s }),
    [chart, signature, bpm, item.song.duration_s],
  );
  const [showsSettings, setShowsSettings] = useState(false);
  const scroll = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const voicing = { reading, notation: device.notation, showChords: device.showChords };
  const layout = useFit(
    scroll,
    content,
    device.size,
    `${item.item_id} ${reading.to} ${device.notation} ${device.showChords} ${Object.keys(device.notes).length}`,
  );
  const follow = useFollow(scroll, form, barsNow, { bpm, duration_s: item.song.duration_s, signature });

  useEffect(() => {
    scroll.current?.focus({ preventScroll: true });
  }, []);

  const turn = (pages: number): void => {
    const box = scroll.current;
    if (!box) return;
    follow.pause();
    box.scrollBy({ top: pages * box.clientHeight * 0.85, behavior: 'auto' });
  };
  const keys = (event: KeyboardEvent): void => {
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : turnOf(event);
    if (!run || event.target !== scroll.current) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const turnOf = ({ key, shiftKey }: KeyboardEvent): (() => void) | undefined => {
    switch (key) {
      case ' ':
        return () => turn(shiftKey ? -1 : 1);
      case 'PageDown':
        return () => turn(1);
      case 'PageUp':
        return () => turn(-1);
      case 'ArrowRight':
        return () => follow.step(1);
      case 'ArrowLeft':
        return () => follow.step(-1);
      default:
        return undefined;
    }
  };
  usePedals(turn);

  const sounding = reading.sounding;
  const shown = pulse ?? { bpm, time_signature: signature };
  return (
    <section className={styles.page} aria-label={t('view.title')}>
      <header className={styles.bar}>
        <div className={styles.barTitle}>
          <h2 className="h3">{item.song.title}</h2>
          <p className={`small second ${styles.figures}`}>
            {sounding ? <span>{t('view.keyIs', { key: sounding })}</span> : null}
            {capo > 0 && reading.to ? <span>{t('view.capoAt', { n: capo, key: reading.to })}</span> : null}
            {shown.bpm ? <span>{Math.round(shown.bpm * 10) / 10} BPM</span> : null}
            {shown.time_signature ? <span>{shown.time_signature}</span> : null}
          </p>
        </div>
        <div className={styles.tools}>
          {chart.sections.length > 0 && !layout.whole ? (
            <IconAction
              icon={follow.isOn ? IconPlayerPause : IconPlayerPlay}
              label={t(
                barsNow
                  ? follow.isOn
                    ? 'view.following'
                    : 'view.follow'
                  : follow.isOn
                    ? 'view.stop'
                    : 'view.start',
              )}
              pressed={follow.isOn}
              onClick={follow.toggle}
            />
          ) : null}
          <span className={styles.wideOnly}>
            <IconAction icon={IconPrinter} label={t('view.print')} onClick={() => window.print()} />
          </span>
          <IconAction
            icon={IconAdjustmentsHorizontal}
            label={t('view.settings')}
            pressed={showsSettings}
            onClick={() => setShowsSettings(!showsSettings)}
          />
          {onClose ? <IconAction icon={IconX} label={t('view.close')} onClick={onClose} /> : null}
        </div>
      </header>
      {beat ? <div className={styles.beat}>{beat}</div> : null}
      {showsSettings ? <ChartSettings songId={item.song_id} reading={reading} capo={capo} /> : null}
      {children}
      {form.length > 1 && !layout.whole ? (
        <nav className={styles.jump} aria-label={t('view.sections')}>
          {form.map((section) => (
            <button
              type="button"
              key={section.id}
              className={styles.jumpButton}
              aria-current={section.id === follow.currentId ? 'true' : undefined}
              onClick={() => follow.goTo(section.id)}
            >
              <span aria-hidden>{section.short || '•'}</span>
              <span className="visually-hidden">{section.label}</span>
            </button>
          ))}
        </nav>
      ) : null}
      <div
        className={styles.scroll}
        ref={scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={item.song.title}
        aria-description={t('view.keys')}
        onKeyDown={keys}
      >
        {chart.sections.length === 0 ? (
          <Empty icon={IconPrinter} title={t('view.none')} hint={t('view.noneHint')} />
        ) : (
          <div className={styles.columns} ref={content}>
            <ChartSheet chart={chart} voicing={voicing} songId={item.song_id} currentId={follow.currentId} />
          </div>
        )}
        {layout.whole || chart.sections.length === 0 ? null : (
          <div className={`${styles.tail} small`}>{t('view.end')}</div>
        )}
      </div>
      {next ? <Foot words={t('view.next', { title: next })} onNext={onNext} /> : null}
    </section>
  );
}

/** What comes; whoever wants to look ahead presses it. */
function Foot({ words, onNext }: { words: string; onNext: (() => void) | undefined }) {
  return (
    <footer className={`${styles.foot} small`}>
      {onNext ? (
        <button type="button" onClick={onNext}>
          {words}
          <Icon of={IconChevronRight} size={20} />
        </button>
      ) : (
        words
      )}
    </footer>
  );
}

/** Pedals send Page Up and Page Down wherever the focus is. */
function usePedals(turn: (pages: number) => void): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [role="dialog"]'))
        return;
      event.preventDefault();
      latest.current(event.key === 'PageDown' ? 1 : -1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
