/** A mouse that drags, and a finger, as the browser's own input events. */
import type { Locator, Page } from 'playwright-core';
import { until, PATIENCE_MS } from './until.ts';

interface Point {
  x: number;
  y: number;
}

const STEPS = 12;

async function middleOf(what: Locator): Promise<Point> {
  await what.scrollIntoViewIfNeeded();
  const box = await what.boundingBox();
  if (!box) throw new Error(`Nothing to put a hand on: ${what}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function way(from: Point, to: Point): Point[] {
  const at = (i: number) => i / STEPS;
  return Array.from({ length: STEPS }, (_, i) => at(i + 1)).map((part) => ({
    x: from.x + (to.x - from.x) * part,
    y: from.y + (to.y - from.y) * part,
  }));
}

/** The page draws before the hand goes on, as between two events of a real one. */
const drawn = (page: Page): Promise<unknown> => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

/** Takes one thing with the mouse and lets it go over another. */
export async function dragByMouse(page: Page, what: Locator, onto: Locator): Promise<void> {
  const to = await middleOf(onto);
  const from = await middleOf(what);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const { x, y } of way(from, to)) {
    await page.mouse.move(x, y);
    await drawn(page);
  }
  await page.mouse.up();
}

/** Takes one thing with a finger, which rests until `taken` where a list would scroll, and lets it go over another. */
export async function dragByFinger(page: Page, what: Locator, onto: Locator, taken?: Locator): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const to = await middleOf(onto);
  const from = await middleOf(what);
  await touch('touchStart', from);
  if (taken) await until('the finger has taken it', PATIENCE_MS, async () => (await taken.count()) > 0);
  for (const point of way(from, to)) {
    await touch('touchMove', point);
    await drawn(page);
  }
  await touch('touchEnd');
  await session.detach();
}
