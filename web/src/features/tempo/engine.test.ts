import { describe, expect, it } from 'vitest';
import { percentile } from './virtual-network.ts';
import { anchorOf, SESSION_MS, VirtualDevice, VirtualHub, VirtualTime } from './virtual-stage.ts';

const BEAT_MS = 500;

function stage(): { time: VirtualTime; hub: VirtualHub } {
  const time = new VirtualTime();
  return { time, hub: new VirtualHub(time) };
}

const worst = (values: number[]): number => Math.max(...values.map(Math.abs));

function print(name: string, values: number[]): void {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((p) => percentile(values.map(Math.abs), p).toFixed(3));
  process.stdout.write(`click ${name}: p50 ${p50}, p95 ${p95}, p99 ${p99} ms, n=${values.length}\n`);
}

/** Virtual minutes take real seconds on a busy machine. */
const PATIENCE = { timeout: 120_000 };

describe('one device', PATIENCE, () => {
  it('plays each beat of the plan once and on time', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub, { ppm: 50, audioPpm: -30 });
    time.runUntil(30_000);
    const first = hub.run();
    time.runUntil(90_000);
    const heard = device.heard();
    expect(heard.length).toBeGreaterThanOrEqual(118);
    expect(worst(device.offBeat(first, BEAT_MS, 0))).toBeLessThan(2);
    heard.slice(1).forEach((ms, i) => {
      expect(ms - (heard[i] ?? 0)).toBeGreaterThan(490);
    });
  });

  it('goes on by itself while the link is gone, and stays in phase when it is back', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub, { profile: 'B', ppm: 50, audioPpm: 20, seed: 3 });
    time.runUntil(60_000);
    const first = hub.run();
    time.runUntil(70_000);
    device.connected = false;
    time.runUntil(190_000);
    expect(device.heard(SESSION_MS + 71_000).length).toBeGreaterThan(230);
    // Two minutes at the rate it had learnt.
    expect(worst(device.offBeat(first, BEAT_MS, SESSION_MS + 71_000))).toBeLessThan(6);
    device.connect();
    time.runUntil(230_000);
    expect(worst(device.offBeat(first, BEAT_MS, SESSION_MS + 205_000))).toBeLessThan(3);
    expect(device.engine.store.getState().clock).toBe('locked');
  });

  it('goes on through a restart of the hub without a gap or a double click', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub, { profile: 'A', ppm: -50, seed: 5 });
    time.runUntil(20_000);
    const first = hub.run();
    time.runUntil(40_000);
    hub.crash();
    time.runUntil(46_000);
    hub.restart();
    time.runUntil(80_000);
    const heard = device.heard(first + 1_000);
    const gaps = heard.slice(1).map((ms, i) => ms - (heard[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(505);
    expect(Math.min(...gaps)).toBeGreaterThan(495);
    expect(worst(device.offBeat(first, BEAT_MS, first))).toBeLessThan(3);
  });

  it('changes at the bar line it was told, and takes back what it had handed over', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(5_000);
    const first = hub.run();
    time.runUntil(first - SESSION_MS + 7_800);
    const bar5 = first + 8_000;
    const pending = { bpm: 60, anchor_bar_index: 5, anchor_timestamp_ms: bar5, from_ms: bar5, running: true };
    hub.tell({ ...hub.plan, revision: hub.plan.revision + 1, pending: anchorOf(pending) });
    time.runUntil(first - SESSION_MS + 16_500);
    const heard = device.heard(bar5 - 600).map((ms) => Math.round(ms - bar5) + 0);
    expect(heard.slice(0, 6)).toEqual([-500, 0, 1000, 2000, 3000, 4000]);
  });

  it('an undone change does not come', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    const first = hub.run();
    time.runUntil(1_000);
    const bar3 = { bpm: 60, anchor_bar_index: 3, anchor_timestamp_ms: first + 4_000, from_ms: first + 4_000 };
    const { plan } = hub;
    hub.tell({ ...plan, revision: plan.revision + 1, pending: anchorOf({ ...bar3, running: true }) });
    time.runUntil(3_900);
    hub.tell({ ...plan, revision: plan.revision + 2 });
    time.runUntil(10_000);
    expect(worst(device.offBeat(first, BEAT_MS, SESSION_MS))).toBeLessThan(2);
    expect(device.heard(first + 4_000).length).toBeGreaterThanOrEqual(10);
  });

  it('stops at once when told so, and at the bar line otherwise', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(3_000);
    const first = hub.run();
    time.runUntil(first - SESSION_MS + 3_000);
    const end = { bar: 3, at_ms: first + 4_000 };
    hub.tell({ ...hub.plan, revision: hub.plan.revision + 1, end });
    time.runUntil(first - SESSION_MS + 8_000);
    expect(device.heard().length).toBe(8);
    expect(device.engine.beatAt(device.perfMs())).toBeUndefined();

    const again = hub.run();
    time.runUntil(again - SESSION_MS + 1_020);
    hub.tell(hub.view({ running: false }));
    time.runUntil(again - SESSION_MS + 4_000);
    expect(device.heard(again - 100).length).toBeLessThanOrEqual(3);
  });

  it('says numbers in a spoken count-in', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(4_000);
    const down = hub.sessionMs() + 2_500;
    const view = hub.view(
      { running: true },
      { anchor_timestamp_ms: down, from_ms: down - 2_000, running: true },
    );
    hub.tell({ ...view, run: { start_ms: down - 2_000, first_bar: 1, count_in_bars: 1, count_in: 'voice' } });
    time.runUntil(9_000);
    const heard = device.audio.heard();
    expect(heard.slice(0, 4).map((p) => [p.spoken, p.level])).toEqual([
      [true, 1],
      [true, 2],
      [true, 3],
      [true, 4],
    ]);
    expect(heard[4]?.spoken).toBe(false);
    expect(Math.abs((heard[4]?.heardMs ?? 0) - down)).toBeLessThan(2);
  });

  it('asks for the plan when two counts are missing, and when the hub counts elsewhere', async () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub, { refresh: true });
    time.runUntil(3_000);
    hub.run();
    time.runUntil(6_000);
    hub.countsBeats = false;
    time.runUntil(9_000);
    expect(device.engine.store.getState().clock).toBe('resync');
    hub.countsBeats = true;
    time.runUntil(12_000);
    expect(device.engine.store.getState().clock).toBe('locked');

    // An anchor that never arrived: the count shows its revision, and the plan is fetched.
    device.connected = false;
    const first = hub.run({ bpm: 90 });
    device.connected = true;
    time.runUntil(14_000);
    await Promise.resolve();
    await Promise.resolve();
    time.runUntil(20_000);
    expect(device.engine.store.getState().plan?.anchor.bpm).toBe(90);
    expect(worst(device.offBeat(first, 60_000 / 90, SESSION_MS + 15_000))).toBeLessThan(2);
  });

  it('keeps the click while its authority dies', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(3_000);
    const first = hub.run();
    hub.tell({ ...hub.plan, authority: { role: 'controller', user_id: 'ben' } });
    time.runUntil(8_000);
    expect(device.engine.store.getState().plan?.authority.role).toBe('controller');
    hub.tell({ ...hub.plan, authority: { role: 'md', user_id: 'maya' } });
    time.runUntil(16_000);
    expect(device.engine.store.getState().plan?.authority.role).toBe('md');
    const heard = device.heard(first);
    expect(worst(device.offBeat(first, BEAT_MS, first))).toBeLessThan(2);
    expect(Math.max(...heard.slice(1).map((ms, i) => ms - (heard[i] ?? 0)))).toBeLessThan(505);
  });

  it('survives a page in the background whose timers sleep a second', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(3_000);
    const first = hub.run();
    device.hidden = true;
    time.runUntil(20_000);
    expect(worst(device.offBeat(first, BEAT_MS, first))).toBeLessThan(2);
  });

  it('subtracts what was calibrated', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub, { settings: { outputLatencyMs: 180 } });
    device.audio.hiddenMs = 180;
    time.runUntil(10_000);
    const first = hub.run();
    time.runUntil(25_000);
    expect(worst(device.offBeat(first, BEAT_MS, first + 1_000))).toBeLessThan(2);
  });

  it('is quieter while somebody speaks, and silent when it is off', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub, { settings: { volume: 0.8 } });
    time.runUntil(1_000);
    device.speaking = true;
    time.runUntil(2_000);
    device.speaking = false;
    time.runUntil(3_000);
    expect(device.audio.gains.map((g) => Math.round(g * 100))).toEqual([80, 28, 80]);

    const off = new VirtualDevice(hub, { settings: { on: false } });
    hub.run();
    time.runUntil(8_000);
    expect(off.heard()).toEqual([]);
    expect(off.engine.beatAt(off.perfMs())).toBeDefined();
  });

  it('vibrates at the downbeat, or at each beat', () => {
    const { time, hub } = stage();
    const all = new VirtualDevice(hub, { settings: { haptic: 'beats' } });
    const one = new VirtualDevice(hub, { settings: { haptic: 'downbeat' } });
    time.runUntil(2_000);
    const first = hub.run();
    time.runUntil(first - SESSION_MS + 3_900);
    expect(all.vibrations.map((v) => v.ms)).toEqual([25, 10, 10, 10, 25, 10, 10, 10]);
    expect(one.vibrations.map((v) => v.ms)).toEqual([25, 25]);
    expect(worst(one.vibrations.map((v, i) => v.atMs - first - i * 2_000))).toBeLessThan(40);
  });

  it('reports its drift, and says when it is over 8 ms for long', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(10_000);
    hub.run();
    time.runUntil(30_000);
    expect(Math.abs(device.engine.report().drift_ms ?? 99)).toBeLessThan(1);
    expect(device.engine.report().clock_error_ms).toBeLessThan(1);
    expect(device.engine.report().drifts).toBe(false);

    // A bar of eight seconds: what is learnt to be 10 ms off after its first beat is off until its end.
    const slow = hub.run({ bpm: 30, subdivision: 'sixteenths' });
    time.runUntil(slow - SESSION_MS + 100);
    const truth = hub.sessionMs.bind(hub);
    hub.sessionMs = () => truth() + 10;
    const warned: number[] = [];
    let offFrom: number | undefined;
    for (let ms = 100; ms <= 16_000; ms += 100) {
      time.runUntil(slow - SESSION_MS + ms);
      const { driftMs = 0 } = device.engine.store.getState();
      const { drifts } = device.engine.report();
      if (driftMs > 1) offFrom ??= ms;
      if (drifts) warned.push(ms);
    }
    const [from = 0] = warned;
    expect(from - (offFrom ?? 0)).toBeGreaterThanOrEqual(3_500);
    expect(from - (offFrom ?? 0)).toBeLessThanOrEqual(5_000);
    // The bar line mended it.
    expect(warned.at(-1)).toBeLessThan(12_000);
  });

  it('is not off any more once it is silent', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(10_000);
    const slow = hub.run({ bpm: 30, subdivision: 'sixteenths' });
    time.runUntil(slow - SESSION_MS + 100);
    const truth = hub.sessionMs.bind(hub);
    hub.sessionMs = () => truth() + 10;
    let ms = 100;
    for (; !device.engine.report().drifts && ms < 16_000; ms += 100) time.runUntil(slow - SESSION_MS + ms);
    expect(device.engine.report().drifts).toBe(true);
    hub.tell(hub.view({ running: false }));
    time.runUntil(slow - SESSION_MS + ms + 7_000);
    expect(device.engine.report().drifts).toBe(false);
  });

  it('says nothing of a drift that the next bar line mends', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(10_000);
    const first = hub.run();
    time.runUntil(first - SESSION_MS + 100);
    const truth = hub.sessionMs.bind(hub);
    hub.sessionMs = () => truth() + 10;
    for (let ms = 100; ms <= 10_000; ms += 100) {
      time.runUntil(first - SESSION_MS + ms);
      expect(device.engine.store.getState().drifts, `after ${ms} ms`).toBe(false);
    }
  });

  it('jumps when the hub came back with another time, instead of bending for minutes', () => {
    const { time, hub } = stage();
    const device = new VirtualDevice(hub);
    time.runUntil(20_000);
    const first = hub.run();
    time.runUntil(30_000);
    const truth = hub.sessionMs.bind(hub);
    hub.sessionMs = () => truth() + 200;
    time.runUntil(45_000);
    expect(worst(device.offBeat(first - 200, BEAT_MS, SESSION_MS + 40_000))).toBeLessThan(3);
  });
});

describe('eight devices under each profile, ±50 ppm, sound cards ±30 ppm', PATIENCE, () => {
  it.each(['A', 'B', 'C'] as const)('profile %s: clicks of all devices lie together', (profile) => {
    const { time, hub } = stage();
    const devices = Array.from({ length: 8 }, (_, i) => {
      const ppm = -50 + (100 * i) / 7;
      return new VirtualDevice(hub, { profile, ppm, audioPpm: 30 - (60 * i) / 7, seed: 11 + i });
    });
    time.runUntil(20_000);
    const first = hub.run();
    time.runUntil(200_000);
    const from = SESSION_MS + 22_000;
    print(
      `${profile}, each device`,
      devices.flatMap((d) => d.offBeat(first, BEAT_MS, from)),
    );
    const perDevice = devices.map((d) => d.offBeat(first, BEAT_MS, from));
    const count = Math.min(...perDevice.map((d) => d.length));
    expect(count).toBeGreaterThanOrEqual(350);
    const spreads = Array.from({ length: count }, (_, n) => {
      const off = perDevice.map((d) => d[n] ?? 0);
      return Math.max(...off) - Math.min(...off);
    });
    print(`${profile}, spread of eight`, spreads);
    expect(percentile(spreads, 0.5)).toBeLessThanOrEqual(3);
    expect(percentile(spreads, 0.95)).toBeLessThanOrEqual(8);
    for (const device of devices) {
      const heard = device.heard(from);
      expect(Math.min(...heard.slice(1).map((ms, i) => ms - (heard[i] ?? 0)))).toBeGreaterThan(480);
    }
  });
});
