/** Somebody in a rehearsal, at the real page: what the Now card says, who fills which slot, what a sheet holds. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { Browser } from './browser.ts';
import type { Hub } from './hub.ts';
import { ALL_LOOKS, type Look, Person } from './person.ts';
import type { RestClient } from './rest.ts';
import { PATIENCE_MS, until } from './until.ts';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };
/** Where the desk begins. */
export const NARROW_DESK = { width: 1024, height: 768 };

/** What the Now card shows. */
export interface Now {
  title: string;
  key: string;
  bpm: string;
  signature: string;
}

export class Bandmate {
  private constructor(
    readonly person: Person,
    private readonly viewport: { width: number; height: number },
  ) {}

  static async arrive(hub: Hub, name: string, tone: number, viewport = PHONE): Promise<Bandmate> {
    const browser = await Browser.open({ tone, authorityFile: hub.authorityFile, viewport });
    return new Bandmate(Person.at(hub, name, tone, browser), viewport);
  }

  get page() {
    return this.person.page;
  }

  get name(): string {
    return this.person.name;
  }

  button(name: string | RegExp, inside: Locator = this.page.locator('body')): Locator {
    return inside.getByRole('button', { name }).first();
  }

  get sheet(): Locator {
    return this.page.getByRole('dialog').last();
  }

  /** Back to the room, out of whatever is open: on a phone a step at a time. */
  async close(): Promise<void> {
    const open = this.page.getByRole('dialog');
    await until('no sheet is open', PATIENCE_MS, async () => {
      const before = await open.count();
      if (before > 0) await this.page.keyboard.press('Escape');
      return before === 0;
    });
  }

  /** What this page keeps of its own: it lets a test ask the hub as this person. */
  async credentials(): Promise<{ sessionId: string; userId: string; token: string }> {
    return JSON.parse((await this.page.evaluate(() => localStorage.getItem('tutti.session'))) ?? '{}');
  }

  async rest(): Promise<RestClient> {
    return this.person.hub.rest((await this.credentials()).token);
  }

  /** The Now card as it can be read. */
  async now(): Promise<Now> {
    const card = this.page.getByRole('region', { name: 'Now', exact: true });
    const title = (await card.getByRole('heading').first().innerText()).replace(/,? ?Chart$/, '');
    const figures = await card.locator('dl > div').evaluateAll((rows) =>
      rows.map((row) => {
        const text = row.querySelector('dd')?.textContent ?? '';
        // The font has no accidentals: they are drawn, and named for who does not see them.
        const drawn = row.querySelector('dd [role=img]')?.getAttribute('aria-label') ?? '';
        const sign = ({ flat: 'b', sharp: '#' } as Record<string, string>)[drawn] ?? '';
        return [row.querySelector('dt')?.textContent ?? '', text.slice(0, 1) + sign + text.slice(1)];
      }),
    );
    const figure = (label: RegExp) => (figures.find(([name]) => label.test(name!))?.[1] ?? '').replace(/Tempo$/, '').trim();
    return { title: title.trim(), key: figure(/^Key/).replace('♯', '#').replace('♭', 'b'), bpm: figure(/^BPM/), signature: figure(/^Signature/) };
  }

  /** The song's bar that the Now card counts; −1 while none is counted. */
  async bar(): Promise<number> {
    const card = this.page.getByRole('region', { name: 'Now', exact: true });
    const text = await card.innerText({ timeout: 2_000 });
    return Number(text.match(/^(\d+)\.\d+$/m)?.[1] ?? text.match(/^Bar\s+(?:of \d+ bars\s+)?(\d+)$/im)?.[1] ?? -1);
  }

  async shows(wanted: Partial<Now>): Promise<void> {
    let last: Partial<Now> = {};
    await until(`${this.name} sees ${JSON.stringify(wanted)}`, PATIENCE_MS, async () => {
      last = await this.now();
      return Object.entries(wanted).every(([what, value]) => last[what as keyof Now] === value);
    }).catch((error: Error) => {
      throw new Error(`${error.message}; it is ${JSON.stringify(last)}`);
    });
  }

  /** What the tile or the row of somebody says of him: "Drums", "Tech"… */
  async place(of: string): Promise<string> {
    return (
      await this.page
        .locator('[class*=tile], tbody tr td:first-child')
        .filter({ hasText: of })
        .first()
        .innerText({ timeout: 2_000 })
    ).replaceAll('\n', ' ');
  }

  async seesPlace(of: string, place: RegExp): Promise<void> {
    let last = '';
    await until(`${this.name} sees ${of} at ${place}`, PATIENCE_MS, async () => place.test((last = await this.place(of)))).catch(
      (error: Error) => {
        throw new Error(`${error.message}; it is "${last}"`);
      },
    );
  }

  /** Everything that is said to a screen reader, now. */
  async said(): Promise<string> {
    return (await this.page.locator('[aria-live], [role=status], [role=alert]').allInnerTexts()).join(' | ');
  }

  async hears(words: RegExp): Promise<void> {
    let last = '';
    await until(`${this.name} is told ${words}`, PATIENCE_MS, async () => words.test((last = await this.said()))).catch(
      (error: Error) => {
        throw new Error(`${error.message}; what is said: ${last}`);
      },
    );
  }

  /**
   * Pictures, axe and a look at the places of the buttons, at the widths of a phone and of two desks, on a bright stage
   * and, but for the narrow desk, in a dark room, on a phone also in more contrast and in colours that the device forces;
   * `open` brings the screen up, Escape takes it away. A signal that is shown goes first.
   */
  async portray(screen: string, open?: () => Promise<void>): Promise<void> {
    await this.page.locator('button[data-stage]').waitFor({ state: 'detached' });
    for (const size of [PHONE, NARROW_DESK, DESK]) {
      await this.page.setViewportSize(size);
      await open?.();
      const looks = size === PHONE ? ALL_LOOKS : (['light', 'dark'] as const).slice(0, size === DESK ? 2 : 1);
      const faults = await this.person.portray(`rehearsal/${screen}-${size.width}`, looks);
      expect(faults, `faults of ${screen} at ${size.width}`).toEqual([]);
      if (open) await this.close();
    }
    await this.page.setViewportSize(this.viewport);
  }

  /** The same of what comes by itself and goes: on a phone and on a desk, in these looks. */
  async glimpse(screen: string, looks: readonly Look[]): Promise<void> {
    for (const size of [PHONE, DESK]) {
      await this.page.setViewportSize(size);
      const faults = await this.person.portray(`rehearsal/${screen}-${size.width}`, looks);
      expect(faults, `faults of ${screen} at ${size.width}`).toEqual([]);
    }
    await this.page.setViewportSize(this.viewport);
  }

  leave(): Promise<void> {
    return this.person.leaveBrowser();
  }
}
