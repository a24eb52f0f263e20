import { useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFrame } from '../../ui/motion.ts';
import { say } from '../../ui/toasts.ts';
import { nameOf } from '../floor/face.ts';
import { BeatContext } from '../now/beat.ts';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { hasEnded, startsMs, type TempoNow, tempoAt } from './tempo-view.ts';

/** The plan at the bar that sounds; drawn anew with each bar. */
export function useTempo(): TempoNow {
  const { view } = useRoom();
  const source = useContext(BeatContext);
  const [bar, setBar] = useState<number>();
  const [waits, setWaits] = useState<number>();
  const [ended, setEnded] = useState(false);
  useFrame((perfMs) => {
    const sounds = source.beatAt(perfMs)?.bar;
    if (sounds !== bar) setBar(sounds);
    const sessionMs = source.sessionMs(perfMs);
    const starts = startsMs(view.tempo, sessionMs);
    if (starts !== waits) setWaits(starts);
    const over = hasEnded(view.tempo, sessionMs);
    if (over !== ended) setEnded(over);
    return sounds !== undefined || starts !== undefined;
  });
  return useMemo(
    () => ({ ...tempoAt(view.tempo, bar, ended), ...(waits === undefined ? {} : { startsMs: waits }) }),
    [view.tempo, bar, ended, waits],
  );
}

interface TempoChange {
  bpm?: number;
  time_signature?: string;
  subdivision?: string;
  accents?: number[];
}

/** When a change lands: at once, at the line of a bar, or at the next bar line (nothing said). */
export interface When {
  urgent?: boolean;
  at_bar?: number;
}

/** Counted in from a bar of the song, as soon as possible or with its first downbeat at a session time. */
export interface TempoStart {
  count_in_bars: number;
  count_in: 'click' | 'voice';
  from_bar?: number;
  at_ms?: number;
}

export interface TempoCommands {
  change: (change: TempoChange & When) => void;
  undo: () => void;
  start: (start: TempoStart) => void;
  stop: (when: When) => void;
  handOver: (userId: string | null, atBar?: number) => void;
  busy: boolean;
}

export function useTempoCommands(): TempoCommands {
  const { t } = useTranslation('rehearsal');
  const { view, live } = useRoom();
  const { client, id } = live.session;
  const { send, busy } = useCommand(
    ({
      method = 'POST',
      path,
      body,
    }: {
      method?: 'POST' | 'DELETE';
      path: string;
      body?: unknown;
      done?: string;
    }) =>
      client.call({ method, path: `/session/${id}/tempo${path}`, ...(body === undefined ? {} : { body }) }),
    (_, { done }) => {
      if (done) say(done, { tone: 'done' });
    },
  );
  return {
    busy,
    change: (change) => send({ path: '', body: change }),
    undo: () => send({ method: 'DELETE', path: '/change', done: t('tempo.undone') }),
    start: (start) => send({ path: '/start', body: start }),
    stop: (when) => send({ path: '/stop', body: { urgent: false, ...when } }),
    handOver: (userId, atBar) =>
      send({
        path: '/controller',
        body: { ...(userId ? { user_id: userId } : {}), ...(atBar ? { at_bar: atBar } : {}) },
        ...(atBar
          ? {}
          : { done: t('tempo.handedNow', { name: userId ? nameOf(view, userId) : t('tempo.theMd') }) }),
      }),
  };
}
