import { type AcousticLoop, CalibrationError } from './calibrate.ts';
import workletUrl from './capture-worklet.js?url';

interface Piece {
  frame: number;
  samples: Float32Array;
}

/** Browsers that do not tell how long a microphone takes have about this. */
const USUAL_INPUT_MS = 12;
const KEPT_S = 10;

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
  let pieces: Piece[] = [];
  let wake: () => void = () => undefined;
  capture.port.onmessage = ({ data }: MessageEvent<Piece>) => {
    const oldest = data.frame - KEPT_S * context.sampleRate;
    if (pieces[0] && pieces[0].frame < oldest) pieces = pieces.filter((p) => p.frame >= oldest);
    pieces.push(data);
    wake();
  };
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
    record: async (fromS, toS) => {
      const from = Math.round(fromS * context.sampleRate);
      const to = Math.round(toS * context.sampleRate);
      while ((pieces[pieces.length - 1]?.frame ?? 0) < to) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return cut(pieces, from, to);
    },
    knownMs: () => {
      const { contextTime } = context.getOutputTimestamp();
      return contextTime ? (context.currentTime - contextTime) * 1000 : context.outputLatency * 1000;
    },
    inputMs: () => (settings?.latency ? settings.latency * 1000 : USUAL_INPUT_MS),
    close,
  };
}

function cut(pieces: Piece[], from: number, to: number): Float32Array {
  const samples = new Float32Array(to - from);
  for (const piece of pieces) {
    piece.samples.forEach((value, i) => {
      const place = piece.frame + i - from;
      if (place >= 0 && place < samples.length) samples[place] = value;
    });
  }
  return samples;
}
