import {
  IconFileMusic,
  IconMetronome,
  IconMinus,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyName } from '../../ui/Accidental.tsx';
import { Action, IconAction } from '../../ui/Action.tsx';
import { useRoom } from '../room/useLiveRoom.ts';
import { currentItem } from '../setlist/setlist.ts';
import { Pending, TimeLeft } from '../tempo-panel/Pending.tsx';
import { TapTempo } from '../tempo-panel/TapTempo.tsx';
import tempoStyles from '../tempo-panel/Tempo.module.css';
import { leadsClick, type TempoNow } from '../tempo-panel/tempo-view.ts';
import { useBpm } from '../tempo-panel/useBpm.ts';
import { type TempoCommands, useTempo, useTempoCommands } from '../tempo-panel/useTempo.ts';
import { BarFigure, BeatStrip, usePast } from './BeatStrip.tsx';
import { barsOf, type Form, FormLine, SectionChip, useForm, useNextSection } from './FormLine.tsx';
import styles from './Now.module.css';
import { Announce, bpmText, leaderWords, soundingFigures } from './NowCard.tsx';

/** The same as the phone's card, to be read from two metres; who leads the click has it under the hand. */
export function NowDesk({ onChart, onTempo }: { onChart: () => void; onTempo: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const item = currentItem(view);
  const tempo = useTempo();
  const commands = useTempoCommands();
  const bpm = useBpm(tempo, commands.change);
  const figures = soundingFigures(tempo, item);
  const form = useForm(item);
  const leads = leadsClick(view, tempo);
  const shown = leads && bpm.shown !== undefined ? bpm.shown : figures.bpm;
  const note = item?.note || item?.song.notes;
  return (
    <>
      <section className={`${styles.card} ${styles.wide}`} aria-label={t('now.title')} key={item?.item_id}>
        <div className={styles.head}>
          <h2 className={styles.title} title={item?.song.title}>
            {item?.song.title ?? t('now.none')}
          </h2>
          <p className={styles.barBeat}>
            {tempo.startsMs === undefined ? <BarFigure withBeat /> : <TimeLeft untilMs={tempo.startsMs} />}
          </p>
        </div>
        <div className={`small second ${styles.under}`}>
          <SectionChip form={form} />
          <p>
            {item ? (
              <Along words={leaderWords(view, item, t)} form={form} />
            ) : (
              t(
                !view.you.capabilities.includes('setlist.manage')
                  ? 'now.noneHint'
                  : view.setlist.length > 0
                    ? 'now.noneMd'
                    : 'now.noneYet',
              )
            )}
          </p>
          <span className="third">
            {tempo.startsMs !== undefined ? (
              t('now.toStart')
            ) : tempo.running ? (
              <BarBeatLabel total={barsOf(form, item)} />
            ) : (
              t('now.stopped')
            )}
          </span>
        </div>
        <div className={styles.wideRow}>
          <dl className={styles.wideFigures}>
            <div>
              <dt className="label third">{t('now.key')}</dt>
              <dd className={styles.numeral}>{figures.key ? <KeyName of={figures.key} /> : '–'}</dd>
            </div>
            <div>
              <dt className="label third">{t(leads ? 'now.bpmYours' : 'now.bpm')}</dt>
              <dd className={styles.numeral}>{shown === undefined ? '–' : bpmText(shown)}</dd>
            </div>
            <div>
              <dt className="label third">{t('now.signature')}</dt>
              <dd className={styles.numeral}>{figures.signature ?? '–'}</dd>
            </div>
          </dl>
          <div className={styles.act}>
            {leads ? (
              <>
                <IconAction
                  icon={IconMinus}
                  label={t('tempo.slower')}
                  className={tempoStyles.small ?? ''}
                  onClick={() => bpm.step(-1)}
                />
                <TapTempo small onBpm={bpm.set} />
                <IconAction
                  icon={IconPlus}
                  label={t('tempo.faster')}
                  className={tempoStyles.small ?? ''}
                  onClick={() => bpm.step(1)}
                />
                <span className={styles.go}>
                  <GoStop tempo={tempo} commands={commands} />
                </span>
              </>
            ) : null}
            <span className={styles.wideActs}>
              {item ? (
                <Action small kind="outline" icon={IconFileMusic} onClick={onChart}>
                  {t('now.chart')}
                </Action>
              ) : null}
              <Action small kind="outline" icon={IconMetronome} onClick={onTempo}>
                {t('tempo.title')}
              </Action>
            </span>
          </div>
        </div>
        <FormLine form={form} />
        <BeatStrip
          signature={tempo.pulse?.time_signature ?? figures.signature}
          accents={tempo.pulse?.accents}
        />
        <Pending tempo={tempo} {...(leads ? { onUndo: commands.undo } : {})} />
        {note ? <p className={styles.note}>{note}</p> : null}
      </section>
      <Announce view={view} item={item} />
    </>
  );
}

function BarBeatLabel({ total }: { total: number | undefined }) {
  const { t } = useTranslation('rehearsal');
  const past = usePast(total);
  return <>{total === undefined || past ? t('now.barBeat') : t('now.barBeatOf', { n: total })}</>;
}

/** Starts with one bar counted; stops at the bar, at the second press at once. */
function GoStop({ tempo, commands }: { tempo: TempoNow; commands: TempoCommands }) {
  const { t } = useTranslation('rehearsal');
  const { running, startsMs, stopsAt } = tempo;
  const urgent = startsMs !== undefined || stopsAt !== undefined;
  const go = (): void =>
    running ? commands.stop({ urgent }) : commands.start({ count_in_bars: 1, count_in: 'click' });
  const words = !running
    ? 'tempo.startCounted'
    : startsMs !== undefined
      ? 'tempo.dontStart'
      : stopsAt === undefined
        ? 'tempo.stopAtBar'
        : 'tempo.stopNow';
  return (
    <Action
      small
      kind={running ? 'outline' : 'now'}
      icon={running ? IconPlayerStop : IconPlayerPlay}
      busy={commands.busy}
      onClick={go}
    >
      {t(words)}
    </Action>
  );
}

/** Who leads, and which section comes at which bar. */
function Along({ words, form }: { words: string; form: Form }) {
  const { t } = useTranslation('rehearsal');
  const next = useNextSection(form);
  const comes = next ? t('now.nextSection', { section: next.label, bar: next.startBar + 1 }) : '';
  return <>{[words, comes].filter(Boolean).join(' · ')}</>;
}
