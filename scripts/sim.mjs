// npm run sim -- --seeds N: simulated alliances under faults; see tocsin sim --help.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();
const args = [path.join(root, 'bin', 'tocsin'), 'sim', ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1);
