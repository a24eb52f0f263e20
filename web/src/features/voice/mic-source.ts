import type { After } from '../../client/ticker.ts';
import { type MicChoice, type MicFault, micConstraints, micFault } from '../microphone/microphone.ts';

/** What stands between this person and being heard. */
export type MicStatus = 'opening' | 'ready' | 'lost' | 'listenOnly' | MicFault;

export interface MicPorts {
  devices: Pick<MediaDevices, 'getUserMedia' | 'addEventListener' | 'removeEventListener'> | undefined;
  choice(): MicChoice;
  /** Sends this track from now on; rejects when it cannot right now, and is asked again with another one. */
  send(track: MediaStreamTrack): Promise<void>;
  changed(status: MicStatus, name: string): void;
  told(event: 'lost' | 'back', name: string): void;
  /** Nobody looks at the page: browsers then refuse a microphone that they would give later. */
  hidden(): boolean;
  after: After;
}

export const RETRY_MS = 2000;
/** The system takes a microphone for a moment now and then; from here on it is a phone call. */
export const INTERRUPTED_AFTER_MS = 1500;

/** The person's microphone: opened as chosen, and again whenever it was unplugged or the system took it. */
export class MicSource {
  private readonly ports: MicPorts;
  private current: MediaStreamTrack | undefined;
  private status: MicStatus = 'opening';
  private capturing = false;
  private closed = false;
  private opening: Promise<void> | undefined;
  private cancelRetry = (): void => undefined;
  private cancelInterruption = (): void => undefined;

  constructor(ports: MicPorts) {
    this.ports = ports;
    ports.devices?.addEventListener?.('devicechange', this.devicesChanged);
  }

  get track(): MediaStreamTrack | undefined {
    return this.current;
  }

  get live(): boolean {
    return this.current?.readyState === 'live';
  }

  get captures(): boolean {
    return this.capturing;
  }

  capture(on: boolean): void {
    this.capturing = on;
    if (this.current) this.current.enabled = on;
  }

  /** Whoever had the track in his hands meanwhile may have opened or closed it. */
  settle(): void {
    this.capture(this.capturing);
  }

  /** One at a time, each with the choice of its own moment. */
  open(): Promise<void> {
    const turn = (this.opening ?? Promise.resolve())
      .then(() => this.openNow())
      .finally(() => {
        if (this.opening === turn) this.opening = undefined;
      });
    this.opening = turn;
    return turn;
  }

  /** Something has changed that may give the microphone back. */
  retry(asked = false): void {
    const ended = this.current !== undefined && !this.live;
    const gone = this.status === 'lost' || this.status === 'none' || this.status === 'busy';
    if (gone || ended || (asked && this.status === 'blocked')) this.recover();
  }

  close(): void {
    this.closed = true;
    this.cancelRetry();
    this.cancelInterruption();
    this.ports.devices?.removeEventListener?.('devicechange', this.devicesChanged);
    this.current?.stop();
  }

  private readonly devicesChanged = (): void => this.retry();

  private recover(): void {
    if (!this.opening && !this.closed) void this.open();
  }

  private async openNow(): Promise<void> {
    this.cancelRetry();
    if (this.closed) return;
    if (!this.ports.devices?.getUserMedia) return this.say('blocked');
    try {
      const audio = micConstraints(this.ports.choice());
      const stream = await this.ports.devices.getUserMedia({ audio });
      const [next] = stream.getAudioTracks();
      if (this.closed) next?.stop();
      else if (next) await this.adopt(next);
      else this.refused('none');
    } catch (error) {
      if (!this.closed) this.refused(micFault(error));
    }
  }

  /** Who has lost a microphone gets what is left of them, again and again; a ban is for the person to lift. */
  private refused(fault: MicFault): void {
    if (this.status === 'lost' && (fault !== 'blocked' || this.ports.hidden())) this.retryLater();
    else this.say(fault);
  }

  private async adopt(next: MediaStreamTrack): Promise<void> {
    const old = this.current;
    this.cancelInterruption();
    this.current = next;
    this.settle();
    next.addEventListener('ended', () => {
      this.lose(next);
      if (next === this.current) this.recover();
    });
    next.addEventListener('mute', () => this.watchInterruption(next));
    next.addEventListener('unmute', () => this.returned(next));
    const sent = await this.ports.send(next).then(
      () => true,
      () => false,
    );
    this.settle();
    old?.stop();
    if (this.closed) {
      next.stop();
    } else if (!sent || next.readyState === 'ended') {
      this.lose(next);
      this.retryLater();
    } else {
      this.found(next);
      if (next.muted) this.watchInterruption(next);
    }
  }

  private watchInterruption(track: MediaStreamTrack): void {
    this.cancelInterruption();
    this.cancelInterruption = this.ports.after(INTERRUPTED_AFTER_MS, () => {
      if (track.muted && track.readyState === 'live') this.lose(track);
    });
  }

  private returned(track: MediaStreamTrack): void {
    if (track !== this.current) return;
    this.cancelInterruption();
    if (this.status === 'lost') this.found(track);
  }

  private lose(track: MediaStreamTrack): void {
    if (this.closed || track !== this.current || this.status === 'lost') return;
    this.say('lost', track.label);
    this.ports.told('lost', track.label);
  }

  private found(track: MediaStreamTrack): void {
    const wasLost = this.status === 'lost';
    this.say('ready', track.label);
    if (wasLost) this.ports.told('back', track.label);
  }

  private retryLater(): void {
    this.cancelRetry();
    this.cancelRetry = this.ports.after(RETRY_MS, () => this.retry());
  }

  private say(status: MicStatus, name = this.current?.label ?? ''): void {
    this.status = status;
    this.ports.changed(status, name);
  }
}
