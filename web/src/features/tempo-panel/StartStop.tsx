import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Segments.tsx';
import type { FormSection } from '../chart/form.ts';
import { BeatContext } from '../now/beat.ts';
import { useSongBars } from '../now/useSongStart.ts';
import { countInMs, downbeatIn, type StartWhen } from './start-time.ts';
import styles from './Tempo.module.css';
import type { TempoNow } from './tempo-view.ts';
import type { TempoCommands, When } from './useTempo.ts';
import { barOf } from './WhenPicker.tsx';

type Bars = '0' | '1' | '2' | '4';

interface Props {
  tempo: TempoNow;
  commands: TempoCommands;
  when: When;
  /** The song's form, to start in its middle. */
  sections: readonly FormSection[];
}

/** How a start is wanted: it is kept while the click runs, for the next take. */
interface Wish {
  bars: Bars;
  /** As it is typed. */
  from: string;
  voice: 'click' | 'voice';
  at: StartWhen;
  /** As it is typed. */
  time: string;
}

/** Starts with a count-in, from any bar of the song, now or later; stops when it was chosen to, at the second press at once. */
export function StartStop({ tempo, commands, when, sections }: Props) {
  const [wish, setWish] = useState<Wish>({ bars: '1', from: '1', voice: 'click', at: 'now', time: '' });
  const set = (change: Partial<Wish>): void => setWish((old) => ({ ...old, ...change }));
  if (tempo.running) return <Stop tempo={tempo} commands={commands} when={when} />;
  return <Start tempo={tempo} commands={commands} sections={sections} wish={wish} onWish={set} />;
}

function Stop({ tempo, commands, when }: Omit<Props, 'sections'>) {
  const { t } = useTranslation('rehearsal');
  const bars = useSongBars();
  const waits = tempo.startsMs !== undefined;
  const now = waits || tempo.stopsAt !== undefined || when.urgent === true;
  const words = (): string => {
    if (waits) return t('tempo.dontStart');
    if (now) return t('tempo.stopNow');
    return when.at_bar === undefined
      ? t('tempo.stopAtBar')
      : t('tempo.stopAtBarN', { bar: bars.of(when.at_bar) });
  };
  return (
    <Action
      wide
      kind="outline"
      icon={IconPlayerStop}
      busy={commands.busy}
      onClick={() => commands.stop(now ? { urgent: true } : when)}
    >
      {words()}
    </Action>
  );
}

interface StartProps extends Omit<Props, 'when'> {
  wish: Wish;
  onWish: (change: Partial<Wish>) => void;
}

function Start({ tempo, commands, sections, wish, onWish }: StartProps) {
  const { t } = useTranslation('rehearsal');
  const source = useContext(BeatContext);
  const [refused, setRefused] = useState(false);
  const { bars, from, voice, at, time } = wish;
  const first = barOf(from);
  const start = (): void => {
    const sessionMs = source.sessionMs(performance.now());
    const ahead = downbeatIn(at, time, new Date(), countInMs(Number(bars), tempo.pulse));
    const planned = ahead === undefined || sessionMs === undefined ? undefined : sessionMs + ahead;
    setRefused(at !== 'now' && planned === undefined);
    if (at !== 'now' && planned === undefined) return;
    commands.start({
      count_in_bars: Number(bars),
      count_in: voice,
      ...(first !== undefined && first > 1 ? { from_bar: first } : {}),
      ...(planned === undefined ? {} : { at_ms: planned }),
    });
  };
  return (
    <div className={styles.start}>
      <Action wide kind="now" icon={IconPlayerPlay} busy={commands.busy} onClick={start}>
        {first !== undefined && first > 1 ? t('tempo.startAt', { bar: first }) : t('tempo.start')}
      </Action>
      <div className={styles.from}>
        {sections.length > 1 ? (
          <FromSection sections={sections} from={from} onChange={(bar) => onWish({ from: bar })} />
        ) : null}
        <TextField
          label={t('tempo.fromBar')}
          value={from}
          maxLength={7}
          fault={first === undefined ? t('tempo.barFault') : undefined}
          onChange={(bar) => onWish({ from: bar })}
        />
      </div>
      <Segments<Bars>
        titled
        label={t('tempo.countIn')}
        value={bars}
        options={(['0', '1', '2', '4'] as const).map((value) => ({
          value,
          label: value === '0' ? t('tempo.countNone') : t('tempo.countBars', { count: Number(value) }),
        }))}
        onChange={(value) => onWish({ bars: value })}
      />
      {bars === '0' ? null : (
        <Segments<'click' | 'voice'>
          label={t('tempo.countIn')}
          value={voice}
          options={[
            { value: 'click', label: t('tempo.countClick') },
            { value: 'voice', label: t('tempo.countVoice') },
          ]}
          onChange={(value) => onWish({ voice: value })}
        />
      )}
      <Segments<StartWhen>
        titled
        label={t('tempo.startWhen')}
        value={at}
        options={[
          { value: 'now', label: t('tempo.whenNow') },
          { value: 'soon', label: t('tempo.startSoon') },
          { value: 'clock', label: t('tempo.startClock') },
        ]}
        onChange={(value) => {
          setRefused(false);
          onWish({ at: value });
        }}
      />
      {at === 'clock' ? (
        <TextField
          label={t('tempo.startTime')}
          value={time}
          maxLength={8}
          placeholder="19:30"
          fault={refused ? t('tempo.startTimeFault') : undefined}
          onChange={(text) => onWish({ time: text })}
        />
      ) : null}
    </div>
  );
}

/** The sections of the song's chart, each with the bar it is thought to begin with. */
function FromSection({
  sections,
  from,
  onChange,
}: {
  sections: readonly FormSection[];
  from: string;
  onChange: (bar: string) => void;
}) {
  const { t } = useTranslation('rehearsal');
  const options = sections.map((section) => ({
    value: String(section.startBar + 1),
    label: t('tempo.fromSectionBar', { section: section.label, bar: section.startBar + 1 }),
  }));
  const known = options.some((option) => option.value === from);
  return (
    <SelectField
      label={t('tempo.fromSection')}
      value={known ? from : ''}
      options={known ? options : [{ value: '', label: t('tempo.fromBetween') }, ...options]}
      onChange={(bar) => onChange(bar || '1')}
    />
  );
}
