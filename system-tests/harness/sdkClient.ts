/** A stranger's app: LiveKit's own native SDK, which knows nothing of Tutti. It plays a tone and notes what it hears. */
import { createHmac } from 'node:crypto';
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  dispose,
  LocalAudioTrack,
  type LocalTrackPublication,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { listen, SAMPLE_RATE, tonePcm } from './tones.ts';
import { PATIENCE_MS, until, within } from './until.ts';

/** v1: one peer connection, offered by the client. v0: two, the subscriber's offered by the server. */
export type Signalling = 'v1' | 'v0';

export interface SdkClientOptions {
  url: string;
  token: string;
  signalling?: Signalling;
  /** PEM file of the authority behind a wss address. */
  authorityFile?: string;
}

interface HeardSound {
  atMs: number;
  identity: string;
  tone: number | undefined;
  silent: boolean;
}

const FRAME_MS = 10;
const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1000;
const EAR_SAMPLES = 960;

export class SdkClient {
  readonly heard: HeardSound[] = [];
  readonly events: { name: string; atMs: number; detail: string }[] = [];
  private source: AudioSource | undefined;
  private track: LocalAudioTrack | undefined;
  publication: LocalTrackPublication | undefined;
  private playing = false;

  private constructor(readonly room: Room) {}

  static async join(options: SdkClientOptions): Promise<SdkClient> {
    // The SDK's TLS reads its authorities from this file.
    if (options.authorityFile) process.env['SSL_CERT_FILE'] = options.authorityFile;
    const client = new SdkClient(new Room());
    client.watch();
    const connected = client.room.connect(options.url, options.token, {
      autoSubscribe: true,
      dynacast: false,
      // Known to the SDK's core, not yet to its TypeScript face.
      ...{ singlePeerConnection: (options.signalling ?? 'v1') === 'v1' },
    });
    await within('the SDK is connected', PATIENCE_MS, connected);
    return client;
  }

  get identity(): string {
    return this.room.localParticipant!.identity;
  }

  /** Publishes a microphone that hears one tone, without end. */
  async publish(tone: number, timeoutMs = PATIENCE_MS): Promise<void> {
    this.source = new AudioSource(SAMPLE_RATE, 1);
    this.track = LocalAudioTrack.createAudioTrack('microphone', this.source);
    const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: true, red: false });
    const published = this.room.localParticipant!.publishTrack(this.track, options);
    this.publication = await within('the track is published', timeoutMs, published);
    this.playing = true;
    void this.play(tone, this.source);
  }

  /** To a session this is a request for the floor. */
  unmute(): void {
    this.setMuted(false);
  }

  /** To a session this gives the floor back. */
  mute(): void {
    this.setMuted(true);
  }

  get muted(): boolean {
    return this.publication!.muted ?? false;
  }

  async waitToHear(tone: number, sinceMs = 0, timeoutMs = PATIENCE_MS): Promise<HeardSound> {
    return until(`${tone} Hz reaches the SDK`, timeoutMs, () =>
      this.heard.find((sound) => sound.tone === tone && sound.atMs >= sinceMs),
    );
  }

  /** The time of the last window with the tone, once it has been gone for `goneMs`. */
  async waitForEndOf(tone: number, timeoutMs = PATIENCE_MS, goneMs = 500): Promise<number> {
    return until(`${tone} Hz ends for the SDK`, timeoutMs, () => {
      const last = this.heard.findLast((sound) => sound.tone === tone)?.atMs ?? 0;
      return performance.now() - last > goneMs && last;
    });
  }

  hasHeard(tone: number, sinceMs: number): boolean {
    return this.heard.some((sound) => sound.tone === tone && sound.atMs >= sinceMs);
  }

  async event(name: string, timeoutMs = PATIENCE_MS): Promise<{ atMs: number; detail: string }> {
    return until(`the SDK tells ${name}`, timeoutMs, () => this.events.find((event) => event.name === name));
  }

  async leave(): Promise<void> {
    this.playing = false;
    await this.room.disconnect();
  }

  /** The SDK's core mutes; its TypeScript face has no word for it. */
  private setMuted(mute: boolean): void {
    const core = (globalThis as unknown as { _ffiClientInstance: { request(message: unknown): unknown } })._ffiClientInstance;
    const value = { trackHandle: this.track!.ffi_handle.handle, mute };
    core.request({ message: { case: 'localTrackMute', value } });
  }

  private async play(tone: number, source: AudioSource): Promise<void> {
    // `captureFrame` paces by itself: it resolves when its queue has room.
    for (let position = 0; this.playing; position += FRAME_SAMPLES) {
      const pcm = tonePcm(tone, position, FRAME_SAMPLES);
      await source.captureFrame(new AudioFrame(pcm, SAMPLE_RATE, 1, FRAME_SAMPLES)).catch(() => {
        this.playing = false;
      });
    }
  }

  private watch(): void {
    for (const name of Object.values(RoomEvent)) {
      this.room.on(name as 'disconnected', (...details: unknown[]) => {
        this.events.push({ name, atMs: performance.now(), detail: details.map(shown).join(' ') });
      });
    }
    this.room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
      if (track.kind === TrackKind.KIND_AUDIO) void this.hear(new AudioStream(track, SAMPLE_RATE, 1), participant.identity);
    });
  }

  private async hear(stream: AudioStream, identity: string): Promise<void> {
    const window = new Float32Array(EAR_SAMPLES);
    let filled = 0;
    for await (const frame of stream) {
      for (const sample of frame.data) {
        window[filled++] = sample / 32768;
        if (filled === EAR_SAMPLES) {
          this.heard.push({ atMs: performance.now(), identity, ...listen(window) });
          filled = 0;
        }
      }
    }
  }
}

/** Ends the SDK's native threads; nothing of it works afterwards. */
export const disposeSdk = dispose;

/** A LiveKit access token made with an API key, as a stranger's server makes them. */
export function accessToken(
  key: string,
  secret: string,
  identity: string,
  video: Record<string, unknown>,
  more: Record<string, unknown> = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { iss: key, sub: identity, nbf: now - 5, exp: now + 3600, name: identity, video, ...more };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function shown(detail: unknown): string {
  const named = detail as { identity?: string; sid?: string } | undefined;
  return named?.identity ?? named?.sid ?? (typeof detail === 'object' ? '' : String(detail));
}
