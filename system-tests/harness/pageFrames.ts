/** What a page is told on /ws, by whichever node it is at. */
import type { Page } from 'playwright-core';
import type { AnyFrame } from './eventSocket.ts';
import { PATIENCE_MS, until } from './until.ts';

/** A frame, who told it, and when it came (milliseconds since the epoch). */
export type PageFrame = AnyFrame & { origin: string };

export class PageFrames {
  readonly told: PageFrame[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      const { origin, pathname } = new URL(socket.url());
      if (pathname !== '/ws') return;
      socket.on('framereceived', ({ payload }) => {
        this.told.push({ ...(JSON.parse(String(payload)) as AnyFrame), origin, atMs: Date.now() });
      });
    });
  }

  /** The address of the node that told the newest frame. */
  get at(): string {
    return this.told.at(-1)?.origin.replace('wss:', 'https:') ?? '';
  }

  /** When another node than this let the page in, and told what it had missed. */
  async inElsewhere(than: string, sinceMs: number): Promise<number> {
    const frame = await until('another node has let the page in', PATIENCE_MS, () =>
      this.told.find(
        ({ type, origin, atMs }) =>
          atMs >= sinceMs && origin.replace('wss:', 'https:') !== than && (type === 'resumed' || type === 'snapshot'),
      ),
    );
    return frame.atMs;
  }
}
