import { levelDb, type MicChoice, micConstraints } from './microphone.ts';

const RECORD_MS = 3000;

/** An open microphone that is only measured: nothing of it leaves the device. */
export class MicCheck {
  private readonly samples: Float32Array<ArrayBuffer>;
  private readonly stream: MediaStream;
  private readonly context: AudioContext;
  private readonly analyser: AnalyserNode;
  private playing: AudioBufferSourceNode | undefined;

  private constructor(stream: MediaStream, context: AudioContext) {
    this.stream = stream;
    this.context = context;
    this.analyser = context.createAnalyser();
    this.analyser.fftSize = 2048;
    this.samples = new Float32Array(this.analyser.fftSize);
    context.createMediaStreamSource(stream).connect(this.analyser);
  }

  static async open(choice: MicChoice): Promise<MicCheck> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: micConstraints(choice) });
    return new MicCheck(stream, new AudioContext());
  }

  get deviceId(): string {
    return this.stream.getAudioTracks()[0]?.getSettings().deviceId ?? '';
  }

  db(): number {
    if (this.context.state === 'suspended') void this.context.resume();
    this.analyser.getFloatTimeDomainData(this.samples);
    return levelDb(this.samples);
  }

  /** Three seconds of what others would hear, decoded and ready. */
  async record(): Promise<AudioBuffer> {
    const recorder = new MediaRecorder(this.stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const stopped = new Promise<void>((resolve) => {
      recorder.onstop = () => resolve();
    });
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, RECORD_MS));
    recorder.stop();
    await stopped;
    return this.context.decodeAudioData(await new Blob(parts).arrayBuffer());
  }

  play(buffer: AudioBuffer): Promise<void> {
    this.stopPlaying();
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.context.destination);
    this.playing = source;
    return new Promise((resolve) => {
      source.onended = () => resolve();
      source.start();
    });
  }

  stopPlaying(): void {
    this.playing?.stop();
    this.playing = undefined;
  }

  close(): void {
    this.stopPlaying();
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close();
  }
}

export interface DeviceChoice {
  value: string;
  label: string;
}

/** The microphones or loudspeakers of this device, once the browser may name them. */
export async function listDevices(
  kind: 'audioinput' | 'audiooutput',
  unnamed: (n: number) => string,
): Promise<DeviceChoice[]> {
  const all = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []);
  return (all ?? [])
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map((device, i) => ({ value: device.deviceId, label: device.label || unnamed(i + 1) }));
}
