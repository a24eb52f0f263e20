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
import type { LinkReport, MediaToken } from '../../client/model.ts';
import { type MicChoice, type MicFault, micConstraints, micFault } from '../microphone/microphone.ts';
import type { Playout } from '../settings/preferences.ts';
import { shown } from './level.ts';
import { CONNECT, ROOM } from './library.ts';
import { answersOf, arrivedBytes, type Counters, countersOf, reportBetween } from './link-stats.ts';
import { setPlayout } from './playout.ts';

export type VoiceState = 'off' | 'connecting' | 'on' | 'recovering' | 'failed';

/** What stands between this person and being heard. */
export type MicStatus = 'opening' | 'ready' | 'lost' | 'listenOnly' | MicFault;

export interface VoiceStore {
  state: VoiceState;
  sinceMs: number;
  mic: MicStatus;
  micName: string;
  /** The browser plays nothing before a tap. */
  needsTap: boolean;
  /** Who is in the room's voice without an open microphone: they can only listen. */
  silent: readonly string[];
  report?: LinkReport;
}

export interface VoiceOptions {
  mediaToken(): Promise<MediaToken>;
  mic(): MicChoice;
  outputId: string;
  volume: number;
  playout(): Playout;
  listenOnly: boolean;
  onMic?(event: 'lost' | 'back', name: string): void;
}

export interface VoiceLook {
  counters: Counters;
  answers: (number | undefined)[];
}

const STATS_EVERY_MS = 2000;
const RETRY_MIC_MS = 2000;
const INTERRUPTED_AFTER_MS = 1500;

/**
 * The page's voice: one published microphone that is open only while `capture` says so, everybody else's sound,
 * and a connection that comes back by itself.
 */
export class Voice {
  readonly store: StoreApi<VoiceStore>;
  private readonly options: VoiceOptions;
  private room: Room | undefined;
  private track: LocalAudioTrack | undefined;
  private source: MediaStreamTrack | undefined;
  private capturing = false;
  private stopped = false;
  private attempt = 0;
  private gains: Record<string, number> = {};
  private volume: number;
  private outputId: string;
  private before: Counters | undefined;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
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
    this.box = document.createElement('div');
    this.box.hidden = true;
  }

  async start(): Promise<void> {
    document.body.append(this.box);
    navigator.mediaDevices?.addEventListener?.('devicechange', this.devicesChanged);
    this.every(STATS_EVERY_MS, () => this.measure());
    if (!this.options.listenOnly) await this.openMic();
    if (!this.stopped) await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.devicesChanged);
    this.source?.stop();
    void this.meter?.context.close();
    this.box.remove();
    await this.room?.disconnect(true);
    this.set({ state: 'off' });
  }

  /** On at the very instant of the press: the hub keeps the first words until it has decided. */
  capture(on: boolean): void {
    this.capturing = on;
    if (this.source) this.source.enabled = on;
  }

  /** How loud this person is right now, 0 to 1; zero while the microphone is closed. */
  ownLevel(): number {
    if (!this.meter || !this.capturing) return 0;
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
    if (!this.options.listenOnly) await this.openMic();
  }

  /** A tap of the person lets the browser play. */
  async unlock(): Promise<void> {
    await this.room?.startAudio().catch(() => undefined);
    await this.meter?.context.resume();
    this.set({ needsTap: this.room ? !this.room.canPlaybackAudio : false });
  }

  /** The hub answers again or the person asks: no more waiting. */
  retry(asked = false): void {
    const { state, mic } = this.store.getState();
    if (state === 'failed') void this.connect();
    if (mic === 'lost' || mic === 'none' || mic === 'busy' || (asked && mic === 'blocked'))
      void this.openMic();
  }

  /** The playout that was chosen, for all who are heard already. */
  applyPlayout(): void {
    for (const id of this.identities) setPlayout(this.remoteTrack(id)?.receiver, this.options.playout());
  }

  /** The open microphone, for tests of it; whoever listens to a copy leaves this one as it is. */
  get microphone(): MediaStreamTrack | undefined {
    return this.source;
  }

  get identities(): string[] {
    return [...(this.room?.remoteParticipants.keys() ?? [])];
  }

  private async openMic(): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.set({ mic: 'blocked' });
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: micConstraints(this.options.mic()) });
      const next = stream.getAudioTracks()[0];
      if (!next || this.stopped) {
        next?.stop();
        return;
      }
      await this.adopt(next);
      const wasLost = this.store.getState().mic === 'lost';
      this.set({ mic: 'ready', micName: next.label });
      if (wasLost) this.options.onMic?.('back', next.label);
    } catch (error) {
      const lost = this.store.getState().mic === 'lost';
      if (!lost) this.set({ mic: micFault(error) });
      else this.later(RETRY_MIC_MS, () => void this.openMic());
    }
  }

  private async adopt(next: MediaStreamTrack): Promise<void> {
    const old = this.source;
    next.enabled = this.capturing;
    this.source = next;
    next.addEventListener('ended', () => this.micEnded(next));
    next.addEventListener('mute', () => this.later(INTERRUPTED_AFTER_MS, () => this.micInterrupted(next)));
    next.addEventListener('unmute', () => this.micReturned(next));
    this.listenTo(next);
    if (this.track) {
      await this.track.replaceTrack(next, true);
      next.enabled = this.capturing;
      if (this.track.isMuted) await this.track.unmute();
      next.enabled = this.capturing;
    } else if (this.room?.state === ConnectionState.Connected) {
      await this.publish();
    }
    if (old && old !== next) old.stop();
  }

  /** A headset unplugged, a call that took the microphone: try what is left, again and again. */
  private micEnded(track: MediaStreamTrack): void {
    if (this.stopped || track !== this.source) return;
    this.set({ mic: 'lost' });
    this.options.onMic?.('lost', track.label);
    void this.openMic();
  }

  /** The system took the microphone for a while (a phone call): the track lives, but brings nothing. */
  private micInterrupted(track: MediaStreamTrack): void {
    if (track !== this.source || !track.muted || track.readyState === 'ended') return;
    this.set({ mic: 'lost' });
    this.options.onMic?.('lost', track.label);
  }

  private micReturned(track: MediaStreamTrack): void {
    if (track !== this.source || this.store.getState().mic !== 'lost') return;
    this.set({ mic: 'ready' });
    this.options.onMic?.('back', track.label);
  }

  /** The page is looked at again, perhaps after a call: what stood still goes on. */
  wake(): void {
    if (this.source?.readyState === 'ended') void this.openMic();
    void this.meter?.context.resume();
    if (this.room && !this.room.canPlaybackAudio) void this.unlock();
    this.retry();
  }

  private readonly devicesChanged = (): void => {
    const { mic } = this.store.getState();
    if (mic === 'lost' || mic === 'none') void this.openMic();
  };

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
      await room.connect(url, token, CONNECT);
      if (this.stopped) {
        await room.disconnect(true);
        return;
      }
      if (this.source) await this.publish();
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
      .on(RoomEvent.Reconnecting, () => this.set({ state: 'recovering', sinceMs: performance.now() }))
      .on(RoomEvent.SignalReconnecting, () => this.set({ state: 'recovering', sinceMs: performance.now() }))
      .on(RoomEvent.Reconnected, () => this.set({ state: 'on', sinceMs: performance.now() }))
      .on(RoomEvent.Disconnected, (reason?: DisconnectReason) => {
        if (this.room !== room || this.stopped || reason === DisconnectReason.CLIENT_INITIATED) return;
        this.reconnectLater();
      });
    return room;
  }

  private reconnectLater(): void {
    if (this.stopped) return;
    this.set({ state: 'failed', sinceMs: performance.now() });
    this.later(backoffMs(this.attempt++, Math.random()), () => {
      if (this.store.getState().state === 'failed') void this.connect();
    });
  }

  private async publish(): Promise<void> {
    if (!this.source || !this.room) return;
    const options = { source: Track.Source.Microphone, dtx: true, red: true };
    const publication = await this.room.localParticipant.publishTrack(this.source, options);
    this.track = publication.audioTrack as LocalAudioTrack | undefined;
    this.source.enabled = this.capturing;
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

  private async statistics(): Promise<Iterable<[string, unknown]>[]> {
    const remote = this.identities.map((id) => this.remoteTrack(id)?.getRTCStatsReport());
    const reports = await Promise.all([this.track?.getRTCStatsReport(), ...remote]).catch(() => []);
    return reports.flatMap((report) => (report ? [report as unknown as Iterable<[string, unknown]>] : []));
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

  private later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopped) run();
    }, ms);
    this.timers.add(timer);
  }

  private every(ms: number, run: () => Promise<void>): void {
    this.later(ms, () => {
      void run().finally(() => {
        if (!this.stopped) this.every(ms, run);
      });
    });
  }
}
