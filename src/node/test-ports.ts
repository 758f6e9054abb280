/** For tests and benches: ports of 127.0.0.1 on which nobody listens, and that no other test was told of. */
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Below the ports that the system gives to outgoing connections: a killed node finds its own still free. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** A file for each port that a living process has been told of: between then and its use nobody else is. */
const TOLD = path.join(os.tmpdir(), `tocsin-test-ports-${os.userInfo().uid}`);

const own = new Set<string>();
let nextPort = FIRST_PORT + (process.pid % (LAST_PORT - FIRST_PORT));

/** A free TCP port, this process's own until it ends; each process goes on from its last. */
export async function freeTcpPort(): Promise<number> {
  for (let tried = 0; tried < LAST_PORT - FIRST_PORT; tried++) {
    nextPort = nextPort < LAST_PORT ? nextPort + 1 : FIRST_PORT;
    const port = nextPort;
    if (reserve(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free TCP port from ${FIRST_PORT} to ${LAST_PORT}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer().listen(port, '127.0.0.1');
  const free = await new Promise<boolean>((resolve) => {
    server.once('listening', () => resolve(true));
    server.once('error', () => resolve(false));
  });
  if (!free) return false;
  server.close();
  await once(server, 'close');
  return true;
}

/** False while a living process has it. */
function reserve(port: number): boolean {
  if (own.size === 0) {
    mkdirSync(TOLD, { recursive: true });
    process.once('exit', () => own.forEach((file) => rmSync(file, { force: true })));
  }
  const file = path.join(TOLD, String(port));
  if (own.has(file)) return false;
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    // Left by one that was killed: whoever comes next may have it.
    const pid = Number(readOrEmpty(file));
    if (pid > 0 && !isAlive(pid)) rmSync(file, { force: true });
    return false;
  }
  own.add(file);
  return true;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
