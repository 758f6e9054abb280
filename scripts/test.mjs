// npm test: installs what the tests need, builds, runs everything, ends with N passed, N failed, N skipped.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt, ensureDebian, ensureInstalled, findPostgres, root } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();
// One after the other: what cannot be installed takes nothing else with it.
await ensureDebian([{ commands: ['nats-server'], pkg: 'nats-server' }]);
await ensureDebian([{ find: findPostgres, pkg: 'postgresql' }]);
if (process.env.CHROMIUM === undefined)
  await ensureDebian([
    { commands: ['chromium', 'chromium-browser', 'google-chrome'], pkg: 'chromium' },
  ]);
const args = [path.join(root, 'scripts', 'run-tests.mjs'), ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1);
