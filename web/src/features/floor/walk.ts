import { type FloorEffect, type FloorInput, type FloorState, floorStep, initialFloor } from './floor.ts';

/** Walks the machine along and remembers what it did last. */
export class Walk {
  state: FloorState = initialFloor;
  effects: FloorEffect[] = [];
  now = 10_000;

  step(input: FloorInput): this {
    const step = floorStep(this.state, input, this.now);
    this.state = step.state;
    this.effects = step.effects;
    return this;
  }
  press(latch = false): this {
    return this.step({ kind: 'press', channelId: 'all', requestId: 'r1', latch });
  }
  lift(): this {
    return this.step({ kind: 'lift' });
  }
  hear(type: string, payload: Record<string, unknown> = {}): this {
    return this.step({
      kind: 'frame',
      type: `floor.${type}`,
      payload: { request_id: 'r1', lease_id: 'l1', ...payload },
    });
  }
  granted(): this {
    return this.press().hear('granted', { talk_limit_ms: 10_000 });
  }
  queued(position = 2): this {
    return this.press().hear('queued', { position, of: 3, wait_ms: 8000 });
  }
  pass(ms: number): this {
    this.now += ms;
    return this;
  }
  tick(): this {
    return this.step({ kind: 'tick' });
  }
  get kind(): string {
    return this.state.phase.kind;
  }
  get sent(): [string, Record<string, unknown>][] {
    return this.effects.flatMap((e) =>
      e.kind === 'send' ? [[e.type, e.payload] as [string, Record<string, unknown>]] : [],
    );
  }
  get capture(): boolean | undefined {
    const last = this.effects.filter((e) => e.kind === 'capture').at(-1);
    return last?.on;
  }
  get sounds(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'sound' ? [e.sound] : []));
  }
  get touches(): string[] {
    return this.effects.flatMap((e) => (e.kind === 'touch' ? [e.touch] : []));
  }
}
