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
import { Pending } from '../tempo-panel/Pending.tsx';
import { TapTempo } from '../tempo-panel/TapTempo.tsx';
import tempoStyles from '../tempo-panel/Tempo.module.css';
import { leadsClick } from '../tempo-panel/tempo-view.ts';
import { useBpm } from '../tempo-panel/useBpm.ts';
import { useTempo, useTempoCommands } from '../tempo-panel/useTempo.ts';
import { BarFigure, BeatStrip } from './BeatStrip.tsx';
import { FormLine, SectionChip, useForm } from './FormLine.tsx';
import styles from './Now.module.css';
import { Announce, bpmText, Leader, soundingFigures } from './NowCard.tsx';

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
  const start = (): void => commands.start({ count_in_bars: 1, count_in: 'click' });
  return (
    <>
      <section className={`${styles.card} ${styles.wide}`} aria-label={t('now.title')} key={item?.item_id}>
        <div className={styles.head}>
          <h2 className={styles.title} title={item?.song.title}>
            {item?.song.title ?? t('now.none')}
          </h2>
          <p className={styles.barBeat}>
            <BarFigure withBeat />
          </p>
        </div>
        <div className={`small second ${styles.under}`}>
          <SectionChip form={form} />
          <p>
            {item ? (
              <Leader view={view} item={item} />
            ) : (
              t(view.you.capabilities.includes('setlist.manage') ? 'now.noneMd' : 'now.noneHint')
            )}
          </p>
          <span className="third">{tempo.running ? t('now.barBeat') : t('now.stopped')}</span>
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
                  <Action
                    small
                    kind={tempo.running ? 'outline' : 'now'}
                    icon={tempo.running ? IconPlayerStop : IconPlayerPlay}
                    busy={commands.busy}
                    onClick={
                      tempo.running ? () => commands.stop({ urgent: tempo.stopsAt !== undefined }) : start
                    }
                  >
                    {t(
                      !tempo.running
                        ? 'tempo.startCounted'
                        : tempo.stopsAt === undefined
                          ? 'tempo.stopAtBar'
                          : 'tempo.stopNow',
                    )}
                  </Action>
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
