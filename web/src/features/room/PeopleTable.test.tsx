// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PeopleTable } from './PeopleTable.tsx';
import { band, objections, renderInRoom } from './room-fixture.tsx';

const cells = (name: RegExp): (string | null)[] =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('cell')
    .slice(1)
    .map((cell) => cell.textContent);

it('says beside each click how well its device knows the time', () => {
  const room = renderInRoom(<PeopleTable onPick={undefined} full />, band('md'));
  const click = { drift_ms: -0.12, drifts: false, clock_error_ms: 0.84 };
  room.hear('metrics.report', { user_id: 'noor', rtt_ms: 9, bitrate_bps: 0, ...click });
  expect(cells(/Noor/)[0]).toBe('0.1 ± 0.8 ms');
});

it('tells what was measured from what was not, and from who said nothing', async () => {
  const room = renderInRoom(<PeopleTable onPick={undefined} full />, band('md'));
  const voice = { loss_pct: 0, jitter_ms: 1.6, bitrate_bps: 24_000, drift_ms: -9.4, drifts: true };
  room.hear('metrics.report', { user_id: 'noor', rtt_ms: 9, ...voice });
  room.hear('metrics.report', { user_id: 'sam', rtt_ms: 31, bitrate_bps: 0 });
  expect(cells(/Noor/).slice(0, 5)).toEqual([' 9.4', '9 ms', '0 %', '2 ms', '24 kbit/s']);
  expect(cells(/Sam/).slice(0, 5)).toEqual(['–', '31 ms', 'not measured', 'not measured', '0 kbit/s']);
  expect(cells(/Tomás/).slice(0, 5)).toEqual(['–', '–', '–', '–', '–']);
  expect(screen.getByRole('img', { name: 'good link, 31 ms' })).toBeTruthy();
  expect(await objections(room.container)).toEqual([]);
});

it('has no columns for figures that one may not see', async () => {
  const room = renderInRoom(<PeopleTable onPick={undefined} />, band('musician'));
  expect(screen.getAllByRole('columnheader')).toHaveLength(1);
  expect(cells(/Noor/)).toEqual([]);
  expect(await objections(room.container)).toEqual([]);
});
