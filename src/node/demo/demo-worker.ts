/** The demo's thread: makes the simulated sensors' bytes and sends them over real sockets at the pace of the clock. */
import { createSocket } from 'node:dgram';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { channelSource, Demo, type DemoOptions, type Emission } from '../../sim/index.ts';
import type { SourceConfig } from '../../model/index.ts';

export interface DemoWorkerData {
  readonly options: DemoOptions;
}
export type ToDemoWorker =
  /** the node's feeds are open, so nothing that is sent is lost */
  | { readonly type: 'begin' }
  /** where each of the node's feeds listens; one that is not named hears nothing */
  | { readonly type: 'aim'; readonly ports: Readonly<Record<string, number>> }
  | { readonly type: 'stop' };
export type FromDemoWorker =
  | { readonly type: 'ready'; readonly beastPort: number }
  | { readonly type: 'failed'; readonly text: string };

const HOST = '127.0.0.1';
const SEND_EVERY_MS = 40;
/** After a pause of the machine the demo goes on from now instead of catching up for long. */
const MAX_BEHIND_MS = 2000;
const REDIAL_MS = 1000;
/** A reader that does not read is left out until it does. */
const MAX_BACKLOG = 2 ** 20;

interface Channel {
  send(bytes: Uint8Array): void;
  close(): void;
}

type OpenChannel = (source: SourceConfig, channel: string) => Channel;

const port = parentPort;
if (port !== null) {
  const { options } = workerData as DemoWorkerData;
  const send = (message: FromDemoWorker): void => port.postMessage(message);
  run(new Demo(options), send).catch((error: Error) => {
    send({ type: 'failed', text: error.message });
  });
}

async function run(demo: Demo, send: (message: FromDemoWorker) => void): Promise<void> {
  const sources = new Map(demo.sources.map((source) => [source.id, source]));
  const channels = new Map<string, Channel>();
  let ports: Readonly<Record<string, number>> = {};
  let beastPort = 0;
  for (const source of demo.sources) {
    if (source.transport.kind !== 'tcp-client') continue;
    const served = await serveTcp(source, demo);
    channels.set(source.id, served.channel);
    beastPort = served.port;
  }
  const open: OpenChannel = (source, channel) => {
    const { id, transport } = source;
    const portNow = (): number | undefined => ports[id];
    return transport.kind === 'udp' ? openUdp(portNow) : dialTcp(portNow, channel, demo);
  };
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    let sentTo = Date.now();
    demo.openLines(sentTo);
    timer = setInterval(() => {
      const now = Date.now();
      if (now - sentTo > MAX_BEHIND_MS) sentTo = now - SEND_EVERY_MS;
      for (const emission of demo.bytesBetween(sentTo, now))
        deliver(emission, sources, channels, open);
      sentTo = now;
    }, SEND_EVERY_MS);
  };
  port?.on('message', (order: ToDemoWorker) => {
    if (order.type === 'begin') return begin();
    if (order.type === 'aim') {
      ports = order.ports;
      return;
    }
    clearInterval(timer);
    for (const channel of channels.values()) channel.close();
    port?.close();
  });
  send({ type: 'ready', beastPort });
}

function deliver(
  emission: Emission,
  sources: ReadonlyMap<string, SourceConfig>,
  channels: Map<string, Channel>,
  open: OpenChannel,
): void {
  let channel = channels.get(emission.channel);
  if (channel === undefined) {
    const source = sources.get(channelSource(emission.channel).sourceId);
    if (source === undefined) return;
    channel = open(source, emission.channel);
    channels.set(emission.channel, channel);
  }
  channel.send(emission.bytes);
}

function openUdp(portNow: () => number | undefined): Channel {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  return {
    send: (bytes) => {
      const to = portNow();
      if (to !== undefined) socket.send(bytes, to, HOST);
    },
    close: () => socket.close(),
  };
}

/** The node dials in (Beast): everybody connected gets the bytes. */
function serveTcp(
  source: SourceConfig,
  demo: Demo,
): Promise<{ readonly port: number; readonly channel: Channel }> {
  const readers = new Set<Socket>();
  const server = createServer((socket) => {
    readers.add(socket);
    socket.on('close', () => readers.delete(socket));
    socket.on('error', () => readers.delete(socket));
    socket.resume();
    const hello = demo.hello(source.id, Date.now());
    if (hello.length > 0) socket.write(hello);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const channel: Channel = {
        send: (bytes) => {
          for (const socket of readers)
            if (socket.writableLength < MAX_BACKLOG) socket.write(bytes);
        },
        close: () => {
          for (const socket of readers) socket.destroy();
          server.close();
        },
      };
      resolve({ port: (server.address() as AddressInfo).port, channel });
    });
  });
}

/** The demo dials the node (SAPIENT), and again when it is cut off. */
function dialTcp(portNow: () => number | undefined, channel: string, demo: Demo): Channel {
  let socket: Socket | undefined;
  let redial: NodeJS.Timeout | undefined;
  let closed = false;
  let open = false;
  const dial = (): void => {
    if (closed) return;
    const to = portNow();
    if (to === undefined) {
      redial = setTimeout(dial, REDIAL_MS);
      return;
    }
    socket = connect(to, HOST);
    socket.on('connect', () => {
      socket?.write(demo.hello(channel, Date.now()));
      open = true;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      open = false;
      if (!closed) redial = setTimeout(dial, REDIAL_MS);
    });
    socket.resume();
  };
  dial();
  return {
    send: (bytes) => {
      if (open && socket !== undefined && socket.writableLength < MAX_BACKLOG) socket.write(bytes);
    },
    close: () => {
      closed = true;
      clearTimeout(redial);
      socket?.destroy();
    },
  };
}
