import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { SourceConfig, Transport } from '../../model/index.ts';
import { BackOff, BIND_PLAN } from './back-off.ts';
import { readKernelDrops } from './kernel-drops.ts';
import { explainError } from './reasons.ts';
import {
  numberOption,
  plainBytes,
  type Source,
  type SourceCounters,
  type SourceSink,
} from './source.ts';

/** Asked for; Linux grants at most net.core.rmem_max and reports double what it granted. */
const RECEIVE_BUFFER_OCTETS = 4 * 1024 * 1024;

/**
 * UDP, unicast or multicast. With `group`, `host` is the address of the interface to join on (0.0.0.0: the system's
 * choice). Bound: the kernel's receive buffer (option `receiveBufferBytes`); what it drops is counted.
 */
export class UdpSource implements Source {
  readonly #config: SourceConfig;
  readonly #transport: Extract<Transport, { kind: 'udp' }>;
  readonly #sink: SourceSink;
  readonly #now: () => number;
  readonly #backOff = new BackOff(BIND_PLAN);
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;
  #isBound = false;
  #kernelDropped = 0;
  #rebinds = 0;

  constructor(
    config: SourceConfig,
    transport: Extract<Transport, { kind: 'udp' }>,
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
    return this.#isBound && this.#socket !== null
      ? this.#socket.address().port
      : this.#transport.port;
  }

  start(): Promise<void> {
    const { host, group } = this.#transport;
    const socket = createSocket({
      type: isIPv6(group ?? host) ? 'udp6' : 'udp4',
      reuseAddr: group !== undefined,
    });
    this.#socket = socket;
    socket.on('message', (message) => {
      if (this.#socket !== socket) return;
      const receivedAt = this.#now();
      const bytes = plainBytes(message);
      this.#sink.chunk({ sourceId: this.#config.id, connection: 0, receivedAt, bytes });
    });
    return new Promise((resolve) => {
      socket.on('error', (error) => {
        this.#fail(socket, error);
        resolve();
      });
      socket.bind(
        { port: this.#transport.port, ...(group === undefined ? { address: host } : {}) },
        () => {
          this.#isBound = true;
          this.#listen(socket);
          resolve();
        },
      );
    });
  }

  #listen(socket: Socket): void {
    const { host, group } = this.#transport;
    try {
      if (group !== undefined) {
        const any = host === '' || host === '0.0.0.0' || host === '::';
        if (any) socket.addMembership(group);
        else socket.addMembership(group, host);
      }
    } catch (error) {
      this.#fail(socket, error);
      return;
    }
    const wanted = numberOption(this.#config, 'receiveBufferBytes', RECEIVE_BUFFER_OCTETS);
    try {
      socket.setRecvBufferSize(wanted);
    } catch {
      // The system keeps its own size: drops are counted all the same.
    }
    this.#backOff.opened(this.#now());
    this.#sink.state('connecting', 'listening; nothing received yet');
  }

  #fail(socket: Socket, error: unknown): void {
    if (this.#socket !== socket || this.#stopped) return;
    this.#socket = null;
    this.#isBound = false;
    closeQuietly(socket);
    this.#sink.state('failed', explainError(error, this.#place()));
    const wait = this.#backOff.failed(this.#now(), Math.random());
    this.#retry = setTimeout(() => {
      this.#rebinds++;
      void this.start();
    }, wait);
  }

  #place(): string {
    const { host, port, group } = this.#transport;
    return `UDP port ${port} on ${group === undefined ? host : `${group} (interface ${host})`}`;
  }

  stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = null;
    this.#isBound = false;
    if (socket === null) return Promise.resolve();
    return new Promise((resolve) => {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      try {
        socket.close(() => resolve());
      } catch {
        resolve();
      }
    });
  }

  send(): boolean {
    return false;
  }

  counters(): SourceCounters {
    if (this.#isBound) {
      const drops = readKernelDrops(this.port);
      this.#kernelDropped = Math.max(this.#kernelDropped, drops);
    }
    return {
      reconnects: this.#rebinds,
      kernelDropped: this.#kernelDropped,
      connections: 0,
      ...(this.#isBound ? { port: this.port } : {}),
    };
  }
}

function closeQuietly(socket: Socket): void {
  try {
    socket.removeAllListeners();
    socket.on('error', () => undefined);
    socket.close();
  } catch {
    // It was never open.
  }
}
