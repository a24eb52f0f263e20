import { CalibrationError } from './calibrate.ts';

/** Samples of a microphone, with the frame of the audio clock at which they begin. */
export interface Piece {
  frame: number;
  samples: Float32Array;
}

const KEPT_S = 10;
/** A microphone that brings nothing for so long after its time has ended, or its clock stands still. */
export const PATIENCE_MS = 3000;

/** The last seconds of what a microphone brought. */
export class Tape {
  private readonly rate: number;
  private pieces: Piece[] = [];
  private wake: () => void = () => undefined;

  constructor(rate: number) {
    this.rate = rate;
  }

  add(piece: Piece): void {
    const oldest = piece.frame - KEPT_S * this.rate;
    if (this.pieces[0] && this.pieces[0].frame < oldest) {
      this.pieces = this.pieces.filter(({ frame }) => frame >= oldest);
    }
    this.pieces.push(piece);
    this.wake();
  }

  /** What came from then to then, once it has; throws `silent` when it does not come although it is time. */
  async record(fromS: number, toS: number, nowS: number): Promise<Float32Array> {
    const from = Math.round(fromS * this.rate);
    const to = Math.round(toS * this.rate);
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        this.wake();
      },
      Math.max(0, toS - nowS) * 1000 + PATIENCE_MS,
    );
    while ((this.pieces.at(-1)?.frame ?? 0) < to && !late) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    clearTimeout(timer);
    if (late) throw new CalibrationError('silent');
    return this.cut(from, to);
  }

  private cut(from: number, to: number): Float32Array {
    const samples = new Float32Array(to - from);
    for (const piece of this.pieces) {
      piece.samples.forEach((value, i) => {
        const place = piece.frame + i - from;
        if (place >= 0 && place < samples.length) samples[place] = value;
      });
    }
    return samples;
  }
}
