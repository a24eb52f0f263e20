import { useEffect, useMemo, useState } from 'react';
import type { DeviceReport } from '../../client/rehearsal.ts';
import { useNow } from '../../ui/motion.ts';
import { stillHere } from '../room/People.tsx';
import { useCan, useRoom } from '../room/useLiveRoom.ts';
import { useTempo } from '../tempo-panel/useTempo.ts';
import { type LossSince, lossSince, type Trouble, troubles } from './explain.ts';

/** The reports this person may see: everybody's, or only the own. */
export function useReports(): Record<string, DeviceReport | undefined> {
  const { view, report } = useRoom();
  const can = useCan();
  const all = can('metrics.view');
  return useMemo(() => {
    const here = new Set(view.participants.filter((p) => p.state !== 'gone').map((p) => p.user_id));
    const others = all ? Object.entries(view.reports).filter(([id]) => here.has(id)) : [];
    return { ...Object.fromEntries(others), [view.you.user_id]: report };
  }, [all, view.participants, view.reports, view.you.user_id, report]);
}

export function useTroubles(): Trouble[] {
  const { view } = useRoom();
  const reports = useReports();
  const tempo = useTempo();
  const nowMs = useNow(1000);
  const [since, setSince] = useState<LossSince>({});
  useEffect(() => setSince((before) => lossSince(before, reports, performance.now())), [reports]);
  return useMemo(() => {
    const lost = stillHere(view)
      .filter((p) => p.state === 'gone')
      .map((p) => p.user_id);
    return troubles({ reports, lossSince: since, lost, running: tempo.running, nowMs });
  }, [reports, since, view, tempo.running, nowMs]);
}
