// Made from the records in dev.tutti.gateway.wire; WireTypesTest writes it and checks it. Do not edit.

/** The envelope of everything on /ws. */
export interface Frame<T extends string, P> {
  type: T;
  /** Milliseconds since the epoch. */
  ts: number;
  payload: P;
  /** On durable frames: what to reconnect with to get what follows. */
  cursor?: string;
  /** The event's id; on a client's frame any text, repeated in the error it causes. */
  id?: string;
}

export type Admission = 'approval' | 'open';

export interface ApproveRequest {
  role?: string;
}

export interface AuthAnswer {
  token: string;
  expires_at: string;
  refresh_token: string;
  user: UserView;
  session?: SessionBrief;
  grant: Grant;
  listen_only: boolean;
}

export interface AuthExpiring {
  expires_at: string;
}

export interface AuthRefresh {
  token: string;
}

export interface AuthRefreshed {
  expires_at: string;
  listen_only: boolean;
}

export type AuthorityRole = 'md' | 'controller';

export interface ChannelAnswer {
  channel: ChannelView;
}

export interface ChannelCreate {
  channel: ChannelView;
}

export interface ChannelDelete {
  channel_id: string;
}

export interface ChannelListen {
  channel_ids: string[];
}

export type ChannelMode = 'floor' | 'open';

export interface ChannelPatch {
  name?: string;
  mode?: ChannelMode;
  talk?: string[];
  listen?: string[];
  order?: QueueOrder;
  talk_limit_s?: number;
}

export interface ChannelRequest {
  name: string;
  mode?: ChannelMode;
  talk?: string[];
  listen?: string[];
  order?: QueueOrder;
  talk_limit_s?: number;
}

export interface ChannelUpdate {
  channel: ChannelView;
}

export interface ChannelView {
  id: string;
  name: string;
  mode: ChannelMode;
  order: QueueOrder;
  talk: string[];
  listen: string[];
  talk_limit_s: number;
}

export interface ChartAnswer {
  chart: ChartView;
}

export interface ChartLine {
  kind: LineKind;
  parts: ChartPart[];
}

export interface ChartPart {
  chord?: string;
  text: string;
}

export interface ChartSection {
  id: string;
  kind: SectionKind;
  label: string;
  lines: ChartLine[];
}

export interface ChartView {
  sections: ChartSection[];
  key?: string;
}

export interface ClientPing {
  n?: number;
}

export interface ClientPong {
  n?: number;
}

export interface ClockProbe {
  n: number;
  sent_ms: number;
}

export interface ClockReply {
  n: number;
  sent_ms: number;
  received_ms: number;
  replied_ms: number;
}

export interface ClusterAnswer {
  node_id: string;
  state: string;
  leader?: string;
  term: number;
  granting: boolean;
  writer: string;
  timing: string;
  members: ReachedNode[];
  counts: ElectionCounts;
  timeline: ElectionStep[];
}

export interface CodeAnswer {
  code: string;
}

export type CountIn = 'click' | 'voice';

export interface CreateSessionAnswer {
  session_id: string;
  code: string;
  session: SessionView;
}

export interface CreateSessionRequest {
  name: string;
  kind: Kind;
  admission?: Admission;
  discoverable?: boolean;
}

export interface CueAnswer {
  cue_id: string;
  at_bar?: number;
  at_ms: number;
}

export type CueKind = 'chorus' | 'verse' | 'bridge' | 'vamp' | 'cut' | 'again' | 'custom';

export interface CueRequest {
  kind: CueKind;
  text?: string;
  at?: CueTime;
  bars_ahead?: number;
}

export interface CueShow {
  cue_id: string;
  kind: CueKind;
  text?: string;
  by: string;
  at_bar?: number;
  at_ms: number;
}

export type CueTime = 'now' | 'bar';

export interface CurrentSongAnswer {
  current_item_id?: string;
}

export interface CurrentSongRequest {
  item_id?: string;
  step?: SetlistStep;
}

export type DisplayClass = 'audience' | 'stage' | 'lobby';

export interface DoctorAnswer {
  checked_at: string;
  findings: DoctorFinding[];
  seen: SeenRefusal[];
}

export interface DoctorFinding {
  check: string;
  subject: string;
  status: string;
  what: string;
  fix: string;
}

export interface DoneAnswer {
  ok: boolean;
}

export type Ducking = 'duck' | 'focus' | 'off';

export interface ElectionCounts {
  suspicions: number;
  confirmed_alive: number;
  claims: number;
  raises: number;
  demotions: number;
  handovers: number;
  gaps: number;
  alarms: number;
  disk_failures: number;
  failed_claims: number;
  refused_terms: number;
  last_convergence_ms?: number;
}

export interface ElectionStep {
  at: string;
  from: string;
  to: string;
  term: number;
  cause: string;
}

export interface EmergencyConfirm {
  channel_id: string;
}

export interface EmergencyHeard {
  channel_id: string;
  user_id: string;
  by: string[];
  of: number;
}

export interface ErrorAnswer {
  error: ErrorBody;
}

export interface ErrorBody {
  code: string;
  message: string;
  details: Record<string, unknown>;
  requestId: string;
}

export interface ErrorFrame {
  error: ErrorBody;
}

export interface ExchangeRequest {
  code?: string;
  session_id?: string;
  name?: string;
  refresh_token?: string;
}

export interface FloorDenied {
  request_id: string;
  channel_id: string;
  reason: string;
  message: string;
}

export interface FloorEnding {
  lease_id: string;
  left_ms: number;
}

export interface FloorGranted {
  request_id: string;
  channel_id: string;
  lease_id: string;
  fence: string;
  expires_in_ms: number;
  talk_limit_ms: number;
}

export interface FloorHold {
  request_id: string;
  holding: boolean;
}

export type FloorMode = 'ws' | 'mute';

export interface FloorOffered {
  request_id: string;
  channel_id: string;
  expires_in_ms: number;
}

export interface FloorQueue {
  channel_id: string;
  line: LinePlace[];
}

export interface FloorQueued {
  request_id: string;
  channel_id: string;
  position: number;
  of: number;
  wait_ms: number;
}

export interface FloorRelease {
  lease_id?: string;
  request_id?: string;
}

export interface FloorReleased {
  lease_id?: string;
  request_id?: string;
}

export interface FloorRenew {
  lease_id: string;
}

export interface FloorRequest {
  request_id: string;
  channel_id: string;
  holding: boolean;
  emergency?: boolean;
}

export interface FloorRevoke {
  channel_id: string;
}

export interface FloorRevoked {
  lease_id: string;
  reason: RevokeReason;
  by?: string;
}

export interface FloorView {
  channel_id: string;
  talker?: Talker;
  line: LinePlace[];
}

export type Grant = 'owner' | 'invite' | 'code' | 'discovered';

export interface HealthAnswer {
  status: string;
  checks: ReadinessCheck[];
}

export interface HubAnswer {
  name: string;
  version: string;
  secure: boolean;
  listen_only: boolean;
  https_urls: string[];
  node_origins: string[];
  ca_fingerprint: string;
  trust_words: string[];
  trust_renewed_at?: string;
  sessions: SessionListing[];
  recording: boolean;
}

export interface HubView {
  name: string;
  version: string;
}

export interface IceCandidateView {
  candidate: string;
  sdp_mid?: string;
  sdp_m_line_index?: number;
}

export interface ImportAnswer {
  songs: ImportedSong[];
  warnings: string[];
}

export type ImportFormat = 'auto' | 'chordpro' | 'openlyrics' | 'text';

export interface ImportRequest {
  text: string;
  format?: ImportFormat;
  filename?: string;
}

export interface ImportedSong {
  title: string;
  artist?: string;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  duration_s?: number;
  notes: string;
  chart: ChartView;
}

export interface InviteCreate {
  invite: InviteView;
}

export interface InviteListAnswer {
  invites: InviteView[];
}

export interface InviteRequest {
  role?: string;
  expires_in_s?: number;
  uses?: number;
}

export interface InviteRevoke {
  code: string;
}

export interface InviteView {
  code: string;
  url: string;
  role?: string;
  expires_at: string;
  uses: number;
}

export interface JoinAnswer {
  status: JoinStatus;
  participant: ParticipantView;
  token: string;
  expires_at: string;
  refresh_token: string;
}

export interface JoinRequest {
  name?: string;
}

export type JoinStatus = 'waiting' | 'admitted';

export type Kind = 'rehearsal' | 'shift' | 'lesson';

export type LeaveReason = 'left' | 'removed' | 'refused';

export type LineKind = 'lyrics' | 'comment' | 'tab';

export interface LinePlace {
  user_id: string;
  position: number;
}

export interface MediaTokenAnswer {
  url: string;
  token: string;
  room: string;
  identity: string;
}

export interface MediaTokenRequest {
  floor?: FloorMode;
}

export interface MemberNode {
  node_id: string;
  name: string;
  by: string;
  since: string;
  link: string;
  address?: string;
  rtt_ms?: number;
  why?: string;
}

export interface MergeDisplaced {
  id: string;
  user_id: string;
  what: string;
  thing?: string;
  target?: string;
  reason: string;
  at: string;
}

export interface MetricsAnswer {
  metrics: MetricsReport[];
}

export interface MetricsReport {
  user_id: string;
  rtt_ms: number;
  loss_pct?: number;
  jitter_ms?: number;
  bitrate_bps: number;
  drift_ms?: number;
  drifts?: boolean;
  clock_error_ms?: number;
  output_latency_ms?: number;
}

export interface MetricsSample {
  rtt_ms: number;
  loss_pct?: number;
  jitter_ms?: number;
  bitrate_bps: number;
  drift_ms?: number;
  drifts?: boolean;
  clock_error_ms?: number;
  output_latency_ms?: number;
}

export type MicrophoneCheck = 'ok' | 'silent' | 'blocked' | 'none';

export interface NodeAnswer {
  node_id: string;
  verdict: string;
}

export interface NodeInviteAnswer {
  code: string;
  expires_at: string;
  join_at: string[];
  ticket?: string;
  qr_svg?: string;
}

export interface NodesAnswer {
  node_id: string;
  cluster: string;
  hub: string;
  members: MemberNode[];
  waiting: WaitingNode[];
  seen: SeenNode[];
}

export type OverrideField = 'key' | 'bpm' | 'time_signature' | 'leader_user_id' | 'note';

export interface ParticipantAnswer {
  participant: ParticipantView;
}

export interface ParticipantJoin {
  participant: ParticipantView;
}

export interface ParticipantLeave {
  user_id: string;
  reason: LeaveReason;
}

export interface ParticipantMute {
  user_id: string;
  muted: boolean;
}

export interface ParticipantUpdate {
  participant: ParticipantView;
}

export interface ParticipantView {
  user_id: string;
  name: string;
  role: string;
  state: PresenceState;
  muted: boolean;
}

export interface ParticipantWaiting {
  participant: WaitingView;
}

export interface PeerAnswer {
  target_peer_id: string;
  sdp: string;
}

export interface PeerAnswered {
  from_peer_id: string;
  sdp: string;
}

export interface PeerCandidate {
  target_peer_id: string;
  candidate: IceCandidateView;
}

export interface PeerCandidateFound {
  from_peer_id: string;
  candidate: IceCandidateView;
}

export interface PeerLeave {
}

export interface PeerList {
  peers: PeerView[];
}

export interface PeerOffer {
  target_peer_id: string;
  sdp: string;
}

export interface PeerOffered {
  from_peer_id: string;
  sdp: string;
}

export interface PeerRegister {
  peer_id: string;
  peer_type: PeerType;
  display_name: string;
  display_class?: DisplayClass;
}

export type PeerType = 'controller' | 'display' | 'participant';

export interface PeerView {
  peer_id: string;
  peer_type: PeerType;
  display_name: string;
  display_class?: DisplayClass;
  user_id: string;
}

export interface PreflightAnswer {
  run_id: string;
  user_ids: string[];
}

export interface PreflightReport {
  run_id: string;
  voice: VoiceCheck;
  rtt_ms?: number;
  loss_pct?: number;
  jitter_ms?: number;
  drift_ms?: number;
  clock_error_ms?: number;
  microphone: MicrophoneCheck;
  output_latency_ms?: number;
  calibrated?: boolean;
}

export interface PreflightResult {
  run_id: string;
  user_id: string;
  voice: VoiceCheck;
  rtt_ms?: number;
  loss_pct?: number;
  jitter_ms?: number;
  drift_ms?: number;
  clock_error_ms?: number;
  microphone: MicrophoneCheck;
  output_latency_ms?: number;
  calibrated?: boolean;
}

export interface PreflightRunAnswer {
  run_id?: string;
  user_ids: string[];
  results: PreflightResult[];
}

export interface PreflightStart {
  run_id: string;
}

export interface PresenceChange {
  state: PresenceState;
}

export type PresenceState = 'here' | 'away' | 'gone';

export interface PresenceUpdate {
  user_id: string;
  state: PresenceState;
  since_ms: number;
}

export interface PttState {
  channel_id: string;
  user_id: string;
  state: TalkState;
  priority: boolean;
  emergency: boolean;
  talk_ms: number;
}

export type QueueOrder = 'fifo' | 'priority';

export interface ReachedNode {
  node_id: string;
  name: string;
  direct: boolean;
  rtt_ms?: number;
}

export interface ReadinessCheck {
  name: string;
  ok: boolean;
  detail?: string;
}

export interface RefreshRequest {
  refresh_token: string;
  access_token?: string;
}

export interface Resumed {
  missed: number;
}

export type RevokeReason = 'talk_limit' | 'preempted' | 'emergency' | 'host' | 'removed' | 'expired';

export interface RoleRequest {
  role: string;
}

export interface RoleView {
  name: string;
  capabilities: string[];
}

export type SectionKind = 'verse' | 'chorus' | 'bridge' | 'pre_chorus' | 'intro' | 'outro' | 'interlude' | 'tag' | 'instrumental' | 'other';

export interface SeenNode {
  node_id: string;
  name: string;
  address: string;
  via: string;
  age_ms: number;
  version: string;
  member: boolean;
}

export interface SeenRefusal {
  kind: string;
  address: string;
  detail: string;
  count: number;
  last_at: string;
}

export interface ServerPing {
  n: number;
}

export interface ServerPong {
  n?: number;
}

export interface SessionAnswer {
  session: SessionView;
}

export interface SessionBrief {
  id: string;
  name: string;
  kind: Kind;
  admission: Admission;
}

export interface SessionClose {
  by?: string;
  closed_at: string;
}

export interface SessionListAnswer {
  sessions: SessionListing[];
}

export interface SessionListing {
  id: string;
  name: string;
  kind: Kind;
  people: number;
  admission: Admission;
}

export interface SessionUpdate {
  session: SessionView;
}

export interface SessionView {
  id: string;
  name: string;
  kind: Kind;
  code?: string;
  admission: Admission;
  discoverable: boolean;
  ducking: Ducking;
  talk_limit_s: number;
  voice: VoiceWay;
  started_at: string;
}

export interface SetlistAnswer {
  items: SetlistItemView[];
  current_item_id?: string;
  song_start?: SongStartView;
}

export interface SetlistInsertRequest {
  song_id: string;
  after_item_id?: string;
}

export interface SetlistItemAnswer {
  item: SetlistItemView;
}

export interface SetlistItemPatch {
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  leader_user_id?: string;
  note?: string;
  clear?: OverrideField[];
  reload?: boolean;
}

export interface SetlistItemRequest {
  item_id?: string;
  song_id?: string;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  leader_user_id?: string;
  note?: string;
}

export interface SetlistItemView {
  item_id: string;
  song_id: string;
  song: SetlistSong;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  leader_user_id?: string;
  note?: string;
  chart_id?: string;
}

export interface SetlistMoveRequest {
  after_item_id?: string;
}

export interface SetlistRequest {
  items: SetlistItemRequest[];
}

export interface SetlistSong {
  title: string;
  artist?: string;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  duration_s?: number;
  notes: string;
}

export type SetlistStep = 'next' | 'previous';

export interface SetlistUpdate {
  items: SetlistItemView[];
  current_item_id?: string;
  song_start?: SongStartView;
}

export interface SettingsRequest {
  name?: string;
  admission?: Admission;
  discoverable?: boolean;
  ducking?: Ducking;
  talk_limit_s?: number;
  voice?: VoiceWay;
}

export interface SettingsUpdate {
  name: string;
  admission: Admission;
  discoverable: boolean;
  ducking: Ducking;
  talk_limit_s: number;
  voice: VoiceWay;
}

export interface SlotAnswer {
  slot: SlotView;
}

export interface SlotAssign {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
  user_id: string;
}

export interface SlotAssignRequest {
  user_id: string;
  slot_name: string;
  scope?: SlotScope;
  song_id?: string;
}

export interface SlotAssignmentView {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
  user_id: string;
}

export interface SlotClaim {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
  user_id: string;
}

export interface SlotClaimAnswer {
  assigned: boolean;
}

export interface SlotDefine {
  slot: SlotView;
}

export interface SlotPlaceRequest {
  slot_name: string;
  scope?: SlotScope;
  song_id?: string;
}

export interface SlotRefuse {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
  user_id: string;
}

export interface SlotRelease {
  slot_name: string;
  scope: SlotScope;
  song_id?: string;
  user_id: string;
}

export interface SlotRemove {
  slot_name: string;
}

export interface SlotRequest {
  name?: string;
  label: string;
}

export type SlotScope = 'global' | 'song';

export interface SlotView {
  name: string;
  label: string;
  custom: boolean;
}

export interface Snapshot {
  session: SessionView;
  you: YouView;
  roles: RoleView[];
  participants: ParticipantView[];
  waiting?: WaitingView[];
  channels: ChannelView[];
  floor: FloorView[];
  invites?: InviteView[];
  slots: SlotView[];
  slot_assignments: SlotAssignmentView[];
  slot_claims: SlotAssignmentView[];
  setlist: SetlistItemView[];
  current_item_id?: string;
  song_start?: SongStartView;
  hub: HubView;
  tempo?: TempoView;
  provisional: number;
  displaced: MergeDisplaced[];
}

export interface SongAnswer {
  song: SongView;
}

export interface SongBrief {
  id: string;
  title: string;
  artist?: string;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  duration_s?: number;
  has_chart: boolean;
  updated_at: string;
}

export interface SongCurrent {
  item_id: string;
  song_id: string;
  song_start?: SongStartView;
}

export interface SongListAnswer {
  songs: SongBrief[];
  total: number;
}

export interface SongRequest {
  title: string;
  artist?: string;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  duration_s?: number;
  notes?: string;
  chart?: ChartView;
}

export interface SongSavedAnswer {
  song: SongBrief;
}

export interface SongStartView {
  from_bar: number;
  at_ms: number;
  run_start_ms: number;
}

export interface SongView {
  id: string;
  title: string;
  artist?: string;
  key?: string;
  bpm?: number;
  time_signature?: TimeSignature;
  duration_s?: number;
  notes: string;
  chart: ChartView;
  updated_at: string;
}

export type Subdivision = 'none' | 'eighths' | 'triplets' | 'sixteenths';

export type TalkState = 'talking' | 'idle';

export interface Talker {
  user_id: string;
  talk_ms: number;
  priority: boolean;
  emergency: boolean;
}

export interface TempoAnchor {
  bpm: number;
  time_signature: string;
  subdivision: Subdivision;
  accents: number[];
  anchor_bar_index: number;
  anchor_timestamp_ms: number;
  from_ms: number;
  generated_at_ms: number;
  count_in_bars: number;
  running: boolean;
}

export interface TempoAnswer {
  tempo: TempoView;
}

export interface TempoAuthorityView {
  user_id?: string;
  role: AuthorityRole;
}

export interface TempoControllerRequest {
  user_id?: string;
  at_bar?: number;
}

export interface TempoEndView {
  bar: number;
  at_ms: number;
}

export interface TempoHandoffView {
  user_id?: string;
  bar: number;
  at_ms: number;
}

export interface TempoRequest {
  bpm?: number;
  time_signature?: string;
  subdivision?: Subdivision;
  accents?: number[];
  urgent?: boolean;
  at_bar?: number;
}

export interface TempoRunView {
  start_ms: number;
  first_bar: number;
  count_in_bars: number;
  count_in: CountIn;
}

export interface TempoStartRequest {
  count_in_bars?: number;
  count_in?: CountIn;
  at_ms?: number;
  from_bar?: number;
}

export interface TempoStopRequest {
  urgent?: boolean;
  at_bar?: number;
}

export interface TempoUpdate {
  bar: number;
  beat: number;
  at_ms: number;
  bpm: number;
  plan_revision: number;
}

export interface TempoView {
  revision: number;
  running: boolean;
  anchor: TempoAnchor;
  pending?: TempoAnchor;
  run?: TempoRunView;
  end?: TempoEndView;
  authority: TempoAuthorityView;
  handoff?: TempoHandoffView;
}

export type TimeSignature = '2/4' | '3/4' | '4/4' | '6/8' | '12/8';

export interface UserView {
  id: string;
  name: string;
}

export type VoiceCheck = 'on' | 'unanswered' | 'connecting' | 'recovering' | 'failed';

export type VoiceWay = 'hub' | 'mesh';

export interface WaitingNode {
  node_id: string;
  name: string;
  address: string;
  until: string;
}

export interface WaitingView {
  user_id: string;
  name: string;
  role: string;
  since: string;
}

export interface YouView {
  user_id: string;
  name: string;
  role: string;
  capabilities: string[];
  listen_only: boolean;
  status: JoinStatus;
  suggested_slot?: string;
}

export type ServerFrame =
  | Frame<'snapshot', Snapshot>
  | Frame<'resumed', Resumed>
  | Frame<'ping', ServerPing>
  | Frame<'pong', ServerPong>
  | Frame<'auth.expiring', AuthExpiring>
  | Frame<'auth.refreshed', AuthRefreshed>
  | Frame<'error', ErrorFrame>
  | Frame<'session.update', SessionUpdate>
  | Frame<'session.close', SessionClose>
  | Frame<'settings.update', SettingsUpdate>
  | Frame<'invite.create', InviteCreate>
  | Frame<'invite.revoke', InviteRevoke>
  | Frame<'participant.waiting', ParticipantWaiting>
  | Frame<'participant.join', ParticipantJoin>
  | Frame<'participant.leave', ParticipantLeave>
  | Frame<'participant.update', ParticipantUpdate>
  | Frame<'presence.update', PresenceUpdate>
  | Frame<'participant.mute', ParticipantMute>
  | Frame<'metrics.report', MetricsReport>
  | Frame<'channel.create', ChannelCreate>
  | Frame<'channel.update', ChannelUpdate>
  | Frame<'channel.delete', ChannelDelete>
  | Frame<'ptt.state', PttState>
  | Frame<'floor.queue', FloorQueue>
  | Frame<'floor.granted', FloorGranted>
  | Frame<'floor.queued', FloorQueued>
  | Frame<'floor.offered', FloorOffered>
  | Frame<'floor.denied', FloorDenied>
  | Frame<'floor.ending', FloorEnding>
  | Frame<'floor.revoked', FloorRevoked>
  | Frame<'floor.released', FloorReleased>
  | Frame<'slot.define', SlotDefine>
  | Frame<'slot.remove', SlotRemove>
  | Frame<'slot.assign', SlotAssign>
  | Frame<'slot.release', SlotRelease>
  | Frame<'slot.claim', SlotClaim>
  | Frame<'slot.refuse', SlotRefuse>
  | Frame<'setlist.update', SetlistUpdate>
  | Frame<'song.current', SongCurrent>
  | Frame<'cue.show', CueShow>
  | Frame<'preflight.start', PreflightStart>
  | Frame<'preflight.result', PreflightResult>
  | Frame<'emergency.heard', EmergencyHeard>
  | Frame<'tempo.anchor', TempoView>
  | Frame<'tempo.update', TempoUpdate>
  | Frame<'clock.reply', ClockReply>
  | Frame<'merge.displaced', MergeDisplaced>
  | Frame<'peer.list', PeerList>
  | Frame<'peer.offer', PeerOffered>
  | Frame<'peer.answer', PeerAnswered>
  | Frame<'peer.candidate', PeerCandidateFound>;

export type ClientFrame =
  | Frame<'ping', ClientPing>
  | Frame<'pong', ClientPong>
  | Frame<'auth.refresh', AuthRefresh>
  | Frame<'presence.update', PresenceChange>
  | Frame<'metrics.report', MetricsSample>
  | Frame<'channel.listen', ChannelListen>
  | Frame<'floor.request', FloorRequest>
  | Frame<'floor.hold', FloorHold>
  | Frame<'floor.renew', FloorRenew>
  | Frame<'floor.release', FloorRelease>
  | Frame<'floor.revoke', FloorRevoke>
  | Frame<'preflight.report', PreflightReport>
  | Frame<'emergency.confirm', EmergencyConfirm>
  | Frame<'clock.probe', ClockProbe>
  | Frame<'peer.register', PeerRegister>
  | Frame<'peer.leave', PeerLeave>
  | Frame<'peer.offer', PeerOffer>
  | Frame<'peer.answer', PeerAnswer>
  | Frame<'peer.candidate', PeerCandidate>;

/** Frames that stand in the session log and carry a cursor. */
export const DURABLE_FRAMES: readonly ServerFrame['type'][] = [
  'snapshot',
  'session.update',
  'session.close',
  'settings.update',
  'invite.create',
  'invite.revoke',
  'participant.waiting',
  'participant.join',
  'participant.leave',
  'participant.update',
  'channel.create',
  'channel.update',
  'channel.delete',
  'slot.define',
  'slot.remove',
  'slot.assign',
  'slot.release',
  'slot.claim',
  'slot.refuse',
  'setlist.update',
  'song.current',
  'cue.show',
  'tempo.anchor',
  'merge.displaced',
];

/** Why the hub closes a connection. One that is cut without a code comes back with its cursor. */
export const CLOSE_CODES = {
  going_away: 1001,
  try_again_later: 1013,
  token_expired: 4401,
  removed: 4403,
  left: 4404,
  silent: 4408,
  session_closed: 4410,
  too_many_frames: 4429,
} as const;
