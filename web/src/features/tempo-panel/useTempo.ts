import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../ui/toasts.ts';
import { nameOf } from '../floor/face.ts';
import { useBeat } from '../now/beat.ts';
import { useCommand } from '../room/useCommand.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { type TempoNow, tempoAt } from './tempo-view.ts';

/** The plan at the bar that sounds; drawn anew with each bar. */
export function useTempo(): TempoNow {
  const { view } = useRoom();
  const [bar, setBar] = useState<number>();
  useBeat((beat) => setBar(beat?.bar));
  return useMemo(() => tempoAt(view.tempo, bar), [view.tempo, bar]);
}

interface TempoChange {
  bpm?: number;
  time_signature?: string;
  subdivision?: string;
  accents?: number[];
  urgent?: boolean;
}

export interface TempoCommands {
  change: (change: TempoChange) => void;
  undo: () => void;
  start: (countIn: { count_in_bars: number; count_in: 'click' | 'voice' }) => void;
  stop: (urgent: boolean) => void;
  handOver: (userId: string | null) => void;
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
    start: (countIn) => send({ path: '/start', body: countIn }),
    stop: (urgent) => send({ path: '/stop', body: { urgent } }),
    handOver: (userId) =>
      send({
        path: '/controller',
        body: userId ? { user_id: userId } : {},
        done: t('tempo.handedNow', { name: userId ? nameOf(view, userId) : t('tempo.theMd') }),
      }),
  };
}
