/** Somebody who never points: Tab, Enter, letters, and a look after each key that the focus is somewhere. */
import type { Locator, Page } from 'playwright-core';
import { until, PATIENCE_MS } from './until.ts';

/** More than any screen has things to stop at. */
const MOST_STOPS = 80;

export class Keyboard {
  private readonly way: string[] = [];

  constructor(private readonly page: Page) {}

  /** Walks on to a thing, however far it is, and never back to the beginning of the document. */
  async walkTo(thing: Locator): Promise<void> {
    await thing.waitFor();
    for (let stops = 0; !(await this.isAt(thing)); stops++) {
      if (stops > MOST_STOPS) throw new Error(`By Tab nobody gets to ${thing}: ${this.way.slice(-MOST_STOPS).join(' → ')}`);
      await this.press('Tab');
    }
  }

  /** Walks there and presses it. */
  async choose(thing: Locator, key = 'Enter'): Promise<void> {
    await this.walkTo(thing);
    await this.press(key);
  }

  async write(thing: Locator, words: string): Promise<void> {
    await this.walkTo(thing);
    await this.page.keyboard.type(words);
    await this.stands();
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.stands();
  }

  /** The focus is on something; while one screen gives way to the next it may be on its way. */
  async stands(): Promise<void> {
    const place = await until(`something has the focus after ${this.way.slice(-3).join(' → ')}`, PATIENCE_MS, () =>
      this.page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return false;
        return `${at.tagName.toLowerCase()} "${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 30)}"`;
      }),
    );
    this.way.push(place);
  }

  private isAt(thing: Locator): Promise<boolean> {
    return thing.evaluate((element) => element === document.activeElement);
  }
}
