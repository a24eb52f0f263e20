import { beforeEach, describe, expect, it } from 'vitest';
import { HubError } from './hub-error.ts';
import { HubSocket, type LinkState, parseFrame, type Wire } from './hub-socket.ts';
import type { Frame } from './model.ts';

/** A clock and a network that stand still until the test moves them. */
class Bench {
  now = 1000;
  wires: (Wire & { url: string; sent: Frame[]; closed: boolean })[] = [];
  states: LinkState[] = [];
  frames: Frame[] = [];
  refreshes: boolean[] = [];
  silences = 0;
  trusts = 0;
  /** What another node of the hub answers: that it is there. */
  another: (() => void) | undefined;
  elsewhere: (() => Promise<(() => void) | undefined>) | undefined;
  /** What becomes of a new connection: 1 is open at once, 0 is not. */
  opensAs = 1;
  refusal: HubError | undefined;
  private timers: { at: number; run: () => void }[] = [];

  readonly socket = new HubSocket(
    {
      url: (cursor, token) => `ws://hub/ws?token=${token}${cursor ? `&cursor=${cursor}` : ''}`,
      token: async (force) => {
        this.refreshes.push(force);
        if (this.refusal) throw this.refusal;
        return 't';
      },
      onFrame: (frame) => this.frames.push(frame),
      onState: (state) => this.states.push(state),
      onSilence: () => this.silences++,
      others: () => this.another !== undefined,
      elsewhere: async () => this.elsewhere?.() ?? this.another,
      onTrust: () => this.trusts++,
    },
    {
      open: (url) => {
        const sent: Frame[] = [];
        const wire = {
          url,
          sent,
          closed: false,
          readyState: this.opensAs,
          send: (data: string) => sent.push(JSON.parse(data) as Frame),
          close: () => {
            wire.closed = true;
          },
          onopen: null,
          onmessage: null,
          onclose: null,
        } as Wire & { url: string; sent: Frame[]; closed: boolean };
        this.wires.push(wire);
        return wire;
      },
      nowMs: () => this.now,
      wallMs: () => this.now + 5000,
      random: () => 0.5,
      after: (ms, run) => {
        const timer = { at: this.now + ms, run };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((t) => t !== timer);
        };
      },
    },
  );

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settle();
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.now = next.at;
      next.run();
    }
    this.now = end;
    await settle();
  }

  get wire(): Wire & { url: string; sent: Frame[]; closed: boolean } {
    const last = this.wires.at(-1);
    if (!last) throw new Error('no connection was opened');
    return last;
  }

  hear(frame: Partial<Frame>): void {
    this.wire.onmessage?.({ data: JSON.stringify({ ts: 1, payload: {}, ...frame }) });
  }

  async open(cursor = 'c1'): Promise<void> {
    this.socket.start();
    await settle();
    this.wire.onopen?.();
    this.hear({ type: 'snapshot', cursor });
  }

  get kind(): string | undefined {
    return this.states.at(-1)?.kind;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

describe('the connection to the hub', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  it('is open only when the first snapshot has come', async () => {
    bench.socket.start();
    await settle();
    bench.wire.onopen?.();
    expect(bench.kind).toBe('connecting');
    bench.hear({ type: 'snapshot', cursor: 'c1' });
    expect(bench.kind).toBe('open');
  });

  it('resumes at the last cursor it heard', async () => {
    await bench.open('c1');
    bench.hear({ type: 'participant.join', cursor: 'c2' });
    bench.wire.onclose?.({ code: 1006, reason: '' });
    expect(bench.kind).toBe('lost');
    await bench.advance(500);
    expect(bench.wire.url).toContain('cursor=c2');
  });

  it('tells when it tries again, and waits longer each time', async () => {
    await bench.open();
    bench.wire.onclose?.({ code: 1006, reason: '' });
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      const state = bench.states.at(-1);
      if (state?.kind !== 'lost') throw new Error('not lost');
      waits.push(state.nextTryAtMs - bench.now);
      await bench.advance(state.nextTryAtMs - bench.now);
      bench.wire.onclose?.({ code: 1006, reason: '' });
    }
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('notices a hub that went silent', async () => {
    await bench.open();
    await bench.advance(6000);
    expect(bench.states.some((s) => s.kind === 'lost')).toBe(true);
    expect(bench.wires[0]?.closed).toBe(true);
  });

  describe('in doubt', () => {
    const first = (): Wire => bench.wires[0] as Wire;

    it('tries another connection beside the one that does not answer, and says nothing of it yet', async () => {
      await bench.open('c1');
      await bench.advance(1700);
      expect(bench.wires).toHaveLength(2);
      expect(bench.wire.url).toContain('cursor=c1');
      expect(bench.wires[0]?.closed).toBe(false);
      expect(bench.kind).toBe('open');
    });

    it('keeps the old one when it speaks first', async () => {
      await bench.open();
      await bench.advance(1700);
      first().onmessage?.({ data: '{"type":"pong","ts":1,"payload":{"n":1}}' });
      expect(bench.wires.map((wire) => wire.closed)).toEqual([false, true]);
      expect(bench.socket.send('presence.update', {})).toBe(true);
      expect(bench.wires[0]?.sent.at(-1)?.type).toBe('presence.update');
      expect(bench.states.map(({ kind }) => kind)).not.toContain('lost');
    });

    it('takes the new one when it speaks first, so that what was held on the old one is given up', async () => {
      await bench.open();
      await bench.advance(1700);
      bench.wire.onopen?.();
      bench.hear({ type: 'resumed' });
      expect(bench.states.slice(-2).map(({ kind }) => kind)).toEqual(['lost', 'open']);
      expect(bench.wires.map((wire) => wire.closed)).toEqual([true, false]);
      await bench.advance(900);
      expect(bench.wires).toHaveLength(2);
    });

    it('tries afresh when a try gets no answer, since a lost SYN is sent again late', async () => {
      await bench.open();
      await bench.advance(2700);
      expect(bench.wires).toHaveLength(2);
      await bench.advance(200);
      expect(bench.wires).toHaveLength(3);
      expect(bench.wires[1]?.closed).toBe(true);
    });

    it('goes on with the try under way when the old one is given up', async () => {
      await bench.open();
      await bench.advance(3050);
      expect(bench.kind).toBe('lost');
      expect(bench.wires.map((wire) => wire.closed)).toEqual([true, true, false]);
      bench.wire.onopen?.();
      bench.hear({ type: 'resumed' });
      expect(bench.kind).toBe('open');
    });

    it('tells of the silence once, and tries at once on a sign of life', async () => {
      await bench.open();
      expect(bench.socket.silent).toBe(false);
      await bench.advance(2000);
      expect([bench.silences, bench.socket.silent, bench.wires.length]).toEqual([1, true, 2]);
      bench.socket.nudge();
      await settle();
      expect(bench.wires.map((wire) => wire.closed)).toEqual([false, true, false]);
      bench.wire.onopen?.();
      bench.hear({ type: 'resumed' });
      expect(bench.socket.silent).toBe(false);
    });

    it('goes to another node that answers while its own does not, and notices the silence sooner', async () => {
      let went = 0;
      bench.another = () => went++;
      await bench.open();
      bench.opensAs = 0;
      await bench.advance(1000);
      expect(went).toBe(0);
      await bench.advance(200);
      expect([went, bench.silences]).toEqual([1, 1]);
      expect(bench.wires.map((wire) => wire.closed)).toEqual([false, true, false]);
      bench.wire.onopen?.();
      bench.hear({ type: 'resumed' });
      expect(bench.states.slice(-2).map(({ kind }) => kind)).toEqual(['lost', 'open']);
      expect(bench.wires[0]?.closed).toBe(true);
      expect(bench.trusts).toBe(0);
    });

    it('goes nowhere when its own node opens the new connection, or speaks on the old one', async () => {
      let went = 0;
      let answer: (go: () => void) => void = () => undefined;
      bench.elsewhere = () => new Promise((resolve) => (answer = resolve));
      bench.opensAs = 0;
      await bench.open();
      await bench.advance(1700);
      bench.wire.readyState = 1;
      answer(() => went++);
      await settle();
      expect([went, bench.wires.length]).toEqual([0, 2]);
      first().onmessage?.({ data: '{"type":"pong","ts":1,"payload":{"n":1}}' });
      expect(bench.trusts).toBe(1);
      await bench.advance(1700);
      first().onmessage?.({ data: '{"type":"pong","ts":1,"payload":{"n":2}}' });
      answer(() => went++);
      await settle();
      expect([went, bench.trusts]).toEqual([0, 2]);
    });

    it('never has more than one try, however long it lasts', async () => {
      await bench.open();
      await bench.advance(60_000);
      expect(bench.wires.filter((wire) => !wire.closed).length).toBeLessThanOrEqual(1);
      expect(bench.wires.length).toBeLessThan(20);
    });
  });

  it('answers a ping and measures the trip by its own', async () => {
    await bench.open();
    bench.hear({ type: 'ping', payload: { n: 7 } });
    expect(bench.wire.sent.at(-1)).toMatchObject({ type: 'pong', payload: { n: 7 } });
    const mine = bench.wire.sent.find((f) => f.type === 'ping');
    bench.now += 12;
    bench.hear({ type: 'pong', payload: { n: mine?.payload.n } });
    expect(bench.socket.rttMs).toBe(12);
  });

  it('asks for a new token when the hub says the old one is over', async () => {
    await bench.open();
    bench.wire.onclose?.({ code: 4401, reason: '' });
    await bench.advance(500);
    expect(bench.refreshes).toEqual([false, true]);
  });

  it('stops for good when the refresh is refused', async () => {
    await bench.open();
    bench.refusal = new HubError('SESSION_CLOSED', 'over', 410);
    bench.wire.onclose?.({ code: 4401, reason: '' });
    await bench.advance(500);
    expect(bench.states.at(-1)).toEqual({ kind: 'stopped', code: 'SESSION_CLOSED' });
    await bench.advance(60_000);
    expect(bench.wires).toHaveLength(1);
  });

  it('does not come back after being put out', async () => {
    await bench.open();
    bench.wire.onclose?.({ code: 4403, reason: 'REMOVED' });
    expect(bench.states.at(-1)).toEqual({ kind: 'stopped', code: 'REMOVED' });
    await bench.advance(60_000);
    expect(bench.wires).toHaveLength(1);
  });

  it('goes on trying while the hub is merely away', async () => {
    await bench.open();
    bench.refusal = new HubError('HUB_UNREACHABLE', '', 0);
    bench.wire.onclose?.({ code: 4401, reason: '' });
    await bench.advance(20_000);
    expect(bench.kind).toBe('lost');
  });

  it('tries at once when the network comes back', async () => {
    await bench.open();
    bench.wire.onclose?.({ code: 1006, reason: '' });
    bench.socket.nudge();
    await settle();
    expect(bench.wires).toHaveLength(2);
  });

  it('does not pretend to send while there is no link', async () => {
    await bench.open();
    bench.wire.onclose?.({ code: 1006, reason: '' });
    expect(bench.socket.send('floor.request', {})).toBe(false);
  });
});

it('refuses what is not a frame', () => {
  expect(parseFrame('{')).toBeUndefined();
  expect(parseFrame('[]')).toBeUndefined();
  expect(parseFrame('null')).toBeUndefined();
  expect(parseFrame(new ArrayBuffer(2))).toBeUndefined();
  expect(parseFrame('{"type":"x","payload":3}')).toEqual({ type: 'x', ts: 0, payload: {} });
});
