/** Ends the output of Vitest with the plain line "N passed, N failed, N skipped". */
import type { Reporter, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) count.failed++;
      for (const test of module.children.allTests()) count[test.result().state]++;
    }
    const skipped = count.skipped + count.pending;
    const names = modules.flatMap((module) =>
      [...module.children.allTests()].filter((test) => test.result().state === 'skipped').map((test) => test.fullName),
    );
    setImmediate(() => names.forEach((name) => console.log(`skipped: ${name}`)));
    setImmediate(() => console.log(`${count.passed} passed, ${count.failed} failed, ${skipped} skipped`));
  }
}
