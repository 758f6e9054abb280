// npm run bench -- [PART ...]: runs the benches whose name contains a PART (all without one), one after the other.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();
const parts = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const folder = path.join(root, 'dist', 'bench');
const benches = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.js'))
  .filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
if (benches.length === 0) {
  console.error(`no bench matches ${parts.join(' ')}`);
  process.exit(2);
}
let failed = 0;
for (const name of benches) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', path.join(folder, name)], {
    stdio: 'inherit',
    cwd: root,
  });
  if (status !== 0) failed++;
}
process.exit(failed > 0 ? 1 : 0);
