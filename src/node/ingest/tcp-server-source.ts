import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { SourceConfig, Transport } from '../../model/index.ts';
import { BackOff, BIND_PLAN } from './back-off.ts';
import { explainError } from './reasons.ts';
import {
  numberOption,
  plainBytes,
  type Source,
  type SourceCounters,
  type SourceSink,
} from './source.ts';
import { sendBounded } from './tcp-send.ts';

const MAX_CONNECTIONS = 256;
const KEEP_ALIVE_MS = 10_000;

/**
 * Listens; several sensors may dial in at once, each with its own connection number, and get replies on it.
 * Bound: option `maxConnections` (256); one more is refused and shown.
 */
export class TcpServerSource implements Source {
  readonly #config: SourceConfig;
  readonly #transport: Extract<Transport, { kind: 'tcp-server' }>;
  readonly #sink: SourceSink;
  readonly #now: () => number;
  readonly #backOff = new BackOff(BIND_PLAN);
  readonly #sockets = new Map<number, Socket>();
  #server: Server | null = null;
  #retry: NodeJS.Timeout | null = null;
  #connection = 0;
  #stopped = false;

  constructor(
    config: SourceConfig,
    transport: Extract<Transport, { kind: 'tcp-server' }>,
    sink: SourceSink,
    now: () => number,
  ) {
    this.#config = config;
    this.#transport = transport;
    this.#sink = sink;
    this.#now = now;
  }

  /** The port in use, also when the configuration asked for 0 (any). */
  get port(): number {
    const address = this.#server?.address() as AddressInfo | null;
    return address?.port ?? this.#transport.port;
  }

  start(): Promise<void> {
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    return new Promise((resolve) => {
      server.on('error', (error) => {
        this.#fail(server, error);
        resolve();
      });
      server.listen({ host: this.#transport.host, port: this.#transport.port }, () => {
        this.#backOff.opened(this.#now());
        this.#sink.state('connecting', 'listening; nobody has dialled in yet');
        resolve();
      });
    });
  }

  #fail(server: Server, error: unknown): void {
    if (this.#stopped || this.#server !== server) return;
    this.#server = null;
    server.close();
    const { host, port } = this.#transport;
    this.#sink.state('failed', explainError(error, `TCP port ${port} on ${host}`));
    const wait = this.#backOff.failed(this.#now(), Math.random());
    this.#retry = setTimeout(() => void this.start(), wait);
  }

  #accept(socket: Socket): void {
    const most = numberOption(this.#config, 'maxConnections', MAX_CONNECTIONS);
    if (this.#stopped || this.#sockets.size >= most) {
      socket.destroy();
      this.#sink.state('live', `a connection was refused: ${most} are open already`);
      return;
    }
    const connection = ++this.#connection;
    this.#sockets.set(connection, socket);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setNoDelay(true);
    socket.on('data', (data) => {
      if (this.#stopped) return;
      const receivedAt = this.#now();
      const bytes = plainBytes(data);
      this.#sink.chunk({ sourceId: this.#config.id, connection, receivedAt, bytes });
    });
    // The reason is of no use here: the edge node dials again and 'close' follows in any case.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(connection);
      if (this.#stopped) return;
      this.#sink.closed(connection);
      if (this.#sockets.size === 0) this.#sink.state('connecting', 'nobody is connected');
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    for (const socket of this.#sockets.values()) socket.destroy();
    this.#sockets.clear();
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  send(connection: number, bytes: Uint8Array): boolean {
    return sendBounded(this.#sockets.get(connection), bytes);
  }

  counters(): SourceCounters {
    const isOpen = this.#server?.listening === true;
    return {
      reconnects: 0,
      kernelDropped: 0,
      connections: this.#sockets.size,
      ...(isOpen ? { port: this.port } : {}),
    };
  }
}
