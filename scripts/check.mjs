// npm run check: format, lint, types, tests. What CI runs, less the installing.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { bin, ensureInstalled, root } from './prepare.mjs';

// Fetched when asked for: its packages for other systems are not all in every registry, and a lock file that names them
// without versions stops npm ci for everybody.
const LINTER = ['--package=oxlint@1.94.0', '--package=oxlint-tsgolint@7.0.2007'];

await ensureInstalled();
const steps = [
  [
    'format',
    bin('prettier'),
    [
      '--check',
      '--log-level',
      'warn',
      'src/**/*.{ts,tsx,css}',
      'tests/**/*.ts',
      'bench/**/*.ts',
      'scripts/*.mjs',
    ],
  ],
  [
    'lint',
    'npm',
    ['exec', '--yes', ...LINTER, '--', 'oxlint', '--type-aware', 'src', 'tests', 'bench'],
  ],
  ['types', bin('tsc'), ['-b']],
  ['tests', process.execPath, [path.join(root, 'scripts', 'test.mjs')]],
];
for (const [name, command, args] of steps) {
  console.log(`-- ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: root });
  if (status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
}
