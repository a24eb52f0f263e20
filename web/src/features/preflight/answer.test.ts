// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Frame } from '../../client/model.ts';
import type { LiveRoom } from '../room/live-room.ts';
import type { UpFigures } from '../voice/up-test.ts';
import type { VoiceLook } from '../voice/voice.ts';
import { answerPreflight, lossOf, tripOf, voiceOf } from './answer.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const counters = { atMs: 0, bytes: 0, sent: 0, lost: 0, received: 0 };

/** A room whose hub answers each probe after `tripMs`, or never, and whose voice is as the looks say. */
function roomWith(state: string, looks: VoiceLook[], tripMs: number | undefined, up?: UpFigures) {
  const sent: { type: string; payload: Record<string, unknown> }[] = [];
  const listeners = new Set<(frame: Frame) => void>();
  const hear = (type: string, payload: Record<string, unknown>): void => {
    for (const listener of listeners) listener({ type, ts: 0, payload });
  };
  const room = {
    session: {
      onFrame: (listener: (frame: Frame) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      send: (type: string, payload: Record<string, unknown>) => {
        sent.push({ type, payload });
        if (type === 'clock.probe' && tripMs !== undefined) {
          const reply = { n: payload.n, sent_ms: 0, received_ms: 500, replied_ms: 502 };
          setTimeout(() => hear('clock.reply', reply), tripMs + 2);
        }
        return true;
      },
      store: { getState: () => ({ view: { tempo: {} } }) },
    },
    voice: {
      store: { getState: () => ({ state, mic: 'listenOnly' }) },
      microphone: undefined,
      testUp: async () => up,
      look: async () => looks.shift() ?? { counters, answers: [] },
    },
    clickReport: () => ({ clock_error_ms: 1.5 }),
  } as unknown as LiveRoom;
  answerPreflight(room);
  return {
    reported: async () => {
      hear('preflight.start', { run_id: 'r1' });
      await vi.advanceTimersByTimeAsync(8000);
      return sent.find(({ type }) => type === 'preflight.report')?.payload;
    },
  };
}

it('measures the way by probes of its own, and invents no loss where there was no sound', async () => {
  const look = (answers: number): VoiceLook => ({ counters, answers: [answers] });
  const room = roomWith('on', [look(3), look(5)], 20);
  expect(await room.reported()).toEqual({
    run_id: 'r1',
    voice: 'on',
    microphone: 'none',
    rtt_ms: 20,
    jitter_ms: 0,
    clock_error_ms: 1.5,
    calibrated: false,
  });
});

it('says what was lost while somebody talked', async () => {
  const room = roomWith(
    'on',
    [
      { counters, answers: [1] },
      { counters: { ...counters, received: 190, lost: 10 }, answers: [2] },
    ],
    20,
  );
  expect(await room.reported()).toMatchObject({ loss_pct: 5 });
});

it('takes loss and jitter from what the hub says of a sound, and the worse of both ways', async () => {
  const good: VoiceLook = { counters, answers: [1] };
  const deaf: VoiceLook = { counters: { ...counters, received: 80, lost: 20 }, answers: [2] };
  const up = { lossPct: 7.5, jitterMs: 4.5 };
  expect(await roomWith('on', [good, { ...good, answers: [2] }], 20, up).reported()).toMatchObject({
    loss_pct: 7.5,
    jitter_ms: 4.5,
  });
  expect(await roomWith('on', [good, deaf], 20, up).reported()).toMatchObject({ loss_pct: 20 });
});

it('does not judge a link by the few packets of a silence', async () => {
  const few: VoiceLook = { counters: { ...counters, received: 11, lost: 1 }, answers: [2] };
  expect(await roomWith('on', [{ counters, answers: [1] }, few], 20).reported()).not.toHaveProperty(
    'loss_pct',
  );
});

it('does not believe a voice that is on while the hub is silent on its way', async () => {
  const look: VoiceLook = { counters, answers: [4] };
  const found = await roomWith('on', [look, look], undefined).reported();
  expect(found).toMatchObject({ voice: 'unanswered' });
  expect(found).not.toHaveProperty('rtt_ms');
  expect(found).not.toHaveProperty('jitter_ms');
});

it('reports a voice that has failed, without figures that nobody measured', async () => {
  const found = await roomWith('failed', [], 9).reported();
  expect(found).toMatchObject({ voice: 'failed', rtt_ms: 9 });
  expect(found).not.toHaveProperty('loss_pct');
});

it('judges each way of the voice by itself, and says nothing of one that tells nothing', () => {
  expect(voiceOf('on', [1, 5], [2, 5])).toBe('unanswered');
  expect(voiceOf('on', [undefined], [undefined])).toBe('on');
  expect([voiceOf('recovering', [1], [2]), voiceOf('off', [], [])]).toEqual(['recovering', 'failed']);
});

it('takes the middle of the trips and the mean of their steps, and nothing of a handful', () => {
  expect(tripOf([10, 10, 10, 10])).toEqual({});
  expect(tripOf([10, 20, 10, 200, 10])).toEqual({ rtt_ms: 10, jitter_ms: 100 });
});

it('knows the loss of whoever can talk only by the way up, of a listener by what came down', () => {
  expect(lossOf(true, undefined, 0)).toBeUndefined();
  expect(lossOf(true, 1, 7)).toBe(7);
  expect(lossOf(true, 4, undefined)).toBe(4);
  expect(lossOf(false, undefined, 3)).toBe(3);
  expect(lossOf(false, undefined, undefined)).toBeUndefined();
});
