import { expect, it } from 'vitest';
import { ScreenLight } from './screen-light.ts';

class Lock {
  released = false;
  async release(): Promise<void> {
    this.released = true;
  }
}

class Locks {
  given: Lock[] = [];
  refused = 0;
  gate: Promise<void> = Promise.resolve();
  async request(): Promise<WakeLockSentinel> {
    await this.gate;
    if (this.refused-- > 0) throw new Error('the battery is low');
    const lock = new Lock();
    this.given.push(lock);
    return lock as unknown as WakeLockSentinel;
  }
  get held(): number {
    return this.given.filter((lock) => !lock.released).length;
  }
}

async function rest(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

it('takes the light once, and anew after the browser let go of it', async () => {
  const locks = new Locks();
  const light = new ScreenLight(locks);
  light.keep();
  light.keep();
  await rest();
  light.keep();
  await rest();
  expect(locks.given).toHaveLength(1);
  await locks.given[0]?.release();
  light.keep();
  await rest();
  expect(locks.held).toBe(1);
});

it('asks again after it was refused', async () => {
  const locks = new Locks();
  locks.refused = 1;
  const light = new ScreenLight(locks);
  light.keep();
  await rest();
  expect(locks.held).toBe(0);
  light.keep();
  await rest();
  expect(locks.held).toBe(1);
});

it('lets go at the end, also of what is given only then', async () => {
  const locks = new Locks();
  let answer = (): void => undefined;
  locks.gate = new Promise((resolve) => {
    answer = resolve;
  });
  const light = new ScreenLight(locks);
  light.keep();
  light.stop();
  answer();
  await rest();
  expect(locks.given).toHaveLength(1);
  expect(locks.held).toBe(0);
  light.keep();
  await rest();
  expect(locks.given).toHaveLength(1);
});

it('is content where a browser has no such thing', () => {
  const light = new ScreenLight(undefined);
  light.keep();
  light.stop();
});
