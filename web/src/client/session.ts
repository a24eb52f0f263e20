import { createStore, type StoreApi } from 'zustand/vanilla';
import { HubClient } from './hub-client.ts';
import { HubSocket, type LinkState } from './hub-socket.ts';
import type { Frame, LinkReport } from './model.ts';
import { fold, type SessionView } from './session-fold.ts';
import { type Credentials, saveCredentials, TokenKeeper } from './tokens.ts';

export interface SessionStore {
  view?: SessionView;
  link: LinkState;
  /** This person's own link, from the voice when there is one, else from the pings. */
  report?: LinkReport;
}

export type FrameListener = (frame: Frame) => void;

/** One person in one session: the connection, what it told, and the REST client with this person's token. */
export class Session {
  readonly store: StoreApi<SessionStore>;
  readonly client: HubClient;
  readonly tokens: TokenKeeper;
  readonly socket: HubSocket;
  private readonly listeners = new Set<FrameListener>();
  private stopWatching: () => void = () => undefined;
  /** What to do when the hub does not answer any more. */
  onSilence: () => void = () => undefined;

  constructor(credentials: Credentials, origin = location.origin) {
    this.store = createStore<SessionStore>(() => ({
      link: { kind: 'connecting', sinceMs: performance.now() },
    }));
    const refresher = new HubClient(origin);
    this.tokens = new TokenKeeper(credentials, refresher, (next) => saveCredentials(localStorage, next));
    this.client = new HubClient(origin, () => this.tokens.token());
    this.socket = new HubSocket({
      url: (cursor, token) => socketUrl(origin, credentials.sessionId, token, cursor),
      token: (force) => this.tokens.token(force),
      onFrame: (frame) => this.take(frame),
      onState: (link) => this.store.setState({ link }),
      onSilence: () => this.onSilence(),
    });
  }

  get id(): string {
    return this.tokens.current.sessionId;
  }

  get userId(): string {
    return this.tokens.current.userId;
  }

  start(): void {
    saveCredentials(localStorage, this.tokens.current);
    this.socket.start();
    const nudge = (): void => this.socket.nudge();
    const seen = (): void => {
      this.send('presence.update', { state: document.hidden ? 'away' : 'here' });
      if (!document.hidden) nudge();
    };
    window.addEventListener('online', nudge);
    document.addEventListener('visibilitychange', seen);
    this.stopWatching = () => {
      window.removeEventListener('online', nudge);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  stop(): void {
    this.stopWatching();
    this.socket.stop();
    this.listeners.clear();
  }

  send(type: string, payload: Record<string, unknown>): boolean {
    return this.socket.send(type, payload);
  }

  onFrame(listener: FrameListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private take(frame: Frame): void {
    if (frame.type === 'auth.expiring') void this.renewAuth();
    const view = fold(this.store.getState().view, frame, performance.now());
    if (view && view !== this.store.getState().view) this.store.setState({ view });
    for (const listener of this.listeners) listener(frame);
  }

  private async renewAuth(): Promise<void> {
    try {
      this.send('auth.refresh', { token: await this.tokens.token(true) });
    } catch {
      // The connection closes when the old token ends, and the reconnect tells the person why.
    }
  }
}

function socketUrl(origin: string, sessionId: string, token: string, cursor: string | undefined): string {
  const url = new URL('/ws', origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('token', token);
  url.searchParams.set('session_id', sessionId);
  if (cursor) url.searchParams.set('cursor', cursor);
  return url.toString();
}
