/** Where things lie: everything that tests write goes below target/, which is never committed. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const systemTests = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where `./tutti` is; another checkout can be tried with the same tests. */
export const repository = process.env['SYSTEM_TESTS_REPOSITORY'] ?? dirname(systemTests);

export function target(...names: string[]): string {
  const folder = join(systemTests, 'target', ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A fresh folder outside the repository; paths of profiles and sockets stay short. */
export function scratch(name: string): string {
  return mkdtempSync(join(tmpdir(), `tutti-${name}-`));
}
