// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { closed } from './answer.ts';
import { dbfs } from './mic-probe.ts';
import { PreflightSheet } from './PreflightSheet.tsx';

const good = { run_id: 'r1', voice: 'on', rtt_ms: 9, loss_pct: 0, jitter_ms: 2, microphone: 'ok' };

/** The six figures of a device. */
const figures = (row: HTMLElement | undefined): string =>
  [...(row?.querySelectorAll('dl > div') ?? [])]
    .map((pair) => [...pair.children].map(({ textContent }) => textContent).join(' '))
    .join(', ');

it('measures every device by one button and says what to fix', async () => {
  const room = renderInRoom(<PreflightSheet onClose={() => undefined} />, band('md'));
  fireEvent.click(screen.getByRole('button', { name: 'Start the check' }));
  await waitFor(() => expect(room.asked[0]).toMatchObject({ method: 'POST', path: '/session/x/preflight' }));
  room.hear('preflight.start', { run_id: 'r1' });
  expect(screen.getByText('4 devices are still measuring')).toBeTruthy();
  room.hear('preflight.result', { ...good, user_id: 'maya' });
  room.hear('preflight.result', { ...good, user_id: 'tomas', microphone: 'silent' });
  room.hear('preflight.result', {
    ...good,
    user_id: 'noor',
    loss_pct: 4,
    drift_ms: 9.4,
    output_latency_ms: 21.3,
  });
  expect(screen.getByText('1 device is still measuring')).toBeTruthy();
  room.hear('preflight.result', { ...good, user_id: 'sam', microphone: 'none', clock_error_ms: 1.5 });
  expect(screen.getAllByRole('listitem').map(figures)).toEqual([
    'Lost 0 %, Round trip 9 ms, Jitter 2 ms, Drift not measured, Microphone hears, Output not measured',
    'Lost 0 %, Round trip 9 ms, Jitter 2 ms, Drift not measured, Microphone silent, Output not measured',
    'Lost 4 %, Round trip 9 ms, Jitter 2 ms, Drift 9.4 ms, Microphone hears, Output 21 ms',
    'Lost 0 %, Round trip 9 ms, Jitter 2 ms, Clock within 1.5 ms, Microphone none, Output not measured',
  ]);
  expect(screen.getByText('2 devices need a hand')).toBeTruthy();
  expect(screen.getByText('The microphone hears nothing. Is it muted or turned away?')).toBeTruthy();
  expect(screen.getByText('The click is 9.4 ms off. Calibrate it.')).toBeTruthy();
  expect(screen.getByText('Listens only')).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);
});

it('says that all are ready', () => {
  const room = renderInRoom(<PreflightSheet onClose={() => undefined} />, band('md'));
  room.hear('preflight.start', { run_id: 'r1' });
  for (const user_id of ['maya', 'tomas', 'noor', 'sam']) room.hear('preflight.result', { ...good, user_id });
  expect(screen.getByText('Ready. 4 of 4 devices are good.')).toBeTruthy();
});

it('names who has no voice, and shows what was not measured as that', () => {
  const room = renderInRoom(<PreflightSheet onClose={() => undefined} />, band('md'));
  room.hear('preflight.start', { run_id: 'r1' });
  for (const user_id of ['maya', 'noor', 'sam']) room.hear('preflight.result', { ...good, user_id });
  const { loss_pct: _, jitter_ms: __, ...rest } = good;
  room.hear('preflight.result', { ...rest, user_id: 'tomas', voice: 'failed' });
  expect(screen.getByText('1 device needs a hand')).toBeTruthy();
  expect(screen.getByText(/^No voice/)).toBeTruthy();
  expect(figures(screen.getAllByRole('listitem')[1])).toMatch(
    /^Lost not measured, Round trip 9 ms, Jitter not measured,/,
  );
});

it('tells a dead microphone from a quiet room', () => {
  expect(dbfs([0, 0, 0])).toBe(Number.NEGATIVE_INFINITY);
  expect(dbfs([0.001, -0.001])).toBeCloseTo(-60, 5);
  expect([closed('blocked'), closed('busy'), closed('none'), closed('listenOnly')]).toEqual([
    'blocked',
    'blocked',
    'none',
    'none',
  ]);
});
