import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // One file at a time: timings mean something only when nothing else runs.
    fileParallelism: false,
    pool: 'forks',
    // Deadlines, not judgements: nothing comes near them but what hangs.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // Real browsers on a machine that others use, too; closingLine names what needed it.
    retry: 1,
    reporters: ['default', './harness/closingLine.ts'],
  },
});
