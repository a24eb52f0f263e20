/**
 * Calibration through the air: a device whose microphone hears the sound card it plays on, as in a room. What it finds is
 * what its click then moves by, in the recording, and it is still there when the page is opened anew.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickSettings, joinBand, reopen, startClick } from '../clicks/band.ts';
import { pitchOf } from '../clicks/burst.ts';
import { ClickDevice, skewOf } from '../clicks/clickDevice.ts';
import { findClicks } from '../clicks/onsets.ts';
import { phaseOf } from '../clicks/score.ts';
import { type Recording, SINK_RATE, SoundCard } from '../clicks/soundCard.ts';
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { until } from '../harness/until.ts';

const BPM = 120;
const PERIOD_S = 60 / BPM;
/** The browser learns the latency of its audio in the first seconds, the device the session's clock. */
const WARM_UP_S = 8;
const LISTEN_S = 4;
const PATIENCE_MS = 60_000;
const TAPS_LATE_MS = 100;
/** What the rig's audio path may move by itself. */
const RIG_MS = 6;

let hub: Hub;
let owner: Member;
let card: SoundCard;
let recording: Recording;
let device: ClickDevice;

beforeAll(async () => {
  if (!SoundCard.available()) return;
  hub = await Hub.start('calibration');
  owner = await Member.owner(hub);
  card = await SoundCard.open();
  recording = card.record();
  const { authorityFile } = hub;
  device = await ClickDevice.open({ index: 0, skew: skewOf(0, 1), card, authorityFile, script: clickSettings(0), hears: true });
});
afterAll(async () => {
  await device?.close();
  card?.close();
  await hub?.remove();
});

async function recorded(seconds: number): Promise<number> {
  const from = recording.length;
  await until(`${seconds} s of sound`, PATIENCE_MS, () => recording.length >= from + seconds * SINK_RATE);
  return from;
}

/** Where the click lies between two beats of the recording, ms, once its path has come to rest. */
async function phaseMs(): Promise<number> {
  await recorded(WARM_UP_S);
  const from = await recorded(LISTEN_S);
  const clicks = findClicks(recording.samples(from, from + LISTEN_S * SINK_RATE), { rate: SINK_RATE, hz: pitchOf(0) });
  expect(clicks.length).toBeGreaterThanOrEqual(LISTEN_S / PERIOD_S - 1);
  return (from / SINK_RATE + phaseOf(clicks, PERIOD_S)) * 1000;
}

/** The shortest way from one phase to another. */
function moved(from: number, to: number): number {
  const period = PERIOD_S * 1000;
  const ms = (((to - from) % period) + period) % period;
  return ms > period / 2 ? ms - period : ms;
}

const stored = (): Promise<{ outputLatencyMs?: number; calibratedBy?: string }> =>
  device.page.evaluate(() => JSON.parse(localStorage.getItem('tutti.click') ?? '{}'));

/** In the page: a finger that hits the button so long after each beep is heard, as the browser says when that is. */
function tapsAlong(button: Element, lateMs: number): void {
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
    const context = this.context as AudioContext;
    const look = setInterval(() => {
      const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
      const heardMs = performanceTime + (when - contextTime) * 1000;
      if (performanceTime === 0 || performance.now() < heardMs + lateMs) return;
      clearInterval(look);
      button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    }, 1);
    return start.call(this, when, ...rest);
  };
}

describe.skipIf(!SoundCard.available())(SoundCard.test('a device that calibrates itself'), () => {
  it('hears by its microphone how late it sounds, and clicks as much earlier, from now on', async () => {
    const { code } = await owner.create({ name: 'Calibration' });
    await joinBand([device], hub, code);
    await startClick(owner, BPM);
    const before = await phaseMs();
    expect((await stored()).outputLatencyMs).toBeUndefined();

    const { page } = device;
    await page.getByRole('button', { name: /^(Click|Tempo)$/ }).last().click();
    await page.getByRole('button', { name: 'Calibrate' }).click();
    await page.getByRole('button', { name: 'Measure', exact: true }).click();
    await page.getByRole('status').filter({ hasText: /steady within \d\.\d ms/ }).waitFor({ timeout: PATIENCE_MS });
    const words = await page.getByRole('status').filter({ hasText: /steady/ }).innerText();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await device.browser.picture(`rehearsal/calibrated-390-${colorScheme}`);
    }
    await page.getByRole('button', { name: 'Keep it' }).click();
    const { outputLatencyMs, calibratedBy } = await stored();
    expect(calibratedBy).toBe('microphone');
    console.log(`found: ${words.replaceAll('\n', ' ')}; kept: ${outputLatencyMs} ms`);
    expect(Number(words.match(/steady within ([\d.]+) ms/)?.[1])).toBeLessThanOrEqual(3);

    const after = await phaseMs();
    console.log(`the click moved by ${moved(before, after).toFixed(2)} ms`);
    expect(Math.abs(moved(before, after) + outputLatencyMs!)).toBeLessThan(RIG_MS);

    await reopen(device);
    expect(await stored()).toMatchObject({ outputLatencyMs, calibratedBy });
    const again = await phaseMs();
    console.log(`opened anew it is ${moved(after, again).toFixed(2)} ms from there`);
    expect(Math.abs(moved(after, again))).toBeLessThan(RIG_MS);
  });

  it('can be told by taps instead', async () => {
    const { page } = device;
    await page.getByRole('button', { name: /^(Click|Tempo)$/ }).last().click();
    await page.getByRole('button', { name: 'Calibrate' }).click();
    await page.getByRole('button', { name: 'Start the clicks' }).click();
    await page.getByRole('button', { name: 'Tap with the click' }).evaluate(tapsAlong, TAPS_LATE_MS);
    await page.getByRole('button', { name: 'Keep it' }).click();
    const { outputLatencyMs, calibratedBy } = await stored();
    console.log(`taps ${TAPS_LATE_MS} ms after a beep was heard are kept as ${outputLatencyMs} ms`);
    expect(calibratedBy).toBe('tap');
    expect(outputLatencyMs).toBeGreaterThan(TAPS_LATE_MS - 40);
    // A busy page taps later than it was told to.
    expect(outputLatencyMs).toBeLessThan(TAPS_LATE_MS + 150);
  });
});
