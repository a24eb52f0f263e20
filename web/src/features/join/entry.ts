import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../../client/hub-client.ts';
import { asHubError, type HubError } from '../../client/hub-error.ts';
import type { AuthAnswer, SessionKind } from '../../client/model.ts';
import type { Session } from '../../client/session.ts';
import type { Ending } from '../../client/session-fold.ts';
import {
  type Credentials,
  type LastPerson,
  leaveCredentials,
  loadCredentials,
  loadPerson,
} from '../../client/tokens.ts';
import { type Door, doorOf } from './code.ts';

/** Where a person stands on the way into the room. */
export type Stage = 'code' | 'owner' | 'trust' | 'microphone' | 'session' | 'ended';

export interface Entry {
  stage: Stage;
  code: string;
  /** Where the code came from: the owner's link is not shown in the cells. */
  door: Door['kind'];
  auth?: AuthAnswer;
  listenOnly: boolean;
  busy: boolean;
  fault?: HubError;
  session?: Session;
  ending?: { why: Ending; room: string };
}

export interface EntryPorts {
  client: HubClient;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  url: string;
  /** Takes the code out of the address bar, where it would be shared by accident. */
  clearUrl(): void;
  /** True where the browser opens the microphone at all. */
  secure: boolean;
  connect(credentials: Credentials): Session;
}

/** The way in: code, trust, microphone, door. Every step can be left for listening only. */
export class EntryFlow {
  readonly store: StoreApi<Entry>;
  private readonly ports: EntryPorts;
  private came: { body: { code?: string; session_id?: string }; person: LastPerson | undefined } | undefined;

  constructor(ports: EntryPorts) {
    this.ports = ports;
    this.store = createStore<Entry>(() => ({
      stage: 'code',
      code: '',
      door: 'none',
      listenOnly: false,
      busy: false,
    }));
  }

  async start(): Promise<void> {
    const door = doorOf(this.ports.url);
    if (door.kind !== 'none') {
      this.ports.clearUrl();
      this.set({ door: door.kind, code: door.kind === 'code' ? door.code : '' });
      await this.exchange({ code: door.code });
      return;
    }
    const stored = loadCredentials(this.ports.storage);
    if (stored) this.enter(stored);
  }

  setCode(code: string): void {
    this.store.setState({ code, door: 'none' });
    this.clearFault();
  }

  /** The 6-character code, an invite's code or the owner's. */
  async exchange(body: { code?: string; session_id?: string }): Promise<void> {
    await this.attempt(async () => {
      const person = loadPerson(this.ports.storage);
      const known = person ? { refresh_token: person.refreshToken } : {};
      const auth = await this.ports.client.exchange({ ...body, ...known });
      this.came = { body, person };
      this.set({ auth });
      if (auth.grant === 'owner' && !auth.session) this.set({ stage: 'owner' });
      else this.onward(auth);
    });
  }

  async createRoom(name: string, kind: SessionKind): Promise<void> {
    await this.attempt(async () => {
      const auth = this.auth();
      const created = await this.asUser(auth).createSession({ name, kind, discoverable: true });
      const { id, admission } = created.session;
      const next = { ...auth, session: { id, name, kind, admission } };
      this.set({ auth: next });
      this.onward(next);
    });
  }

  openRoom(session: NonNullable<AuthAnswer['session']>): void {
    const auth = { ...this.auth(), session };
    this.set({ auth });
    this.onward(auth);
  }

  chooseListenOnly(listenOnly = true): void {
    this.set({ listenOnly });
    const { stage, auth } = this.store.getState();
    if (!listenOnly || stage !== 'trust') return;
    const stored = auth ? undefined : loadCredentials(this.ports.storage);
    if (stored) this.enter({ ...stored, listenOnly: true });
    else this.set({ stage: 'microphone' });
  }

  async join(name: string): Promise<void> {
    await this.attempt(async () => {
      const auth = await this.authOf(name);
      const session = auth.session;
      if (!session) throw new Error('no room was chosen');
      const answer = await this.asUser(auth).join(session.id, name);
      this.enter({
        sessionId: session.id,
        userId: answer.participant.user_id,
        name,
        token: answer.token,
        expiresAtMs: Date.parse(answer.expires_at),
        refreshToken: answer.refresh_token,
        listenOnly: this.store.getState().listenOnly || auth.listen_only,
        ...(auth.grant === 'owner' ? { owner: true } : {}),
      });
    });
  }

  /** Leaves on purpose, from the room or from its door. */
  async leave(room: string): Promise<void> {
    const { session } = this.store.getState();
    this.end('left', room);
    await session?.client.leave(session.id).catch(() => undefined);
  }

  end(why: Ending, room: string): void {
    const { session } = this.store.getState();
    session?.stop();
    leaveCredentials(this.ports.storage);
    this.store.setState({ stage: 'ended', ending: { why, room }, code: '', door: 'none', busy: false });
    this.forget('session', 'auth', 'fault');
  }

  /** From listening over plain HTTP to the hub's secure address. */
  trustNow(code: string): void {
    this.store.getState().session?.stop();
    this.set({ stage: 'trust', code, listenOnly: false });
    this.forget('session', 'auth');
  }

  again(): void {
    this.set({ stage: 'code', listenOnly: false });
    this.forget('ending', 'fault', 'auth');
  }

  back(): void {
    this.set({ stage: 'code' });
    this.forget('fault', 'auth');
  }

  clearFault(): void {
    this.forget('fault');
  }

  private onward(auth: AuthAnswer): void {
    const { listenOnly } = this.store.getState();
    const mustTrust = !this.ports.secure && !listenOnly;
    this.set({ stage: mustTrust ? 'trust' : 'microphone', auth });
  }

  private enter(credentials: Credentials): void {
    const session = this.ports.connect(credentials);
    this.set({ stage: 'session', session, listenOnly: credentials.listenOnly });
    session.start();
  }

  private auth(): AuthAnswer {
    const { auth } = this.store.getState();
    if (!auth) throw new Error('nobody has come in yet');
    return auth;
  }

  /** Another name than the last one here is another person on the same device. */
  private async authOf(name: string): Promise<AuthAnswer> {
    const auth = this.auth();
    const { body, person } = this.came ?? {};
    if (!body || !person || auth.grant === 'owner' || sameName(person.name, name)) return auth;
    const fresh = await this.ports.client.exchange(body);
    this.came = { body, person: undefined };
    this.set({ auth: fresh });
    return fresh;
  }

  private asUser(auth: AuthAnswer): HubClient {
    return this.ports.client.as(auth.token);
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    if (this.store.getState().busy) return;
    this.clearFault();
    this.set({ busy: true });
    try {
      await run();
    } catch (error) {
      this.set({ fault: asHubError(error) });
    } finally {
      this.set({ busy: false });
    }
  }

  private set(change: Partial<Entry>): void {
    this.store.setState(change);
  }

  private forget(...keys: (keyof Entry)[]): void {
    const next = { ...this.store.getState() };
    for (const key of keys) delete next[key];
    this.store.setState(next, true);
  }
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
