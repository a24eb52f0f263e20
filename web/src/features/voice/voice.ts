import {
  ConnectionState,
  DisconnectReason,
  type LocalAudioTrack,
  type RemoteAudioTrack,
  type RemoteParticipant,
  type RemoteTrack,
  Room,
  RoomEvent,
  Track,
} from 'livekit-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { backoffMs } from '../../client/backoff.ts';
import type { After } from '../../client/ticker.ts';
import { shown } from './level.ts';
import { CONNECT, ROOM } from './library.ts';
import { answersOf, arrivedBytes, type Counters, countersOf, reportBetween } from './link-stats.ts';
import { MicSource, type MicStatus } from './mic-source.ts';
import { setPlayout } from './playout.ts';
import { soundInstead } from './test-sound.ts';
import { testUp, type UpFigures, upCountersOf } from './up-test.ts';
import { UpWay } from './up-way.ts';
import type { VoiceLook, VoiceOptions, VoiceStore } from './voice-model.ts';

export type { MicStatus } from './mic-source.ts';
export type { VoiceLook, VoiceOptions, VoiceState, VoiceStore } from './voice-model.ts';

type Statistics = Iterable<[string, unknown]>;

const STATS_EVERY_MS = 2000;

/**
 * The page's voice: one published microphone that is open only while `capture` says so, everybody else's sound,
 * and a connection that comes back by itself.
 */
export class Voice {
  readonly store: StoreApi<VoiceStore>;
  private readonly options: VoiceOptions;
  private room: Room | undefined;
  private track: LocalAudioTrack | undefined;
  private publishing: Promise<void> | undefined;
  private readonly mic: MicSource;
  readonly up = new UpWay(() => ({ mic: this.mic, sender: this.track?.sender }));
  private stopped = false;
  private attempt = 0;
  private gains: Record<string, number> = {};
  private volume: number;
  private outputId: string;
  private before: Counters | undefined;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly onTalk = new Set<() => void>();
  private meter:
    | { context: AudioContext; analyser: AnalyserNode; samples: Float32Array<ArrayBuffer> }
    | undefined;
  private readonly box: HTMLElement;

  constructor(options: VoiceOptions) {
    this.options = options;
    this.volume = options.volume;
    this.outputId = options.outputId;
    const mic: MicStatus = options.listenOnly ? 'listenOnly' : 'opening';
    this.store = createStore<VoiceStore>(() => ({
      state: 'off',
      sinceMs: performance.now(),
      mic,
      micName: '',
      needsTap: false,
      silent: [],
    }));
    this.mic = new MicSource({
      devices: navigator.mediaDevices,
      choice: () => options.mic(),
      send: (track) => this.sendFrom(track),
      changed: (mic, micName) => this.set({ mic, micName }),
      told: (event, name) => options.onMic?.(event, name),
      hidden: () => document.hidden,
      after: this.after,
    });
    this.box = document.createElement('div');
    this.box.hidden = true;
  }

  async start(): Promise<void> {
    document.body.append(this.box);
    this.every(STATS_EVERY_MS, () => this.measure());
    if (!this.options.listenOnly) await this.mic.open();
    if (!this.stopped) await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.mic.close();
    void this.meter?.context.close();
    this.box.remove();
    await this.room?.disconnect(true);
    this.set({ state: 'off' });
  }

  /** On at the very instant of the press: the hub keeps the first words until it has decided. */
  capture(on: boolean): void {
    this.mic.capture(on);
    if (on) for (const run of this.onTalk) run();
  }

  /** How loud this person is right now, 0 to 1; zero while the microphone is closed. */
  ownLevel(): number {
    if (!this.meter || !this.mic.track?.enabled) return 0;
    if (this.meter.context.state !== 'running') void this.meter.context.resume();
    this.meter.analyser.getFloatTimeDomainData(this.meter.samples);
    let peak = 0;
    for (const sample of this.meter.samples) peak = Math.max(peak, Math.abs(sample));
    return shown(peak);
  }

  levelOf(identity: string): number {
    const receiver = this.remoteTrack(identity)?.receiver;
    const source = receiver?.getSynchronizationSources?.()[0];
    return shown(source?.audioLevel ?? this.room?.remoteParticipants.get(identity)?.audioLevel ?? 0);
  }

  setGains(gains: Record<string, number>): void {
    this.gains = gains;
    this.applyGains();
  }

  setVolume(volume: number): void {
    this.volume = volume;
    this.applyGains();
  }

  async setOutput(deviceId: string): Promise<void> {
    this.outputId = deviceId;
    await this.room?.switchActiveDevice('audiooutput', deviceId || 'default').catch(() => undefined);
  }

  /** Another device, or other processing of the same. */
  async changeMic(): Promise<void> {
    if (!this.options.listenOnly) await this.mic.open();
  }

  /** A tap of the person lets the browser play. */
  async unlock(): Promise<void> {
    await this.room?.startAudio().catch(() => undefined);
    await this.meter?.context.resume();
    this.set({ needsTap: this.room ? !this.room.canPlaybackAudio : false });
  }

  /** The hub is at another place from now on: what leads to where it was is given up. */
  move(): void {
    const before = this.room;
    if (this.stopped || !before) return;
    this.attempt = 0;
    this.set({ state: 'failed', sinceMs: performance.now() });
    void this.connect();
    void before.disconnect(false).catch(() => undefined);
  }

  /** The hub answers again or the person asks: no more waiting. */
  retry(asked = false): void {
    if (this.store.getState().state === 'failed') void this.connect();
    this.mic.retry(asked);
  }

  /** The playout that was chosen, for all who are heard already. */
  applyPlayout(): void {
    for (const id of this.identities) setPlayout(this.remoteTrack(id)?.receiver, this.options.playout());
  }

  /** The open microphone, for tests of it; whoever listens to a copy leaves this one as it is. */
  get microphone(): MediaStreamTrack | undefined {
    return this.mic.track;
  }

  get identities(): string[] {
    return [...(this.room?.remoteParticipants.keys() ?? [])];
  }

  /** From now on others hear this microphone. */
  private async sendFrom(next: MediaStreamTrack): Promise<void> {
    this.listenTo(next);
    await this.publishing?.catch(() => undefined);
    if (!this.track) {
      if (this.room?.state === ConnectionState.Connected) await this.publish();
      return;
    }
    await this.track.replaceTrack(next, true);
    this.up.settle();
    // The library mutes what has ended.
    if (this.track.isMuted) await this.track.unmute();
    this.up.settle();
  }

  /** The page is looked at again, perhaps after a call: what stood still goes on. */
  wake(): void {
    void this.meter?.context.resume();
    if (this.room && !this.room.canPlaybackAudio) void this.unlock();
    this.retry();
  }

  private listenTo(track: MediaStreamTrack): void {
    void this.meter?.context.close();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    this.meter = { context, analyser, samples: new Float32Array(analyser.fftSize) };
  }

  private async connect(): Promise<void> {
    if (this.stopped || this.store.getState().state === 'connecting') return;
    this.set({ state: this.attempt === 0 ? 'connecting' : 'recovering', sinceMs: performance.now() });
    const room = this.newRoom();
    this.room = room;
    try {
      const { url, token } = await this.options.mediaToken();
      if (this.room === room) await room.connect(url, token, CONNECT);
      if (this.stopped || this.room !== room) {
        await room.disconnect(true);
        return;
      }
      if (this.mic.live) await this.publish();
      if (this.outputId) await this.setOutput(this.outputId);
      this.attempt = 0;
      this.peopleChanged();
      this.set({ state: 'on', sinceMs: performance.now(), needsTap: !room.canPlaybackAudio });
    } catch {
      await room.disconnect(false).catch(() => undefined);
      if (this.room === room) this.reconnectLater();
    }
  }

  private newRoom(): Room {
    this.track = undefined;
    this.publishing = undefined;
    this.before = undefined;
    const room = new Room(ROOM);
    room
      .on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => this.hear(track))
      .on(RoomEvent.TrackUnsubscribed, (track: RemoteTrack) => {
        for (const element of track.detach()) element.remove();
      })
      .on(RoomEvent.ParticipantConnected, () => this.peopleChanged())
      .on(RoomEvent.ParticipantDisconnected, () => this.peopleChanged())
      .on(RoomEvent.TrackPublished, () => this.peopleChanged())
      .on(RoomEvent.TrackUnpublished, () => this.peopleChanged())
      .on(RoomEvent.TrackMuted, () => this.peopleChanged())
      .on(RoomEvent.TrackUnmuted, () => this.peopleChanged())
      .on(RoomEvent.AudioPlaybackStatusChanged, () => this.set({ needsTap: !room.canPlaybackAudio }))
      .on(RoomEvent.Reconnecting, () => this.mends(room, 'recovering'))
      .on(RoomEvent.SignalReconnecting, () => this.mends(room, 'recovering'))
      .on(RoomEvent.Reconnected, () => this.mends(room, 'on'))
      .on(RoomEvent.Disconnected, (reason?: DisconnectReason) => {
        if (this.room !== room || this.stopped || reason === DisconnectReason.CLIENT_INITIATED) return;
        this.reconnectLater();
      });
    return room;
  }

  /** What becomes of a connection that was given up concerns nobody. */
  private mends(room: Room, state: 'recovering' | 'on'): void {
    if (this.room === room) this.set({ state, sinceMs: performance.now() });
  }

  private reconnectLater(): void {
    if (this.stopped) return;
    this.set({ state: 'failed', sinceMs: performance.now() });
    this.after(backoffMs(this.attempt++, Math.random()), () => {
      if (this.store.getState().state === 'failed') void this.connect();
    });
  }

  /** Once for a room, however many ask. */
  private publish(): Promise<void> {
    if (this.publishing) return this.publishing;
    const mine = this.publishNow().finally(() => {
      if (this.publishing === mine) this.publishing = undefined;
    });
    this.publishing = mine;
    return mine;
  }

  private async publishNow(): Promise<void> {
    const { room } = this;
    const source = this.mic.track;
    if (!source || !room || this.track) return;
    const options = { source: Track.Source.Microphone, dtx: true, red: true };
    const publication = await room.localParticipant.publishTrack(source, options);
    if (this.room !== room) return;
    this.track = publication.audioTrack as LocalAudioTrack | undefined;
    this.up.settle();
  }

  private hear(track: RemoteTrack): void {
    if (track.kind !== Track.Kind.Audio) return;
    this.box.append(track.attach());
    setPlayout(track.receiver, this.options.playout());
    this.applyGains();
  }

  private peopleChanged(): void {
    this.applyGains();
    const people = [...(this.room?.remoteParticipants.values() ?? [])];
    this.set({ silent: people.filter((p) => !p.isMicrophoneEnabled).map((p) => p.identity) });
  }

  private applyGains(): void {
    for (const participant of this.room?.remoteParticipants.values() ?? []) {
      participant.setVolume((this.gains[participant.identity] ?? 1) * this.volume);
    }
  }

  private remoteTrack(identity: string): RemoteAudioTrack | undefined {
    const participant: RemoteParticipant | undefined = this.room?.remoteParticipants.get(identity);
    return participant?.getTrackPublication(Track.Source.Microphone)?.track as RemoteAudioTrack | undefined;
  }

  /** Grows as soon as the hub's packets reach this device again, whatever its connections think. */
  async arrivedBytes(): Promise<number> {
    return arrivedBytes(await this.statistics());
  }

  /** One look at the way of the voice: what it has carried, and how often the hub has answered on it. */
  async look(): Promise<VoiceLook> {
    const reports = await this.statistics();
    return { counters: countersOf(reports, performance.now()), answers: answersOf(reports) };
  }

  /** What the hub reports of a faint sound, sent for so long in place of the shut microphone; who talks is not disturbed. */
  async testUp(forMs: number): Promise<UpFigures | undefined> {
    const { track } = this;
    const sender = track?.sender;
    if (!track || !sender) return undefined;
    const pause = (ms: number): Promise<void> => new Promise((resolve) => this.after(ms, resolve));
    return testUp(
      {
        sound: () => soundInstead(sender, this.up),
        look: async () => upCountersOf((await track.getRTCStatsReport()) as unknown as Statistics),
        untilTalk: (ms) =>
          Promise.race([pause(ms), new Promise<void>((resolve) => this.onTalk.add(resolve))]),
        pause,
      },
      forMs,
    ).finally(() => this.onTalk.clear());
  }

  private async statistics(): Promise<Statistics[]> {
    const remote = this.identities.map((id) => this.remoteTrack(id)?.getRTCStatsReport());
    const reports = await Promise.all([this.track?.getRTCStatsReport(), ...remote]).catch(() => []);
    return reports.flatMap((report) => (report ? [report as unknown as Statistics] : []));
  }

  private async measure(): Promise<void> {
    if (this.room?.state !== ConnectionState.Connected) return;
    const now = countersOf(await this.statistics(), performance.now());
    const report = reportBetween(this.before, now);
    this.before = now;
    if (report) this.set({ report });
  }

  private set(change: Partial<VoiceStore>): void {
    this.store.setState(change);
  }

  private readonly after: After = (ms, run) => {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopped) run();
    }, ms);
    this.timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.timers.delete(timer);
    };
  };

  private every(ms: number, run: () => Promise<void>): void {
    this.after(ms, () => {
      void run().finally(() => {
        if (!this.stopped) this.every(ms, run);
      });
    });
  }
}
