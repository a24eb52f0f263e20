import type { IceCandidateView } from '../../client/wire.ts';

/** What two pages tell each other through the hub until they are connected. */
export type Signal =
  | { kind: 'offer' | 'answer'; sdp: string }
  | { kind: 'candidate'; candidate: IceCandidateView };

export interface PeerLinkOptions {
  /** Of two that offer at once, the polite one takes its offer back. */
  polite: boolean;
  connection: RTCPeerConnection;
  signal(signal: Signal): void;
  nowMs(): number;
  changed(): void;
}

/** The field's name for the channel between controllers and displays (requirement 003). */
const CHANNEL = 'live-control';
const MAX_MESSAGE_CHARS = 64 * 1024;
/** An offer that nobody has answered by then was lost on its way. */
const ANSWER_WITHIN_MS = 3000;
/** A way that has not come up by then does not. */
const OPEN_WITHIN_MS = 15_000;

/** One direct connection to another page: negotiated through the hub, then without it. */
export class PeerLink {
  rttMs: number | undefined;
  private readonly options: PeerLinkOptions;
  private readonly pc: RTCPeerConnection;
  private channel: RTCDataChannel | undefined;
  private offering = false;
  private ignoring = false;
  private takingAnswer = false;
  private broken = false;
  /** Which of the other page's connections this one belongs to. */
  private theirs: string | undefined;
  private begunMs: number;
  private offeredMs = 0;

  constructor(options: PeerLinkOptions) {
    this.options = options;
    this.pc = options.connection;
    this.begunMs = options.nowMs();
    this.pc.onnegotiationneeded = () => void this.offer();
    this.pc.onicecandidate = ({ candidate }) => {
      if (candidate) this.options.signal({ kind: 'candidate', candidate: shown(candidate) });
    };
    this.pc.onconnectionstatechange = () => this.options.changed();
    this.pc.ontrack = () => this.options.changed();
    this.pc.ondatachannel = ({ channel }) => this.use(channel);
  }

  get open(): boolean {
    return this.channel?.readyState === 'open';
  }

  get failed(): boolean {
    return this.broken || this.pc.connectionState === 'failed' || this.pc.connectionState === 'closed';
  }

  /** Whether an offer is for this connection, and not for one that the other page has begun since. */
  takes(sdp: string): boolean {
    return this.theirs === undefined || this.theirs === connectionOf(sdp);
  }

  /** Gives up what was lost on its way. */
  check(): void {
    const nowMs = this.options.nowMs();
    const unanswered =
      this.pc.signalingState === 'have-local-offer' && nowMs - this.offeredMs > ANSWER_WITHIN_MS;
    if (!this.broken && (unanswered || (!this.open && nowMs - this.begunMs > OPEN_WITHIN_MS))) this.giveUp();
  }

  get connection(): RTCPeerConnection {
    return this.pc;
  }

  /** Opens the channel, unless the other side has. */
  call(): void {
    if (!this.channel) this.use(this.pc.createDataChannel(CHANNEL, { ordered: true }));
  }

  /** Asks for an answer that tells the way's length. */
  ping(): void {
    this.say({ type: 'ping', timestamp: this.options.nowMs() });
  }

  close(): void {
    this.pc.onconnectionstatechange = null;
    this.pc.ontrack = null;
    this.pc.onnegotiationneeded = null;
    this.pc.onicecandidate = null;
    this.pc.close();
  }

  /** What the other page said through the hub. */
  async hear(signal: Signal): Promise<void> {
    try {
      if (signal.kind === 'candidate') await this.pc.addIceCandidate(taken(signal.candidate));
      else await this.describe(signal.kind, signal.sdp);
    } catch {
      // What belonged to an offer that was not taken fails, and is meant to.
      if (!this.ignoring) this.giveUp();
    }
  }

  private async describe(type: 'offer' | 'answer', sdp: string): Promise<void> {
    // What is said behind an answer that is being taken was said after it.
    const settled = this.pc.signalingState === 'stable' || this.takingAnswer;
    const collides = type === 'offer' && (this.offering || !settled);
    this.ignoring = collides && !this.options.polite;
    if (this.ignoring) return;
    this.takingAnswer = type === 'answer';
    this.theirs = connectionOf(sdp);
    await this.pc.setRemoteDescription({ type, sdp }).finally(() => {
      this.takingAnswer = false;
    });
    if (type === 'offer') {
      await this.pc.setLocalDescription();
      this.tellDescription();
    }
    this.options.changed();
  }

  private async offer(): Promise<void> {
    this.offering = true;
    this.offeredMs = this.options.nowMs();
    try {
      await this.pc.setLocalDescription();
      this.tellDescription();
    } catch {
      this.giveUp();
    } finally {
      this.offering = false;
    }
  }

  /** What comes next begins with a new connection. */
  private giveUp(): void {
    this.broken = true;
    this.options.changed();
  }

  private tellDescription(): void {
    const description = this.pc.localDescription;
    if (description?.type === 'offer' || description?.type === 'answer') {
      this.options.signal({ kind: description.type, sdp: description.sdp });
    }
  }

  private use(channel: RTCDataChannel): void {
    // When both opened one, both stay; what comes in is answered on either.
    this.channel ??= channel;
    channel.onopen = () => {
      this.channel = channel;
      this.options.changed();
    };
    channel.onclose = () => {
      this.begunMs = this.options.nowMs();
      this.options.changed();
    };
    channel.onmessage = ({ data }) => this.receive(data);
  }

  private receive(data: unknown): void {
    if (typeof data !== 'string' || data.length > MAX_MESSAGE_CHARS) return;
    const { type, timestamp } = parsed(data);
    if (typeof timestamp !== 'number') return;
    if (type === 'ping') this.say({ type: 'pong', timestamp });
    if (type === 'pong') {
      this.rttMs = Math.max(0, this.options.nowMs() - timestamp);
      this.options.changed();
    }
  }

  private say(message: object): void {
    if (this.channel?.readyState === 'open') this.channel.send(JSON.stringify(message));
  }
}

function parsed(text: string): { type?: unknown; timestamp?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value ? value : {};
  } catch {
    return {};
  }
}

/** The id that a connection keeps in all its descriptions. */
function connectionOf(sdp: string): string {
  return /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? '';
}

function shown(candidate: RTCIceCandidate): IceCandidateView {
  return {
    candidate: candidate.candidate,
    ...(candidate.sdpMid === null ? {} : { sdp_mid: candidate.sdpMid }),
    ...(candidate.sdpMLineIndex === null ? {} : { sdp_m_line_index: candidate.sdpMLineIndex }),
  };
}

function taken(candidate: IceCandidateView): RTCIceCandidateInit {
  return {
    candidate: candidate.candidate,
    sdpMid: candidate.sdp_mid ?? null,
    sdpMLineIndex: candidate.sdp_m_line_index ?? null,
  };
}
