import type { SetlistItem } from '../../client/rehearsal.ts';
import type { ChartView } from '../../client/wire.ts';

/** The setlist as this device last knew it. */
export interface KeptSetlist {
  session_id: string;
  session_name: string;
  items: SetlistItem[];
  current_item_id?: string | undefined;
  kept_at: number;
}

interface KeptChart {
  id: string;
  chart: ChartView;
  kept_at: number;
}

const MAX_CHARTS = 400;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Charts and the last setlist in the browser's database, so that a phone without a link still shows them after a
 * reload. Charts are named by their content: what is there is never stale. Where there is no database nothing is kept,
 * and nothing fails.
 */
export class Shelf {
  private readonly name: string;
  private db: Promise<IDBDatabase | undefined> | undefined;

  constructor(name = 'tutti-charts') {
    this.name = name;
  }

  private open(): Promise<IDBDatabase | undefined> {
    this.db ??= new Promise((resolve) => {
      if (typeof indexedDB === 'undefined') {
        resolve(undefined);
        return;
      }
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('charts', { keyPath: 'id' });
        request.result.createObjectStore('setlists');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    });
    return this.db;
  }

  private async use<T>(
    store: 'charts' | 'setlists',
    mode: IDBTransactionMode,
    run: (objects: IDBObjectStore) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      const db = await this.open();
      return db ? await run(db.transaction(store, mode).objectStore(store)) : undefined;
    } catch {
      return undefined;
    }
  }

  async chart(id: string): Promise<ChartView | undefined> {
    const kept = await this.use('charts', 'readonly', (s) => done<KeptChart | undefined>(s.get(id)));
    return kept?.chart;
  }

  async keepChart(id: string, chart: ChartView, nowMs: number): Promise<void> {
    await this.use('charts', 'readwrite', (s) => done(s.put({ id, chart, kept_at: nowMs })));
  }

  async setlist(): Promise<KeptSetlist | undefined> {
    return this.use('setlists', 'readonly', (s) => done<KeptSetlist | undefined>(s.get('last')));
  }

  async keepSetlist(setlist: KeptSetlist): Promise<void> {
    await this.use('setlists', 'readwrite', (s) => done(s.put(setlist, 'last')));
  }

  /** Lets the oldest charts go when there are too many, never one of these. */
  async prune(keep: ReadonlySet<string>, max = MAX_CHARTS): Promise<void> {
    const all = await this.use('charts', 'readonly', (s) => done<KeptChart[]>(s.getAll()));
    const spare = (all ?? []).filter((kept) => !keep.has(kept.id)).sort((a, b) => b.kept_at - a.kept_at);
    for (const old of spare.slice(Math.max(0, max - keep.size))) {
      await this.use('charts', 'readwrite', (s) => done(s.delete(old.id)));
    }
  }

  async has(id: string): Promise<boolean> {
    return (await this.use('charts', 'readonly', (s) => done(s.count(id)))) === 1;
  }
}

export const shelf = new Shelf();
