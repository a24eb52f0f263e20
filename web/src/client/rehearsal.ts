/** Slots, setlist, tempo and signals under the names the page uses; wire.ts is made from the hub's own records. */
import type {
  CueShow,
  PreflightResult,
  SetlistItemView,
  SlotAssignmentView,
  SlotScope,
  SlotView,
  SongStartView,
  TempoAnchor,
  TempoView,
} from './wire.ts';

export type {
  CueKind,
  CueShow as Cue,
  MetricsSample as DeviceReport,
  MicrophoneCheck as MicCheck,
  PreflightReport,
  PreflightResult,
  SetlistItemView as SetlistItem,
  SlotAssignmentView as SlotAssignment,
  SlotAssignmentView as SlotClaim,
  SlotScope,
  SlotView as SlotInfo,
  SongBrief,
  SongStartView as SongStart,
  Subdivision,
  TempoAnchor as TempoStretch,
  TempoView as TempoPlan,
  VoiceCheck,
} from './wire.ts';

/** Where a slot is held: for the whole session, or for one song, which shadows it. */
export interface SlotPlace {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
}

/** What the rehearsal adds to the view of a session. */
export interface Rehearsal {
  slots: SlotView[];
  slot_assignments: SlotAssignmentView[];
  slot_claims: SlotAssignmentView[];
  setlist: SetlistItemView[];
  current_item_id?: string;
  /** Where the current song begins, when it was selected while the click ran. */
  song_start?: SongStartView;
  /** The newest signal and when it came in, by our own monotonic clock. */
  cue?: CueShow & { heardAtMs: number };
  tempo?: TempoView;
  preflight?: { run_id: string; startedAtMs: number; results: Record<string, PreflightResult> };
}

export const SIGNATURES = ['2/4', '3/4', '4/4', '6/8', '12/8'] as const;

/** How fast and in which pattern. Accents: 0 silent, 1 soft, 2 ordinary, 3 the downbeat's. */
export type Pulse = Pick<TempoAnchor, 'bpm' | 'time_signature' | 'subdivision' | 'accents'>;
