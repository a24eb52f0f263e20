/** Ends the output of Vitest with what was flaky and skipped, and the plain line "N passed, N failed, N skipped". */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed++;
      for (const test of module.children.allTests()) count[test.result().state]++;
    }
    const skipped = count.skipped + count.pending;
    const named = (word: string, which: (test: TestCase) => boolean) =>
      modules
        .flatMap((module) => [...module.children.allTests()].filter(which))
        .map((test) => `${word}: ${test.module.relativeModuleId} ${test.fullName}`);
    const lines = [
      ...named('flaky', (test) => test.diagnostic()?.flaky ?? false),
      ...named('skipped', (test) => test.result().state === 'skipped'),
      `${count.passed} passed, ${count.failed} failed, ${skipped} skipped`,
    ];
    setImmediate(() => lines.forEach((line) => console.log(line)));
  }
}
