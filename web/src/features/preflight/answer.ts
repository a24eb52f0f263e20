import type { MicCheck, PreflightReport } from '../../client/rehearsal.ts';
import type { LiveRoom } from '../room/live-room.ts';
import type { MicStatus } from '../voice/voice.ts';
import { hears } from './mic-probe.ts';

const LISTEN_MS = 2500;

/** Measures this device whenever somebody checks all of them, and says what it found. */
export function answerPreflight(room: LiveRoom): () => void {
  return room.session.onFrame((frame) => {
    if (frame.type !== 'preflight.start') return;
    void report(room, String(frame.payload.run_id ?? '')).then((found) =>
      room.session.send('preflight.report', { ...found }),
    );
  });
}

async function report(room: LiveRoom, runId: string): Promise<PreflightReport> {
  const microphone = await checkMicrophone(room);
  const link = room.session.store.getState().report;
  const click = room.clickReport();
  return {
    run_id: runId,
    rtt_ms: Math.round(link?.rtt_ms ?? room.session.socket.rttMs ?? 0),
    loss_pct: link?.loss_pct ?? 0,
    jitter_ms: link?.jitter_ms ?? 0,
    microphone,
    ...(click.drift_ms === undefined ? {} : { drift_ms: click.drift_ms }),
    ...(click.output_latency_ms === undefined ? {} : { output_latency_ms: click.output_latency_ms }),
  };
}

async function checkMicrophone(room: LiveRoom): Promise<MicCheck> {
  const { mic } = room.voice.store.getState();
  const track = room.voice.microphone;
  if (mic !== 'ready' || !track) return closed(mic);
  return (await hears(track, LISTEN_MS)) ? 'ok' : 'silent';
}

/** What a microphone that is not open means for who wants to know whether this person can talk. */
export function closed(mic: MicStatus): MicCheck {
  return mic === 'blocked' || mic === 'busy' ? 'blocked' : 'none';
}
