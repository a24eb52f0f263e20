/** The session's clock by the hub itself: asked from a quiet wire, told against the host's monotonic clock. */
import { setTimeout as pause } from 'node:timers/promises';
import { EventSocket } from '../harness/eventSocket.ts';
import type { Member } from '../harness/member.ts';
import { within } from '../harness/until.ts';
import { hostMs } from './hostClock.ts';

export interface Truth {
  /** Session time less host time, milliseconds. */
  offsetMs: number;
  /** Half of the shortest round trip: what the offset may be wrong by. */
  uncertainMs: number;
}

const PROBES = 60;
/** Not faster than the hub answers. */
const EVERY_MS = 60;
const PATIENCE_MS = 5_000;
/** Precise enough to ask no more. */
const ENOUGH_MS = 0.15;

export async function askTruth(member: Member): Promise<Truth> {
  const { https, authority } = member.hub;
  const socket = await EventSocket.open({ base: https, authority, token: member.token, sessionId: member.sessionId });
  try {
    let best: Truth = { offsetMs: Number.NaN, uncertainMs: Number.POSITIVE_INFINITY };
    for (let n = 1; n <= PROBES && best.uncertainMs > ENOUGH_MS; n++) {
      await pause(EVERY_MS);
      const sentMs = hostMs();
      const reply = within('the hub tells the time', PATIENCE_MS, answerTo(socket, n));
      socket.send('clock.probe', { n, sent_ms: sentMs });
      const { atHostMs, payload } = await reply;
      const uncertainMs = (atHostMs - sentMs - (payload.replied_ms - payload.received_ms)) / 2;
      if (uncertainMs < best.uncertainMs) {
        best = { offsetMs: (payload.received_ms + payload.replied_ms) / 2 - (sentMs + atHostMs) / 2, uncertainMs };
      }
    }
    return best;
  } finally {
    await socket.close();
  }
}

function answerTo(socket: EventSocket, n: number): Promise<{ atHostMs: number; payload: any }> {
  return new Promise((resolve) => {
    const take = (data: unknown): void => {
      const atHostMs = hostMs();
      const frame = JSON.parse(String(data)) as { type: string; payload: any };
      if (frame.type !== 'clock.reply' || frame.payload.n !== n) return;
      socket.socket.off('message', take);
      resolve({ atHostMs, payload: frame.payload });
    };
    socket.socket.on('message', take);
  });
}
