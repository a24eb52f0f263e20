/**
 * `./dev bench loss`: what the network does to a voice. Prints its method and its progress; its last line is one JSON
 * object.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../clicks/machineTime.ts';
import { percentile } from '../clicks/score.ts';
import { Browser, hearingScript } from '../harness/browser.ts';
import { repository, systemTests } from '../harness/folders.ts';
import { heardAsSoonAsPossible } from '../harness/heardAgain.ts';
import { Wire } from '../harness/network.ts';
import { Person } from '../harness/person.ts';
import { Stage } from '../harness/stage.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const METHOD = `method: a talker and 3 listeners at the real page, each in a Chromium of its own, across a wire with the profile between
them and the hub. The talker's microphone is WebAudio. mouth_to_ear_a_ms: bursts of a tone under profile A; a burst's first sample as it
is rendered into the microphone until its onset in the samples that a listener's page was given to play, both on the machine's clock
(sound devices are not part of it). gaps_b_ms: a steady tone under profile B; each gap is a time in which its envelope is below a fifth
of the usual in a listener's samples, concealment counted as sound; of each listener and window of 30 s the longest, and how many were
over 100 ms. reconnect_ms: everything is cut for 3 s; from the healing of the wire until a listener hears the talker, who presses as soon as
his button lets him.`;

const HZ = 1000;
const LISTENERS = 3;
const SETTLE_MS = 4_000;
const BURSTS = 60;
const BURST_EVERY_MS = 480;
const LATEST_MS = 900;
const WINDOWS = 4;
const WINDOW_MS = 30_000;
const GAP_MS = 100;
const CUTS = 10;
const CUT_MS = 3_000;

interface Gap {
  ms: number;
  atMs: number;
}

class LossBench {
  private readonly begunMs = performance.now();
  private talker!: Person;
  private readonly listeners: Person[] = [];

  private constructor(
    private readonly wire: Wire,
    private readonly stage: Stage,
  ) {}

  static async run(wire: Wire): Promise<void> {
    console.log(`${METHOD}\nmachine: ${machine()}`);
    const stage = await Stage.open('loss-bench');
    const bench = new LossBench(wire, stage);
    try {
      await stage.session();
      await bench.gather();
      const mouthToEar = await bench.mouthToEar();
      const gaps = await bench.gaps();
      const reconnects = await bench.reconnects();
      const longest = gaps.map((window) => Math.max(0, ...window));
      const over = gaps.map((window) => window.filter((ms) => ms > GAP_MS).length);
      console.log(
        JSON.stringify({
          mouth_to_ear_a_ms: spread(mouthToEar),
          gaps_b_ms: {
            windows: gaps.length,
            longest: { p50: rounded(percentile(longest, 50)), p95: rounded(percentile(longest, 95)) },
            over_100: { p50: rounded(percentile(over, 50)), p95: rounded(percentile(over, 95)) },
          },
          reconnect_ms: spread(reconnects),
        }),
      );
    } finally {
      await wire.heal();
      await Promise.all([bench.talker, ...bench.listeners].map((person) => person?.leaveBrowser()));
      await stage.close();
    }
  }

  private async gather(): Promise<void> {
    this.talker = await this.join('Maya', 'talker.js');
    for (let n = 0; n < LISTENERS; n++) this.listeners.push(await this.join(`Ear ${n + 1}`, 'listener.js'));
    this.say(`${LISTENERS + 1} are in the room`);
  }

  private async join(name: string, script: string): Promise<Person> {
    const page = readFileSync(join(repository, 'benchmarks', 'browser', 'page.js'), 'utf8');
    const own = readFileSync(join(systemTests, 'loss', script), 'utf8').replaceAll('__HZ__', String(HZ));
    const browser = await Browser.open({
      tone: HZ,
      authorityFile: this.stage.hub.authorityFile,
      scripts: [hearingScript(), page, own],
      bypassCSP: true,
    });
    const person = Person.at(this.stage.hub, name, HZ, browser);
    await person.join(this.stage.code);
    return person;
  }

  /** Bursts under profile A, while the talker holds the floor. */
  private async mouthToEar(): Promise<number[]> {
    await this.tone(true);
    await this.talker.press();
    await Promise.all(this.listeners.map((ear) => ear.browser.waitToHear(HZ)));
    await this.tone(false);
    await this.wire.profile('A');
    await pause(SETTLE_MS);
    await Promise.all(this.listeners.map((ear) => this.onsets(ear)));
    const sent: number[] = [];
    for (let n = 0; n < BURSTS; n++) {
      sent.push(await this.talker.page.evaluate(() => (globalThis as any).bench.burst()));
      await pause(BURST_EVERY_MS + ((n * 37) % 90));
    }
    await pause(LATEST_MS);
    const delays: number[] = [];
    for (const ear of this.listeners) {
      const onsets = await this.onsets(ear);
      for (const at of sent) {
        const delay = onsets.map((onset) => onset - at).find((ms) => ms > 0 && ms < BURST_EVERY_MS - 40);
        if (delay !== undefined) delays.push(delay);
      }
    }
    await this.talker.release();
    await this.wire.profile('none');
    this.say(`profile A: ${delays.length} of ${BURSTS * LISTENERS} bursts heard, mouth to ear ${distribution(delays)} ms`);
    return delays;
  }

  /** The gaps of each listener and window; one talk a window, as the talk limit wants it. */
  private async gaps(): Promise<number[][]> {
    const windows: number[][] = [];
    for (let n = 0; n < WINDOWS; n++) {
      await this.talker.shows('idle');
      const since = await Promise.all(this.listeners.map((ear) => ear.browser.now()));
      await this.tone(true);
      await this.talker.press();
      await Promise.all(this.listeners.map((ear, i) => ear.browser.waitToHear(HZ, since[i])));
      await this.wire.profile('B');
      await pause(SETTLE_MS);
      const from = await Promise.all(this.listeners.map((ear) => ear.browser.now()));
      await pause(WINDOW_MS);
      for (const [i, ear] of this.listeners.entries()) {
        const { gaps, silentMs } = await ear.page.evaluate(() => {
          const { gaps, silentMs } = globalThis as any;
          return { gaps: gaps as Gap[], silentMs: silentMs as number };
        });
        const within = gaps.filter(({ atMs }) => atMs >= from[i]! && atMs < from[i]! + WINDOW_MS).map(({ ms }) => ms);
        windows.push(silentMs > GAP_MS ? [...within, silentMs] : within);
        this.say(`profile B, window ${n + 1}, ${ear.name}: gaps ${list(windows.at(-1)!)} ms`);
      }
      await this.talker.release();
      await this.wire.profile('none');
      await pause(1_000);
    }
    const longest = windows.map((window) => Math.max(0, ...window));
    this.say(`profile B: longest gap of a window, ms: ${list(longest)}`);
    return windows;
  }

  private async reconnects(): Promise<number[]> {
    const times: number[] = [];
    const [ear] = this.listeners as [Person];
    for (let n = 0; n < CUTS; n++) {
      await this.wire.drop('all');
      await pause(CUT_MS);
      await this.wire.heal();
      const healedAt = await ear.browser.now();
      const { atMs } = await heardAsSoonAsPossible(this.talker, ear, healedAt);
      times.push(atMs - healedAt);
      await ear.browser.waitForEndOf(HZ, healedAt);
      await Promise.all([this.talker, ...this.listeners].map((person) => person.inRoom()));
    }
    this.say(`after ${CUTS} cuts of ${CUT_MS / 1000} s, heal to sound, ms: ${list(times)}`);
    return times;
  }

  private tone(on: boolean): Promise<void> {
    return this.talker.page.evaluate((gain) => {
      (globalThis as any).steady.gain.value = gain;
    }, on ? 0.5 : 0);
  }

  private onsets(ear: Person): Promise<number[]> {
    return ear.page.evaluate(() => {
      const { bench } = globalThis as any;
      const names = Object.keys(bench.onsets).filter((name) => name.startsWith('voice'));
      return names.flatMap((name) => bench.take(name).map(({ at }: { at: number }) => at));
    });
  }

  private say(words: string): void {
    console.log(`${((performance.now() - this.begunMs) / 1000).toFixed(0).padStart(4)} s  ${words}`);
  }
}

const pause = async (ms: number): Promise<void> => {
  const begun = performance.now();
  await until(`${ms} ms have passed`, ms + PATIENCE_MS, () => performance.now() - begun >= ms);
};

/** What was not measured is null, never a made-up number. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : null;
}

function spread(values: number[]) {
  return { p50: rounded(percentile(values, 50)), p95: rounded(percentile(values, 95)), samples: values.length };
}

function list(values: number[]): string {
  return values.length === 0 ? 'none' : values.toSorted((a, b) => a - b).map((ms) => Math.round(ms)).join(' ');
}

function distribution(values: number[]): string {
  return [5, 50, 95, 100].map((percent) => `p${percent} ${Math.round(percentile(values, percent))}`).join(', ');
}

const wire = Wire.here();
if (!wire) throw new Error('This runs inside the network: ./dev bench loss');
await LossBench.run(wire);
process.exit(0);
