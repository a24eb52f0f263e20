import type { Playout } from '../settings/preferences.ts';
import { setPlayout } from '../voice/playout.ts';

/** As much as speech needs; what the hub's way uses, too. */
const BITRATE_BPS = 24_000;

/** How what comes in is played. */
export interface Loudness {
  volume: number;
  outputId: string;
  playout: Playout;
  /** The browser plays nothing before a tap. */
  refused(): void;
}

/** The voices on one connection to another page: ours, which is sent only while it is given, and theirs. */
export class VoiceLine {
  private readonly pc: RTCPeerConnection;
  private mine: RTCRtpTransceiver | undefined;
  private sending: MediaStreamTrack | null = null;
  private readonly players = new Map<MediaStreamTrack, HTMLAudioElement>();

  constructor(pc: RTCPeerConnection) {
    this.pc = pc;
  }

  /** Makes room for our voice; the connection is negotiated anew. */
  open(): void {
    if (this.mine || this.pc.signalingState === 'closed') return;
    this.mine = this.pc.addTransceiver('audio', {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: BITRATE_BPS }],
    });
  }

  /** From now on this is sent; nothing at all while it is null, not even silence. */
  send(track: MediaStreamTrack | null): void {
    if (!this.mine || track === this.sending) return;
    this.sending = track;
    void this.mine.sender.replaceTrack(track).catch(() => undefined);
  }

  play(loudness: Loudness): void {
    const receivers = this.receivers();
    for (const receiver of receivers) {
      const player = this.players.get(receiver.track) ?? this.player(receiver, loudness);
      player.volume = loudness.volume;
      player.muted = loudness.volume === 0;
    }
    for (const [track, player] of this.players) {
      if (receivers.some((receiver) => receiver.track === track)) continue;
      silence(player);
      this.players.delete(track);
    }
  }

  /** A tap of the person lets the browser play. */
  unlock(): void {
    for (const player of this.players.values()) void player.play().catch(() => undefined);
  }

  level(): number {
    const levels = this.receivers().map((r) => r.getSynchronizationSources()[0]?.audioLevel ?? 0);
    return Math.max(0, ...levels);
  }

  close(): void {
    for (const player of this.players.values()) silence(player);
    this.players.clear();
  }

  private receivers(): RTCRtpReceiver[] {
    if (this.pc.signalingState === 'closed') return [];
    return this.pc
      .getTransceivers()
      .filter(({ currentDirection }) => currentDirection === 'recvonly' || currentDirection === 'sendrecv')
      .map(({ receiver }) => receiver)
      .filter(({ track }) => track.kind === 'audio');
  }

  private player(receiver: RTCRtpReceiver, { outputId, playout, refused }: Loudness): HTMLAudioElement {
    const player = new Audio();
    this.players.set(receiver.track, player);
    player.srcObject = new MediaStream([receiver.track]);
    setPlayout(receiver, playout);
    if (outputId) void player.setSinkId?.(outputId).catch(() => undefined);
    void player.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') refused();
    });
    return player;
  }
}

function silence(player: HTMLAudioElement): void {
  player.pause();
  player.srcObject = null;
}
