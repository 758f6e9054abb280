// Runs `tocsin ARGS` as a child that ends when this process is told to, or is gone.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { nodeFlags, root, SIGNALS } from './prepare.mjs';

/** The node ends by itself long before, also when something hangs in it. */
const STOP_MOST_MS = 12_000;
const LOOK_MS = 500;

/** Gives the child's exit code; 1 when a signal ended it. @param parent the process that npm runs as, or null */
export function attend(args, parent) {
  const child = spawn(
    process.execPath,
    [...nodeFlags(), path.join(root, 'dist', 'src', 'cli', 'main.js'), ...args],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      cwd: root,
    },
  );
  // The node stops when the channel to it is closed, and so it does when this process is killed. A signal passed on
  // would reach it twice where the terminal or npm sends it to the whole group.
  const stop = () => {
    if (!child.connected) return;
    child.disconnect();
    setTimeout(() => child.kill('SIGKILL'), STOP_MOST_MS).unref();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  // npm killed outright tells nobody: this process then has another parent.
  if (parent !== null)
    setInterval(() => {
      if (process.ppid !== parent) stop();
    }, LOOK_MS).unref();
  // Not 'close': that is not told once the channel was closed from here.
  return new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1))),
  );
}
