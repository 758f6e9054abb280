// npm run conformance: the conformance tests alone, on the reference data in TOCSIN_DATA (default ../shared/data).
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();
const args = [
  path.join(root, 'scripts', 'run-tests.mjs'),
  path.join('tests', 'conformance') + path.sep,
];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1);
