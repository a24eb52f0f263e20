import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../client/model.ts';
import type { After } from '../../client/ticker.ts';
import type { IceCandidateView, PeerView } from '../../client/wire.ts';
import { PeerLink, type Signal } from './peer-link.ts';

/** Beyond so many people nobody opens connections to all others. */
export const MESH_PEOPLE = 12;
const PING_EVERY_MS = 1000;

/** A connection to another page, and whether what is sent on it arrives. */
export interface Connected {
  user: string;
  pc: RTCPeerConnection;
  open: boolean;
}

/** How far away a page is, without the hub in between. */
export interface DirectLink {
  state: 'connecting' | 'open' | 'failed';
  rttMs?: number;
}

export interface PeersStore {
  /** By user; those who are not here cannot be reached directly. */
  direct: Readonly<Record<string, DirectLink>>;
}

export interface PeersOptions {
  peerId: string;
  me: string;
  name(): string;
  send(type: string, payload: Record<string, unknown>): boolean;
  connection(): RTCPeerConnection;
  nowMs(): number;
  after: After;
}

/**
 * Direct connections to the pages of the others, in small groups: every page can be called, connections are opened when
 * somebody wants to know.
 */
export class Peers {
  readonly store: StoreApi<PeersStore> = createStore<PeersStore>(() => ({ direct: {} }));
  private readonly options: PeersOptions;
  private readonly links = new Map<string, PeerLink>();
  private users = new Map<string, string>();
  /** Whose page is at the other end; known for as long as there is a connection, whoever the hub knows just now. */
  private readonly owners = new Map<string, string>();
  private people: readonly string[] = [];
  private registered = false;
  private watchers = 0;
  private stopPinging: () => void = () => undefined;

  constructor(options: PeersOptions) {
    this.options = options;
  }

  /** Who is in the session; who is not any more loses the connection at once. Larger groups have no direct ways. */
  setPeople(people: readonly string[], most = MESH_PEOPLE): void {
    this.people = people;
    for (const [peer, user] of this.owners) if (!people.includes(user)) this.drop(peer);
    const wanted = people.length > 1 && people.length <= most;
    if (wanted && !this.registered) this.register();
    if (!wanted && this.registered) this.leave();
  }

  /** All that there are; those of several pages of one person are several. */
  connections(): Connected[] {
    return [...this.links].flatMap(([peer, link]) => {
      const user = this.owners.get(peer);
      return user ? [{ user, pc: link.connection, open: link.open }] : [];
    });
  }

  /** Someone looks: connections are opened to all, and measured, until the answer is called. */
  watch(): () => void {
    this.watchers++;
    this.callAll();
    if (this.watchers === 1) this.ping();
    let over = false;
    return () => {
      if (over) return;
      over = true;
      if (--this.watchers === 0) this.stopPinging();
    };
  }

  hear(frame: Frame): void {
    switch (frame.type) {
      case 'snapshot':
      case 'resumed':
        // The hub forgets a peer with its connection.
        if (this.registered) this.register();
        break;
      case 'peer.list':
        this.listed(frame.payload.peers as PeerView[]);
        break;
      case 'peer.offer':
      case 'peer.answer':
      case 'peer.candidate':
        this.signalled(frame);
        break;
    }
  }

  stop(): void {
    this.stopPinging();
    if (this.registered) this.leave();
  }

  private register(): void {
    this.registered = this.options.send('peer.register', {
      peer_id: this.options.peerId,
      peer_type: 'participant',
      display_name: this.options.name(),
    });
  }

  private leave(): void {
    this.registered = false;
    this.options.send('peer.leave', {});
    for (const peer of [...this.links.keys()]) this.drop(peer);
  }

  private listed(peers: readonly PeerView[]): void {
    const others = peers.filter(
      (peer) => peer.peer_type === 'participant' && peer.user_id !== this.options.me,
    );
    this.users = new Map(others.map((peer) => [peer.peer_id, peer.user_id]));
    for (const peer of [...this.links.keys()]) {
      // A connection that works outlives a hub that has started anew and does not know everybody yet.
      if (!this.users.has(peer) && !this.links.get(peer)?.open) this.drop(peer);
    }
    if (this.watchers > 0) this.callAll();
    this.tell();
  }

  private callAll(): void {
    for (const link of this.links.values()) link.check();
    for (const [peer, user] of this.users) if (this.people.includes(user)) this.link(peer).call();
    this.tell();
  }

  private signalled(frame: Frame): void {
    const peer = String(frame.payload.from_peer_id);
    const user = this.users.get(peer);
    if (!user || !this.people.includes(user)) return;
    const signal: Signal =
      frame.type === 'peer.candidate'
        ? { kind: 'candidate', candidate: frame.payload.candidate as unknown as IceCandidateView }
        : { kind: frame.type === 'peer.offer' ? 'offer' : 'answer', sdp: String(frame.payload.sdp) };
    if (signal.kind === 'offer' && !this.link(peer).takes(signal.sdp)) this.drop(peer);
    void this.link(peer).hear(signal);
  }

  private link(peer: string): PeerLink {
    const known = this.links.get(peer);
    if (known && !known.failed) return known;
    known?.close();
    const link = new PeerLink({
      polite: this.options.peerId > peer,
      connection: this.options.connection(),
      signal: (signal) => this.signal(peer, signal),
      nowMs: this.options.nowMs,
      changed: () => this.tell(),
    });
    this.links.set(peer, link);
    const user = this.users.get(peer);
    if (user) this.owners.set(peer, user);
    return link;
  }

  private signal(peer: string, signal: Signal): void {
    const { kind, ...rest } = signal;
    this.options.send(`peer.${kind}`, { target_peer_id: peer, ...rest });
  }

  private ping(): void {
    for (const link of this.links.values()) link.ping();
    this.stopPinging = this.options.after(PING_EVERY_MS, () => {
      this.callAll();
      this.ping();
    });
  }

  private drop(peer: string): void {
    this.links.get(peer)?.close();
    this.links.delete(peer);
    this.owners.delete(peer);
    this.tell();
  }

  private tell(): void {
    const direct: Record<string, DirectLink> = {};
    for (const [peer, link] of this.links) {
      const user = this.owners.get(peer);
      // Of several pages of one person the one that answers counts.
      if (user && (link.open || direct[user]?.state !== 'open')) direct[user] = directOf(link);
    }
    this.store.setState({ direct });
  }
}

function directOf(link: PeerLink): DirectLink {
  const state = link.open ? 'open' : link.failed ? 'failed' : 'connecting';
  return { state, ...(link.open && link.rttMs !== undefined ? { rttMs: link.rttMs } : {}) };
}
