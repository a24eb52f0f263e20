import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type RenderResult, render } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { createStore } from 'zustand/vanilla';
import { HubClient } from '../../client/hub-client.ts';
import type { Capability, Participant, Snapshot } from '../../client/model.ts';
import type { SetlistItem } from '../../client/rehearsal.ts';
import { fold, open, type SessionView } from '../../client/session-fold.ts';
import { theme } from '../../ui/theme.ts';
import '../../ui/words/index.ts';
import { BeatContext, type BeatSource } from '../now/beat.ts';
import { Peers } from '../peers/peers.ts';
import type { LiveRoom } from './live-room.ts';
import { RoomContext, type RoomValue } from './useLiveRoom.ts';

/** What the page asked of the hub. */
export interface Asked {
  method: string;
  path: string;
  body: unknown;
}

const MD: Capability[] = [
  'participant.approve',
  'channel.manage',
  'metrics.view',
  'floor.priority',
  'slot.manage',
  'slot.claim',
  'setlist.manage',
  'song.manage',
  'tempo.control',
  'cue.send',
  'preflight.run',
];
const RIGHTS: Record<string, Capability[]> = {
  md: MD,
  tech: ['slot.manage', 'slot.claim'],
  musician: ['slot.claim'],
};

const person = (user_id: string, name: string, role: string): Participant => ({
  user_id,
  name,
  role,
  state: 'here',
  muted: false,
});

export const song = (n: number, title: string, over: Partial<SetlistItem> = {}): SetlistItem => ({
  item_id: `i${n}`,
  song_id: `s${n}`,
  song: { title, key: 'G', bpm: 72, time_signature: '4/4', duration_s: 240, notes: '' },
  ...over,
});

/** A band of four in its first song, as the one with that role sees it. */
export function band(role: 'md' | 'musician', over: Partial<Snapshot> = {}): Snapshot {
  const you = role === 'md' ? 'maya' : 'tomas';
  return {
    session: {
      id: 'x',
      name: 'Sunday Band',
      kind: 'rehearsal',
      admission: 'approval',
      discoverable: true,
      ducking: 'duck',
      talk_limit_s: 30,
      voice: 'hub',
      started_at: '2026-01-01T10:00:00Z',
    },
    you: {
      user_id: you,
      name: you,
      role,
      capabilities: RIGHTS[role] ?? [],
      listen_only: false,
      status: 'admitted',
    },
    roles: Object.entries(RIGHTS).map(([name, capabilities]) => ({ name, capabilities })),
    participants: [
      person('maya', 'Maya', 'md'),
      person('tomas', 'Tomás', 'musician'),
      person('noor', 'Noor', 'musician'),
      person('sam', 'Sam', 'tech'),
    ],
    channels: [],
    floor: [],
    slots: [
      { name: 'keys_primary', label: 'Keys 1', custom: false },
      { name: 'bass', label: 'Bass', custom: false },
      { name: 'drums', label: 'Drums', custom: false },
    ],
    slot_assignments: [{ slot_name: 'keys_primary', scope: 'global', user_id: 'maya' }],
    slot_claims: [],
    setlist: [
      song(1, 'Harbour Light'),
      song(2, 'Open Water', { bpm: 118, key: 'Bb', leader_user_id: 'noor' }),
      song(3, 'Lantern'),
    ],
    current_item_id: 'i1',
    hub: { name: 'Booth laptop', version: '1' },
    provisional: 0,
    displaced: [],
    ...over,
  };
}

export interface RoomFixture extends RenderResult {
  asked: Asked[];
  felt: string[];
  /** Lets the hub say something. */
  hear: (type: string, payload: Record<string, unknown>) => void;
  /** Lets the hub answer the next calls of that path otherwise than with 200 {}; the newest answer holds. */
  answer: (path: RegExp, status: number, body: unknown) => void;
  view: () => SessionView;
}

/** Linked to the node that the page came from, and nothing measured. */
const still: Pick<RoomValue, 'link' | 'place' | 'report'> = {
  link: { kind: 'open', sinceMs: 0 },
  place: { moving: false, barred: false },
  report: undefined,
};

/** A room with the page's own client in it; the hub is one function that remembers what it was asked. */
export function renderInRoom(
  children: ReactNode,
  snapshot: Snapshot,
  beats: BeatSource = { beatAt: () => undefined, sessionMs: () => undefined },
  over: Partial<RoomValue> = {},
): RoomFixture {
  const asked: Asked[] = [];
  const felt: string[] = [];
  const answers: { path: RegExp; status: number; body: unknown }[] = [];
  globalThis.fetch = async (input, init) => {
    const path = String(input).replace('http://hub', '');
    const body: unknown = init?.body ? JSON.parse(String(init.body)) : undefined;
    asked.push({ method: init?.method ?? 'GET', path, body });
    const said = answers.findLast((a) => a.path.test(path));
    return new Response(JSON.stringify(said?.body ?? {}), { status: said?.status ?? 200 });
  };
  const store = createStore(() => ({ view: open(snapshot, performance.now()) }));
  const live = {
    session: {
      client: new HubClient('http://hub', async () => 't'),
      id: 'x',
      userId: snapshot.you.user_id,
      store,
    },
    voice: {
      store: createStore(() => ({ state: 'on', mic: 'ready', silent: [] })),
      retry: () => undefined,
    },
    senses: { sound: () => undefined, touch: (name: string) => felt.push(name), close: () => undefined },
    levelOf: () => 0,
    trips: [],
    tempo: {
      store: createStore(() => ({ clock: 'locked', drifts: false, audio: 'on' })),
      wake: () => undefined,
    },
    beats,
    peers: new Peers({
      peerId: 'p',
      me: snapshot.you.user_id,
      name: () => 'Somebody',
      send: () => true,
      connection: () => new RTCPeerConnection(),
      nowMs: () => performance.now(),
      after: () => () => undefined,
    }),
  } as unknown as LiveRoom;
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const tree = (view: SessionView): ReactNode => (
    <MantineProvider theme={theme} forceColorScheme="dark" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <RoomContext value={{ ...still, live, view, ...over }}>
          <BeatContext value={beats}>{children}</BeatContext>
        </RoomContext>
      </QueryClientProvider>
    </MantineProvider>
  );
  const result = render(tree(store.getState().view));
  return {
    ...result,
    asked,
    felt,
    view: () => store.getState().view,
    answer: (path, status, body) => answers.push({ path, status, body }),
    hear: (type, payload) => {
      const view = fold(store.getState().view, { type, ts: 0, payload }, performance.now());
      if (!view) return;
      store.setState({ view });
      act(() => result.rerender(tree(view)));
    },
  };
}

/** What axe finds in a piece of the page; colours are the token test's business, jsdom has none. */
export async function objections(element: HTMLElement): Promise<string[]> {
  const { violations } = await axe.run(element, {
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
}
