/** The shapes the page works with, as the hub sends them (times in ms or s by suffix). */
export type SessionKind = 'rehearsal' | 'shift' | 'lesson';
export type Admission = 'approval' | 'open';
export type Ducking = 'duck' | 'focus' | 'off';
export type Presence = 'here' | 'away' | 'gone';
export type ChannelMode = 'floor' | 'open';
export type LineOrder = 'fifo' | 'priority';

export type Capability =
  | 'session.create'
  | 'session.close'
  | 'participant.approve'
  | 'participant.remove'
  | 'participant.role'
  | 'invite.manage'
  | 'channel.manage'
  | 'settings.manage'
  | 'floor.talk'
  | 'floor.listen'
  | 'floor.priority'
  | 'floor.emergency'
  | 'floor.revoke'
  | 'metrics.view';

export interface SessionInfo {
  id: string;
  name: string;
  kind: SessionKind;
  code?: string;
  admission: Admission;
  discoverable: boolean;
  ducking: Ducking;
  talk_limit_s: number;
  started_at?: string;
}

export interface You {
  user_id: string;
  name: string;
  role: string;
  capabilities: Capability[];
  listen_only: boolean;
  status: 'waiting' | 'admitted';
}

export interface Participant {
  user_id: string;
  name: string;
  role: string;
  state: Presence;
  muted?: boolean;
  /** How long the present state has lasted, when the hub said so, and when we heard it. */
  since_ms?: number;
}

export interface Waiting {
  user_id: string;
  name: string;
  role?: string;
  /** How this person found the room. */
  grant?: string;
}

export interface Channel {
  id: string;
  name: string;
  mode: ChannelMode;
  order: LineOrder;
  talk: string[];
  listen: string[];
  talk_limit_s: number;
}

export interface Talker {
  user_id: string;
  talk_ms: number;
  priority?: boolean;
  emergency?: boolean;
}

export interface LineEntry {
  user_id: string;
  position: number;
}

export interface ChannelFloor {
  channel_id: string;
  talker?: Talker | null;
  line: LineEntry[];
}

export interface Invite {
  code: string;
  url: string;
  role?: string;
  expires_at?: string;
  uses?: number;
}

export interface RoleInfo {
  name: string;
  capabilities: Capability[];
}

export interface Snapshot {
  session: SessionInfo;
  you: You;
  roles: RoleInfo[];
  participants: Participant[];
  waiting: Waiting[];
  channels: Channel[];
  floor: ChannelFloor[];
  invites?: Invite[];
  hub: { name: string; version: string };
}

export interface DiscoveredSession {
  id: string;
  name: string;
  kind: SessionKind;
  people: number;
  admission: Admission;
}

export interface HubInfo {
  name: string;
  version: string;
  secure: boolean;
  listen_only: boolean;
  https_urls: string[];
  ca_fingerprint?: string;
  trust_words: string[];
  sessions: DiscoveredSession[];
  recording: boolean;
}

export interface AuthAnswer {
  token: string;
  expires_at: string;
  refresh_token: string;
  user: { id: string; name?: string };
  session?: { id: string; name: string; kind: SessionKind; admission: Admission };
  grant: 'owner' | 'invite' | 'code' | 'discovered';
  listen_only: boolean;
}

export interface JoinAnswer {
  status: 'waiting' | 'admitted';
  participant: Participant;
  token: string;
  expires_at: string;
  refresh_token: string;
}

export interface MediaToken {
  url: string;
  token: string;
  room: string;
  identity: string;
}

export interface LinkReport {
  rtt_ms: number;
  loss_pct: number;
  jitter_ms: number;
  bitrate_bps: number;
}

/** One frame on /ws, either way. */
export interface Frame {
  type: string;
  ts: number;
  payload: Record<string, unknown>;
  cursor?: string;
  id?: string;
}
