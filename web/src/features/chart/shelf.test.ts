import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import type { SetlistItem } from '../../client/rehearsal.ts';
import type { ChartView } from '../../client/wire.ts';
import { Shelf } from './shelf.ts';
import { fetchChart, stockUp } from './stock.ts';

const chartOf = (text: string): ChartView => ({
  sections: [{ id: 'v1', kind: 'verse', label: '', lines: [{ kind: 'lyrics', parts: [{ text }] }] }],
});

const itemOf = (n: number, chart_id?: string): SetlistItem => ({
  item_id: `i${n}`,
  song_id: `s${n}`,
  song: { title: `Song ${n}`, notes: '' },
  ...(chart_id ? { chart_id } : {}),
});

/** A hub that counts what it is asked for, and can be out of reach. */
function hub() {
  const asked: string[] = [];
  return {
    asked,
    isDown: false,
    async text(): Promise<string> {
      return '';
    },
    async call<T>({ path }: { path: string }): Promise<T> {
      asked.push(path);
      if (this.isDown) throw new Error('out of reach');
      return { chart: chartOf(path) } as T;
    },
  };
}

it('asks the hub once for a chart and never again, not even without a link', async () => {
  const kept = new Shelf('once');
  const client = hub();
  const first = await fetchChart(client, 'r1', 'abc', kept);
  client.isDown = true;
  expect(await fetchChart(client, 'r1', 'abc', kept)).toEqual(first);
  expect(await fetchChart(client, 'r1', 'abc', new Shelf('once'))).toEqual(first);
  expect(client.asked).toEqual(['/session/r1/charts/abc']);
});

it('fetches all charts of a setlist, each once, and goes on when one fails', async () => {
  const kept = new Shelf('stock');
  const client = hub();
  await kept.keepChart('a', chartOf('here'), 1);
  await stockUp(
    client,
    'r1',
    [itemOf(1, 'a'), itemOf(2, 'b'), itemOf(3), itemOf(4, 'b'), itemOf(5, 'c')],
    kept,
    () => true,
  );
  expect(client.asked).toEqual(['/session/r1/charts/b', '/session/r1/charts/c']);
  expect(await kept.has('c')).toBe(true);
});

it('stops fetching when the setlist is another one', async () => {
  const client = hub();
  await stockUp(client, 'r1', [itemOf(1, 'x')], new Shelf('stopped'), () => false);
  expect(client.asked).toEqual([]);
});

it('keeps the last setlist', async () => {
  const setlist = { session_id: 'r1', session_name: 'Band', items: [itemOf(1)], kept_at: 5 };
  await new Shelf('list').keepSetlist(setlist);
  expect(await new Shelf('list').setlist()).toEqual(setlist);
});

it('lets the oldest charts go, never one that is wanted', async () => {
  const kept = new Shelf('full');
  for (let i = 0; i < 6; i++) await kept.keepChart(`c${i}`, chartOf('x'), i);
  await kept.prune(new Set(['c0', 'c1']), 4);
  const left = await Promise.all([0, 1, 2, 3, 4, 5].map((i) => kept.has(`c${i}`)));
  expect(left).toEqual([true, true, false, false, true, true]);
});

it('does without a database', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const kept = new Shelf('none');
  await kept.keepChart('a', chartOf('x'), 1);
  expect(await kept.chart('a')).toBeUndefined();
  expect(await fetchChart(hub(), 'r1', 'a', kept)).toEqual(chartOf('/session/r1/charts/a'));
  vi.unstubAllGlobals();
});
