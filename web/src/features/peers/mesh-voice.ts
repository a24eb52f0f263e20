import type { FloorState } from '../floor/floor.ts';
import type { Connected } from './peers.ts';
import { type Loudness, VoiceLine } from './voice-line.ts';

/** From so many people on that are here, every device has much to send: the hub's way is better. */
export const MESH_WARNS_AT = 12;
/** Larger groups speak through the hub whatever the setting says. */
export const MESH_MOST = 25;
/** What was said before the floor was given back is still on its way. */
export const REST_MS = 250;

/** What the room is, as far as voices care. */
export interface MeshScene {
  /** The session lets voices go straight from page to page. */
  on: boolean;
  /** Everybody else who is here. */
  others: readonly string[];
  /** Those whom this person hears now because the hub gave them the floor. */
  talkers: readonly string[];
  gains: Readonly<Record<string, number>>;
  /** Whether somebody may hear the channel. */
  mayHear(userId: string, channelId: string): boolean;
}

export interface MeshPorts {
  connections(): readonly Connected[];
  /** Keeps connections to all others; answers how that ends. */
  watch(): () => void;
  floor(): FloorState;
  microphone(): MediaStreamTrack | undefined;
  listenOnly: boolean;
  /** Whether this voice goes to the hub, too. */
  sendToHub(on: boolean): void;
  /** Who listens to the hub; those without a page, too. */
  inHubRoom(): readonly string[];
  /** How loud the hub's copies are played. */
  playFromHub(gains: Record<string, number>): void;
  loudness(): Loudness;
  after(ms: number, run: () => void): () => void;
  line?(pc: RTCPeerConnection): VoiceLine;
}

const NOBODY: MeshScene = { on: false, others: [], talkers: [], gains: {}, mayHear: () => false };

/**
 * Voices straight from page to page. The hub's floor decides: ours is on its way only while we hold it, and of the others
 * only who holds it is played. Whoever cannot be reached directly gets our voice from the hub, as do open channels.
 */
export class MeshVoice {
  private readonly ports: MeshPorts;
  private readonly lines = new Map<RTCPeerConnection, VoiceLine>();
  private scene: MeshScene = NOBODY;
  private unwatch: (() => void) | undefined;
  /** Those who have just given the floor back. */
  private readonly resting = new Map<string, () => void>();

  constructor(ports: MeshPorts) {
    this.ports = ports;
  }

  get on(): boolean {
    return this.scene.on && this.scene.others.length < MESH_MOST;
  }

  /** The room is another one now. */
  enter(scene: MeshScene): void {
    for (const user of this.scene.talkers) if (!scene.talkers.includes(user)) this.rest(user);
    this.scene = scene;
    if (this.on && !this.unwatch) this.unwatch = this.ports.watch();
    if (!this.on) this.leave();
    this.settle();
  }

  /** Brings what is sent and played in line with the floor and the connections; as often as one likes. */
  settle(): void {
    const connections = this.ports.connections();
    for (const [pc, line] of this.lines) {
      if (connections.some((known) => known.pc === pc)) continue;
      line.send(null);
      line.close();
      if (pc.signalingState === 'closed') this.lines.delete(pc);
    }
    for (const { pc, user } of connections) this.settleLine(this.lineOf(pc), user);
    this.ports.playFromHub(this.hubGains(connections));
    this.ports.sendToHub(!this.on || this.needsHub(connections));
  }

  levelOf(user: string): number {
    const levels = this.ports
      .connections()
      .filter((known) => known.user === user)
      .map(({ pc }) => this.lines.get(pc)?.level() ?? 0);
    return Math.max(0, ...levels);
  }

  unlock(): void {
    for (const line of this.lines.values()) line.unlock();
  }

  stop(): void {
    this.leave();
    for (const line of this.lines.values()) line.close();
    this.lines.clear();
    for (const cancel of this.resting.values()) cancel();
  }

  private leave(): void {
    this.unwatch?.();
    this.unwatch = undefined;
  }

  private settleLine(line: VoiceLine, user: string): void {
    if (this.on && !this.ports.listenOnly) line.open();
    const channel = this.floorChannel();
    const speaks = this.on && channel !== undefined && this.scene.mayHear(user, channel);
    line.send(speaks ? (this.ports.microphone() ?? null) : null);
    const heard = this.scene.talkers.includes(user) || this.resting.has(user);
    const loudness = this.ports.loudness();
    const gain = this.on && heard ? (this.scene.gains[user] ?? 1) : 0;
    line.play({ ...loudness, volume: Math.min(1, gain * loudness.volume) });
  }

  private lineOf(pc: RTCPeerConnection): VoiceLine {
    let line = this.lines.get(pc);
    if (!line) {
      line = this.ports.line?.(pc) ?? new VoiceLine(pc);
      this.lines.set(pc, line);
    }
    return line;
  }

  /** The channel whose floor is ours; the last syllable belongs to it. */
  private floorChannel(): string | undefined {
    const { phase } = this.ports.floor();
    return phase.kind === 'granted' || phase.kind === 'tail' ? phase.channelId : undefined;
  }

  private needsHub(connections: readonly Connected[]): boolean {
    if (this.ports.floor().phase.kind === 'open') return true;
    return [...this.scene.others, ...this.ports.inHubRoom()].some((user) => !reached(user, connections));
  }

  /** Whoever is heard straight is not heard a second time. */
  private hubGains(connections: readonly Connected[]): Record<string, number> {
    const gains = { ...this.scene.gains };
    if (!this.on) return gains;
    for (const user of [...this.scene.talkers, ...this.resting.keys()]) {
      if (reached(user, connections)) gains[user] = 0;
    }
    return gains;
  }

  private rest(user: string): void {
    this.resting.get(user)?.();
    this.resting.set(
      user,
      this.ports.after(REST_MS, () => {
        this.resting.delete(user);
        this.settle();
      }),
    );
  }
}

/** Every page of that person is. */
function reached(user: string, connections: readonly Connected[]): boolean {
  const theirs = connections.filter((known) => known.user === user);
  return theirs.length > 0 && theirs.every(({ open }) => open);
}
