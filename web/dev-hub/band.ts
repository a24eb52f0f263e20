import type { TempoPlan } from '../src/client/rehearsal.ts';
import type {
  ChartView,
  SetlistItemView,
  SlotAssignmentView,
  SlotView,
  Snapshot,
  SongBrief,
} from '../src/client/wire.ts';

const NAMES: [string, string][] = [
  ['lead_vocal', 'Lead vocal'],
  ['backing_vocal_1', 'Backing vocal 1'],
  ['backing_vocal_2', 'Backing vocal 2'],
  ['backing_vocal_3', 'Backing vocal 3'],
  ['song_leader', 'Song leader'],
  ['keys_primary', 'Keys 1'],
  ['keys_secondary', 'Keys 2'],
  ['bass', 'Bass'],
  ['electric_guitar', 'Electric guitar'],
  ['acoustic_guitar', 'Acoustic guitar'],
  ['drums', 'Drums'],
  ['sax', 'Sax'],
  ['percussion_aux', 'Percussion'],
  ['tech_engineer', 'Tech'],
  ['click_controller', 'Click controller'],
];
const slots: SlotView[] = NAMES.map(([name, label]) => ({ name, label, custom: false }));

const plays = (slot_name: string, user_id: string, song_id?: string): SlotAssignmentView => ({
  slot_name,
  user_id,
  ...(song_id ? { scope: 'song', song_id } : { scope: 'global' }),
});

type Signature = NonNullable<SongBrief['time_signature']>;
const SONGS: [string, string, number, Signature, number][] = [
  ['Slow Morning', 'E', 68, '4/4', 250],
  ['Carry the Sound', 'A', 128, '4/4', 214],
  ['Harbour Light', 'G', 72, '4/4', 290],
  ['Open Water', 'D', 118, '6/8', 265],
  ['Lantern', 'Bb', 94, '4/4', 244],
  ['Every Wave', 'C', 140, '4/4', 201],
  ['Stay a While', 'F', 60, '3/4', 312],
];

const setlist: SetlistItemView[] = SONGS.map(([title, key, bpm, time_signature, duration_s], i) => ({
  item_id: `i${i + 1}`,
  song_id: `s${i + 1}`,
  song: { title, key, bpm, time_signature, duration_s, notes: '' },
  ...(i === 2 ? { note: 'Second chorus twice' } : {}),
  ...(i === 3 ? { leader_user_id: 'noor' } : {}),
  chart_id: `c${i + 1}`,
}));

export const library: SongBrief[] = [...SONGS, ['Quiet Road', 'F#m', 84, '4/4', 230] as const].map(
  ([title, key, bpm, time_signature, duration_s], i) => ({
    id: `s${i + 1}`,
    title,
    key,
    bpm,
    time_signature,
    duration_s,
    has_chart: true,
    updated_at: '',
  }),
);

/** Session time of this hub is the time of day: good enough to look at. */
export function running(over: Partial<TempoPlan> = {}): TempoPlan {
  const now = Date.now();
  return {
    revision: 4,
    running: true,
    anchor: {
      bpm: 72,
      time_signature: '4/4',
      subdivision: 'none',
      accents: [3, 2, 2, 2],
      anchor_bar_index: 29,
      anchor_timestamp_ms: now,
      from_ms: now - 60_000,
      generated_at_ms: now,
      count_in_bars: 0,
      running: true,
    },
    run: { start_ms: now - 60_000, first_bar: 1, count_in_bars: 0, count_in: 'click' },
    authority: { user_id: 'maya', role: 'md' },
    ...over,
  };
}

/** A change from 72 to 76 some bars ahead. */
export function changing(): TempoPlan {
  const plan = running();
  const at = plan.anchor.anchor_timestamp_ms + (4 * 4 * 60_000) / 72;
  return running({
    pending: { ...plan.anchor, bpm: 76, anchor_bar_index: 33, anchor_timestamp_ms: at, from_ms: at },
  });
}

const MORE: Record<string, string[]> = {
  md: [
    'slot.manage',
    'slot.claim',
    'setlist.manage',
    'song.manage',
    'tempo.control',
    'cue.send',
    'preflight.run',
  ],
  tech: ['slot.manage', 'slot.claim', 'preflight.run'],
  musician: ['slot.claim'],
};

/** That room in the middle of a song: slots filled, setlist, click. */
export function rehearsing(room: Snapshot): Snapshot {
  return {
    ...room,
    roles: room.roles.map((r) => ({ ...r, capabilities: [...r.capabilities, ...(MORE[r.name] ?? [])] })),
    you: { ...room.you, capabilities: [...room.you.capabilities, ...(MORE[room.you.role] ?? [])] },
    slots,
    slot_assignments: [
      plays('keys_primary', 'maya'),
      plays('lead_vocal', 'priya'),
      plays('drums', 'jonas'),
      plays('bass', 'tomas'),
      plays('electric_guitar', 'ada'),
      plays('backing_vocal_1', 'noor'),
      plays('tech_engineer', 'sam'),
      plays('keys_secondary', 'priya', 's4'),
      plays('lead_vocal', 'noor', 's4'),
    ],
    slot_claims: [],
    setlist,
    current_item_id: 'i3',
    tempo: running(),
  } as Snapshot;
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    kind: 'lyrics' as const,
    parts: [
      { chord: 'G', text: 'Every boat comes ' },
      { chord: i % 2 ? 'D/F#' : 'C', text: 'home to the harbour ' },
      { chord: 'Em', text: 'light' },
    ],
  }));

/** A chart as the hub gives it. */
export const chart: ChartView = {
  key: 'G',
  sections: (
    [
      ['intro', 'Intro', 2],
      ['verse', 'Verse 1', 4],
      ['chorus', 'Chorus', 4],
      ['verse', 'Verse 2', 4],
      ['chorus', 'Chorus 2', 4],
      ['bridge', 'Bridge', 3],
      ['chorus', 'Chorus 3', 6],
      ['outro', 'Outro', 2],
    ] as const
  ).map(([kind, label, count], i) => ({ id: `p${i}`, kind, label, lines: lines(count) })),
};

/** A song whose title and figures are as wide as they get. */
export function wide(room: Snapshot, sounds = true): Snapshot {
  const plan = running();
  const anchor = { ...plan.anchor, bpm: 260, time_signature: '12/8' as const, accents: [3, 2, 2, 2] };
  const title = 'A Thousand Hallelujahs on the Long Way Home, second version with the bridge';
  return {
    ...room,
    setlist: room.setlist.map((item) =>
      item.item_id === room.current_item_id
        ? { ...item, song: { ...item.song, title, key: 'Bb', bpm: 260, time_signature: '12/8' } }
        : item,
    ),
    tempo: { ...plan, anchor: { ...anchor, running: sounds }, running: sounds },
  };
}
