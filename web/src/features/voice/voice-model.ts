import type { LinkReport, MediaToken } from '../../client/model.ts';
import type { MicChoice } from '../microphone/microphone.ts';
import type { Playout } from '../settings/preferences.ts';
import type { Counters } from './link-stats.ts';
import type { MicStatus } from './mic-source.ts';

export type VoiceState = 'off' | 'connecting' | 'on' | 'recovering' | 'failed';

export interface VoiceStore {
  state: VoiceState;
  sinceMs: number;
  mic: MicStatus;
  micName: string;
  /** The browser plays nothing before a tap. */
  needsTap: boolean;
  /** Who is in the room's voice without an open microphone: they can only listen. */
  silent: readonly string[];
  report?: LinkReport;
}

export interface VoiceOptions {
  mediaToken(): Promise<MediaToken>;
  mic(): MicChoice;
  outputId: string;
  volume: number;
  playout(): Playout;
  listenOnly: boolean;
  onMic?(event: 'lost' | 'back', name: string): void;
}

export interface VoiceLook {
  counters: Counters;
  answers: (number | undefined)[];
}
