/**
 * One device of the rig: a Chromium process whose clock is its own, and which plays on the shared sound card. Its first
 * page is for the app; a second one can be the stand-in, which clicks by the host's clock.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Browser } from '../harness/browser.ts';
import { systemTests } from '../harness/folders.ts';
import { CENTRE_S, pitchOf, SIGMA_S } from './burst.ts';
import type { Recording, SoundCard } from './soundCard.ts';

/** How a device's clock differs from the host's. */
export interface Skew {
  ppm: number;
  offsetMs: number;
  wallMs: number;
}

/** A sound that a page handed to its audio context. */
export interface Start {
  /** Due, in seconds of the page's audio clock. */
  when: number;
  /** How long before that it was handed over; a negative one came too late. */
  aheadS: number;
  /** About when it should sound: seconds from the recording's beginning. */
  dueS: number;
}

/** What the app believes of the session's clock, and the truth of the same instant. */
export interface ClockReading {
  hostMs: number;
  sessionMs: number;
}

export interface DeviceOptions {
  index: number;
  skew: Skew;
  card: SoundCard;
  authorityFile?: string;
  /** More that runs in every page before its own scripts. */
  script?: string;
  /** Its microphone hears what the card plays, instead of a tone. */
  hears?: boolean;
}

const AMPLITUDE = 0.05;
const FLAGS = [
  // 51 ms at 40 kHz: with the smallest buffer a busy machine makes the audio path slip.
  '--audio-buffer-size=2048',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** Evenly from −50 to +50 ppm; zeros that lie minutes and years apart. */
export function skewOf(device: number, devices: number): Skew {
  const ppm = devices > 1 ? -50 + (100 * device) / (devices - 1) : 50;
  return { ppm, offsetMs: 100_000 * (device + 1) + 12_345.678 * device, wallMs: (device - devices / 2) * 1_234.5 };
}

export class ClickDevice {
  private standInPage: Page | undefined;

  private constructor(
    readonly index: number,
    readonly browser: Browser,
  ) {}

  static async open({ index, skew, card, authorityFile, script, hears }: DeviceOptions): Promise<ClickDevice> {
    const browser = await Browser.open({
      ...(hears ? {} : { tone: 1000 }),
      viewport: { width: 390, height: 700 },
      scripts: [source('skewedPage.js').replace('__OPTIONS__', JSON.stringify(skew)), ...(script ? [script] : [])],
      environment: hears ? card.loudRoom() : card.environment,
      flags: FLAGS,
      ...(authorityFile ? { authorityFile } : {}),
    });
    // The page that a browser begins with was there before the scripts.
    await browser.page.goto('about:blank');
    return new ClickDevice(index, browser);
  }

  /** The app's page. */
  get page(): Page {
    return this.browser.page;
  }

  /** Opens the stand-in in a page of its own; it is silent until told to play. */
  async openStandIn(): Promise<void> {
    const page = await this.page.context().newPage();
    await page.goto('about:blank');
    await page.evaluate(source('standIn.js'));
    const options = {
      pitchHz: pitchOf(this.index, true),
      sigmaS: SIGMA_S,
      centreS: CENTRE_S,
      amplitude: AMPLITUDE,
      navigationMs: await navigationMs(page),
    };
    await page.evaluate((o) => {
      const rig = globalThis as any;
      rig.player = new rig.__standIn(o);
    }, options);
    this.standInPage = page;
    await this.page.bringToFront();
  }

  /** The stand-in clicks at these times of the host's clock. */
  async play(startMs: number, periodMs: number, count: number): Promise<void> {
    await this.standInPage!.evaluate(([s, p, c]) => (globalThis as any).player.play(s, p, c), [startMs, periodMs, count]);
  }

  /** The stand-in gets a new audio stream, and has to learn its latency again. */
  async reopenStandIn(): Promise<void> {
    await this.standInPage!.evaluate(() => (globalThis as any).player.open());
  }

  /** What the app, or the stand-in, has scheduled since its page was opened. */
  async starts(recording: Recording, standIn = false): Promise<Start[]> {
    const page = standIn ? this.standInPage! : this.page;
    const zeroMs = await navigationMs(page);
    const starts: { when: number; aheadS: number; nativeMs: number }[] = await page.evaluate(() => (globalThis as any).__rig.starts);
    return starts.map(({ when, aheadS, nativeMs }) => {
      return { when, aheadS, dueS: recording.secondsAt(zeroMs + nativeMs + aheadS * 1000) };
    });
  }

  /** What the app thought the session's time was, five times a second since its page was opened. */
  async clockReadings(): Promise<ClockReading[]> {
    const zeroMs = await navigationMs(this.page);
    const readings: { nativeMs: number; sessionMs: number }[] = await this.page.evaluate(() => (globalThis as any).__rig.clock);
    return readings.map(({ nativeMs, sessionMs }) => ({ hostMs: zeroMs + nativeMs, sessionMs }));
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Zero of a page's native clock on the host's monotonic clock; Chromium's ticks are that clock. */
async function navigationMs(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'NavigationStart')!.value * 1000;
  } finally {
    await session.detach();
  }
}

function source(name: string): string {
  return readFileSync(join(systemTests, 'clicks', name), 'utf8');
}
