import type { HubClient } from '../../client/hub-client.ts';
import type { SetlistItem } from '../../client/rehearsal.ts';
import type { ChartAnswer, ChartView } from '../../client/wire.ts';
import { type Shelf, shelf } from './shelf.ts';

type Calls = Pick<HubClient, 'call'>;

/** From the shelf when it is there (a chart never changes under its id), otherwise from the hub and onto the shelf. */
export async function fetchChart(
  client: Calls,
  sessionId: string,
  chartId: string,
  kept: Shelf = shelf,
): Promise<ChartView> {
  const here = await kept.chart(chartId);
  if (here) return here;
  const path = `/session/${sessionId}/charts/${encodeURIComponent(chartId)}`;
  const answer = await client.call<ChartAnswer>({ method: 'GET', path });
  await kept.keepChart(chartId, answer.chart, Date.now());
  return answer.chart;
}

/** Fetches every chart of the setlist that is not here yet, one after the other. */
export async function stockUp(
  client: Calls,
  sessionId: string,
  items: readonly SetlistItem[],
  kept: Shelf,
  wanted: () => boolean,
): Promise<void> {
  const ids = new Set(items.map((item) => item.chart_id).filter((id) => id !== undefined));
  for (const id of ids) {
    if (!wanted()) return;
    if (!(await kept.has(id))) await fetchChart(client, sessionId, id, kept).catch(() => undefined);
  }
  await kept.prune(ids);
}
