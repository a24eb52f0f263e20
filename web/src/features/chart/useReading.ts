import { useEffect, useRef, useState } from 'react';
import { asHubError } from '../../client/hub-error.ts';
import type { ChartView } from '../../client/wire.ts';
import { type Calls, EMPTY_CHART, type Fault, faultOf, placeInBody, readSongs, textFor } from './songs.ts';

export interface Read {
  /** The chart as last understood: it stays while something is being typed. */
  chart: ChartView;
  fault: Fault | undefined;
  warnings: string[];
  /** Whether the chart is that of the text as it is now. */
  isCurrent: boolean;
}

const WAIT_MS = 350;

/** Has the hub read what is being written, a moment after the last key; an answer to an older text is not heard. */
export function useReading(client: Calls, body: string, key: string, first: ChartView): Read {
  const [read, setRead] = useState<Read>({ chart: first, fault: undefined, warnings: [], isCurrent: true });
  const untouched = useRef({ body, key });
  useEffect(() => {
    if (untouched.current.body === body && untouched.current.key === key) return;
    untouched.current = { body: '\0', key };
    setRead((was) => ({ ...was, isCurrent: false }));
    if (!body.trim()) {
      setRead({ chart: EMPTY_CHART, fault: undefined, warnings: [], isCurrent: true });
      return;
    }
    let isWanted = true;
    const timer = setTimeout(async () => {
      try {
        const answer = await readSongs(client, textFor(body, key), 'chordpro');
        const chart = answer.songs[0]?.chart ?? EMPTY_CHART;
        if (isWanted) setRead({ chart, fault: undefined, warnings: answer.warnings, isCurrent: true });
      } catch (error) {
        const fault = faultOf(asHubError(error));
        if (isWanted) {
          setRead((was) => ({
            ...was,
            fault: fault ? placeInBody(fault) : { line: 1, column: 1, message: asHubError(error).message },
            isCurrent: false,
          }));
        }
      }
    }, WAIT_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, body, key]);
  return read;
}
