/** Somebody at the real page: everything goes through what a person sees and presses. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Browser } from './browser.ts';
import { systemTests } from './folders.ts';
import type { Hub } from './hub.ts';
import { PATIENCE_MS, until } from './until.ts';

const MISPLACED = readFileSync(join(systemTests, 'harness', 'misplaced.js'), 'utf8');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As people have set up their devices; the last two are of whoever sees little. */
const LOOKS = {
  light: { colorScheme: 'light', contrast: null, forcedColors: null },
  dark: { colorScheme: 'dark', contrast: null, forcedColors: null },
  contrast: { colorScheme: 'dark', contrast: 'more', forcedColors: null },
  forced: { colorScheme: 'dark', contrast: null, forcedColors: 'active' },
} as const;
export type Look = keyof typeof LOOKS;
export const ALL_LOOKS = Object.keys(LOOKS) as Look[];

/** The device chose both colours of a text; axe reads the page's own, which Chromium still tells as the fill of the text. */
const ITS_OWN_COLOURS = { rules: { 'color-contrast': { enabled: false } } };
/** What another look can make worse: it changes colours, and nothing of what the page is made of. */
const COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** What axe is asked about a look: the first one of a screen is looked at for everything. */
function asked(look: Look, isFirst: boolean): object | null {
  if (isFirst) return look === 'forced' ? ITS_OWN_COLOURS : {};
  return look === 'forced' ? null : COLOURS;
}

export class Person {
  private constructor(
    readonly hub: Hub,
    readonly name: string,
    readonly tone: number,
    readonly browser: Browser,
  ) {}

  /** Opens a browser on a device that trusts the hub. */
  static async arrive(hub: Hub, name: string, tone: number, film?: string): Promise<Person> {
    const seen = film ? { film } : {};
    return new Person(hub, name, tone, await Browser.open({ tone, authorityFile: hub.authorityFile, ...seen }));
  }

  /** Somebody whose browser was opened otherwise. */
  static at(hub: Hub, name: string, tone: number, browser: Browser): Person {
    return new Person(hub, name, tone, browser);
  }

  get page() {
    return this.browser.page;
  }

  leaveBrowser(): Promise<void> {
    return this.browser.close();
  }

  /** Opens the owner's link, which leads through the microphone into a ready session. */
  async openOwnerLink(): Promise<void> {
    await this.page.goto(this.hub.ownerLink);
  }

  /** Types the room's code on the first screen. */
  async typeCode(code: string): Promise<void> {
    await this.page.goto(this.hub.https);
    await this.page.getByRole('textbox', { name: 'Room code' }).fill(code);
  }

  /** Passes the microphone check, gives a name and goes in. */
  async checkMicrophone(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open the microphone' }).click();
    await this.page.getByLabel('Your name in the room').fill(this.name);
    await this.page.getByRole('button', { name: 'Sounds right, go in' }).click();
  }

  /** From the code to the room, where nobody has to be asked. */
  async join(code: string): Promise<void> {
    await this.typeCode(code);
    await this.checkMicrophone();
    await this.inRoom();
  }

  /** The room is there, the floor is free for a press, and the voice is connected. */
  async inRoom(timeoutMs = PATIENCE_MS): Promise<void> {
    await this.talkButton.waitFor({ timeout: timeoutMs });
    await until(`${this.name} is ready to talk`, timeoutMs, async () => (await this.face()) === 'idle');
    await this.voiceConnected(timeoutMs);
  }

  get talkButton(): Locator {
    return this.page.getByRole('button', { name: /^Talk(:|$)/ });
  }

  /** The state that the talk button shows: idle, pending, granted, queued, other, offline… */
  async face(): Promise<string> {
    return (await this.page.locator('[data-face]').getAttribute('data-face')) ?? '';
  }

  async shows(face: string, timeoutMs = PATIENCE_MS): Promise<void> {
    let last = '';
    await until(`${this.name} sees the button ${face}`, timeoutMs, async () => (last = await this.face()) === face).catch(
      (error: Error) => {
        throw new Error(`${error.message}; it is ${last}`);
      },
    );
  }

  /** What the caption above the talk button says. */
  async caption(): Promise<string> {
    return (await this.page.locator('#floor-caption').innerText()).replaceAll('\n', ' ');
  }

  /** The page hears others; who may talk is also ready to send. */
  async voiceConnected(timeoutMs = PATIENCE_MS): Promise<void> {
    const connected = () =>
      this.page.evaluate(() =>
        ((globalThis as any).__peerConnections ?? []).some((pc: RTCPeerConnection) => pc.connectionState === 'connected'),
      );
    await until(`the voice of ${this.name} is connected`, timeoutMs, connected);
  }

  async sees(words: string | RegExp, timeoutMs = PATIENCE_MS): Promise<void> {
    let last = '';
    await until(`${this.name} reads "${words}"`, timeoutMs, async () => {
      last = await this.caption();
      return typeof words === 'string' ? last.includes(words) : words.test(last);
    }).catch((error: Error) => {
      throw new Error(`${error.message}; the caption says "${last}"`);
    });
  }

  /** Puts a finger on the talk button and keeps it there. Answers when, by the page's clock. */
  async press(): Promise<number> {
    const box = (await this.talkButton.boundingBox())!;
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const atMs = await this.browser.now();
    await this.page.mouse.down();
    return atMs;
  }

  async release(): Promise<number> {
    const atMs = await this.browser.now();
    await this.page.mouse.up();
    return atMs;
  }

  /** The code that the host sees on his screen. */
  async roomCode(): Promise<string> {
    const code = await until('a code on the screen', PATIENCE_MS, async () =>
      (await this.page.locator('body').innerText()).match(/\b[A-HJ-NP-RT-Z2-9]{6}\b/),
    );
    return code[0];
  }

  /** As the host: opens the door to somebody who waits. */
  async letIn(name: string): Promise<void> {
    const open = this.page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: /Let in/ });
    await open.first().click();
    // The next tap is not before the list has moved up.
    await open.waitFor({ state: 'hidden' });
  }

  /** What axe objects to on the screen, once it has come to rest, and what leaves its card; with null only that. */
  async objections(ask: object | null = {}): Promise<string[]> {
    // What has just changed is drawn first: only then does it move.
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const moving = () =>
      this.page.evaluate(() => {
        const finite = ({ playState, effect }: Animation) =>
          playState === 'running' && Number.isFinite(Number(effect?.getComputedTiming().endTime));
        return document.getAnimations().some(finite);
      });
    await until('the screen rests', PATIENCE_MS, async () => !(await moving()));
    return [...(ask ? await this.violations(ask) : []), ...((await this.page.evaluate(MISPLACED)) as string[])];
  }

  private async violations(ask: object): Promise<string[]> {
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(AXE);
    const found = await this.page.evaluate(
      (options) => (globalThis as any).axe.run(document, { resultTypes: ['violations'], ...options }),
      ask,
    );
    return found.violations.map(
      (v: any) => `${v.id}: ${v.nodes.map((node: any) => `${node.target.join(' ')}, ${node.failureSummary}`).join('; ')} (${v.help})`,
    );
  }

  /** A picture of the screen in each look; answers what is wrong in any. */
  async portray(screen: string, looks: readonly Look[] = ALL_LOOKS): Promise<string[]> {
    const faults: string[] = [];
    for (const [i, look] of looks.entries()) {
      await this.page.emulateMedia(LOOKS[look]);
      await this.page.evaluate(standsStill);
      faults.push(...(await this.objections(asked(look, i === 0))).map((fault) => `${look}: ${fault}`));
      await this.browser.picture(`${screen}-${look}`);
    }
    await this.page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null });
    return faults;
  }
}

/** In the page: what fades or slides has arrived, also what is only about to. What pulses for ever is left alone. */
async function standsStill(): Promise<void> {
  const nextFrame = () => new Promise(requestAnimationFrame);
  const moving = () =>
    document.getAnimations().filter((one) => one.playState === 'running' && Number.isFinite(Number(one.effect?.getComputedTiming().endTime)));
  const faint = () => [...document.querySelectorAll('[role=dialog]')].some((sheet) => Number(getComputedStyle(sheet).opacity) < 1);
  do {
    await nextFrame();
    await nextFrame();
    await Promise.allSettled(moving().map((one) => one.finished));
  } while (moving().length > 0 || faint());
}
