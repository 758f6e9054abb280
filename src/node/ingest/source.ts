import type { DecodeFault } from '../../base/index.ts';
import type { Chunk, SourceConfig, SourceState } from '../../model/index.ts';

/** What a transport tells the node: called from its own callbacks, never throws back into them. */
export interface SourceSink {
  /** bytes with their receive time; the bytes may be kept */
  chunk(chunk: Chunk): void;
  /** a stream connection ended; `sourceId` when it was one of a recording */
  closed(connection: number, sourceId?: string): void;
  /** `reason` is for a person; empty when all is well */
  state(state: SourceState, reason: string): void;
  /** a recording holds this source: its chunks follow under this config's id */
  announce(config: SourceConfig): void;
  /** the container (capture, recording) is damaged, not the feed in it */
  damage(fault: DecodeFault): void;
  /** resolves when more may be given. Only file replay waits for it: a socket has its kernel buffer */
  ready(): Promise<void>;
}

export interface SourceCounters {
  /** connections made again after a loss */
  readonly reconnects: number;
  /** datagrams that the kernel's receive buffer had no room for */
  readonly kernelDropped: number;
  /** stream connections open now */
  readonly connections: number;
  /** where it listens by now, also when any port was asked for; absent: it dials, reads a file or has no port yet */
  readonly port?: number;
}

/** Where bytes enter: one implementation a transport. */
export interface Source {
  /**
   * Resolves once it listens, dials or has failed; which one it is goes to the sink as a state. Never rejects for
   * trouble with the outside: a source that cannot start must not stop the node.
   */
  start(): Promise<void>;
  /** Nothing reaches the sink after it resolved. */
  stop(): Promise<void>;
  /** Sends octets back on a stream connection; false when it is gone or its reader is stuck. */
  send(connection: number, bytes: Uint8Array): boolean;
  counters(): SourceCounters;
}

export const NO_COUNTERS: SourceCounters = { reconnects: 0, kernelDropped: 0, connections: 0 };

/** A plain view on the same octets: Buffer's own slice() keeps views where Uint8Array's copies. */
export function plainBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** Number setting of a source, or its default when absent or not a number. */
export function numberOption(config: SourceConfig, name: string, preset: number): number {
  const value = config.options[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : preset;
}
