/** Slots, setlist, tempo and signals under the names the page uses. */

export type SlotScope = 'global' | 'song';

export interface SlotInfo {
  name: string;
  label: string;
  custom: boolean;
}

/** Where a slot is held: for the whole session, or for one song, which shadows it. */
export interface SlotPlace {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
}

export interface SlotAssignment extends SlotPlace {
  user_id: string;
}

export type SlotClaim = SlotAssignment;

export interface SongBrief {
  title: string;
  artist?: string;
  key?: string;
  bpm?: number;
  time_signature?: string;
  duration_s?: number;
  notes?: string;
}

export interface SetlistItem {
  item_id: string;
  song_id: string;
  song: SongBrief;
  key?: string;
  bpm?: number;
  time_signature?: string;
  leader_user_id?: string;
  note?: string;
  chart_id?: string;
}

export const CUE_KINDS = ['chorus', 'verse', 'bridge', 'vamp', 'cut', 'again', 'custom'] as const;
export type CueKind = (typeof CUE_KINDS)[number];

export interface Cue {
  cue_id: string;
  kind: CueKind;
  text?: string;
  by: string;
  /** The bar it lands on, when the click runs and it waits for a bar. */
  at_bar?: number;
  /** Session time. */
  at_ms: number;
}

export type MicCheck = 'ok' | 'silent' | 'blocked' | 'none';

/** What one device measured of itself before doors open. */
export interface PreflightReport {
  run_id: string;
  rtt_ms: number;
  loss_pct: number;
  jitter_ms: number;
  drift_ms?: number;
  microphone: MicCheck;
  output_latency_ms?: number;
}

export interface PreflightResult extends PreflightReport {
  user_id: string;
}

/** What the rehearsal adds to the view of a session. */
export interface Rehearsal {
  slots: SlotInfo[];
  slot_assignments: SlotAssignment[];
  slot_claims: SlotClaim[];
  setlist: SetlistItem[];
  current_item_id?: string;
  /** The newest signal and when it came in, by our own monotonic clock. */
  cue?: Cue & { heardAtMs: number };
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
