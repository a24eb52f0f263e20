import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ChartView } from '../../client/wire.ts';
import { useRoom } from '../room/useLiveRoom.ts';
import { shelf } from './shelf.ts';
import { fetchChart, stockUp } from './stock.ts';

/** The chart of an item of the setlist; asked for also while the browser says it is offline. */
export function useChart(sessionId: string, chartId: string | undefined): UseQueryResult<ChartView> {
  const { live } = useRoom();
  return useQuery({
    queryKey: ['chart', chartId],
    queryFn: () => fetchChart(live.session.client, sessionId, chartId ?? ''),
    enabled: chartId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
}

/** Keeps setlist and charts on the device for as long as the room is open. */
export function KeepCharts(): null {
  const { live, view, link } = useRoom();
  const { setlist, current_item_id } = view;
  const name = view.session.name;
  const { client, id } = live.session;
  const isLinked = link.kind === 'open';
  useEffect(() => {
    if (setlist.length === 0) return;
    void shelf.keepSetlist({
      session_id: id,
      session_name: name,
      items: setlist,
      current_item_id,
      kept_at: Date.now(),
    });
  }, [id, name, setlist, current_item_id]);
  useEffect(() => {
    let wanted = isLinked;
    if (isLinked) void stockUp(client, id, setlist, shelf, () => wanted);
    return () => {
      wanted = false;
    };
  }, [client, id, setlist, isLinked]);
  return null;
}
