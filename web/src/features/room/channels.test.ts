import { expect, it } from 'vitest';
import type { Channel, Snapshot } from '../../client/model.ts';
import { open } from '../../client/session-fold.ts';
import { listenable, talkable, talkChannel, wantsList } from './channels.ts';

const channel = (id: string, talk: string[], listen: string[]): Channel => ({
  id,
  name: id,
  mode: 'floor',
  order: 'fifo',
  talk,
  listen,
  talk_limit_s: 10,
});
const view = (channels: Channel[], kind: Snapshot['session']['kind'] = 'shift') =>
  open(
    {
      session: {
        id: 's',
        name: 'Kestrel Hall',
        kind,
        admission: 'open',
        discoverable: true,
        ducking: 'duck',
        talk_limit_s: 10,
        voice: 'hub',
        started_at: '',
      },
      you: {
        user_id: 'me',
        name: 'Ines',
        role: 'staff',
        capabilities: [],
        listen_only: false,
        status: 'admitted',
      },
      roles: [],
      participants: [],
      channels,
      floor: [],
      slots: [],
      slot_assignments: [],
      slot_claims: [],
      setlist: [],
      hub: { name: '', version: '' },
      provisional: 0,
      displaced: [],
    },
    0,
  );

const all = channel('all', ['supervisor'], ['staff']);
const kitchen = channel('kitchen', ['staff'], ['staff']);
const secret = channel('secret', ['supervisor'], ['supervisor']);

it('sorts channels by what this person may do there', () => {
  const v = view([all, kitchen, secret]);
  expect(listenable(v).map((c) => c.id)).toEqual(['all', 'kitchen']);
  expect(talkable(v).map((c) => c.id)).toEqual(['kitchen']);
});

it('talks where one chose, or where one may', () => {
  const v = view([all, kitchen]);
  expect(talkChannel(v, undefined)?.id).toBe('kitchen');
  expect(talkChannel(v, 'all')?.id).toBe('all');
  expect(talkChannel(v, 'gone')?.id).toBe('kitchen');
  expect(talkChannel(view([secret]), undefined)).toBeUndefined();
});

it('gives a venue a list and a band a row', () => {
  expect(wantsList(view([all, kitchen]))).toBe(true);
  expect(wantsList(view([all, kitchen], 'rehearsal'))).toBe(false);
});
