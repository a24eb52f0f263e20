/**
 * A person's browser: a Chromium process of its own, with a microphone that hears one tone, and with the hub's
 * authority installed in its certificate store. No certificate is ever ignored.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { scratch, systemTests, target } from './folders.ts';
import { TONES, toneFile } from './tones.ts';
import { Broken, PATIENCE_MS, until } from './until.ts';

export interface BrowserOptions {
  /** What the microphone hears, Hz; without it the machine's own microphone is used. */
  tone?: number;
  /** A certificate file to trust; without it HTTPS to the hub fails, as for a new device. */
  authorityFile?: string;
  viewport?: { width: number; height: number };
  /** What its camera sees. */
  film?: string;
  /** What runs in every page before the page's own scripts, instead of the ears. */
  scripts?: string[];
  /** More for its environment, and more of Chromium's flags. */
  environment?: Record<string, string>;
  flags?: string[];
  /** Lets scripts of the rig add worklets, which the hub's policy forbids. */
  bypassCSP?: boolean;
}

/** One look at what a page hears; times are milliseconds since the epoch, by the page's clock. */
export interface HeardNote {
  atMs: number;
  heard: { tone: number; amplitude: number; volume: number; played: boolean }[];
  silent: boolean;
}

/** Share of the sounding notes that a tone must be in to be what is heard. */
const MOSTLY = 0.6;

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const FILM = { width: 640, height: 480 };

const FLAGS = [
  '--no-sandbox',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class Browser {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly home: string,
    readonly console: string[],
  ) {}

  static async open(options: BrowserOptions): Promise<Browser> {
    const home = scratch('browser');
    if (options.authorityFile) trust(home, options.authorityFile);
    const context = await chromium.launchPersistentContext(join(home, 'profile'), {
      executablePath: EXECUTABLE,
      headless: true,
      viewport: options.viewport ?? { width: 412, height: 870 },
      args: [...FLAGS, ...fakeMicrophone(options.tone), ...cameraOf(options.film), ...(options.flags ?? [])],
      ignoreDefaultArgs: ['--mute-audio'],
      bypassCSP: options.bypassCSP ?? false,
      env: { ...process.env, HOME: home, ...options.environment } as Record<string, string>,
    });
    for (const content of options.scripts ?? [hearingScript()]) await context.addInitScript({ content });
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(PATIENCE_MS);
    const console: string[] = [];
    page.on('console', (message) => console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => console.push(`uncaught: ${error.stack ?? error}`));
    return new Browser(page, context, home, console);
  }

  /** The folder that its process keeps its things in. */
  get profile(): string {
    return join(this.home, 'profile');
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Milliseconds since the epoch by this page's clock, which times of {@link HeardNote} are on. */
  now(): Promise<number> {
    return this.page.evaluate(() => performance.timeOrigin + performance.now());
  }

  /** What was heard since then. */
  notes(sinceMs = 0): Promise<HeardNote[]> {
    return this.page.evaluate(
      (since) => (globalThis as any).__hearing.notes.filter((note: HeardNote) => note.atMs >= since),
      sinceMs,
    );
  }

  /** Resolves with the first note after `sinceMs` in which the tone is there. */
  async waitToHear(tone: number, sinceMs = 0, timeoutMs = PATIENCE_MS): Promise<HeardNote> {
    return until(`${tone} Hz is heard`, timeoutMs, async () =>
      (await this.notes(sinceMs)).find((note) => audible(note).includes(tone)),
    );
  }

  /**
   * Listens from now on to `count` notes in which something sounds, and fails unless most of them are of this tone and
   * none of any other. Silent notes are gaps of the network or of a busy machine: they are not counted.
   */
  async hearsOnly(tone: number, count = 40): Promise<void> {
    const since = await this.now();
    const sounding = await until(`${count} looks at a sound`, PATIENCE_MS, async () => {
      const notes = (await this.notes(since)).filter((note) => !note.silent);
      return notes.length >= count && notes;
    });
    const others = sounding.flatMap(({ heard }) => heard).filter((sound) => sound.tone !== tone);
    if (others.length > 0) throw new Error(`Beside ${tone} Hz it heard ${[...new Set(others.map((s) => s.tone))]}`);
    const share = sounding.filter((note) => audible(note).includes(tone)).length / sounding.length;
    if (share < MOSTLY) throw new Error(`${tone} Hz was in only ${Math.round(100 * share)} % of what it heard`);
  }

  /** Resolves with the time of the last note with the tone, once it has been gone for `goneMs`. */
  async waitForEndOf(tone: number, sinceMs = 0, timeoutMs = PATIENCE_MS, goneMs = 500): Promise<number> {
    return until(`${tone} Hz ends`, timeoutMs, async () => {
      const notes = await this.notes(sinceMs);
      const last = notes.findLast((note) => note.heard.some((sound) => sound.tone === tone))?.atMs ?? sinceMs;
      return (notes.at(-1)?.atMs ?? 0) - last > goneMs && last;
    });
  }

  /** Fails when the tone arrives, played or not, in a while in which the page's ear looked often enough. */
  async neverHears(tone: number, durationMs: number): Promise<void> {
    await this.hearsNothing(durationMs, [tone]);
  }

  /** Fails when any of our tones arrives, played or not. */
  async hearsNothing(durationMs: number, tones: readonly number[] = TONES): Promise<void> {
    const since = await this.now();
    await until('the time to listen has passed', durationMs + PATIENCE_MS, async () => {
      const notes = await this.notes(since);
      const arrived = notes.flatMap(({ heard }) => heard).find((sound) => tones.includes(sound.tone));
      if (arrived) throw new Broken(`${arrived.tone} Hz arrived`);
      return notes.length * 40 >= durationMs && notes.at(-1)!.atMs - since >= durationMs;
    });
  }

  /** A film of a picture on the screen, as another device's camera sees it: for {@link BrowserOptions.film}. */
  async film(picture: Locator): Promise<string> {
    const { width, height } = FILM;
    const light = await picture.evaluate(
      async (image: HTMLImageElement, size) => {
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), size);
        const context = canvas.getContext('2d')!;
        context.fillStyle = 'white';
        context.fillRect(0, 0, size.width, size.height);
        context.drawImage(image, (size.width - size.height) / 2, 0, size.height, size.height);
        const pixels = context.getImageData(0, 0, size.width, size.height).data;
        return Array.from({ length: size.width * size.height }, (_, at) => pixels[4 * at]!);
      },
      FILM,
    );
    const file = join(scratch('film'), 'code.y4m');
    const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`);
    writeFileSync(file, Buffer.concat([header, Buffer.from(light), Buffer.alloc((width * height) / 2, 128)]));
    return file;
  }

  /** A picture of the screen, below target/. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(target('screens'), `${name}.png`) });
  }
}

export function audible(note: HeardNote): number[] {
  return note.heard.filter((sound) => sound.played).map((sound) => sound.tone);
}

function fakeMicrophone(tone: number | undefined): string[] {
  return tone === undefined
    ? []
    : ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${toneFile(tone)}`];
}

function cameraOf(film: string | undefined): string[] {
  return film ? [`--use-file-for-fake-video-capture=${film}`] : [];
}

/** Puts a certificate into the store that Chromium reads on Linux, as an authority for web sites. */
function trust(home: string, authorityFile: string): void {
  const store = join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  const certutil = (...words: string[]) => execFileSync('certutil', ['-d', `sql:${store}`, ...words]);
  certutil('-N', '--empty-password');
  certutil('-A', '-n', 'tutti', '-t', 'C,,', '-i', authorityFile);
}

/** The ears of a page, to be run before the page's own scripts. */
export function hearingScript(): string {
  const options = { tones: TONES, presentAmplitude: 0.04, presentShare: 0.3, silentRms: 0.004 };
  const source = readFileSync(join(systemTests, 'harness', 'hearing.js'), 'utf8');
  return source.replace('__OPTIONS__', JSON.stringify(options));
}
