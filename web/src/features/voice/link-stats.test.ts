import { expect, it } from 'vitest';
import { answersOf, countersOf, lossBetween, reportBetween } from './link-stats.ts';

const at = (atMs: number, up: number, down: number, lost: number, received: number) =>
  countersOf(
    [
      [
        ['o', { type: 'outbound-rtp', bytesSent: up, packetsSent: up / 40 }],
        ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.009 }],
        ['q', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 }],
        ['r', { type: 'remote-inbound-rtp', fractionLost: 0.01, roundTripTime: 0.5 }],
      ],
      [
        [
          'i',
          {
            type: 'inbound-rtp',
            bytesReceived: down,
            packetsLost: lost,
            packetsReceived: received,
            jitter: 0.002,
          },
        ],
        ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.009 }],
      ],
    ],
    atMs,
  );

it('tells trip, loss, jitter and bitrate between two looks', () => {
  expect(reportBetween(at(0, 0, 0, 0, 0), at(2000, 4000, 4000, 6, 94))).toEqual({
    rtt_ms: 9,
    loss_pct: 6,
    jitter_ms: 2,
    bitrate_bps: 32_000,
  });
});

it('takes the worse direction as the loss', () => {
  expect(reportBetween(at(0, 0, 0, 0, 0), at(2000, 4000, 0, 0, 100))?.loss_pct).toBe(1);
});

it('leaves out what no sound told of: a listener in a silent room has a way to the hub, and no loss', () => {
  const way = ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.009 }] as const;
  const still = (atMs: number) => countersOf([[[...way]]], atMs);
  expect(reportBetween(still(0), still(2000))).toEqual({ rtt_ms: 9, bitrate_bps: 0 });
  const heard = { ...still(2000), received: 94, jitterMs: 70 };
  expect(reportBetween(heard, { ...heard, atMs: 4000 })).toEqual({ rtt_ms: 9, bitrate_bps: 0 });
});

it('says nothing from one look, and nothing without a trip', () => {
  expect(reportBetween(undefined, at(0, 0, 0, 0, 0))).toBeUndefined();
  const none = countersOf([], 1000);
  expect(reportBetween(countersOf([], 0), none)).toBeUndefined();
});

it('counts what the hub answers on each way, and knows nothing of a report without one', () => {
  const pair = { type: 'candidate-pair', responsesReceived: 7, packetsReceived: 3 };
  expect(answersOf([[['p', pair]], [['o', { type: 'outbound-rtp' }]]])).toEqual([10, undefined]);
});

it('judges no loss by the few packets that a silence sends', () => {
  const still = { atMs: 0, bytes: 0, sent: 0, lost: 0, received: 0, upLoss: 0.5 };
  expect(lossBetween(still, still)).toBeUndefined();
  expect(lossBetween(still, { ...still, bytes: 800, sent: 19 })).toBeUndefined();
  expect(lossBetween(still, { ...still, bytes: 800, sent: 20 })).toBe(50);
  expect(lossBetween(still, { ...still, received: 1, lost: 1 })).toBeUndefined();
  expect(lossBetween(still, { ...still, received: 17, lost: 2 })).toBeUndefined();
  expect(lossBetween(still, { ...still, received: 18, lost: 2 })).toBe(10);
  expect(lossBetween(still, { ...still, received: 18, lost: 2, sent: 3 })).toBe(10);
});

it('says of a silence that its loss is not measured, not that nothing was lost', () => {
  const quiet = reportBetween(at(0, 0, 0, 0, 0), at(2000, 120, 120, 0, 3));
  expect(quiet).toEqual({ rtt_ms: 9, jitter_ms: 2, bitrate_bps: 960 });
});
