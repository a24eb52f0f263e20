// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { HubClient } from '../../client/hub-client.ts';
import { LinkSheet } from './LinkSheet.tsx';
import { LinkWords } from './LinkWords.tsx';
import { band, objections, renderInRoom } from './room-fixture.tsx';

it('says to which hub the link goes, and its four figures', async () => {
  const { baseElement } = renderInRoom(<LinkSheet onClose={() => undefined} />, band('musician'));
  expect(screen.getByText('Hub: Booth laptop')).toBeTruthy();
  for (const term of ['Round trip', 'Lost', 'Jitter', 'Bitrate']) expect(screen.getByText(term)).toBeTruthy();
  expect(await objections(baseElement)).toEqual([]);
});

it('says on which machine one is when it is another one, and what moving means', async () => {
  const away = { moving: false, away: 'Stage laptop', barred: true };
  const sheet = renderInRoom(<LinkSheet onClose={() => undefined} />, band('musician'), undefined, {
    place: away,
  });
  expect(screen.getByText('Hub: Stage laptop')).toBeTruthy();
  expect(screen.getByText(/You are on Stage laptop/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
  expect(await objections(sheet.baseElement)).toEqual([]);
});

it('says calmly beside the link where one is, and that one moves', () => {
  const report = { rtt_ms: 9, bitrate_bps: 0 };
  const away = { moving: false, away: 'Stage laptop', barred: false };
  renderInRoom(<LinkWords />, band('musician'), undefined, { place: away, report });
  expect(screen.getByText('good link, 9 ms · on Stage laptop')).toBeTruthy();
  renderInRoom(<LinkWords />, band('musician'), undefined, {
    place: { moving: true, barred: false },
    report,
  });
  expect(screen.getByText('moving to another machine…')).toBeTruthy();
});

it('says when the last change is on one disk so far', () => {
  const place = { moving: false, barred: false, oneDisk: true };
  renderInRoom(<LinkWords />, band('musician'), undefined, { place, report: { rtt_ms: 9, bitrate_bps: 0 } });
  expect(screen.getByText('good link, 9 ms · on 1 disk')).toBeTruthy();
  renderInRoom(<LinkSheet onClose={() => undefined} />, band('musician'), undefined, { place });
  expect(screen.getByText(/The last change made here is on one disk/)).toBeTruthy();
});

it('hears from each answer on how many disks a change is', async () => {
  const room = renderInRoom(<LinkWords />, band('md'));
  const client = new HubClient('http://hub', async () => 't');
  const copies: number[] = [];
  client.onCopies = (n) => copies.push(n);
  room.answer(/channels/, 201, { channel: {}, copies: 1 });
  await client.createChannel('x', { name: 'Crew' });
  room.answer(/channels/, 201, { channel: {}, copies: 2 });
  await client.createChannel('x', { name: 'Stage' });
  room.answer(/leave/, 200, {});
  await client.leave('x');
  expect(copies).toEqual([1, 2]);
});
