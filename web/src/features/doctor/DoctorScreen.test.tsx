// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { HubClient } from '../../client/hub-client.ts';
import type { DoctorAnswer, DoctorFinding } from '../../client/wire.ts';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { DoctorScreen } from './DoctorScreen.tsx';
import { diagnose, wrongIn } from './doctor.ts';

const PATIENCE = { timeout: 10_000 };
const at = '2026-01-01T10:00:00Z';
const finding = (check: string, status: string, what = 'said', fix = ''): DoctorFinding => ({
  check,
  subject: '',
  status,
  what,
  fix,
});
const ILL: DoctorAnswer = {
  checked_at: at,
  findings: [
    finding('addresses', 'ok'),
    finding('multicast', 'warning', 'the announcement was not heard', 'Wait some seconds.'),
    finding('ports', 'ok', 'open'),
    finding('ports', 'failed', 'not even this machine gets through', 'Let TCP 8443 through.'),
    finding('isolation', 'hint', 'no other machine is connected', 'Turn off client isolation.'),
    finding('clock', 'skipped', 'took too long'),
  ],
  seen: [
    { kind: 'certificate_refused', address: '192.168.7.31', detail: 'unknown_ca', count: 3, last_at: at },
    { kind: 'of_tomorrow', address: '192.168.7.32', detail: 'who knows', count: 1, last_at: at },
  ],
};
const WELL: DoctorAnswer = { checked_at: at, findings: [finding('clock', 'ok', 'is right')], seen: [] };

function open() {
  const client = new HubClient('http://hub', async () => 'owner');
  return renderInRoom(
    <DoctorScreen client={client} hub="Kestrel Hall" onClose={() => undefined} />,
    band('md'),
  );
}

it('puts the worst first, and what nobody knows yet among what may matter', () => {
  const { trouble, maybe, fine, unknown } = diagnose({
    ...ILL,
    findings: [...ILL.findings, finding('of_tomorrow', 'odd')],
  });
  expect(trouble.map(({ check }) => check)).toEqual(['ports', 'multicast']);
  expect(maybe.map(({ check }) => check)).toEqual(['isolation', 'of_tomorrow']);
  expect(fine.map(({ check }) => check)).toEqual(['addresses']);
  expect(unknown.map(({ check }) => check)).toEqual(['clock']);
  expect(trouble.map((group) => wrongIn(group).wrong.length)).toEqual([1, 1]);
});

it('says what is in the way, what it means and what to do, and who was turned away', async () => {
  const room = open();
  room.answer(/^\/hub\/doctor$/, 200, ILL);
  await screen.findByText('2 things are in the way.', {}, PATIENCE);
  const trouble = screen.getByRole('region', { name: 'In the way' });
  expect(within(trouble).getAllByRole('listitem')[0]?.textContent).toContain('Ports of the hub');
  expect(within(trouble).getByText('Let TCP 8443 through.')).toBeTruthy();
  const seen = screen.getByRole('region', { name: 'Turned away in the last hour' });
  expect(within(seen).getByText('192.168.7.31 does not trust the hub’s certificate')).toBeTruthy();
  expect(within(seen).getByText('192.168.7.32 was turned away')).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);
});

it('says that nothing is in the way, and after a fault checks again', async () => {
  const room = open();
  room.answer(/^\/hub\/doctor$/, 503, { error: { code: 'BUSY', message: 'The hub is busy.', details: {} } });
  await screen.findByText('The checks could not be run', {}, PATIENCE);
  expect(await objections(room.baseElement)).toEqual([]);
  room.answer(/^\/hub\/doctor$/, 200, WELL);
  fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
  await screen.findByText('Nothing is in the way that this machine can see.', {}, PATIENCE);
  expect(screen.queryByRole('region', { name: 'In the way' })).toBeNull();
  expect(screen.getByRole('region', { name: 'Looked at and fine' })).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);
});
