import type { MicSource } from './mic-source.ts';

export interface UpEnds {
  mic: MicSource;
  sender: RTCRtpSender | undefined;
}

/** The way of this page's voice to the hub: as open as the microphone, or shut for as long as nobody needs it. */
export class UpWay {
  private readonly ends: () => UpEnds;
  private on = true;

  constructor(ends: () => UpEnds) {
    this.ends = ends;
  }

  /** While it is off not a packet is sent to the hub, not even of silence. */
  send(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    void this.aim();
  }

  /** Whoever had sender or track in his hands meanwhile may have changed either. */
  settle(): void {
    this.ends().mic.settle();
    if (!this.on) void this.aim();
  }

  get captures(): boolean {
    return this.ends().mic.captures;
  }

  /** What is sent when somebody talks. */
  get track(): MediaStreamTrack | undefined {
    return this.on ? this.ends().mic.track : undefined;
  }

  private async aim(): Promise<void> {
    await this.ends()
      .sender?.replaceTrack(this.track ?? null)
      .catch(() => undefined);
  }
}
