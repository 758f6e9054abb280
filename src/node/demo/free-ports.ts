import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { DemoPorts } from '../../sim/index.ts';

const HOST = '127.0.0.1';

/**
 * The demo's ports, each replaced by a free one where another program has it: two demos on one machine neither stop
 * nor feed each other.
 */
export async function freePorts(wanted: DemoPorts): Promise<DemoPorts> {
  const radars: number[] = [];
  for (const port of wanted.radars) radars.push(await freePort('udp', port));
  return {
    radars,
    beast: await freePort('tcp', wanted.beast),
    ais: await freePort('udp', wanted.ais),
    remoteId: await freePort('udp', wanted.remoteId),
    sapient: await freePort('tcp', wanted.sapient),
  };
}

async function freePort(kind: 'udp' | 'tcp', wanted: number): Promise<number> {
  const bind = kind === 'udp' ? bindUdp : bindTcp;
  return (await bind(wanted)) ?? (await bind(0)) ?? wanted;
}

/** The port when it can be had; it is given back at once. Null: it is taken. */
function bindUdp(port: number): Promise<number | null> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close();
      resolve(null);
    });
    socket.bind(port, HOST, () => {
      const found = socket.address().port;
      socket.close(() => resolve(found));
    });
  });
}

function bindTcp(port: number): Promise<number | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(port, HOST, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}
