import { createStore, type StoreApi } from 'zustand/vanilla';
import { HubClient } from './hub-client.ts';
import { HubSocket, type LinkState } from './hub-socket.ts';
import type { Frame, LinkReport } from './model.ts';
import { barred, elsewhere, type Failure, type Next, Places } from './places.ts';
import { fold, type SessionView, unheard } from './session-fold.ts';
import { type Credentials, saveCredentials, TokenKeeper } from './tokens.ts';

const LEARN_EVERY_MS = 30_000;

/** At which of the hub's nodes this page is. */
export interface Place {
  /** The node where it was does not answer: it asks the others. */
  moving: boolean;
  /** The name of the node, when it is not the one that the page came from. */
  away?: string | undefined;
  /** Some of the nodes joined after this page was loaded: it may not go there before it is loaded anew. */
  barred: boolean;
  /** The last change is on one disk so far, where there are several. */
  oneDisk?: boolean | undefined;
}

export interface SessionStore {
  view?: SessionView;
  link: LinkState;
  place: Place;
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
  /** At which of the hub's nodes this page is. */
  readonly places: Places;
  private readonly first: string;
  /** Of these nodes it is known whether this page may ask them. */
  private policed = '';
  private readonly listeners = new Set<FrameListener>();
  private stopWatching: () => void = () => undefined;
  /** What to do when the hub does not answer any more. */
  onSilence: () => void = () => undefined;

  constructor(credentials: Credentials, origin = location.origin) {
    this.store = createStore<SessionStore>(() => ({
      link: { kind: 'connecting', sinceMs: performance.now() },
      place: { moving: false, barred: false },
    }));
    this.first = origin;
    this.places = new Places(origin);
    const here = (): string => this.places.origin;
    const refresher = new HubClient(here);
    this.tokens = new TokenKeeper(credentials, refresher, (next) => saveCredentials(localStorage, next));
    this.client = new HubClient(here, () => this.tokens.token());
    this.client.onCopies = (copies) => this.copied(copies);
    this.socket = new HubSocket({
      url: (cursor, token) => socketUrl(here(), credentials.sessionId, token, cursor),
      token: (force) => this.tokens.token(force),
      onFrame: (frame) => this.take(frame),
      onState: (link) => this.linked(link),
      others: () => this.places.others,
      onFailure: (how) => this.tried(how),
      onSilence: () => this.onSilence(),
      elsewhere: () => this.elsewhere(),
      onTrust: () => this.moved(() => this.places.stayed()),
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
    const learning = setInterval(() => void this.learnPlaces(), LEARN_EVERY_MS);
    window.addEventListener('online', nudge);
    document.addEventListener('visibilitychange', seen);
    this.stopWatching = () => {
      clearInterval(learning);
      window.removeEventListener('online', nudge);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  /** Among several machines; one by itself has nobody to copy it. */
  private copied(copies: number): void {
    this.setPlace({ oneDisk: copies === 1 && this.policed !== '' });
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

  private linked(link: LinkState): void {
    if (link.kind === 'open') this.places.arrived();
    const { view } = this.store.getState();
    this.store.setState({ link, ...(view && link.kind === 'lost' ? { view: unheard(view) } : {}) });
    this.setPlace({ moving: this.places.moving });
    if (link.kind === 'open') void this.learnPlaces();
  }

  private tried(how: Failure): Next {
    return this.moved(() => this.places.failed(how));
  }

  private async elsewhere(): Promise<(() => void) | undefined> {
    const there = await elsewhere(this.places, {
      answers: (origin) => new HubClient(origin).hub(),
      nowMs: () => performance.now(),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    return there === undefined ? undefined : () => this.moved(() => this.places.go(there));
  }

  private moved<T>(move: () => T): T {
    const result = move();
    this.setPlace({ moving: this.places.moving });
    return result;
  }

  /** Before this page's node dies it has to know the others. */
  private async learnPlaces(): Promise<void> {
    const { origin } = this.places;
    if (this.store.getState().link.kind !== 'open' || !origin.startsWith('https:')) return;
    try {
      const hub = await this.client.hub();
      if (this.store.getState().link.kind !== 'open' || this.places.origin !== origin) return;
      this.places.learn(hub.node_origins);
      this.setPlace({ away: origin === this.first ? undefined : hub.name });
      const nodes = hub.node_origins.join(' ');
      if (nodes === this.policed) return;
      this.policed = nodes;
      this.setPlace({ barred: await barred(hub.node_origins) });
    } catch {
      // The next time.
    }
  }

  private setPlace(change: Partial<Place>): void {
    const { place } = this.store.getState();
    const next = { ...place, ...change };
    const same = (Object.keys(change) as (keyof Place)[]).every((key) => next[key] === place[key]);
    if (same) return;
    this.store.setState({ place: next });
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
