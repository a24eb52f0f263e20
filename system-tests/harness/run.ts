/**
 * `npm test`: lays the network and runs Vitest on its clients' host, so that every test crosses a wire. With the words
 * `bench NAME` or `screenshots` it runs that program there instead.
 */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository, systemTests } from './folders.ts';
import { Network, NO_NETWORK } from './network.ts';

const words = process.argv.slice(2);
const vitest = [process.execPath, join(systemTests, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...words];
const programs: Record<string, string> = {
  'bench tempo': 'clicks/bench.ts',
  'bench loss': 'loss/bench.ts',
  'bench failover': 'failover/bench.ts',
  'bench impact': 'impact/bench.ts',
  'bench soak': 'soak/soak.ts',
  screenshots: 'screenshots/readme.ts',
};

async function main(): Promise<number> {
  // Builds what is stale, so that no test waits for it.
  execFileSync(join(repository, 'tutti'), ['help'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [name, rest] = words[0] === 'bench' ? [words.slice(0, 2).join(' '), words.slice(2)] : [words[0] ?? '', words.slice(1)];
  const program = programs[name];
  if (program) return inside([process.execPath, '--import', 'tsx', program, ...rest]);
  if (!Network.available()) {
    console.log(`${NO_NETWORK}. Tests that need one are skipped, each by name at the end.`);
    return run(vitest, {});
  }
  return inside(vitest);
}

/** On the clients' host of a network of its own. */
async function inside(program: string[]): Promise<number> {
  if (!Network.available()) {
    console.error('This needs a network of its own, so it runs as root on Linux.');
    return 1;
  }
  const network = await Network.open();
  const stop = (): void => {
    network.close();
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await run([...network.onClients, ...program], network.environment);
  } finally {
    network.close();
  }
}

function run(words: string[], environment: Record<string, string>): Promise<number> {
  const [command, ...rest] = words;
  const child = spawn(command!, rest, { stdio: 'inherit', env: { ...process.env, ...environment }, cwd: systemTests });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.exit(await main());
