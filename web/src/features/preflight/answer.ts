import type { MicCheck, PreflightReport, VoiceCheck } from '../../client/rehearsal.ts';
import type { ClockReply } from '../../client/wire.ts';
import type { LiveRoom } from '../room/live-room.ts';
import { useClickSettings } from '../tempo/click-settings.ts';
import { downLossBetween } from '../voice/link-stats.ts';
import type { MicStatus, VoiceLook, VoiceState } from '../voice/voice.ts';
import { hears } from './mic-probe.ts';

const LISTEN_MS = 2500;
/** Browsers check the way of the voice at least every 2.5 s; in twice that the hub has answered, or it does not. */
const VOICE_MS = 5500;
/** Losses come in bursts: a shorter sound often falls between two of them. */
const SOUND_MS = 4000;
const PROBES = 24;
const PROBE_EVERY_MS = 120;
/** Ours are told from the click's own by their numbers. */
const FIRST_PROBE = 1_000_000_000;
const FEWEST_TRIPS = 5;
/** The comfort noise of a silence tells nothing. */
const FEWEST_PACKETS = 50;

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
  const [microphone, voice, trips] = await Promise.all([
    checkMicrophone(room).catch((): MicCheck => 'silent'),
    checkVoice(room),
    trip(room),
  ]);
  const { drifts: _, ...click } = room.clickReport();
  return {
    run_id: runId,
    microphone,
    ...trips,
    ...voice,
    ...click,
    ...(room.session.store.getState().view?.tempo
      ? { calibrated: useClickSettings.getState().calibratedBy !== undefined }
      : {}),
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

type Way = Pick<PreflightReport, 'voice' | 'loss_pct' | 'jitter_ms'>;

/** What the hub says of a sound that nobody hears, and what was lost of the voices that came meanwhile. */
async function checkVoice(room: LiveRoom): Promise<Way> {
  const before = await room.voice.look();
  const [up] = await Promise.all([room.voice.testUp(SOUND_MS).catch(() => undefined), pause(VOICE_MS)]);
  const after = await room.voice.look();
  const down = downLossBetween(before.counters, after.counters, FEWEST_PACKETS);
  const { state, mic } = room.voice.store.getState();
  const loss = lossOf(mic === 'ready', up?.lossPct, down);
  return {
    voice: voiceOf(state, before.answers, after.answers),
    ...(loss === undefined ? {} : { loss_pct: loss }),
    ...(up?.jitterMs === undefined ? {} : { jitter_ms: up.jitterMs }),
  };
}

/** The worse of both ways; of whoever can talk nothing is known before the way up is. */
export function lossOf(talks: boolean, up?: number, down?: number): number | undefined {
  if (talks && up === undefined) return undefined;
  const ways = [up, down].filter((loss) => loss !== undefined);
  return ways.length === 0 ? undefined : Math.max(...ways);
}

/** A voice that says it is on is believed only where the hub has answered meanwhile. */
export function voiceOf(
  state: VoiceState,
  before: VoiceLook['answers'],
  after: VoiceLook['answers'],
): VoiceCheck {
  if (state !== 'on') return state === 'off' ? 'failed' : state;
  const grew = after.flatMap((now, i) => {
    const was = before[i];
    return now === undefined || was === undefined ? [] : [now > was];
  });
  return grew.length > 0 && !grew.every(Boolean) ? 'unanswered' : 'on';
}

/** A burst of the clock's probes over the connection of the page: its round trip, and how much that trembles. */
async function trip(room: LiveRoom): Promise<Pick<PreflightReport, 'rtt_ms' | 'jitter_ms'>> {
  const sent = new Map<number, number>();
  const trips: number[] = [];
  const stop = room.session.onFrame((frame) => {
    if (frame.type !== 'clock.reply') return;
    const reply = frame.payload as unknown as ClockReply;
    const sentMs = sent.get(reply.n);
    if (sentMs === undefined) return;
    sent.delete(reply.n);
    trips.push(Math.max(0, performance.now() - sentMs - (reply.replied_ms - reply.received_ms)));
  });
  for (let i = 0; i < PROBES; i++) {
    const n = FIRST_PROBE + i;
    const now = performance.now();
    if (room.session.send('clock.probe', { n, sent_ms: now })) sent.set(n, now);
    await pause(PROBE_EVERY_MS);
  }
  await pause(VOICE_MS - PROBES * PROBE_EVERY_MS);
  stop();
  return tripOf(trips);
}

/** The middle of the round trips, and the mean step from one to the next; nothing of too few. */
export function tripOf(trips: readonly number[]): { rtt_ms?: number; jitter_ms?: number } {
  if (trips.length < FEWEST_TRIPS) return {};
  const middle = [...trips].sort((a, b) => a - b)[Math.floor(trips.length / 2)] ?? 0;
  const steps = trips.slice(1).map((trip, i) => Math.abs(trip - (trips[i] ?? trip)));
  const jitter = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return { rtt_ms: tenth(middle), jitter_ms: tenth(jitter) };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
