import { freshId } from '../../client/ids.ts';
import type { Channel, LinkReport } from '../../client/model.ts';
import type { Session } from '../../client/session.ts';
import type { LiveTalker, SessionView } from '../../client/session-fold.ts';
import { steadyTimers } from '../../client/ticker.ts';
import { FloorController } from '../floor/controller.ts';
import { browserSenses, type Senses } from '../floor/earcons.ts';
import { LINK_GRACE_MS } from '../floor/face.ts';
import { keep, type Sample } from '../metrics/trips.ts';
import type { BeatSource } from '../now/beat.ts';
import { MESH_MOST, MeshVoice } from '../peers/mesh-voice.ts';
import { Peers } from '../peers/peers.ts';
import { answerPreflight } from '../preflight/answer.ts';
import { usePreferences } from '../settings/preferences.ts';
import { browserEngine, wakeOnTouch } from '../tempo/browser-engine.ts';
import type { ClickReport, TempoEngine } from '../tempo/engine.ts';
import { gains } from '../voice/ducking.ts';
import { Revival } from '../voice/revival.ts';
import { Voice, type VoiceOptions } from '../voice/voice.ts';
import { listenable } from './channels.ts';
import { ScreenLight } from './screen-light.ts';

const ALARM_EVERY_MS = 900;
const ALARM_FOR_MS = 10_000;
const REPORT_EVERY_MS = 2000;

/** One person inside the room: connection, voice and floor working together for as long as the room is open. */
export class LiveRoom {
  readonly session: Session;
  readonly voice: Voice;
  readonly floor: FloorController;
  readonly senses: Senses;
  /** The pages of the others, without the hub in between. */
  readonly peers: Peers;
  /** Voices that do not go through the hub, where the session wants that. */
  readonly mesh: MeshVoice;
  /** The click; in kinds of session without a tempo it has nothing to play. */
  readonly tempo: TempoEngine;
  /** Where the music is, for everything that is drawn in its time. */
  readonly beats: BeatSource = {
    sessionMs: (nowMs) => this.tempo.sessionMs(nowMs) ?? undefined,
    beatAt: (nowMs) => this.tempo.beatAt(nowMs),
  };
  /** The round trips of the last two minutes. */
  trips: readonly Sample[] = [];
  private readonly timers = steadyTimers();
  private othersTalk = false;
  private readonly revival: Revival;
  private readonly undo: (() => void)[] = [];
  private readonly light = new ScreenLight(navigator.wakeLock);
  private alarm: { of: string; sinceMs: number } | undefined;
  private heardAlarm = '';
  private linkSaidLost = false;
  /** At which node the voice is, or wants to be. */
  private voiceAt: string;
  /** The channels that this person wants to hear; all of them before anything was chosen. */
  private listening: ReadonlySet<string> | undefined;
  private voiceReportedMs = Number.NEGATIVE_INFINITY;

  constructor(session: Session, listenOnly: boolean, onMic: NonNullable<VoiceOptions['onMic']>) {
    this.session = session;
    this.voiceAt = session.places.origin;
    const wants = usePreferences.getState;
    this.senses = browserSenses(wants);
    this.voice = new Voice({
      mediaToken: () => session.client.mediaToken(session.id),
      mic: wants,
      outputId: wants().outputId,
      volume: wants().volume,
      playout: () => wants().playout,
      listenOnly,
      onMic,
    });
    this.floor = new FloorController({
      me: session.userId,
      nowMs: () => performance.now(),
      send: (type, payload) => session.send(type, payload),
      capture: (on) => this.voice.capture(on),
      senses: this.senses,
      after: this.timers.after,
    });
    this.tempo = browserEngine(session, this.timers.after, () => this.othersTalk);
    this.peers = new Peers({
      peerId: freshId(),
      me: session.userId,
      name: () => session.tokens.current.name,
      send: (type, payload) => session.send(type, payload),
      connection: () => new RTCPeerConnection(),
      nowMs: () => performance.now(),
      after: this.timers.after,
    });
    this.mesh = new MeshVoice({
      connections: () => this.peers.connections(),
      watch: () => this.peers.watch(),
      floor: () => this.floor.store.getState(),
      microphone: () => this.voice.microphone,
      listenOnly,
      sendToHub: (on) => this.voice.up.send(on),
      inHubRoom: () => this.voice.identities,
      playFromHub: (heard) => this.voice.setGains(heard),
      loudness: () => ({ ...wants(), refused: () => this.voice.store.setState({ needsTap: true }) }),
      after: this.timers.after,
    });
    this.revival = new Revival({
      arrivedBytes: () => this.voice.arrivedBytes(),
      silent: () => session.socket.silent,
      revived: () => session.socket.nudge(),
      after: this.timers.after,
    });
  }

  start(): void {
    this.session.onSilence = () => this.revival.watch();
    this.tempo.start();
    this.reportWithoutVoice();
    this.undo.push(
      () => this.revival.stop(),
      wakeOnTouch(this.tempo),
      this.session.onFrame((frame) => this.floor.hear(frame)),
      this.session.onFrame((frame) => this.peers.hear(frame)),
      this.peers.store.subscribe(() => this.mesh.settle()),
      this.floor.store.subscribe(() => this.mesh.settle()),
      answerPreflight(this),
      this.session.store.subscribe((now, before) => {
        if (now.link !== before.link) this.linkChanged(now.link.kind, before.link.kind);
        if (now.view && now.view !== before.view) this.viewChanged(now.view, before.view);
      }),
      this.voice.store.subscribe((now, before) => {
        if (!now.report || now.report === before.report) return;
        this.voiceReportedMs = performance.now();
        this.report(now.report);
      }),
      this.voice.store.subscribe(() => this.mesh.settle()),
      usePreferences.subscribe((now, before) => {
        if (now.volume !== before.volume) this.voice.setVolume(now.volume);
        this.mesh.settle();
        if (now.playout !== before.playout) this.voice.applyPlayout();
        if (now.outputId !== before.outputId) void this.voice.setOutput(now.outputId);
        const sameMic = (['microphoneId', 'echoCancellation', 'noiseSuppression', 'autoGain'] as const).every(
          (key) => now[key] === before[key],
        );
        if (!sameMic) void this.voice.changeMic();
      }),
    );
    document.addEventListener('visibilitychange', this.keepAwake);
    this.keepAwake();
    void this.voice.start();
    const { view } = this.session.store.getState();
    if (view) this.viewChanged(view, undefined);
  }

  stop(): void {
    for (const undo of this.undo) undo();
    document.removeEventListener('visibilitychange', this.keepAwake);
    this.floor.close();
    this.mesh.stop();
    this.peers.stop();
    this.tempo.stop();
    this.timers.stop();
    this.senses.close();
    this.light.stop();
    void this.voice.stop();
  }

  /** Which channels this person hears; the hub is told again after each new connection. */
  listen(channelIds: string[]): void {
    this.listening = new Set(channelIds);
    const { view } = this.session.store.getState();
    if (view) this.mixVoices(view);
    this.session.send('channel.listen', { channel_ids: channelIds });
  }

  /** What this device says of its click, for the others and for a check of all devices. */
  clickReport(): ClickReport {
    return this.tempo.report();
  }

  /** Own figures, for this page and for who looks after the room. */
  private report(link: LinkReport): void {
    const report = { ...link, ...this.clickReport() };
    this.trips = keep(this.trips, { atMs: performance.now(), rttMs: link.rtt_ms });
    this.session.store.setState({ report });
    this.session.send('metrics.report', { ...report });
  }

  /** A device whose voice cannot get through still has a round trip and a click to tell of; nothing else was measured. */
  private reportWithoutVoice(): void {
    this.timers.after(REPORT_EVERY_MS, () => {
      const trip = this.session.socket.rttMs;
      const voiceIsSilent = performance.now() - this.voiceReportedMs > 2 * REPORT_EVERY_MS;
      if (voiceIsSilent && trip !== undefined) this.report({ rtt_ms: Math.round(trip), bitrate_bps: 0 });
      this.reportWithoutVoice();
    });
  }

  levelOf(userId: string): number {
    if (userId === this.session.userId) return this.voice.ownLevel();
    return Math.max(this.voice.levelOf(userId), this.mesh.levelOf(userId));
  }

  /** A tap of the person lets the browser play. */
  unlock(): void {
    this.mesh.unlock();
    void this.voice.unlock();
  }

  /** The person heard it: who raised it is told, and the phone stops shaking. */
  acknowledgeAlarm(channelId: string): void {
    this.session.send('emergency.confirm', { channel_id: channelId });
    this.heardAlarm = this.alarm?.of ?? '';
    this.alarm = undefined;
    navigator.vibrate?.(0);
  }

  private linkChanged(now: string, before: string): void {
    if (now === 'lost' && before !== 'lost') {
      this.floor.linkLost();
      this.timers.after(LINK_GRACE_MS, () => {
        if (this.session.store.getState().link.kind !== 'lost') return;
        this.linkSaidLost = true;
        this.senses.sound('linkLost');
        this.senses.touch('linkLost');
      });
    }
    if (now === 'open') {
      this.floor.linkBack();
      if (this.voiceAt === this.session.places.origin) this.voice.retry();
      else this.voice.move();
      this.voiceAt = this.session.places.origin;
      if (this.linkSaidLost) {
        this.senses.sound('linkBack');
        this.senses.touch('linkBack');
      }
      this.linkSaidLost = false;
    }
  }

  private viewChanged(view: SessionView, before: SessionView | undefined): void {
    const others = heardTalkers(view);
    this.othersTalk = others.length > 0;
    this.mixVoices(view);
    if (view.talkers === before?.talkers) return;
    const known = new Set((before ? heardTalkers(before) : []).map((t) => t.userId));
    const started = others.filter((t) => !known.has(t.userId));
    if (started.some((t) => t.priority && !t.emergency)) {
      this.senses.sound('mdStarts');
      this.senses.touch('mdStarts');
    } else if (started.length && document.hidden) {
      this.senses.sound('starts');
    }
    this.raiseAlarm(others.find((t) => t.emergency));
  }

  /** Who is heard how loud, and on which way. */
  private mixVoices(view: SessionView): void {
    const people = view.participants.map((p) => p.user_id);
    const on = view.session.voice === 'mesh';
    this.peers.setPeople(people, on ? MESH_MOST : undefined);
    const heard = heardTalkers(view, this.listening);
    this.mesh.enter({
      on,
      others: view.participants
        .filter((p) => p.state !== 'gone' && p.user_id !== view.you.user_id)
        .map((p) => p.user_id),
      talkers: heard.map((talker) => talker.userId),
      gains: gains(people, heardTalkers(view), view.session.ducking),
      mayHear: (userId, channelId) => mayHear(view, userId, channelId),
    });
  }

  private raiseAlarm(talker: LiveTalker | undefined): void {
    if (!talker) {
      this.alarm = undefined;
      this.heardAlarm = '';
      return;
    }
    if (this.alarm?.of === talker.userId || this.heardAlarm === talker.userId) return;
    this.alarm = { of: talker.userId, sinceMs: performance.now() };
    this.ring();
  }

  private ring(): void {
    if (!this.alarm) return;
    if (performance.now() - this.alarm.sinceMs < ALARM_FOR_MS) this.senses.sound('emergency');
    this.senses.touch('emergency');
    this.timers.after(ALARM_EVERY_MS, () => this.ring());
  }

  private readonly keepAwake = (): void => {
    if (document.hidden) return;
    this.voice.wake();
    this.light.keep();
  };
}

/** Everybody else who talks in a channel that this person may hear and wants to; an emergency is heard in any case. */
function heardTalkers(view: SessionView, wanted?: ReadonlySet<string>): LiveTalker[] {
  return listenable(view)
    .flatMap((channel: Channel) =>
      (view.talkers[channel.id] ?? []).filter((t) => !wanted || wanted.has(channel.id) || t.emergency),
    )
    .filter((t) => t.userId !== view.you.user_id);
}

/** Whether the hub would let somebody hear the channel. */
function mayHear(view: SessionView, userId: string, channelId: string): boolean {
  const role = view.participants.find((person) => person.user_id === userId)?.role;
  const channel = view.channels.find((known) => known.id === channelId);
  return role !== undefined && (channel?.listen.includes(role) ?? false);
}
