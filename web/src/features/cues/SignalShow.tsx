import { useContext, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../client/rehearsal.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useFrame } from '../../ui/motion.ts';
import { nameOf } from '../floor/face.ts';
import { BeatContext } from '../now/beat.ts';
import { barMs } from '../now/plan-beat.ts';
import { useSongBars } from '../now/useSongStart.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { usePreferences } from '../settings/preferences.ts';
import styles from './Cues.module.css';
import { type CueStage, iconOf, stageOf } from './cues.ts';

/** A signal as it comes in: over everything but the talk button, felt in the hand, said to who cannot look. */
export function SignalShow() {
  const { view } = useRoom();
  const { cue } = view;
  return cue ? <Shown key={cue.cue_id} cue={cue} /> : null;
}

function Shown({ cue }: { cue: Cue & { heardAtMs: number } }) {
  const { t } = useTranslation('rehearsal');
  const { view, live } = useRoom();
  const source = useContext(BeatContext);
  const bars = useSongBars();
  // As it was when it was sent: the song may change before its bar comes.
  const [bar] = useState(() => (cue.at_bar === undefined ? undefined : bars.of(cue.at_bar)));
  const fills = usePreferences((s) => s.signalsFill);
  const [stage, setStage] = useState<CueStage>({ kind: 'gone' });
  const [seen, setSeen] = useState(false);
  const felt = useRef({ came: false, landed: false });
  const mine = cue.by === view.you.user_id;
  useFrame((perfMs) => {
    const next = stageOf(cue, {
      perfMs,
      sessionMs: source.sessionMs(perfMs),
      bar: source.beatAt(perfMs)?.bar,
      barMs: cue.at_bar === undefined ? undefined : barMs(view.tempo, cue.at_bar, cue.at_ms),
    });
    if (
      next.kind === stage.kind &&
      (next.kind !== 'coming' || stage.kind !== 'coming' || next.bars === stage.bars)
    )
      return next.kind !== 'gone';
    setStage(next);
    if (mine || next.kind === 'gone') return false;
    if (!felt.current.came) {
      felt.current.came = true;
      live.senses.touch('signal');
    } else if (next.kind === 'here' && !felt.current.landed) {
      felt.current.landed = true;
      live.senses.touch('signalBar');
    }
    return true;
  });
  const what = cue.kind === 'custom' ? (cue.text ?? '') : t(`cues.${cue.kind}`);
  const when = bar === undefined ? t('cues.now') : t('cues.atBarN', { n: bar });
  const shown = stage.kind !== 'gone';
  const icon = iconOf(cue, (id) => t(`cues.${id}`));
  return (
    <>
      <Spoken words={shown ? t('cues.said', { what, when }) : ''} />
      {shown && !seen
        ? createPortal(
            <button
              type="button"
              className={styles.show}
              data-fills={fills && !mine}
              data-stage={stage.kind}
              onClick={() => setSeen(true)}
            >
              <Icon of={icon} size={fills && !mine ? 72 : 40} />
              <span className={styles.showWords}>
                <span className={styles.what}>{what}</span>
                <span className={styles.when}>
                  {when}
                  {mine ? '' : ` · ${nameOf(view, cue.by)}`}
                </span>
              </span>
              <span className={styles.count} aria-hidden>
                {stage.kind === 'coming' ? stage.bars : ''}
              </span>
              <span className="visually-hidden">{t('cues.dismiss')}</span>
            </button>,
            document.body,
          )
        : null}
    </>
  );
}

/** A live region must stand before its words come, or they are not said. */
function Spoken({ words }: { words: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => setSaid(words), [words]);
  return (
    <p className="visually-hidden" role="status" aria-live="assertive">
      {said}
    </p>
  );
}
