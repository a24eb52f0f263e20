import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/Action.tsx';
import { clockLeft } from '../../ui/format.ts';
import { useFrame } from '../../ui/motion.ts';
import { BeatContext } from '../now/beat.ts';
import { bpmText } from '../now/NowCard.tsx';
import { useSongBars } from '../now/useSongStart.ts';
import styles from './Tempo.module.css';
import { distance, type TempoNow } from './tempo-view.ts';

/** The change that waits, in bars and beats, with a way back as long as it waits. */
export function Pending({ tempo, onUndo }: { tempo: TempoNow; onUndo?: () => void }) {
  const { t } = useTranslation('rehearsal');
  const bars = useSongBars();
  const { pending, stopsAt } = tempo;
  if (tempo.startsMs !== undefined) return <StartsAt startsMs={tempo.startsMs} />;
  if (!pending && stopsAt === undefined) return null;
  const bar = pending?.bar ?? stopsAt ?? 0;
  const before = tempo.pulse;
  const what = pending
    ? [
        pending.pulse.bpm !== before?.bpm ? bpmText(pending.pulse.bpm) : '',
        pending.pulse.time_signature !== before?.time_signature ? pending.pulse.time_signature : '',
      ]
        .filter(Boolean)
        .join(', ') || t('tempo.pattern')
    : t('tempo.silence');
  return (
    <div className={styles.pending}>
      <div>
        <p className="strong" role="status">
          {t('tempo.change', { what, bar: bars.of(bar) })}
        </p>
        <Countdown bar={bar} />
      </div>
      {onUndo ? (
        <Action small kind="outline" onClick={onUndo}>
          {t('tempo.undo')}
        </Action>
      ) : null}
    </div>
  );
}

/** A start that was planned ahead, by this device's own time of the day. */
function StartsAt({ startsMs }: { startsMs: number }) {
  const { t } = useTranslation('rehearsal');
  const source = useContext(BeatContext);
  const [time] = useState(() => {
    const sessionMs = source.sessionMs(performance.now()) ?? startsMs;
    return new Date(Date.now() + startsMs - sessionMs).toLocaleTimeString();
  });
  return (
    <div className={styles.pending}>
      <div>
        <p className="strong" role="status">
          {t('tempo.startsAt', { time })}
        </p>
        <p className="small second" aria-hidden>
          <TimeLeft untilMs={startsMs} words={(left) => t('tempo.startsIn', { time: left })} />
        </p>
      </div>
    </div>
  );
}

/** Counts down to a session time, a second at a time. */
export function TimeLeft({
  untilMs,
  words = (left) => left,
}: {
  untilMs: number;
  words?: (left: string) => string;
}) {
  const source = useContext(BeatContext);
  const [left, setLeft] = useState('');
  useFrame((perfMs) => {
    const sessionMs = source.sessionMs(perfMs);
    const next = sessionMs === undefined ? '' : clockLeft(untilMs - sessionMs);
    if (next !== left) setLeft(next);
  });
  return <>{left ? words(left) : '–'}</>;
}

function Countdown({ bar }: { bar: number }) {
  const { t } = useTranslation('rehearsal');
  const source = useContext(BeatContext);
  const [words, setWords] = useState('');
  useFrame((now) => {
    const beat = source.beatAt(now);
    const left = beat ? distance(beat, bar) : undefined;
    const next =
      left && left.bars > 0
        ? t('tempo.changeIn', {
            bars: t('tempo.barsCount', { count: left.bars }),
            beats: t('tempo.beatsCount', { count: left.beats }),
          })
        : t('tempo.changeSoon');
    if (next !== words) setWords(next);
  });
  return (
    <p className="small second" aria-hidden>
      {words || t('tempo.changeSoon')}
    </p>
  );
}
