/** The phases of one person's floor, what moves it and what it asks for. */

export type RevokeReason = 'talk_limit' | 'preempted' | 'emergency' | 'host' | 'removed' | 'expired' | 'link';

/** A lease as its holder knows it; times are of the page's monotonic clock. */
export interface Lease {
  leaseId: string;
  requestId: string;
  channelId: string;
  sinceMs: number;
  endsAtMs: number;
  limitMs: number;
  latched: boolean;
  emergency: boolean;
  renewAtMs: number;
}

export interface Asked {
  requestId: string;
  channelId: string;
  sinceMs: number;
  latched: boolean;
  emergency: boolean;
}

/** Since when another node is about to decide; the place in line is kept meanwhile. */
export interface Changing {
  changingSinceMs?: number;
}

export type Hint = 'slip' | 'missed' | 'placeLost';

export type Phase =
  /** Nothing asked; a hint says what the last press came to. */
  | { kind: 'idle'; hint?: Hint; untilMs?: number }
  /** Asked, the microphone is already open and the hub keeps the first words. */
  | ({ kind: 'pending' } & Asked & Changing)
  | ({ kind: 'queued'; position: number; of: number; waitMs: number; held: boolean } & Asked & Changing)
  /** It is our turn for a few seconds, one press takes it. */
  | ({ kind: 'offered'; untilMs: number } & Asked)
  | ({ kind: 'granted' } & Lease)
  /** In a channel of open microphones nobody is asked; a tail is set once the finger is up. */
  | { kind: 'open'; channelId: string; sinceMs: number; latched: boolean; untilMs?: number }
  /** The finger is up; the last syllable still goes out. */
  | ({ kind: 'tail'; untilMs: number } & Lease)
  | { kind: 'denied'; reason: string; message: string; untilMs: number }
  | { kind: 'revoked'; reason: RevokeReason; by?: string; talkedMs: number; untilMs: number };

export interface FloorState {
  phase: Phase;
  pressedAtMs: number;
}

export type FloorInput =
  | {
      kind: 'press';
      channelId: string;
      requestId: string;
      latch: boolean;
      emergency?: boolean;
      open?: boolean;
    }
  | { kind: 'lift' }
  | { kind: 'latch' }
  | { kind: 'slideOff' }
  | { kind: 'stop' }
  | { kind: 'unsent' }
  | { kind: 'linkLost' }
  | { kind: 'linkBack' }
  | { kind: 'line'; channelId: string; line: readonly { user_id: string; position: number }[]; me: string }
  | { kind: 'frame'; type: string; payload: Record<string, unknown> }
  | { kind: 'tick' };

export type Sound =
  | 'granted'
  | 'queued'
  | 'yourTurn'
  | 'denied'
  | 'ending'
  | 'released'
  | 'revoked'
  | 'latched'
  | 'unlatched';

export type Touch = Sound | 'pressed';

export type FloorEffect =
  | { kind: 'send'; type: string; payload: Record<string, unknown> }
  | { kind: 'capture'; on: boolean }
  | { kind: 'sound'; sound: Sound }
  | { kind: 'touch'; touch: Touch };

export interface Step {
  state: FloorState;
  effects: FloorEffect[];
}
