import { beforeEach, describe, expect, it } from 'vitest';
import { type FloorState, initialFloor, type Phase } from '../floor/floor.ts';
import { MESH_MOST, type MeshScene, MeshVoice } from './mesh-voice.ts';
import type { Connected } from './peers.ts';
import type { Loudness, VoiceLine } from './voice-line.ts';

/** The voices on one connection, as they were last told to be. */
class Line {
  opened = false;
  sent: unknown = null;
  volume = 0;
  open(): void {
    this.opened = true;
  }
  send(track: unknown): void {
    this.sent = track;
  }
  play({ volume }: Loudness): void {
    this.volume = volume;
  }
  level(): number {
    return 0;
  }
  close(): void {
    this.volume = 0;
  }
}

const MICROPHONE = { kind: 'audio' } as MediaStreamTrack;

describe('voices straight from page to page', () => {
  let connections: Connected[];
  let lines: Map<RTCPeerConnection, Line>;
  let floor: FloorState;
  let toHub: boolean;
  let inHubRoom: string[];
  let hubGains: Record<string, number>;
  let watching: number;
  let due: (() => void)[];
  let mesh: MeshVoice;

  const connect = (user: string, open = true): Line => {
    const pc = { signalingState: 'stable' } as RTCPeerConnection;
    const line = new Line();
    lines.set(pc, line);
    connections.push({ user, pc, open });
    return line;
  };
  const scene = (part: Partial<MeshScene> = {}): MeshScene => ({
    on: true,
    others: ['ben', 'chloe'],
    talkers: [],
    gains: { maya: 1, ben: 1, chloe: 1 },
    mayHear: () => true,
    ...part,
  });
  const holds = (phase: Partial<Phase>): void => {
    floor = { ...initialFloor, phase: { channelId: 'all', ...phase } as Phase };
    mesh.settle();
  };

  beforeEach(() => {
    inHubRoom = [];
    [connections, lines, floor, toHub, hubGains, watching, due] = [
      [],
      new Map(),
      initialFloor,
      true,
      {},
      0,
      [],
    ];
    mesh = new MeshVoice({
      connections: () => connections,
      watch: () => {
        watching++;
        return () => watching--;
      },
      floor: () => floor,
      microphone: () => MICROPHONE,
      listenOnly: false,
      sendToHub: (on) => {
        toHub = on;
      },
      inHubRoom: () => inHubRoom,
      playFromHub: (heard) => {
        hubGains = heard;
      },
      loudness: () => ({ volume: 1, outputId: '', playout: 'low', refused: () => undefined }),
      after: (_, run) => {
        due.push(run);
        return () => {
          due = due.filter((other) => other !== run);
        };
      },
      line: (pc) => lines.get(pc) as unknown as VoiceLine,
    });
  });

  it('send nothing before the floor is granted, and nothing after', () => {
    const [ben, chloe] = [connect('ben'), connect('chloe')];
    mesh.enter(scene());
    expect(ben.opened).toBe(true);
    for (const kind of ['pending', 'queued', 'offered', 'denied', 'revoked', 'idle'] as const) {
      holds({ kind });
      expect([kind, ben.sent, chloe.sent]).toEqual([kind, null, null]);
    }
    for (const kind of ['granted', 'tail'] as const) {
      holds({ kind });
      expect([kind, ben.sent, chloe.sent]).toEqual([kind, MICROPHONE, MICROPHONE]);
    }
    holds({ kind: 'idle' });
    expect([ben.sent, chloe.sent]).toEqual([null, null]);
  });

  it('go to nobody who may not hear the channel', () => {
    const [ben, chloe] = [connect('ben'), connect('chloe')];
    mesh.enter(scene({ mayHear: (user, channel) => user === 'chloe' && channel === 'all' }));
    holds({ kind: 'granted' });
    expect([ben.sent, chloe.sent]).toEqual([null, MICROPHONE]);
  });

  it('are played only of whoever has the floor, until its last word has arrived', () => {
    const [ben, chloe] = [connect('ben'), connect('chloe')];
    mesh.enter(scene());
    expect([ben.volume, chloe.volume]).toEqual([0, 0]);
    mesh.enter(scene({ talkers: ['ben'], gains: { ben: 0.5, chloe: 1 } }));
    expect([ben.volume, chloe.volume]).toEqual([0.5, 0]);
    expect(hubGains).toMatchObject({ ben: 0, chloe: 1 });
    mesh.enter(scene());
    expect(ben.volume).toBe(1);
    due.pop()?.();
    expect([ben.volume, chloe.volume]).toEqual([0, 0]);
  });

  it('leave the hub out once everybody is reached, and only then', () => {
    connect('ben');
    mesh.enter(scene());
    expect(toHub).toBe(true);
    connect('chloe', false);
    mesh.settle();
    expect(toHub).toBe(true);
    connections = connections.map((known) => ({ ...known, open: true }));
    mesh.settle();
    expect(toHub).toBe(false);
    inHubRoom = ['ben', 'an app without a page'];
    mesh.settle();
    expect(toHub).toBe(true);
    inHubRoom = ['ben'];
    mesh.settle();
    expect(toHub).toBe(false);
    holds({ kind: 'open' });
    expect(toHub).toBe(true);
  });

  it('are heard through the hub of whoever is not reached', () => {
    const chloe = connect('chloe', false);
    mesh.enter(scene({ talkers: ['ben', 'chloe'] }));
    expect(hubGains).toMatchObject({ ben: 1, chloe: 1 });
    expect(chloe.volume).toBe(1);
  });

  it('are the hub’s again when the setting or the size of the group says so', () => {
    const ben = connect('ben');
    const many = Array.from({ length: MESH_MOST }, (_, i) => `u${i}`);
    for (const end of [scene({ on: false }), scene({ others: many })]) {
      mesh.enter(scene({ others: ['ben'], talkers: ['ben'] }));
      expect([mesh.on, watching, toHub]).toEqual([true, 1, false]);
      mesh.enter({ ...end, talkers: ['ben'] });
      holds({ kind: 'granted' });
      expect([mesh.on, watching, toHub]).toEqual([false, 0, true]);
      expect([ben.sent, ben.volume]).toEqual([null, 0]);
      expect(hubGains).toMatchObject({ ben: 1 });
      floor = initialFloor;
    }
  });
});
