import { IconChevronRight, IconFileMusic } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetlistItem } from '../../client/rehearsal.ts';
import type { SessionView } from '../../client/session-fold.ts';
import { KeyName } from '../../ui/Accidental.tsx';
import { clock } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { nameOf } from '../floor/face.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { currentItem, type Figures, figuresOf, nextItem } from '../setlist/setlist.ts';
import { TimeLeft } from '../tempo-panel/Pending.tsx';
import type { TempoNow } from '../tempo-panel/tempo-view.ts';
import { useTempo } from '../tempo-panel/useTempo.ts';
import { BarFigure, BeatStrip, usePast } from './BeatStrip.tsx';
import { barsOf, FormLine, SectionChip, useForm } from './FormLine.tsx';
import styles from './Now.module.css';

interface NowProps {
  onChart: () => void;
  onTempo: () => void;
}

const LONG_TITLE_CHARS = 16;

/** What plays, in one glance: title and section, four figures, the form, the beat. */
export function NowCard({ onChart, onTempo }: NowProps) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const item = currentItem(view);
  const tempo = useTempo();
  const figures = soundingFigures(tempo, item);
  const form = useForm(item);
  const total = barsOf(form, item);
  const note = item?.note || item?.song.notes;
  return (
    <>
      <section className={styles.card} aria-label={t('now.title')} key={item?.item_id}>
        <div className={styles.head}>
          <h2 className={titleClass(item?.song.title ?? '')} title={item?.song.title}>
            {item ? (
              <button type="button" onClick={onChart} className={styles.titleButton}>
                {item.song.title}
                <span className="visually-hidden">, {t('now.chart')}</span>
              </button>
            ) : (
              t('now.none')
            )}
          </h2>
          <SectionChip form={form} />
        </div>
        <p className={`small third ${styles.sub}`}>{item ? leaderWords(view, item, t) : null}</p>
        <dl className={styles.figures}>
          <Figure label={t('now.key')}>{figures.key ? <KeyName of={figures.key} /> : '–'}</Figure>
          <Figure label={t('now.bpm')} onClick={onTempo} action={t('tempo.title')}>
            {figures.bpm ? bpmText(figures.bpm) : '–'}
          </Figure>
          <Figure label={t('now.signature')}>{figures.signature ?? '–'}</Figure>
          {tempo.startsMs !== undefined ? (
            <Figure label={t('now.toStart')}>
              <TimeLeft untilMs={tempo.startsMs} />
            </Figure>
          ) : tempo.running ? (
            <Figure label={<BarLabel total={total} />}>
              <BarFigure />
            </Figure>
          ) : (
            <Figure label={t('now.duration')}>
              {figures.durationS ? clock(figures.durationS * 1000) : '–'}
            </Figure>
          )}
        </dl>
        <FormLine form={form} />
        <BeatStrip
          signature={tempo.pulse?.time_signature ?? figures.signature}
          accents={tempo.pulse?.accents}
        />
        {note ? <p className={`small ${styles.note}`}>{note}</p> : null}
      </section>
      <Announce view={view} item={item} />
    </>
  );
}

/** Key of the setlist; tempo of the plan, which is what Start plays, and the song's only where there is no plan. */
export function soundingFigures({ pulse }: TempoNow, item: SetlistItem | undefined): Figures {
  const planned = item ? figuresOf(item) : {};
  if (!pulse) return planned;
  return { ...planned, bpm: pulse.bpm, signature: pulse.time_signature };
}

export function bpmText(bpm: number): string {
  return Number.isInteger(bpm) ? String(bpm) : bpm.toFixed(1);
}

/** As large as fits beside the section on a phone. */
function titleClass(title: string): string {
  return title.length > LONG_TITLE_CHARS ? `${styles.title} ${styles.longTitle}` : (styles.title ?? '');
}

/** Of how many bars, as long as the song's length is known and it has not gone on past it. */
function BarLabel({ total }: { total: number | undefined }) {
  const { t } = useTranslation('rehearsal');
  const past = usePast(total);
  if (total === undefined || past) return <>{t('now.bars')}</>;
  return (
    <>
      <span className="visually-hidden">{t('now.bars')} </span>
      {t('now.ofBars', { n: total })}
    </>
  );
}

function Figure({
  label,
  children,
  onClick,
  action,
}: {
  label: React.ReactNode;
  children: React.ReactNode;
  onClick?: () => void;
  action?: string;
}) {
  return (
    <div>
      <dt className="label third">{label}</dt>
      <dd className={styles.numeral}>
        {children}
        {onClick ? (
          <button type="button" className={styles.over} onClick={onClick}>
            <span className="visually-hidden">{action}</span>
          </button>
        ) : null}
      </dd>
    </div>
  );
}

/** Who wrote the song and who leads it. */
export function leaderWords(view: SessionView, item: SetlistItem, t: TFunction<'rehearsal'>): string {
  const leads = item.leader_user_id;
  const name = leads ? nameOf(view, leads) : '';
  const parts = [
    item.song.artist,
    leads === view.you.user_id ? t('now.youLead') : name ? t('now.leads', { name }) : '',
  ].filter(Boolean);
  return parts.join(' · ');
}

/** Says the new song to who does not look: title, key, tempo. */
export function Announce({ view, item }: { view: SessionView; item: SetlistItem | undefined }) {
  const { t } = useTranslation('rehearsal');
  const [words, setWords] = useState('');
  const before = useRef(item?.item_id);
  useEffect(() => {
    if (!item || before.current === item.item_id) return;
    before.current = item.item_id;
    const { key, bpm, signature } = figuresOf(item);
    const figures = [
      key ? t('now.keyIs', { key: spokenKey(key) }) : '',
      bpm ? t('now.bpmIs', { n: bpm }) : '',
      signature ?? '',
    ].filter(Boolean);
    setWords(t('now.announce', { title: item.song.title, figures: figures.join(', ') }));
  }, [item, t]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite" data-announce={view.current_item_id}>
      {words}
    </p>
  );
}

export function spokenKey(key: string): string {
  return key
    .replace(/^(.)[b♭]/, '$1 flat')
    .replace(/^(.)[#♯]/, '$1 sharp')
    .replace(/m$/, ' minor');
}

/** The next song and its figures; opens the setlist. */
export function NextRow({ onOpen, children }: { onOpen: () => void; children?: React.ReactNode }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const next = nextItem(view);
  const words = view.setlist.length === 0 ? t('setlist.empty') : t('now.last');
  return (
    <div className={styles.next}>
      <button type="button" className={styles.nextOpen} onClick={onOpen}>
        <span className="small third">{t('now.next')}</span>
        <span className={`strong ${styles.nextTitle}`}>{next ? next.song.title : words}</span>
        {next ? <FigureLine figures={figuresOf(next)} /> : null}
        <Icon of={next ? IconChevronRight : IconFileMusic} size={20} />
      </button>
      {children}
    </div>
  );
}

export function FigureLine({ figures, short }: { figures: Figures; short?: boolean }) {
  const parts = [
    figures.key ? <KeyName key="k" of={figures.key} /> : null,
    figures.bpm ? <span key="b">{bpmText(figures.bpm)}</span> : null,
    figures.signature && !short ? <span key="s">{figures.signature}</span> : null,
  ].filter((part) => part !== null);
  return (
    <span className={`small ${styles.figureLine}`}>
      {parts.map((part, i) => (
        <span key={i}>
          {i > 0 ? ' · ' : ''}
          {part}
        </span>
      ))}
    </span>
  );
}
