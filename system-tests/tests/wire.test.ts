/** The impaired network itself: what it claims to do to packets is measured from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acrossTheWire, HUB_ADDRESS, Wire, type Profile } from '../harness/network.ts';
import { PATIENCE_MS, until } from '../harness/until.ts';

const PORT = 40_404;
const ECHO = `const s = require('node:dgram').createSocket('udp4');
  s.on('message', (m, from) => s.send(m, from.port, from.address)).bind(${PORT}, () => console.log('ready'));`;

const wire = Wire.here();

describe.skipIf(!wire)(Wire.test('the wire'), () => {
  let echo: ChildProcess;

  beforeAll(async () => {
    const [command, ...words] = [...acrossTheWire(), process.execPath, '-e', ECHO];
    echo = spawn(command!, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => echo.stdout!.once('data', resolve));
  });
  afterEach(() => wire!.heal());
  afterAll(() => echo.kill('SIGKILL'));

  it('passes everything at once and in order when it has no profile', async () => {
    const { lost, rttMs, overtaken } = await probe('none', 200, 2);
    expect(lost).toBe(0);
    expect(overtaken).toBe(0);
    expect(median(rttMs)).toBeLessThan(50);
  });

  it('delays and loses under profile A as it says', async () => {
    const bareMs = median((await probe('none', 200, 3)).rttMs);
    const { lossOneWay, rttMs } = await probe('A', 1500, 3);
    // Twice 2 ms + a lognormal with median 3 and mean 3.4.
    expect(median(rttMs)).toBeGreaterThan(9);
    expect(median(rttMs)).toBeLessThan(14 + 2 * bareMs);
    expect(lossOneWay).toBeGreaterThan(0.0005);
    expect(lossOneWay).toBeLessThan(0.015);
  });

  it('delays, loses in bursts and reorders under profile B as it says', async () => {
    const bareMs = median((await probe('none', 200, 3)).rttMs);
    const before = await wire!.count();
    // Spaced wider than the jitter's cap would be too slow; several flows give many independent samples.
    const { rttMs, lossOneWay } = await probe('B', 2000, 20, 8);
    // Twice 10 ms + a gamma with mean 12.
    expect(mean(rttMs)).toBeGreaterThan(40);
    expect(mean(rttMs)).toBeLessThan(56 + 2 * bareMs);
    expect(Math.min(...rttMs)).toBeGreaterThan(20);
    expect(lossOneWay).toBeGreaterThan(0.008);
    expect(lossOneWay).toBeLessThan(0.04);
    const after = await wire!.count();
    const both = (key: 'reordered' | 'seen') => [0, 1].reduce((sum, way) => sum + after[way]![key] - before[way]![key], 0);
    expect(both('reordered') / both('seen')).toBeGreaterThan(0.001);
    expect(both('reordered') / both('seen')).toBeLessThan(0.012);
  });

  it('can lose UDP alone', async () => {
    await wire!.drop('udp');
    expect((await probe('none', 20, 1)).lost).toBe(20);
    await wire!.drop('none');
    expect((await probe('none', 20, 1)).lost).toBe(0);
  });
});

interface Probed {
  rttMs: number[];
  lost: number;
  lossOneWay: number;
  overtaken: number;
}

/** Sends packets at a pace over some flows to the echo behind the wire. */
async function probe(profile: Profile, packets: number, paceMs: number, flows = 1): Promise<Probed> {
  await wire!.profile(profile);
  const rttMs: number[] = [];
  let overtaken = 0;
  const newest = new Array<number>(flows).fill(-1);
  const sockets = newest.map((_, flow) => {
    const socket = createSocket('udp4');
    socket.on('message', (message) => {
      rttMs.push(performance.now() - message.readDoubleBE(0));
      const index = message.readUInt32BE(8);
      if (index < newest[flow]!) overtaken++;
      newest[flow] = Math.max(newest[flow]!, index);
    });
    return socket;
  });
  let sent = 0;
  await new Promise<void>((resolve) => {
    const start = performance.now();
    const timer = setInterval(() => {
      for (; sent < packets && sent < (flows * (performance.now() - start)) / paceMs; sent++) {
        const packet = Buffer.alloc(160);
        packet.writeDoubleBE(performance.now(), 0);
        packet.writeUInt32BE(sent, 8);
        sockets[sent % flows]!.send(packet, PORT, HUB_ADDRESS);
      }
      if (sent === packets) {
        clearInterval(timer);
        resolve();
      }
    }, 1);
  });
  let known = -1;
  let quietSince = performance.now();
  await until('the last echo has come', PATIENCE_MS, () => {
    if (rttMs.length !== known) [known, quietSince] = [rttMs.length, performance.now()];
    return known === packets || performance.now() - quietSince > 1_500;
  });
  for (const socket of sockets) socket.close();
  const lost = packets - rttMs.length;
  return { rttMs, lost, lossOneWay: 1 - Math.sqrt(rttMs.length / packets), overtaken };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
