import { connect, type Socket } from 'node:net';
import type { SourceConfig, Transport } from '../../model/index.ts';
import { BackOff, DIAL_PLAN } from './back-off.ts';
import { explainError } from './reasons.ts';
import {
  numberOption,
  plainBytes,
  type Source,
  type SourceCounters,
  type SourceSink,
} from './source.ts';
import { sendBounded } from './tcp-send.ts';

const CONNECT_TIMEOUT_S = 10;
const KEEP_ALIVE_MS = 10_000;

/**
 * Dials a TCP server and reads; dials again after a loss, with back-off and jitter. Option `idleTimeoutS`: a connection
 * without a byte for so long is dropped and dialled again (default 0: never; keep-alive finds dead peers).
 */
export class TcpClientSource implements Source {
  readonly #config: SourceConfig;
  readonly #transport: Extract<Transport, { kind: 'tcp-client' }>;
  readonly #sink: SourceSink;
  readonly #now: () => number;
  readonly #backOff = new BackOff(DIAL_PLAN);
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #connection = 0;
  #stopped = false;

  constructor(
    config: SourceConfig,
    transport: Extract<Transport, { kind: 'tcp-client' }>,
    sink: SourceSink,
    now: () => number,
  ) {
    this.#config = config;
    this.#transport = transport;
    this.#sink = sink;
    this.#now = now;
  }

  start(): Promise<void> {
    this.#sink.state('connecting', `dialling ${this.#place()}`);
    this.#dial();
    return Promise.resolve();
  }

  #place(): string {
    return `${this.#transport.host}:${this.#transport.port}`;
  }

  #dial(): void {
    const socket = connect({ host: this.#transport.host, port: this.#transport.port });
    this.#socket = socket;
    let trouble = `${this.#place()} closed the connection`;
    let opened = 0;
    socket.setTimeout(CONNECT_TIMEOUT_S * 1000, () => {
      trouble = opened > 0 ? `${this.#place()} sent nothing` : `${this.#place()} does not answer`;
      socket.destroy();
    });
    socket.on('connect', () => {
      socket.setTimeout(numberOption(this.#config, 'idleTimeoutS', 0) * 1000);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      socket.setNoDelay(true);
      this.#backOff.opened(this.#now());
      opened = ++this.#connection;
      this.#sink.state('connecting', 'connected; nothing received yet');
    });
    socket.on('data', (data) => {
      if (this.#stopped || this.#socket !== socket) return;
      const receivedAt = this.#now();
      const bytes = plainBytes(data);
      this.#sink.chunk({ sourceId: this.#config.id, connection: opened, receivedAt, bytes });
    });
    socket.on('error', (error) => {
      trouble = explainError(error, this.#place());
    });
    socket.on('close', () => {
      if (this.#stopped || this.#socket !== socket) return;
      this.#socket = null;
      if (opened > 0) this.#sink.closed(opened);
      const wait = this.#backOff.failed(this.#now(), Math.random());
      this.#sink.state('connecting', `${trouble}; next try in ${Math.ceil(wait / 1000)} s`);
      this.#retry = setTimeout(() => this.#dial(), wait);
    });
  }

  stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#socket?.destroy();
    this.#socket = null;
    return Promise.resolve();
  }

  send(connection: number, bytes: Uint8Array): boolean {
    return connection === this.#connection && sendBounded(this.#socket, bytes);
  }

  counters(): SourceCounters {
    return {
      reconnects: Math.max(0, this.#connection - 1),
      kernelDropped: 0,
      connections: this.#socket?.readyState === 'open' ? 1 : 0,
    };
  }
}
