/** For tests and benches: ports of 127.0.0.1 on which nobody listens. */
import { once } from 'node:events';
import net from 'node:net';

/** Below the ports that the system gives to outgoing connections: a killed node finds its own still free. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

let nextPort = FIRST_PORT + (process.pid % (LAST_PORT - FIRST_PORT));

/** A free TCP port; each process goes on from its last. */
export async function freeTcpPort(): Promise<number> {
  for (let tried = 0; tried < LAST_PORT - FIRST_PORT; tried++) {
    nextPort = nextPort < LAST_PORT ? nextPort + 1 : FIRST_PORT;
    const server = net.createServer().listen(nextPort, '127.0.0.1');
    const free = await new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(true));
      server.once('error', () => resolve(false));
    });
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return nextPort;
  }
  throw new Error(`no free TCP port from ${FIRST_PORT} to ${LAST_PORT}`);
}
