import type { ParticipantView, RoleView, Snapshot } from '../src/client/wire.ts';
import { rehearsing } from './band.ts';

const TALK = ['floor.talk', 'floor.listen'];
const RUN = [
  ...TALK,
  'session.close',
  'participant.approve',
  'participant.remove',
  'participant.role',
  'invite.manage',
  'channel.manage',
  'settings.manage',
  'floor.priority',
  'floor.revoke',
  'metrics.view',
];

const person = (
  user_id: string,
  name: string,
  role: string,
  over: Partial<ParticipantView> = {},
): ParticipantView => ({
  user_id,
  name,
  role,
  state: 'here',
  muted: false,
  ...over,
});

const band: RoleView[] = [
  { name: 'md', capabilities: RUN },
  { name: 'tech', capabilities: [...TALK, 'metrics.view'] },
  { name: 'musician', capabilities: TALK },
  { name: 'guest', capabilities: ['floor.listen'] },
];

const all = band.map((r) => r.name);
const channel = (id: string, name: string, talk = all, listen = all) => ({
  id,
  name,
  mode: 'floor' as const,
  order: 'priority' as const,
  talk,
  listen,
  talk_limit_s: 30,
});

/** A rehearsal as a musician sees it. */
export function sundayBand(): Snapshot {
  return {
    session: {
      id: 's1',
      name: 'Sunday Band',
      kind: 'rehearsal',
      admission: 'approval',
      discoverable: true,
      ducking: 'duck',
      talk_limit_s: 30,
      voice: 'hub',
      started_at: new Date(Date.now() - 2_892_000).toISOString(),
    },
    you: {
      user_id: 'tomas',
      name: 'Tomás',
      role: 'musician',
      capabilities: TALK,
      listen_only: false,
      status: 'admitted',
    },
    roles: band,
    participants: [
      person('maya', 'Maya', 'md'),
      person('priya', 'Priya', 'musician'),
      person('jonas', 'Jonas', 'musician'),
      person('tomas', 'Tomás', 'musician'),
      person('ada', 'Ada', 'musician', { muted: true }),
      person('noor', 'Noor', 'musician'),
      person('sam', 'Sam', 'tech', { state: 'away' }),
    ],
    waiting: [],
    channels: [
      channel('band', 'Band'),
      channel('singers', 'Singers'),
      channel('tech', 'Tech', ['md', 'tech'], ['md', 'tech']),
    ],
    floor: [],
    slots: [],
    slot_assignments: [],
    slot_claims: [],
    setlist: [],
    hub: { name: 'Booth laptop', version: '0.1.0' },
    provisional: 0,
    displaced: [],
  };
}

/** The same rehearsal as its MD sees it. */
export function asMd(): Snapshot {
  const room = sundayBand();
  return {
    ...room,
    session: { ...room.session, code: 'K7M4RT' },
    you: {
      user_id: 'maya',
      name: 'Maya',
      role: 'md',
      capabilities: RUN,
      listen_only: false,
      status: 'admitted',
    },
    invites: [
      {
        code: 'x1',
        url: 'https://192.168.1.20:8443/j/Jx81-Qv2',
        role: 'musician',
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
        uses: 1,
      },
    ],
  };
}

/** A shift in a venue, with an emergency role. */
export function kestrelHall(): Snapshot {
  const roles: RoleView[] = [
    { name: 'supervisor', capabilities: RUN },
    { name: 'dispatcher', capabilities: TALK },
    { name: 'staff', capabilities: TALK },
    { name: 'emergency', capabilities: [...TALK, 'floor.emergency'] },
    { name: 'guest', capabilities: ['floor.listen'] },
  ];
  const staff = roles.map((r) => r.name);
  return {
    ...sundayBand(),
    session: { ...sundayBand().session, name: 'Kestrel Hall', kind: 'shift' },
    you: {
      user_id: 'tomas',
      name: 'Tomás',
      role: 'emergency',
      capabilities: [...TALK, 'floor.emergency'],
      listen_only: false,
      status: 'admitted',
    },
    roles,
    participants: [
      person('tomas', 'Tomás', 'emergency'),
      person('marek', 'Marek', 'staff'),
      person('ines', 'Ines', 'staff'),
      person('aisha', 'Aisha', 'staff'),
      person('dom', 'Dom', 'staff'),
      person('ruth', 'Ruth', 'supervisor'),
    ],
    channels: [
      channel('floor', 'Floor', staff, staff),
      channel('kitchen', 'Kitchen', staff, staff),
      channel('door', 'Door', staff, staff),
      channel('all', 'All staff', ['supervisor'], staff),
    ],
  };
}

/** In the middle of a song, as the bass player sees it. */
export const inSong = (): Snapshot => rehearsing(sundayBand());

/** In the middle of a song, as its MD sees it. */
export const leading = (): Snapshot => rehearsing(asMd());
