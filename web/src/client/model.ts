/** The wire's shapes under the names the page uses; wire.ts is made from the hub's own records. */
export type {
  Admission,
  AuthAnswer,
  ChannelMode,
  ChannelRequest as NewChannel,
  ChannelView as Channel,
  CreateSessionAnswer,
  CreateSessionRequest,
  Ducking,
  ExchangeRequest,
  FloorView as ChannelFloor,
  HubAnswer as HubInfo,
  InviteRequest,
  InviteView as Invite,
  JoinAnswer,
  Kind as SessionKind,
  LinePlace as LineEntry,
  MediaTokenAnswer as MediaToken,
  MetricsReport,
  MetricsSample as LinkReport,
  ParticipantView as Participant,
  PresenceState as Presence,
  QueueOrder as LineOrder,
  RoleView as RoleInfo,
  SessionListing as DiscoveredSession,
  SessionView as SessionInfo,
  SettingsRequest as SettingsChange,
  Snapshot,
  WaitingView as Waiting,
  YouView as You,
} from './wire.ts';

/** What a role may do; deciders on the hub check the same names. */
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
  | 'metrics.view'
  | 'slot.manage'
  | 'slot.claim'
  | 'setlist.manage'
  | 'song.manage'
  | 'tempo.control'
  | 'cue.send'
  | 'preflight.run';

/** One frame on /ws before its type is known. */
export interface Frame {
  type: string;
  ts: number;
  payload: Record<string, unknown>;
  cursor?: string;
  id?: string;
}
