import { createStore, type StoreApi } from 'zustand/vanilla';
import { freshId } from '../../client/ids.ts';
import type { Frame } from '../../client/model.ts';
import type { After } from '../../client/ticker.ts';
import type { Senses } from './earcons.ts';
import {
  type FloorEffect,
  type FloorInput,
  type FloorState,
  floorStep,
  initialFloor,
  nextTickMs,
} from './floor.ts';

export interface FloorPorts {
  send(type: string, payload: Record<string, unknown>): boolean;
  capture(on: boolean): void;
  senses: Senses;
  nowMs(): number;
  after: After;
  me: string;
}

/** Drives the floor machine: gives it time and the hub's answers, carries its effects out. */
export class FloorController {
  readonly store: StoreApi<FloorState>;
  private readonly ports: FloorPorts;
  private cancel: () => void = () => undefined;
  private tickAtMs: number | undefined;

  constructor(ports: FloorPorts) {
    this.ports = ports;
    this.store = createStore<FloorState>(() => initialFloor);
  }

  press(channelId: string, options: { latch?: boolean; emergency?: boolean; open?: boolean } = {}): void {
    this.step({
      kind: 'press',
      channelId,
      requestId: freshId(),
      latch: options.latch ?? false,
      ...(options.emergency ? { emergency: true } : {}),
      ...(options.open ? { open: true } : {}),
    });
  }

  lift(): void {
    this.step({ kind: 'lift' });
  }

  latch(): void {
    this.step({ kind: 'latch' });
  }

  slideOff(): void {
    this.step({ kind: 'slideOff' });
  }

  stop(): void {
    this.step({ kind: 'stop' });
  }

  linkLost(): void {
    this.step({ kind: 'linkLost' });
  }

  linkBack(): void {
    this.step({ kind: 'linkBack' });
  }

  hear(frame: Frame): void {
    if (frame.type === 'floor.queue') {
      const line = frame.payload.line as { user_id: string; position: number }[];
      const channelId = String(frame.payload.channel_id);
      this.step({ kind: 'line', channelId, line: Array.isArray(line) ? line : [], me: this.ports.me });
    } else if (frame.type.startsWith('floor.')) {
      this.step({ kind: 'frame', type: frame.type, payload: frame.payload });
    }
  }

  /** True while a press must be answered by a lift. */
  get busy(): boolean {
    return this.store.getState().phase.kind !== 'idle';
  }

  close(): void {
    this.cancel();
    this.step({ kind: 'linkLost' });
    this.cancel();
  }

  private step(input: FloorInput): void {
    const { state, effects } = floorStep(this.store.getState(), input, this.ports.nowMs());
    if (state !== this.store.getState()) this.store.setState(state, true);
    let unsent = false;
    for (const effect of effects) unsent = !this.run(effect) || unsent;
    if (unsent) this.step({ kind: 'unsent' });
    this.schedule();
  }

  /** False when something had to be sent and could not. */
  private run(effect: FloorEffect): boolean {
    switch (effect.kind) {
      case 'send':
        return this.ports.send(effect.type, effect.payload);
      case 'capture':
        this.ports.capture(effect.on);
        return true;
      case 'sound':
        this.ports.senses.sound(effect.sound);
        return true;
      case 'touch':
        this.ports.senses.touch(effect.touch);
        return true;
    }
  }

  private schedule(): void {
    const at = nextTickMs(this.store.getState());
    if (at === this.tickAtMs) return;
    this.cancel();
    this.tickAtMs = at;
    if (at === undefined) return;
    this.cancel = this.ports.after(Math.max(0, at - this.ports.nowMs()), () => {
      this.tickAtMs = undefined;
      this.step({ kind: 'tick' });
    });
  }
}
