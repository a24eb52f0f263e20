/** `npm test`: lays the network and runs Vitest on its clients' host, so that every test crosses a wire. */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository, systemTests } from './folders.ts';
import { Network } from './network.ts';

const vitest = [process.execPath, join(systemTests, 'node_modules', 'vitest', 'vitest.mjs'), 'run'];

async function main(): Promise<number> {
  // Builds what is stale, so that no test waits for it.
  execFileSync(join(repository, 'tutti'), ['help'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (!Network.available()) {
    console.log('Not root: no network of our own. Tests that need one are skipped.');
    return run(vitest, {});
  }
  const network = await Network.open();
  const stop = (): void => {
    network.close();
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await run([...network.onClients, ...vitest], network.environment);
  } finally {
    network.close();
  }
}

function run(words: string[], environment: Record<string, string>): Promise<number> {
  const [command, ...rest] = [...words, ...process.argv.slice(2)];
  const child = spawn(command!, rest, { stdio: 'inherit', env: { ...process.env, ...environment }, cwd: systemTests });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.exit(await main());
