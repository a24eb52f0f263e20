import { beforeEach, describe, expect, it } from 'vitest';
import { FloorController } from './controller.ts';

/** A stage with its own clock: what was sent, whether the microphone is open, what was heard and felt. */
class Stage {
  now = 0;
  online = true;
  capturing = false;
  sent: { type: string; payload: Record<string, unknown> }[] = [];
  heard: string[] = [];
  private timers: { at: number; run: () => void }[] = [];
  readonly floor = new FloorController({
    me: 'me',
    nowMs: () => this.now,
    send: (type, payload) => {
      if (this.online) this.sent.push({ type, payload });
      return this.online;
    },
    capture: (on) => {
      this.capturing = on;
    },
    senses: { sound: (name) => this.heard.push(name), touch: () => undefined, close: () => undefined },
    after: (ms, run) => {
      const timer = { at: this.now + ms, run };
      this.timers.push(timer);
      return () => {
        this.timers = this.timers.filter((t) => t !== timer);
      };
    },
  });

  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }

  grant(): void {
    const request_id = this.sent.at(-1)?.payload.request_id;
    this.floor.hear({
      type: 'floor.granted',
      ts: 0,
      payload: { request_id, lease_id: 'l1', talk_limit_ms: 10_000 },
    });
  }

  get kind(): string {
    return this.floor.store.getState().phase.kind;
  }
}

describe('the floor on one page', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });

  it('opens the microphone in the press itself', () => {
    stage.floor.press('all');
    expect(stage.capturing).toBe(true);
    expect(stage.sent.map((f) => f.type)).toEqual(['floor.request']);
  });

  it('renews its lease three times a second until the lift, then releases after the tail', () => {
    stage.floor.press('all');
    stage.grant();
    stage.advance(950);
    expect(stage.sent.filter((f) => f.type === 'floor.renew')).toHaveLength(3);
    stage.floor.lift();
    expect(stage.capturing).toBe(true);
    stage.advance(200);
    expect(stage.capturing).toBe(false);
    expect(stage.sent.at(-1)).toEqual({ type: 'floor.release', payload: { lease_id: 'l1' } });
    stage.advance(5000);
    expect(stage.sent.at(-1)?.type).toBe('floor.release');
    expect(stage.heard).toEqual(['granted', 'released']);
  });

  it('closes the microphone at once when nothing can be sent', () => {
    stage.online = false;
    stage.floor.press('all');
    expect(stage.capturing).toBe(false);
    expect(stage.kind).toBe('denied');
  });

  it('closes the microphone when the link breaks in the middle of a talk', () => {
    stage.floor.press('all');
    stage.grant();
    stage.floor.linkLost();
    expect(stage.capturing).toBe(false);
    stage.advance(10_000);
    expect(stage.sent.filter((f) => f.type === 'floor.renew')).toHaveLength(0);
  });

  it('follows its place in the line of everybody', () => {
    stage.floor.press('all');
    const request_id = stage.sent[0]?.payload.request_id;
    stage.floor.hear({
      type: 'floor.queued',
      ts: 0,
      payload: { request_id, position: 3, of: 3, wait_ms: 9000 },
    });
    const line = [{ user_id: 'me', position: 1 }];
    stage.floor.hear({ type: 'floor.queue', ts: 0, payload: { channel_id: 'all', line } });
    expect(stage.floor.store.getState().phase).toMatchObject({ kind: 'queued', position: 1, waitMs: 3000 });
  });

  it('leaves nothing open when the room is left', () => {
    stage.floor.press('all');
    stage.grant();
    stage.floor.close();
    expect(stage.capturing).toBe(false);
    stage.advance(60_000);
    expect(stage.sent.filter((f) => f.type === 'floor.renew')).toHaveLength(0);
  });
});
