/** Somebody in a session, spoken for over REST; with `connect` also over /ws. */
import type {
  AuthAnswer,
  CreateSessionAnswer,
  CreateSessionRequest,
  JoinAnswer,
  MediaTokenAnswer,
  Snapshot,
} from '../../web/src/client/wire.ts';
import { EventSocket } from './eventSocket.ts';
import type { Hub } from './hub.ts';
import type { RestClient } from './rest.ts';

const LONGEST_TALK_S = 120;

export class Member {
  private constructor(
    readonly hub: Hub,
    readonly name: string,
    readonly userId: string,
    public token: string,
    public sessionId: string,
    public refreshToken: string,
  ) {}

  /** Uses up the owner link. */
  static async owner(hub: Hub): Promise<Member> {
    const code = hub.ownerLink.split('/').at(-1)!;
    return Member.exchange(hub, code, 'Owner');
  }

  /** Comes in by a code (owner link, invite or session code) and asks to join. */
  static async arrive(hub: Hub, code: string, name: string): Promise<Member & { status: string }> {
    const member = await Member.exchange(hub, code, name);
    const { status } = await member.join();
    return Object.assign(member, { status });
  }

  static async exchange(hub: Hub, code: string, name: string): Promise<Member> {
    const answer = await hub.rest().post<AuthAnswer>('/auth/exchange', { code, name });
    return new Member(hub, name, answer.user.id, answer.token, answer.session?.id ?? '', answer.refresh_token);
  }

  get rest(): RestClient {
    return this.hub.rest(this.token);
  }

  /** Makes a session (the owner may) in which no turn ends by itself, however slow the machine; and joins it. */
  async create(session: Partial<CreateSessionRequest> = {}): Promise<CreateSessionAnswer> {
    const body = { name: 'Thursday rehearsal', kind: 'rehearsal', admission: 'open', ...session };
    const made = await this.rest.post<CreateSessionAnswer>('/session', body);
    this.sessionId = made.session_id;
    await this.join();
    await this.rest.patch(this.path('/settings'), { talk_limit_s: LONGEST_TALK_S });
    return made;
  }

  async join(): Promise<JoinAnswer> {
    const answer = await this.rest.post<JoinAnswer>(this.path('/join'), { name: this.name });
    this.token = answer.token;
    this.refreshToken = answer.refresh_token ?? this.refreshToken;
    return answer;
  }

  /** The next pair of tokens. */
  async refresh(): Promise<void> {
    const answer = await this.rest.post<AuthAnswer>('/auth/refresh', { refresh_token: this.refreshToken });
    this.token = answer.token;
    this.refreshToken = answer.refresh_token;
  }

  snapshot(): Promise<Snapshot> {
    return this.rest.get(this.path('/snapshot'));
  }

  approve(userId: string, role?: string): Promise<unknown> {
    return this.rest.post(this.path(`/participants/${userId}/approve`), role ? { role } : {});
  }

  remove(userId: string): Promise<unknown> {
    return this.rest.delete(this.path(`/participants/${userId}`));
  }

  mediaToken(floor: 'ws' | 'mute'): Promise<MediaTokenAnswer> {
    return this.rest.post(this.path('/media-token'), { floor });
  }

  connect(cursor?: string): Promise<EventSocket> {
    const { https, authority } = this.hub;
    return EventSocket.open({
      base: https,
      authority,
      token: this.token,
      sessionId: this.sessionId,
      ...(cursor ? { cursor } : {}),
    });
  }

  path(rest: string): string {
    return `/session/${this.sessionId}${rest}`;
  }
}
