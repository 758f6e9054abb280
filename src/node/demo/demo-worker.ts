/** The demo's thread: makes the simulated sensors' bytes and sends them over real sockets at the pace of the clock. */
import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { channelSource, Demo, type DemoOptions, type Emission } from '../../sim/index.ts';
import type { SourceConfig } from '../../model/index.ts';

export interface DemoWorkerData {
  readonly options: DemoOptions;
}
/** `begin`: the node's feeds are open, so nothing that is sent is lost */
export type ToDemoWorker = 'begin' | 'stop';
export type FromDemoWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly code: string; readonly text: string };

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

const port = parentPort;
if (port !== null) {
  const { options } = workerData as DemoWorkerData;
  const send = (message: FromDemoWorker): void => port.postMessage(message);
  run(new Demo(options), send).catch((error: NodeJS.ErrnoException) => {
    send({ type: 'failed', code: error.code ?? 'unknown', text: error.message });
  });
}

async function run(demo: Demo, send: (message: FromDemoWorker) => void): Promise<void> {
  const sources = new Map(demo.sources.map((source) => [source.id, source]));
  const channels = new Map<string, Channel>();
  for (const source of demo.sources) {
    if (source.transport.kind === 'tcp-client')
      channels.set(source.id, await serveTcp(source, demo));
  }
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    let sentTo = Date.now();
    demo.openLines(sentTo);
    timer = setInterval(() => {
      const now = Date.now();
      if (now - sentTo > MAX_BEHIND_MS) sentTo = now - SEND_EVERY_MS;
      for (const emission of demo.bytesBetween(sentTo, now))
        deliver(emission, sources, channels, demo);
      sentTo = now;
    }, SEND_EVERY_MS);
  };
  port?.on('message', (order: ToDemoWorker) => {
    if (order === 'begin') return begin();
    clearInterval(timer);
    for (const channel of channels.values()) channel.close();
    port?.close();
  });
  send({ type: 'ready' });
}

function deliver(
  emission: Emission,
  sources: ReadonlyMap<string, SourceConfig>,
  channels: Map<string, Channel>,
  demo: Demo,
): void {
  let channel = channels.get(emission.channel);
  if (channel === undefined) {
    const source = sources.get(channelSource(emission.channel).sourceId);
    if (source === undefined) return;
    channel =
      source.transport.kind === 'udp'
        ? openUdp(source.transport)
        : dialTcp(source, emission.channel, demo);
    channels.set(emission.channel, channel);
  }
  channel.send(emission.bytes);
}

function openUdp({ host, port: to }: { readonly host: string; readonly port: number }): Channel {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  return { send: (bytes) => socket.send(bytes, to, host), close: () => socket.close() };
}

/** The node dials in (Beast): everybody connected gets the bytes. */
function serveTcp(source: SourceConfig, demo: Demo): Promise<Channel> {
  const { transport } = source;
  if (transport.kind !== 'tcp-client') throw new TypeError('not a dialled source');
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
    server.listen(transport.port, transport.host, () =>
      resolve({
        send: (bytes) => {
          for (const socket of readers)
            if (socket.writableLength < MAX_BACKLOG) socket.write(bytes);
        },
        close: () => {
          for (const socket of readers) socket.destroy();
          server.close();
        },
      }),
    );
  });
}

/** The demo dials the node (SAPIENT), and again when it is cut off. */
function dialTcp(source: SourceConfig, channel: string, demo: Demo): Channel {
  const { transport } = source;
  if (transport.kind !== 'tcp-server') throw new TypeError('not a listening source');
  let socket: Socket | undefined;
  let redial: NodeJS.Timeout | undefined;
  let closed = false;
  let open = false;
  const dial = (): void => {
    if (closed) return;
    socket = connect(transport.port, transport.host);
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
