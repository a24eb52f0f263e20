import { expect, it } from 'vitest';
import { Revival } from './revival.ts';

class Bench {
  bytes = 100;
  quiet = true;
  revived = 0;
  looks: (() => void)[] = [];
  readonly revival = new Revival({
    arrivedBytes: async () => this.bytes,
    silent: () => this.quiet,
    revived: () => this.revived++,
    after: (_ms, run) => {
      this.looks.push(run);
      return () => {
        this.looks = this.looks.filter((look) => look !== run);
      };
    },
  });

  async look(): Promise<void> {
    this.looks.shift()?.();
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
}

it('says so when packets arrive again, and not before', async () => {
  const bench = new Bench();
  bench.revival.watch();
  for (let i = 0; i < 3; i++) await bench.look();
  expect(bench.revived).toBe(0);
  bench.bytes += 80;
  await bench.look();
  expect(bench.revived).toBe(1);
  await bench.look();
  expect(bench.revived).toBe(1);
});

it('ends when the hub answers, and can begin again', async () => {
  const bench = new Bench();
  bench.revival.watch();
  await bench.look();
  bench.quiet = false;
  await bench.look();
  expect(bench.looks).toHaveLength(0);
  bench.quiet = true;
  bench.revival.watch();
  await bench.look();
  expect(bench.looks).toHaveLength(1);
});

it('looks once at a time, however often it is told, and not after its end', async () => {
  const bench = new Bench();
  bench.revival.watch();
  bench.revival.watch();
  await bench.look();
  expect(bench.looks).toHaveLength(1);
  bench.revival.stop();
  expect(bench.looks).toHaveLength(0);
});
