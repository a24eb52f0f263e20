import { type AcousticLoop, CalibrationError } from './calibrate.ts';
import workletUrl from './capture-worklet.js?url';
import { type Piece, Tape } from './tape.ts';

/** Browsers that do not tell how long a microphone takes have about this. */
const USUAL_INPUT_MS = 12;

/** The loudspeaker and the microphone of this device, unfiltered; throws `blocked` when there is no microphone. */
export async function browserLoop(microphoneId = ''): Promise<AcousticLoop> {
  const stream = await navigator.mediaDevices
    .getUserMedia({
      audio: {
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
        ...(microphoneId ? { deviceId: microphoneId } : {}),
      },
    })
    .catch(() => {
      throw new CalibrationError('blocked');
    });
  const context = new AudioContext({ latencyHint: 'interactive' });
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    void context.close().catch(() => undefined);
  };
  try {
    await context.resume();
    await context.audioWorklet.addModule(workletUrl);
  } catch {
    close();
    throw new CalibrationError('blocked');
  }
  const capture = new AudioWorkletNode(context, 'tutti-capture', { numberOfOutputs: 0 });
  const tape = new Tape(context.sampleRate);
  capture.port.onmessage = ({ data }: MessageEvent<Piece>) => tape.add(data);
  context.createMediaStreamSource(stream).connect(capture);
  const settings = stream.getAudioTracks()[0]?.getSettings() as { latency?: number } | undefined;
  return {
    rate: context.sampleRate,
    nowS: () => context.currentTime,
    play: (samples, atS) => {
      const buffer = context.createBuffer(1, samples.length, context.sampleRate);
      buffer.copyToChannel(samples, 0);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.start(atS);
    },
    record: (fromS, toS) => tape.record(fromS, toS, context.currentTime),
    knownMs: () => {
      const { contextTime } = context.getOutputTimestamp();
      return contextTime ? (context.currentTime - contextTime) * 1000 : context.outputLatency * 1000;
    },
    inputMs: () => (settings?.latency ? settings.latency * 1000 : USUAL_INPUT_MS),
    close,
  };
}
