/** Slots, setlist, tempo and signals under the names the page uses; wire.ts is made from the hub's own records. */
import type {
  CueShow,
  PreflightResult,
  SetlistItemView,
  SlotAssignmentView,
  SlotScope,
  SlotView,
} from './wire.ts';

export type {
  CueKind,
  CueShow as Cue,
  MicrophoneCheck as MicCheck,
  PreflightReport,
  PreflightResult,
  SetlistItemView as SetlistItem,
  SlotAssignmentView as SlotAssignment,
  SlotAssignmentView as SlotClaim,
  SlotScope,
  SlotView as SlotInfo,
  SongBrief,
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
  /** The newest signal and when it came in, by our own monotonic clock. */
  cue?: CueShow & { heardAtMs: number };
  tempo?: TempoPlan;
  preflight?: { run_id: string; startedAtMs: number; results: Record<string, PreflightResult> };
}

export type Subdivision = 'none' | 'eighths' | 'triplets' | 'sixteenths';
export const SIGNATURES = ['2/4', '3/4', '4/4', '6/8', '12/8'] as const;

/** How fast and in which pattern. Accents: 0 silent, 1 soft, 2 ordinary, 3 the downbeat's. */
export interface Pulse {
  bpm: number;
  time_signature: string;
  subdivision: Subdivision;
  accents: number[];
}

/** A stretch of steady tempo; times are session time. */
export interface TempoStretch extends Pulse {
  anchor_bar_index: number;
  anchor_timestamp_ms: number;
  from_ms: number;
  generated_at_ms: number;
  count_in_bars: number;
  running: boolean;
}

/** The whole plan of the click, as the hub sends it. */
export interface TempoPlan {
  revision: number;
  running: boolean;
  anchor: TempoStretch;
  pending?: TempoStretch;
  run?: { start_ms: number; first_bar: number; count_in_bars: number; count_in: 'click' | 'voice' };
  end?: { bar: number; at_ms: number };
  authority: { user_id?: string; role: 'md' | 'controller' };
  handoff?: { user_id?: string; bar: number; at_ms: number };
}

/** What every device says of its link and its click. */
export interface DeviceReport {
  rtt_ms: number;
  loss_pct: number;
  jitter_ms: number;
  bitrate_bps: number;
  /** How far its click is off the plan; positive is late. */
  drift_ms?: number;
  clock_error_ms?: number;
  output_latency_ms?: number;
}
