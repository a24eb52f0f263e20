/** What strangers throw at a media port: random bytes behind the first bytes of every protocol that is served there. */
import { createSocket } from 'node:dgram';
import { PATIENCE_MS, until } from './until.ts';

const FIRST_BYTES = { stun: [0, 1, 2, 3], dtls: [20, 21, 22, 23, 25, 63], rtp: [128, 129, 144, 191], nothing: [4, 19, 64, 127, 192, 255] };
const STUN_COOKIE = 0x2112a442;
const ASK_AGAIN_MS = 500;

/** A small generator of its own, so that a failing run can be repeated (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Datagrams of garbage, the same ones for the same seed. */
export function* garbage(count: number, seed: number): Generator<Buffer> {
  const random = seeded(seed);
  const all = Object.values(FIRST_BYTES).flat();
  for (let i = 0; i < count; i++) {
    const packet = Buffer.alloc(1 + Math.floor(random() * (i % 50 === 0 ? 2000 : 300)));
    for (let at = 0; at < packet.length; at++) packet[at] = Math.floor(random() * 256);
    packet[0] = all[Math.floor(random() * all.length)]!;
    // Half of the would-be STUN has a right cookie and length, so that it gets as far as its attributes.
    if (packet[0] < 4 && packet.length >= 20 && random() < 0.5) {
      packet.writeUInt16BE(0x0001, 0);
      packet.writeUInt16BE((packet.length - 20) & ~3, 2);
      packet.writeUInt32BE(STUN_COOKIE, 4);
    }
    yield packet;
  }
}

/** Sends them from one socket; resolves with how many bytes went out and how many came back. */
export async function throwGarbage(host: string, port: number, count: number, seed: number): Promise<{ sent: number; answered: number }> {
  const socket = createSocket('udp4');
  let [sent, answered] = [0, 0];
  socket.on('message', (message) => (answered += message.length));
  for (const packet of garbage(count, seed)) {
    await new Promise((resolve) => socket.send(packet, port, host, resolve));
    sent += packet.length;
  }
  socket.close();
  return { sent, answered };
}

/** Sends what looks like the voice of a talker from an address of our own; resolves with the bytes that came back. */
export async function spoofRtp(host: string, port: number, ssrc: number, count: number): Promise<{ answered: number }> {
  const socket = createSocket('udp4');
  const random = seeded(ssrc);
  let answered = 0;
  socket.on('message', (message) => (answered += message.length));
  for (let n = 0; n < count; n++) {
    const packet = Buffer.from(Array.from({ length: 90 }, () => Math.floor(random() * 256)));
    packet.writeUInt16BE(0x8000 | 111, 0);
    packet.writeUInt16BE(n & 0xffff, 2);
    packet.writeUInt32BE((n * 960) >>> 0, 4);
    packet.writeUInt32BE(ssrc, 8);
    await new Promise((resolve) => socket.send(packet, port, host, resolve));
  }
  await askStun(host, port); // what was sent before has been read
  socket.close();
  return { answered };
}

/** Asks the media port for our own address as any STUN client may (RFC 8489); resolves with "address:port". */
export async function askStun(host: string, port: number, timeoutMs = PATIENCE_MS): Promise<string> {
  const socket = createSocket('udp4');
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(STUN_COOKIE, 4);
  request.write('tutti-system', 8, 'latin1');
  let answer: Buffer | undefined;
  socket.on('message', (message) => (answer = message));
  // A datagram may be lost, also in the full buffer of a busy hub: clients of STUN ask again.
  const ask = () => socket.send(request, port, host);
  const again = setInterval(ask, ASK_AGAIN_MS);
  ask();
  try {
    const response = await until('an answer of STUN', timeoutMs, () => answer);
    const at = response.indexOf(Buffer.from([0x00, 0x20, 0x00, 0x08]));
    if (response.readUInt16BE(0) !== 0x0101 || at < 20) throw new Error(`No binding response: ${response.toString('hex')}`);
    const mapped = response.readUInt32BE(at + 8) ^ STUN_COOKIE;
    const address = [24, 16, 8, 0].map((shift) => (mapped >>> shift) & 255).join('.');
    return `${address}:${response.readUInt16BE(at + 6) ^ (STUN_COOKIE >>> 16)}`;
  } finally {
    clearInterval(again);
    socket.close();
  }
}
