import { beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from '../../client/model.ts';
import { MESH_PEOPLE, Peers } from './peers.ts';

/** As much of a channel as is used; the other end is another one of these. */
class Channel {
  readyState = 'connecting';
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: string[] = [];
  send(text: string): void {
    this.sent.push(text);
  }
}

class Connection {
  connectionState = 'new';
  signalingState = 'stable';
  localDescription: { type: string; sdp: string } | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: unknown = null;
  onconnectionstatechange: (() => void) | null = null;
  ondatachannel: ((event: { channel: Channel }) => void) | null = null;
  readonly channels: Channel[] = [];
  /** How long a description takes to be taken. */
  taking: Promise<void> = Promise.resolve();
  remote: { type: string; sdp: string } | undefined;
  createDataChannel(): Channel {
    const channel = new Channel();
    this.channels.push(channel);
    this.onnegotiationneeded?.();
    return channel;
  }
  async setLocalDescription(): Promise<void> {
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
    this.localDescription = { type, sdp: `v=0 ${type}` };
  }
  async setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    await this.taking;
    this.remote = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
  }
  close(): void {
    this.connectionState = 'closed';
  }
}

const frame = (type: string, payload: Record<string, unknown> = {}): Frame => ({ type, ts: 0, payload });
const peer = (peer_id: string, user_id: string) => ({
  peer_id,
  user_id,
  peer_type: 'participant',
  display_name: user_id,
});

describe('peers', () => {
  let sent: { type: string; payload: Record<string, unknown> }[];
  let made: Connection[];
  let due: (() => void)[];
  let nowMs: number;
  let peers: Peers;

  beforeEach(() => {
    [sent, made, due, nowMs] = [[], [], [], 0];
    peers = new Peers({
      peerId: 'm',
      me: 'maya',
      name: () => 'Maya',
      send: (type, payload) => sent.push({ type, payload }) > 0,
      connection: () => {
        const connection = new Connection();
        made.push(connection);
        return connection as unknown as RTCPeerConnection;
      },
      nowMs: () => nowMs,
      after: (_, run) => {
        due.push(run);
        return () => {
          due = due.filter((other) => other !== run);
        };
      },
    });
  });
  const types = () => sent.map(({ type }) => type);
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it('can be called in a small group, and not in a large one', () => {
    peers.setPeople(['maya']);
    expect(sent).toEqual([]);
    peers.setPeople(['maya', 'ben']);
    peers.setPeople(['maya', 'ben', 'chloe']);
    expect(types()).toEqual(['peer.register']);
    peers.setPeople(Array.from({ length: MESH_PEOPLE + 1 }, (_, i) => `u${i}`));
    expect(types()).toEqual(['peer.register', 'peer.leave']);
  });

  it('registers again with each new connection to the hub', () => {
    peers.setPeople(['maya', 'ben']);
    peers.hear(frame('resumed'));
    expect(types()).toEqual(['peer.register', 'peer.register']);
  });

  it('opens no connection before somebody looks, then measures the way', async () => {
    peers.setPeople(['maya', 'ben']);
    peers.hear(frame('peer.list', { peers: [peer('m', 'maya'), peer('b', 'ben')] }));
    expect(made).toEqual([]);
    const stop = peers.watch();
    await settled();
    expect(sent.at(-1)).toMatchObject({
      type: 'peer.offer',
      payload: { target_peer_id: 'b', sdp: 'v=0 offer' },
    });
    expect(peers.store.getState().direct).toEqual({ ben: { state: 'connecting' } });

    const channel = made[0]?.channels[0] as Channel;
    channel.readyState = 'open';
    channel.onopen?.();
    due.pop()?.();
    nowMs = 7;
    channel.onmessage?.({ data: JSON.stringify({ ...JSON.parse(channel.sent[0] ?? ''), type: 'pong' }) });
    expect(peers.store.getState().direct).toEqual({ ben: { state: 'open', rttMs: 7 } });
    stop();
    expect(due).toEqual([]);
  });

  it('answers who calls, and their pings', async () => {
    peers.setPeople(['maya', 'ben']);
    peers.hear(frame('peer.list', { peers: [peer('b', 'ben')] }));
    peers.hear(frame('peer.offer', { from_peer_id: 'b', sdp: 'v=0 theirs' }));
    await settled();
    expect(sent.at(-1)).toMatchObject({ type: 'peer.answer', payload: { target_peer_id: 'b' } });
    const channel = new Channel();
    channel.readyState = 'open';
    made[0]?.ondatachannel?.({ channel });
    channel.onmessage?.({ data: '{"type":"ping","timestamp":5}' });
    channel.onmessage?.({ data: 'no JSON' });
    channel.onmessage?.({ data: '{"type":"slide"}' });
    expect(channel.sent).toEqual(['{"type":"pong","timestamp":5}']);
  });

  it('of two who call at once, one takes the call back', async () => {
    peers.setPeople(['maya', 'ben', 'zoe']);
    peers.hear(frame('peer.list', { peers: [peer('b', 'ben'), peer('z', 'zoe')] }));
    peers.watch();
    await settled();
    peers.hear(frame('peer.offer', { from_peer_id: 'b', sdp: 'v=0 ben' }));
    peers.hear(frame('peer.offer', { from_peer_id: 'z', sdp: 'v=0 zoe' }));
    await settled();
    expect(made.map((connection) => connection.remote?.sdp)).toEqual(['v=0 ben', undefined]);
  });

  it('answers an offer that comes right behind an answer', async () => {
    peers.setPeople(['maya', 'zoe']);
    peers.hear(frame('peer.list', { peers: [peer('z', 'zoe')] }));
    const stop = peers.watch();
    await settled();
    const connection = made[0] as Connection;
    let taken: () => void = () => undefined;
    connection.taking = new Promise((resolve) => {
      taken = resolve;
    });
    peers.hear(frame('peer.answer', { from_peer_id: 'z', sdp: 'v=0 answer' }));
    peers.hear(frame('peer.offer', { from_peer_id: 'z', sdp: 'v=0 anew' }));
    taken();
    await settled();
    expect(connection.remote?.sdp).toBe('v=0 anew');
    expect(sent.at(-1)).toMatchObject({ type: 'peer.answer', payload: { target_peer_id: 'z' } });
    stop();
  });

  it('goes over to the connection that the other page has begun anew', async () => {
    const session = (id: number) => `v=0\r\no=- ${id} 2 IN IP4 127.0.0.1\r\n`;
    const offers = (id: number) => peers.hear(frame('peer.offer', { from_peer_id: 'z', sdp: session(id) }));
    peers.setPeople(['maya', 'zoe']);
    peers.hear(frame('peer.list', { peers: [peer('z', 'zoe')] }));
    offers(1);
    await settled();
    offers(1);
    await settled();
    expect(made).toHaveLength(1);
    offers(2);
    await settled();
    expect(made.map(({ connectionState }) => connectionState)).toEqual(['closed', 'new']);
    expect(made[1]?.remote?.sdp).toBe(session(2));
    expect(sent.at(-1)).toMatchObject({ type: 'peer.answer', payload: { target_peer_id: 'z' } });
  });

  it('calls again when an offer was lost on its way, and when no way came up', async () => {
    peers.setPeople(['maya', 'zoe']);
    peers.hear(frame('peer.list', { peers: [peer('z', 'zoe')] }));
    const stop = peers.watch();
    const second = async () => {
      nowMs += 1000;
      due.pop()?.();
      await settled();
    };
    await settled();
    for (let i = 0; i < 3; i++) await second();
    expect(made).toHaveLength(1);
    await second();
    expect(made.map(({ connectionState }) => connectionState)).toEqual(['closed', 'new']);
    peers.hear(frame('peer.answer', { from_peer_id: 'z', sdp: 'v=0 answer' }));
    await settled();
    for (let i = 0; i < 10; i++) await second();
    expect(made).toHaveLength(2);
    for (let i = 0; i < 6; i++) await second();
    expect(made).toHaveLength(3);
    stop();
  });

  it('hears nobody who is not in the session, and cuts who leaves it', async () => {
    peers.setPeople(['maya', 'ben']);
    peers.hear(frame('peer.list', { peers: [peer('b', 'ben'), peer('x', 'stranger')] }));
    peers.hear(frame('peer.offer', { from_peer_id: 'x', sdp: 'v=0' }));
    peers.hear(frame('peer.offer', { from_peer_id: 'nobody', sdp: 'v=0' }));
    expect(made).toEqual([]);
    peers.hear(frame('peer.offer', { from_peer_id: 'b', sdp: 'v=0' }));
    expect(made).toHaveLength(1);
    peers.setPeople(['maya', 'chloe']);
    expect(made[0]?.connectionState).toBe('closed');
    expect(peers.store.getState().direct).toEqual({});
  });
});
