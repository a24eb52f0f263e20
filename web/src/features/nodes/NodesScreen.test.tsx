// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { HubClient } from '../../client/hub-client.ts';
import { band, objections, renderInRoom } from '../room/room-fixture.tsx';
import { NodesScreen } from './NodesScreen.tsx';

const [BOOTH, DOOR, STRANGER] = ['aa', 'cc', 'dd'].map((two) => two.repeat(32)) as [string, string, string];
const since = '2026-01-01T10:00:00Z';
const NODES = {
  node_id: BOOTH,
  cluster: '11',
  hub: BOOTH,
  members: [
    { node_id: BOOTH, name: 'Booth laptop', by: 'founder', since, link: 'self' },
    { node_id: DOOR, name: 'Door computer', by: 'invite', since, link: 'down', why: 'No route to host.' },
  ],
  waiting: [{ node_id: STRANGER, name: 'Balcony', address: '192.168.7.9:7883', until: since }],
  seen: [],
};
const CLUSTER = {
  node_id: BOOTH,
  state: 'leading',
  leader: BOOTH,
  term: 7,
  granting: true,
  writer: BOOTH,
  members: [{ node_id: BOOTH, name: 'Booth laptop', direct: true }],
  counts: { claims: 1, raises: 0, last_convergence_ms: 900 },
  timeline: [{ at: since, from: 'claiming', to: 'leading', term: 7, cause: 'nobody else' }],
};
const INVITE = {
  code: 'ABCDEFGH2346',
  expires_at: since,
  join_at: ['192.168.7.20:7883'],
  ticket: 'tutti:192.168.7.20:7883?invite=ABCDEFGH2346',
  qr_svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

it('says what wants a look and what to do, lets a machine in, and makes a code for another one', async () => {
  URL.createObjectURL ??= () => 'blob:qr';
  URL.revokeObjectURL ??= () => undefined;
  const client = new HubClient('http://hub', async () => 'owner');
  const room = renderInRoom(
    <NodesScreen client={client} hub="Kestrel Hall" onClose={() => undefined} />,
    band('md'),
  );
  room.answer(/^\/hub\/nodes$/, 200, NODES);
  room.answer(/^\/hub\/cluster$/, 200, CLUSTER);
  room.answer(/^\/hub\/nodes\/invites$/, 201, INVITE);
  await screen.findByText('Door computer is out of reach', {}, { timeout: 10_000 });
  expect(screen.getByText(/No route to host/)).toBeTruthy();
  expect(screen.getByRole('img', { name: /Booth laptop: Leads/ })).toBeTruthy();
  expect(await objections(room.baseElement)).toEqual([]);

  fireEvent.click(screen.getByRole('button', { name: 'Let it in' }));
  fireEvent.click(screen.getByRole('button', { name: 'Make a code' }));
  await screen.findByText(
    './tutti up --join 192.168.7.20:7883 --invite ABCDEFGH2346',
    {},
    { timeout: 10_000 },
  );
  expect(room.asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
    `/hub/nodes/${STRANGER}/admit`,
    '/hub/nodes/invites',
  ]);
  expect(await objections(room.baseElement)).toEqual([]);
});

it('says how to take the place of a hub that is out of reach, and does not offer to remove it', async () => {
  const client = new HubClient('http://hub', async () => 'owner');
  const room = renderInRoom(
    <NodesScreen client={client} hub="Kestrel Hall" onClose={() => undefined} />,
    band('md'),
  );
  room.answer(/^\/hub\/nodes$/, 200, { ...NODES, hub: DOOR });
  room.answer(/^\/hub\/cluster$/, 200, { ...CLUSTER, writer: DOOR });
  await screen.findByText('Door computer is out of reach, and the log with it', {}, { timeout: 10_000 });
  expect(screen.getByText(/“\.\/tutti adopt” on this machine/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'It is gone for good' })).toBeNull();
});
