/**
 * `./dev bench tempo`: the true error of the click between eight devices. Prints its method and its progress; its last
 * line is one JSON object.
 */
import { Hub } from '../harness/hub.ts';
import { Member } from '../harness/member.ts';
import { type Profile, Wire } from '../harness/network.ts';
import { clickSettings, joinBand, reopen, startClick } from './band.ts';
import type { ClockReading, Start } from './clickDevice.ts';
import { ClickRig, hurry } from './clickRig.ts';
import { hostMs } from './hostClock.ts';
import { judge, lockedAtS, middleMs, parts, type Sides, type Verdict } from './judge.ts';
import { machine, MachineTime } from './machineTime.ts';
import { percentile, phaseOf, type Stretch, type Stream } from './score.ts';
import { askTruth } from './truth.ts';

const METHOD = `method: 8 Chromium processes (buffer of 2048 frames) at the real page in one rehearsal, 120 bpm, across a wire with the profile
between them and the hub. Each page's clock (performance.now, timeOrigin, Date, event and frame times, getOutputTimestamp) has
another zero and runs -50 to +50 ppm off before the app sees it. Every app's click has a pitch of its own and plays on one PulseAudio
null sink; the monitor is recorded, a matched filter reads each click's middle.
spread_ms: latest less earliest of the 8 devices, beat by beat. rig_ms: the same of stand-ins, a second page in each browser that
clicks by the host's clock, in the same seconds. clock_ms (p99): what each app takes for session time less the hub's, which is asked
over the quiet wire (half of its shortest round trip is what it may be wrong by). lock_s: page opened anew, room on the screen, until
4 clicks in a row are within 3 ms of the others' beat; each is listened to for 6 s, and a p95 beyond that is null, because it was not
measured. restart_error_ms: kill -9 of the hub; each device's beat after less before.
A stretch of 5 s is rejected, before the app's spread is looked at, when an audio path slipped by over 0.1 ms, the rig lost a beat or
was over 3 ms apart in the median, or other programs took over half a core.`;

const DEVICES = 8;
const BPM = 120;
const PERIOD_S = 60 / BPM;
const WARM_UP_S = 12;
const LOCK_EVERY_S = 6;
const LOCK_BOUND_MS = 3;
const LOCK_BEATS = 4;
const SETTLE_S = 5;
const PART_S = 5;
const PARTS = 5;
/** More parts of a profile when so many of its own were rejected. */
const SPARE_PARTS = 3;
const WANTED_PARTS = 3;
const RESTART_LISTEN_S = 14;
const RESTART_PART_S = 5;
const LONGEST_RUN_S = 330;
const PROFILES: Profile[] = ['A', 'B', 'C'];

interface Starts {
  app: Start[][];
  standIn: Start[][];
}

interface Lock {
  device: number;
  joinedMs: number;
  stretch: Stretch;
}

interface Restart {
  before: Stretch;
  away: Stretch;
  after: Stretch;
}

class TempoBench {
  private readonly begunMs = hostMs();
  private readonly time = new MachineTime(Number(process.env['SYSTEM_TESTS_ROOT'] ?? process.pid));
  private readonly arms: Record<string, Stretch[]> = {};
  private readonly clock: Record<string, { fromMs: number; toMs: number }> = {};
  private readonly locks: Lock[] = [];

  private constructor(
    private readonly wire: Wire,
    private readonly hub: Hub,
    private readonly owner: Member,
    private readonly code: string,
    private readonly rig: ClickRig,
  ) {}

  static async run(wire: Wire): Promise<number> {
    console.log(METHOD);
    console.log(`machine: ${machine()}`);
    hurry();
    await wire.heal();
    const hub = await Hub.start('bench-tempo');
    let rig: ClickRig | undefined;
    try {
      const owner = await Member.owner(hub);
      const { code } = await owner.create({ name: 'Click' });
      rig = await ClickRig.open(DEVICES, { authorityFile: hub.authorityFile, scriptFor: clickSettings });
      const bench = new TempoBench(wire, hub, owner, code, rig);
      return await bench.measure();
    } finally {
      await wire.heal();
      await rig?.close();
      await hub.remove();
    }
  }

  private async measure(): Promise<number> {
    const { rig, owner, wire } = this;
    this.say(`${DEVICES} browsers are open`);
    const truth = await askTruth(owner);
    this.say(`the session's clock is known to ${truth.uncertainMs.toFixed(3)} ms`);
    await joinBand(rig.devices, this.hub, this.code);
    await startClick(owner, BPM);
    await rig.playStandIns(PERIOD_S * 1000, LONGEST_RUN_S / PERIOD_S);
    this.say('everybody is in the rehearsal, the click runs; warming up');
    await rig.listen(WARM_UP_S);

    await wire.profile('A');
    await this.reopenInTurn();
    for (const profile of PROFILES) await this.arm(profile);
    const readings = await Promise.all(rig.devices.map((device) => device.clockReadings()));
    const restart = await this.restart();
    const after = await askTruth(owner);
    const starts = { app: await rig.starts(), standIn: await rig.starts(true) };
    this.say(`recorded ${rig.nowS.toFixed(0)} s, reading the clicks (${machine()})`);
    const [moved, unsure] = [after.offsetMs - truth.offsetMs, after.uncertainMs + truth.uncertainMs];
    this.say(`over the restart the session's clock moved by ${moved.toFixed(3)} ms, give or take ${unsure.toFixed(3)}`);
    const best = after.uncertainMs < truth.uncertainMs && Math.abs(moved) <= unsure ? after : truth;
    return this.report(starts, {
      clock: PROFILES.map((profile) => this.clockErrors(profile, readings, best.offsetMs)),
      restart,
    });
  }

  /** One device after the other opens its page anew while the others go on. */
  private async reopenInTurn(): Promise<void> {
    for (const device of this.rig.devices) {
      const openedMs = hostMs();
      await reopen(device);
      await device.reopenStandIn();
      const joinedMs = hostMs();
      const fromS = this.rig.recording.secondsAt(openedMs);
      await this.rig.listen(LOCK_EVERY_S);
      this.locks.push({ device: device.index, joinedMs, stretch: { fromS, toS: this.rig.nowS } });
    }
    this.say('each page was opened anew in its turn');
  }

  private async arm(profile: Profile): Promise<void> {
    await this.wire.profile(profile);
    await this.rig.listen(SETTLE_S);
    const fromMs = hostMs();
    const whole = await this.rig.listen(PART_S * PARTS);
    this.clock[profile] = { fromMs, toMs: hostMs() };
    this.arms[profile] = parts(whole, PART_S);
    const seen = await this.verdicts(this.arms[profile]);
    const good = seen.filter(({ rejected }) => rejected.length === 0).length;
    if (good < WANTED_PARTS) this.arms[profile].push(...parts(await this.rig.listen(PART_S * SPARE_PARTS), PART_S));
    this.say(`profile ${profile}: ${good} of ${seen.length} stretches can be trusted; the wire lost ${await this.lost()}`);
  }

  private async lost(): Promise<string> {
    const counts = await this.wire.count();
    const [seen, lost] = [counts.reduce((sum, c) => sum + c.seen, 0), counts.reduce((sum, c) => sum + c.lost, 0)];
    return `${lost} of ${seen} packets so far`;
  }

  private async restart(): Promise<Restart> {
    await this.wire.profile('A');
    const before = await this.rig.listen(RESTART_PART_S + SETTLE_S);
    const awayFrom = this.rig.nowS;
    await this.hub.kill();
    await this.hub.restart();
    const away = { fromS: awayFrom, toS: this.rig.nowS };
    await this.rig.listen(RESTART_LISTEN_S);
    await this.wire.heal();
    this.say(`the hub was killed and was back after ${(away.toS - away.fromS).toFixed(1)} s`);
    const toS = this.rig.nowS;
    return { before: { fromS: before.toS - RESTART_PART_S, toS: before.toS }, away, after: { fromS: toS - RESTART_PART_S, toS } };
  }

  private async verdicts(stretches: readonly Stretch[]): Promise<Verdict[]> {
    const starts = { app: await this.rig.starts(), standIn: await this.rig.starts(true) };
    return this.judged(stretches, starts);
  }

  private judged(stretches: readonly Stretch[], starts: Starts): Verdict[] {
    const { rig, time } = this;
    return stretches.map((stretch) => judge({ rig, time, periodS: PERIOD_S }, this.sides(stretch, starts), stretch));
  }

  private sides(stretch: Stretch, starts: Starts): Sides {
    const wide = { fromS: stretch.fromS - PERIOD_S, toS: stretch.toS + PERIOD_S };
    return { app: this.rig.streams(wide, starts.app), standIn: this.rig.streams(wide, starts.standIn, true) };
  }

  private report(starts: Starts, { clock, restart }: { clock: number[][]; restart: Restart }): number {
    const spread: Record<string, object> = {};
    const rigSpreads: number[] = [];
    let silent = false;
    for (const profile of PROFILES) {
      const verdicts = this.judged(this.arms[profile]!, starts);
      for (const verdict of verdicts) this.tell(profile, verdict);
      const good = verdicts.filter(({ rejected }) => rejected.length === 0);
      const spreads = good.flatMap(({ app }) => app.spreadsMs);
      rigSpreads.push(...good.flatMap(({ rig }) => rig.spreadsMs));
      const missing = good.reduce((sum, { app }) => sum + app.missing, 0);
      const rejected = `${verdicts.length - good.length} of ${verdicts.length} stretches rejected`;
      this.say(`${profile}: ${rejected}, ${spreads.length} beats, ${missing} not whole`);
      silent ||= spreads.length === 0 || missing > spreads.length;
      spread[profile] = { p50: percentile(spreads, 50), p95: percentile(spreads, 95), p99: percentile(spreads, 99) };
    }
    const locks = this.lockTimes(starts);
    const result = {
      spread_ms: spread,
      clock_ms: Object.fromEntries(PROFILES.map((profile, i) => [profile, percentile(clock[i]!, 99)])),
      rig_ms: { p95: percentile(rigSpreads, 95) },
      lock_s: { p95: percentile(locks, 95) },
      restart_error_ms: { p95: percentile(this.restartErrors(restart, starts), 95) },
      devices: DEVICES,
    };
    this.say(`took ${((hostMs() - this.begunMs) / 1000).toFixed(0)} s`);
    if (silent) this.say('FAILED: not every device was heard, or no stretch could be trusted');
    console.log(JSON.stringify(result, (_, value) => (typeof value === 'number' ? rounded(value) : value)));
    return silent ? 1 : 0;
  }

  private tell(profile: string, { stretch, app, rig, rejected }: Verdict): void {
    const [p50, p95] = [percentile(app.spreadsMs, 50), percentile(app.spreadsMs, 95)];
    const own = `rig ${percentile(rig.spreadsMs, 50).toFixed(2)} / ${percentile(rig.spreadsMs, 95).toFixed(2)}`;
    const words = rejected.length > 0 ? `; rejected: ${rejected.join(', ')}` : '';
    const ofApp = `app ${p50.toFixed(2)} / ${p95.toFixed(2)} ms`;
    this.say(`  ${profile} ${stretch.fromS.toFixed(0)} s: ${ofApp}, ${own}, ${app.missing} not whole${words}`);
  }

  private clockErrors(profile: string, readings: ClockReading[][], offsetMs: number): number[] {
    const { fromMs, toMs } = this.clock[profile]!;
    const within = readings.map((ofDevice) => ofDevice.filter((reading) => reading.hostMs >= fromMs && reading.hostMs < toMs));
    const errors = within.map((ofDevice) => ofDevice.map((reading) => Math.abs(reading.sessionMs - reading.hostMs - offsetMs)));
    const each = errors.map((ofDevice) => percentile(ofDevice, 50).toFixed(2)).join(' ');
    this.say(`  ${profile}: clock error per device, median: ${each} ms (${errors.flat().length} readings)`);
    return errors.flat();
  }

  /** Seconds from the room on the screen to the first of some clicks in a row that are on the others' beat. */
  private lockTimes(starts: Starts): number[] {
    const app: number[] = [];
    const own: number[] = [];
    for (const { device, joinedMs, stretch } of this.locks) {
      const sides = this.sides(stretch, starts);
      const fromS = this.rig.recording.secondsAt(joinedMs);
      app.push(lockTime(sides.app, device, { fromS, toS: stretch.toS }));
      own.push(lockTime(sides.standIn, device, { fromS, toS: stretch.toS }));
    }
    const said = (times: number[]) => times.map((s) => (Number.isFinite(s) ? s.toFixed(1) : `over ${LOCK_EVERY_S}`)).join(' ');
    this.say(`  locked after ${said(app)} s; the rig, with a new audio stream but a perfect clock, after ${said(own)} s`);
    // What did not come within its time was not measured.
    return app;
  }

  /** How far each device's beat moved over the restart; the stand-ins' own movement is said beside it. */
  private restartErrors({ before, away, after }: Restart, starts: Starts): number[] {
    const sides = this.sides({ fromS: before.fromS, toS: after.toS }, starts);
    const moved = (streams: Stream[]) => {
      const phaseS = phaseOf(streams.flatMap(({ clicks }) => clicks), PERIOD_S);
      const middle = (stream: Stream, stretch: Stretch) => middleMs(stream, stretch, phaseS, PERIOD_S);
      return streams.map((stream) => Math.abs(middle(stream, after) - middle(stream, before)));
    };
    const meanwhile = sides.app.map(({ clicks }) => clicks.filter(({ atS }) => atS >= away.fromS && atS < away.toS).length);
    const [app, own] = [moved(sides.app), moved(sides.standIn)];
    this.say(`  restart: moved by ${app.map((ms) => ms.toFixed(2)).join(' ')} ms; the rig by ${own.map((ms) => ms.toFixed(2)).join(' ')} ms`);
    this.say(`  clicks while the hub was away (${((away.toS - away.fromS) / PERIOD_S).toFixed(0)} beats): ${meanwhile.join(' ')}`);
    return app.map((ms) => (Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms));
  }

  private say(words: string): void {
    console.log(`${((hostMs() - this.begunMs) / 1000).toFixed(0).padStart(4)} s  ${words}`);
  }
}

/** Seconds until one of the streams is with the others, by whose beat it is judged; infinite when it never was. */
function lockTime(streams: Stream[], device: number, stretch: Stretch): number {
  const others = streams.filter((_, i) => i !== device).flatMap(({ clicks }) => clicks);
  const grid = { phaseS: phaseOf(others, PERIOD_S), periodS: PERIOD_S };
  const atS = lockedAtS(streams[device]!, stretch, grid, LOCK_BOUND_MS, LOCK_BEATS);
  return Number.isNaN(atS) ? Number.POSITIVE_INFINITY : atS - stretch.fromS;
}

/** What was not measured is null, never a made-up number. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}

const wire = Wire.here();
if (!wire) throw new Error('This runs inside the network: ./dev bench tempo');
process.exit(await TempoBench.run(wire));
