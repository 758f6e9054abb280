import type { DecodeFault } from '../base/index.ts';

/** The formats a source can carry; each has a folder in src/wire and a from-x.ts in src/sense. */
export const FEED_FORMATS = [
  'asterix',
  'beast',
  'avr',
  'sbs',
  'aircraft-json',
  'ais',
  'remote-id',
  'sapient',
  'cot',
] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** How bytes get in. */
export type Transport =
  | { readonly kind: 'udp'; readonly host: string; readonly port: number; readonly group?: string }
  | { readonly kind: 'tcp-client'; readonly host: string; readonly port: number }
  | { readonly kind: 'tcp-server'; readonly host: string; readonly port: number }
  | { readonly kind: 'file'; readonly path: string; readonly speed: number };

/** One feed as the operator configured it. `simulated` marks exercise data from the first byte. */
export interface SourceConfig {
  readonly id: string;
  readonly name: string;
  readonly format: FeedFormat;
  readonly transport: Transport;
  readonly simulated: boolean;
  /** format-specific settings, for example ASTERIX editions, AIS station position, receiver position */
  readonly options: Readonly<Record<string, unknown>>;
  /** sensors whose site is known beforehand (ASTERIX radars by SAC/SIC) */
  readonly sensors: readonly import('./sensor.ts').Sensor[];
}

/** Bytes with their receive time: what every transport gives. One datagram, or one piece of a stream. */
export interface Chunk {
  readonly sourceId: string;
  /** stream connection number, 0 for datagrams: the decoder keeps one state a connection */
  readonly connection: number;
  readonly receivedAt: number;
  readonly bytes: Uint8Array;
}

export type SourceState = 'stopped' | 'connecting' | 'live' | 'silent' | 'failed' | 'ended';

/** A fault with where it came from and a bounded piece of the offending bytes. */
export interface FeedFault {
  readonly sourceId: string;
  readonly at: number;
  readonly fault: DecodeFault;
  /** hex of at most 64 octets around the fault */
  readonly bytesHex: string;
  /** which octet of `bytesHex` the fault's offset points at; -1: none of them (it came in an earlier chunk) */
  readonly octet: number;
}

/** Counters of one source since start, and its state now. All counts are totals. */
export interface SourceStatus {
  readonly id: string;
  readonly name: string;
  readonly format: FeedFormat;
  readonly transport: string;
  /** where it listens by now, also when any port was asked for; absent: it does not listen */
  readonly port?: number;
  readonly simulated: boolean;
  readonly state: SourceState;
  /** why it is in that state, for a person; empty when all is well */
  readonly reason: string;
  readonly lastReceivedAt: number | null;
  readonly chunks: number;
  readonly bytes: number;
  readonly records: number;
  readonly plots: number;
  readonly faults: number;
  readonly faultsByCode: Readonly<Record<string, number>>;
  /** datagrams or chunks dropped here because the decoder was behind */
  readonly dropped: number;
  /** datagrams dropped by the kernel's receive buffer (/proc/net/udp) */
  readonly kernelDropped: number;
  /** records a second, last 10 s */
  readonly recordRate: number;
  readonly plotRate: number;
  /** source clock minus ours, ms, estimated; null until known */
  readonly clockOffsetMs: number | null;
  readonly reconnects: number;
  /** newest faults, at most 20, newest first */
  readonly recentFaults: readonly FeedFault[];
  /** last record decoded, as JSON text for a person, at most 16 kB */
  readonly lastRecord: string | null;
  readonly lastRecordHex: string | null;
}
