import { expect, it } from 'vitest';
import { countersOf, reportBetween } from './link-stats.ts';

const at = (atMs: number, up: number, down: number, lost: number, received: number) =>
  countersOf(
    [
      [
        ['o', { type: 'outbound-rtp', bytesSent: up }],
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
  expect(reportBetween(at(0, 0, 0, 0, 0), at(2000, 0, 0, 0, 100))?.loss_pct).toBe(1);
});

it('says nothing from one look, and nothing without a trip', () => {
  expect(reportBetween(undefined, at(0, 0, 0, 0, 0))).toBeUndefined();
  const none = countersOf([], 1000);
  expect(reportBetween(countersOf([], 0), none)).toBeUndefined();
});
