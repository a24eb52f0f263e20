import { expect, it } from 'vitest';
import { soundInstead } from './test-sound.ts';
import { figuresBetween, testUp, type UpCounters, upCountersOf } from './up-test.ts';

const look = (over: Partial<UpCounters>): UpCounters => ({
  sent: 0,
  sentAgain: 0,
  lost: 0,
  reportAtMs: 0,
  ...over,
});

/** A sender whose statistics are looked at again and again. */
function sender(looks: (UpCounters | undefined)[]) {
  const did: string[] = [];
  const figures = testUp(
    {
      sound: async () => {
        did.push('sound');
        return async () => void did.push('microphone');
      },
      look: async () => (looks.length > 1 ? looks.shift() : looks[0]),
      untilTalk: async (ms) => void did.push(`${ms} ms`),
      pause: async () => undefined,
    },
    2000,
  );
  return { did, figures };
}

it('counts what was lost of a sound by the report that came after it, with what had to be sent again', async () => {
  const { did, figures } = sender([
    look({ sent: 20, lost: 3, reportAtMs: 1 }),
    look({ sent: 220, lost: 3, reportAtMs: 2 }),
    look({ sent: 220, lost: 3, reportAtMs: 2 }),
    look({ sent: 220, lost: 9, sentAgain: 4, jitterMs: 6, reportAtMs: 3 }),
  ]);
  expect(await figures).toEqual({ lossPct: 5, jitterMs: 6 });
  expect(did).toEqual(['sound', '2000 ms', 'microphone']);
});

it('measures nothing where the hub reports nothing or too little was sent', async () => {
  expect(await sender([undefined]).figures).toBeUndefined();
  expect(await sender([look({ sent: 0 }), look({ sent: 100, reportAtMs: 5 })]).figures).toBeUndefined();
  expect(figuresBetween(look({}), look({ sent: 49 }))).toBeUndefined();
  expect(figuresBetween(look({}), look({ sent: 50 }))).toEqual({ lossPct: 0 });
  expect(figuresBetween(look({ lost: 4 }), look({ sent: 100, lost: 2 }))).toEqual({ lossPct: 0 });
});

it('reads what was sent, and what the hub says of it', () => {
  const out = { type: 'outbound-rtp', packetsSent: 90, retransmittedPacketsSent: 2 };
  const heard = { type: 'remote-inbound-rtp', packetsLost: 5, jitter: 0.0042, timestamp: 77 };
  expect(
    upCountersOf(
      new Map<string, unknown>([
        ['a', out],
        ['b', heard],
      ]),
    ),
  ).toEqual({
    sent: 90,
    sentAgain: 2,
    lost: 5,
    jitterMs: 4.2,
    reportAtMs: 77,
  });
  expect(upCountersOf(new Map([['b', heard]]))).toBeUndefined();
});

it('puts the sound in place of a shut microphone only, and gives way to whoever presses meanwhile', async () => {
  const voice = 'voice' as unknown as MediaStreamTrack;
  const noise = 'noise' as unknown as MediaStreamTrack;
  const mic = { captures: false, track: voice };
  const sent: (MediaStreamTrack | null)[] = [];
  let stopped = 0;
  const sound = async () => ({ track: noise, stop: () => void stopped++ });
  const through = { replaceTrack: async (track: MediaStreamTrack | null) => void sent.push(track) };

  await (await soundInstead(through, mic, sound))();
  expect(sent.splice(0)).toEqual([noise, voice]);
  expect(stopped).toBe(1);

  await (await soundInstead(through, { ...mic, captures: true }, sound))();
  const late = async () => {
    mic.captures = true;
    return sound();
  };
  await (await soundInstead(through, mic, late))();
  expect(sent).toEqual([]);
  await (await soundInstead(through, { ...mic, captures: false }, async () => undefined))();
  expect(sent).toEqual([]);
});
