// npm start: installs what is missing, builds what changed, runs a node with the built-in demo.
// Arguments after -- go to `tocsin node`: npm start -- --port 9000, npm start -- --feed beast:HOST:30005
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();

const given = process.argv.slice(2);
const own = given.includes('--config') || given.includes('--feed') || given.includes('--help');
const args = [
  path.join(root, 'dist', 'src', 'cli', 'main.js'),
  'node',
  ...(own ? [] : ['--demo']),
  ...given,
];
const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: root });
// Ctrl-C reaches the node through the terminal's process group; other signals are passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGTERM'));
child.on('close', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
