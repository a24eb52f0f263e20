/** A push-to-talk app of protocol v1, of our own making: it plays a tone while its button is down, and notes what it hears. */
import { connect, type Socket } from 'node:net';
import { acrossTheWire, HUB_ADDRESS } from './network.ts';
import { PATIENCE_MS, until } from './until.ts';

const AUDIO = 0x01;
const FRAME_MS = 20;
const EAR_HZ = 16_000;
const LOUD = 6_000;
const FLOOR = '__PTT_FLOOR__:';

export class Radio {
  /** Words as they came. */
  readonly words: string[] = [];
  private pcm: number[] = [];
  private buffer: Buffer = Buffer.alloc(0);
  private timer: ReturnType<typeof setInterval> | undefined;
  private position = 0;
  closed = false;

  private constructor(
    private readonly socket: Socket,
    readonly rateHz: number,
  ) {
    socket.on('data', (bytes: Buffer) => this.receive(bytes));
    socket.on('close', () => {
      this.closed = true;
      clearInterval(this.timer);
    });
    socket.on('error', () => undefined);
  }

  static async switchOn(port: number, rateHz = 16_000): Promise<Radio> {
    const host = acrossTheWire().length > 0 ? HUB_ADDRESS : '127.0.0.1';
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new Radio(socket, rateHz)));
      socket.once('error', reject);
    });
  }

  say(text: string): void {
    this.send(Buffer.from(text, 'utf8'));
  }

  /** The button goes down, and the tone begins with it. */
  press(hz: number): void {
    this.say(`${FLOOR}TAKEN`);
    this.play(hz);
  }

  /** Sends the tone without having pressed anything. */
  play(hz: number): void {
    const samples = Math.round((this.rateHz * FRAME_MS) / 1000);
    let due = performance.now();
    this.timer = setInterval(() => {
      for (; due <= performance.now(); due += FRAME_MS) this.send(this.tone(hz, samples));
    }, FRAME_MS / 2);
  }

  release(): void {
    clearInterval(this.timer);
    this.say(`${FLOOR}RELEASED`);
  }

  /** The last word about the floor says that somebody else has it. */
  get busy(): boolean {
    return this.words.findLast((word) => word.startsWith(FLOOR)) === `${FLOOR}TAKEN`;
  }

  async hears(hz: number): Promise<void> {
    this.pcm = [];
    await until(`the radio hears ${hz} Hz`, PATIENCE_MS, () => {
      const last = this.pcm.slice(-EAR_HZ / 5);
      return last.length >= EAR_HZ / 5 && amplitude(last, hz) > LOUD;
    });
  }

  async isTold(word: string): Promise<void> {
    await until(`the radio is told ${word}`, PATIENCE_MS, () => this.words.includes(word));
  }

  switchOff(): void {
    this.socket.destroy();
  }

  private send(payload: Buffer): void {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(payload.length);
    this.socket.write(Buffer.concat([head, payload]));
  }

  private tone(hz: number, samples: number): Buffer {
    const frame = Buffer.alloc(1 + 2 * samples);
    frame[0] = AUDIO;
    for (let i = 0; i < samples; i++, this.position++) {
      frame.writeInt16LE(Math.round(13_000 * Math.sin((2 * Math.PI * hz * this.position) / this.rateHz)), 1 + 2 * i);
    }
    return frame;
  }

  private receive(bytes: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    while (this.buffer.length >= 4 && this.buffer.length >= 4 + this.buffer.readUInt32BE(0)) {
      const end = 4 + this.buffer.readUInt32BE(0);
      this.take(this.buffer.subarray(4, end));
      this.buffer = this.buffer.subarray(end);
    }
  }

  private take(payload: Buffer): void {
    if (payload[0] === AUDIO) {
      for (let at = 1; at + 1 < payload.length; at += 2) this.pcm.push(payload.readInt16LE(at));
    } else if (payload.toString('utf8') === 'ping') {
      this.say('pong');
    } else {
      this.words.push(payload.toString('utf8'));
    }
  }
}

function amplitude(samples: readonly number[], hz: number): number {
  let [sine, cosine] = [0, 0];
  samples.forEach((value, i) => {
    sine += value * Math.sin((2 * Math.PI * hz * i) / EAR_HZ);
    cosine += value * Math.cos((2 * Math.PI * hz * i) / EAR_HZ);
  });
  return (2 * Math.hypot(sine, cosine)) / samples.length;
}
