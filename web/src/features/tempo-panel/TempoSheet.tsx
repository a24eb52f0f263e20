import { IconArrowsExchange, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SIGNATURES } from '../../client/rehearsal.ts';
import { Action, IconAction } from '../../ui/Action.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { nameOf } from '../floor/face.ts';
import { BarFigure, BeatStrip } from '../now/BeatStrip.tsx';
import { useForm } from '../now/FormLine.tsx';
import { bpmText } from '../now/NowCard.tsx';
import { useSongBars } from '../now/useSongStart.ts';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { currentItem } from '../setlist/setlist.ts';
import { BeatScreen } from './BeatScreen.tsx';
import { ClickDevice } from './ClickDevice.tsx';
import { Accents, Subdivisions } from './Pattern.tsx';
import { Pending } from './Pending.tsx';
import { StartStop } from './StartStop.tsx';
import { TapTempo } from './TapTempo.tsx';
import styles from './Tempo.module.css';
import { leadsClick, type TempoNow } from './tempo-view.ts';
import { useBpm } from './useBpm.ts';
import { type TempoCommands, useTempo, useTempoCommands, type When } from './useTempo.ts';
import { type Landing, NEXT_BAR, WhenPicker, whenOf } from './WhenPicker.tsx';

/** The click: what it is, who leads it, how it sounds on this device. */
export function TempoSheet({ onCalibrate, onClose }: { onCalibrate: () => void; onClose: () => void }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const tempo = useTempo();
  const commands = useTempoCommands();
  const [full, setFull] = useState(false);
  const leads = leadsClick(view, tempo);
  const item = currentItem(view);
  const [landing, setLanding] = useState<Landing>(NEXT_BAR);
  const bars = useSongBars();
  const { sections } = useForm(item);
  const when = tempo.running && tempo.startsMs === undefined ? whenOf(landing, bars) : {};
  const change: TempoCommands['change'] = (wanted) => commands.change({ ...wanted, ...when });
  const bpm = useBpm(tempo, change);
  return (
    <Sheet title={t('tempo.title')} onClose={onClose}>
      <p className="small third">
        <Authority tempo={tempo} />
        {tempo.bar === undefined ? null : (
          <>
            {' · '}
            {t('tempo.bar', { n: '' })}
            <BarFigure />
          </>
        )}
      </p>
      <div>
        <Figure bpm={bpm.shown} onStep={leads ? bpm.step : undefined} />
        <p className="small third" style={{ textAlign: 'center' }}>
          {item ? t('tempo.bpmOf', { title: item.song.title }) : t('tempo.bpm')}
        </p>
      </div>
      <BeatStrip large signature={tempo.pulse?.time_signature} accents={tempo.pulse?.accents} />
      {leads ? (
        <>
          <div className={styles.steps}>
            <IconAction
              icon={IconMinus}
              label={t('tempo.slower')}
              className={styles.step ?? ''}
              onClick={() => bpm.step(-1)}
            />
            <TapTempo onBpm={bpm.set} />
            <IconAction
              icon={IconPlus}
              label={t('tempo.faster')}
              className={styles.step ?? ''}
              onClick={() => bpm.step(1)}
            />
          </div>
          <Pending tempo={tempo} onUndo={commands.undo} />
          {tempo.running && tempo.startsMs === undefined ? (
            <WhenPicker
              landing={landing}
              onChange={setLanding}
              barNow={tempo.bar === undefined ? undefined : bars.of(tempo.bar)}
            />
          ) : null}
          <StartStop key={item?.item_id} tempo={tempo} commands={commands} when={when} sections={sections} />
          <Segments
            label={t('tempo.signature')}
            value={(tempo.pending?.pulse ?? tempo.pulse)?.time_signature}
            options={SIGNATURES.map((s) => ({ value: s as string, label: s }))}
            onChange={(time_signature) => change({ time_signature })}
          />
          <Subdivisions tempo={tempo} onChange={change} />
          <Accents tempo={tempo} onChange={change} />
        </>
      ) : (
        <Pending tempo={tempo} />
      )}
      <HandOver tempo={tempo} commands={commands} when={when} />
      <ClickDevice onCalibrate={onCalibrate} />
      <Action kind="outline" icon={IconMaximize} onClick={() => setFull(true)}>
        {t('tempo.beatScreen')}
      </Action>
      {full ? <BeatScreen onClose={() => setFull(false)} /> : null}
    </Sheet>
  );
}

export function Authority({ tempo }: { tempo: TempoNow }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const { userId } = tempo.authority;
  if (leadsClick(view, tempo)) return <>{t('tempo.authorityYou')}</>;
  return <>{t('tempo.authority', { name: userId ? nameOf(view, userId) : t('tempo.theMd') })}</>;
}

/** The number itself; with the arrow keys it is a control, too. */
function Figure({ bpm, onStep }: { bpm: number | undefined; onStep: ((by: number) => void) | undefined }) {
  const { t } = useTranslation('rehearsal');
  const text = bpm === undefined ? '–' : bpmText(bpm);
  if (!onStep || bpm === undefined) return <p className={styles.figure}>{text}</p>;
  const keys: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 };
  return (
    <div
      className={styles.figure}
      role="spinbutton"
      tabIndex={0}
      aria-label={t('tempo.bpm')}
      aria-valuenow={bpm}
      aria-valuemin={30}
      aria-valuemax={260}
      onKeyDown={(event) => {
        const by = keys[event.key];
        if (!by) return;
        event.preventDefault();
        onStep(by);
      }}
    >
      {text}
    </div>
  );
}

/** Who leads, and to whom it goes at the next bar line. */
function HandOver({ tempo, commands, when }: { tempo: TempoNow; commands: TempoCommands; when: When }) {
  const { t } = useTranslation('rehearsal');
  const { view } = useRoom();
  const can = useCan();
  const bars = useSongBars();
  const [open, setOpen] = useState(false);
  const md = can('tempo.control');
  const leads = leadsClick(view, tempo);
  const { handoff, authority } = tempo;
  const waits = handoff
    ? t('tempo.handoffWaits', {
        name: handoff.userId ? nameOf(view, handoff.userId) : t('tempo.theMd'),
        bar: bars.of(handoff.bar),
      })
    : undefined;
  if (!md && !leads) return waits ? <p className="small second">{waits}</p> : null;
  const others = view.participants.filter(
    (p) => p.user_id !== view.you.user_id && p.user_id !== authority.userId && p.state !== 'gone',
  );
  return (
    <div className="card">
      <button type="button" className={styles.row} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon of={IconArrowsExchange} />
        <span>
          <span className="strong">{t('tempo.handOver')}</span>
          <span className="small third" role="status">
            {waits ?? t('tempo.handOverHint')}
          </span>
        </span>
      </button>
      {open ? (
        <div className={styles.people}>
          {!leads || authority.role === 'controller' ? (
            <Action small busy={commands.busy} onClick={() => commands.handOver(null, when.at_bar)}>
              {t(md ? 'tempo.handOverMe' : 'tempo.handOverMd')}
            </Action>
          ) : null}
          {md
            ? others.map((person) => (
                <Action
                  key={person.user_id}
                  small
                  kind="outline"
                  busy={commands.busy}
                  onClick={() => {
                    commands.handOver(person.user_id, when.at_bar);
                    setOpen(false);
                  }}
                >
                  {person.name}
                </Action>
              ))
            : null}
        </div>
      ) : null}
    </div>
  );
}
