import { toHex, type DecodeFault } from '../base/index.ts';
import type {
  AdvisoryAnswer,
  Chunk,
  SenseBatch,
  SensedAdvisory,
  SourceConfig,
} from '../model/index.ts';

/** A fault with at most 64 octets around it, and which of them its offset points at (-1: none). */
export interface FaultWithBytes {
  readonly fault: DecodeFault;
  readonly bytesHex: string;
  readonly octet: number;
}

/** What came out of one chunk. Appended to by a FeedDecoder; owned, read and emptied by the caller. */
export interface FeedOutput {
  readonly batch: SenseBatch;
  /** with offsets from the start of the chunk */
  readonly faults: FaultWithBytes[];
  /** records decoded, also those that give no plot */
  records: number;
  /** words of sensor nodes to the desk (SAPIENT alerts) */
  readonly advisories: SensedAdvisory[];
  /** octets to send back on the same connection (SAPIENT acknowledgements and errors) */
  readonly replies: { readonly connection: number; readonly bytes: Uint8Array }[];
}

/**
 * Bytes of one source to plots: the format's decoder and its mapper joined. Each from-x.ts makes one
 * (`createXFeed(config)`), createFeed() in the door chooses by format. Pure: no clock, no socket; state (unfinished
 * records per connection, static data by identity) is inside and bounded.
 */
export interface FeedDecoder {
  accept(chunk: Chunk, out: FeedOutput): void;
  /** a stream connection ended: forget its unfinished record */
  close(connection: number): void;
  /** the newest record for a person, with all that the format gave; null before the first */
  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null;
  /** replies to send without input (none for most formats); called about once a second */
  tick?(now: number, out: FeedOutput): void;
  /** a person's answer to a node's word goes into the replies; false when that node is not connected */
  answer?(answer: AdvisoryAnswer, now: number, out: FeedOutput): boolean;
}

export type CreateFeed = (config: SourceConfig) => FeedDecoder;

export function makeFeedOutput(batch: SenseBatch): FeedOutput {
  return { batch, faults: [], records: 0, advisories: [], replies: [] };
}

const FAULT_OCTETS = 64;

/** Reports a fault with the octets around it: `before` of them before, the rest from it on, as far as there are any. */
export function pushFault(
  out: FeedOutput,
  fault: DecodeFault,
  bytes: Uint8Array,
  before = FAULT_OCTETS / 2,
): void {
  const from = Math.max(0, Math.min(fault.offset, bytes.length) - before);
  const to = Math.min(bytes.length, from + FAULT_OCTETS);
  const octet = fault.offset >= from && fault.offset < to ? fault.offset - from : -1;
  out.faults.push({ fault, bytesHex: toHex(bytes, from, to), octet });
}
