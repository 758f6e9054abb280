import { concatBytes, decodeFault, toHex, type DecodeFault } from '../base/index.ts';
import type { Chunk, SourceConfig } from '../model/index.ts';
import {
  AsterixDecoder,
  AsterixRecord,
  type BlockScan,
  type Edition,
} from '../wire/asterix/index.ts';
import {
  AsterixContext,
  type MakeRecordMapper,
  type RecordMapper,
} from './from-asterix-context.ts';
import { mapCat001, mapCat010, mapCat048 } from './from-asterix-plots.ts';
import { mapCat020, mapCat021, mapCat062 } from './from-asterix-reports.ts';
import { mapCat002, mapCat034 } from './from-asterix-service.ts';
import { makeSenseBatch } from '../model/index.ts';
import type { FeedDecoder, FeedOutput } from './feed.ts';

/** Categories that give plots, marks or sites; every other one is decoded, counted and shown. */
const MAPPERS: ReadonlyMap<number, MakeRecordMapper> = new Map([
  [1, mapCat001],
  [2, mapCat002],
  [10, mapCat010],
  [20, mapCat020],
  [21, mapCat021],
  [34, mapCat034],
  [48, mapCat048],
  [62, mapCat062],
]);

/** A stream's unfinished block: LEN has 16 bits, so it cannot grow beyond this. */
const MAX_REST = 65_535;

/**
 * ASTERIX in datagrams, over TCP by LEN, or from a file, to plots.
 * options: `editions` {"48": "1.31"}, `framing` 'datagram' (default for UDP) or 'stream', `environment`.
 */
export function createAsterixFeed(config: SourceConfig): FeedDecoder {
  return new AsterixFeed(config);
}

class AsterixFeed implements FeedDecoder {
  readonly #decoder: AsterixDecoder;
  readonly #context: AsterixContext;
  readonly #isStream: boolean;
  readonly #rests = new Map<number, Uint8Array>();
  readonly #mappers = new Map<Edition, RecordMapper | null>();
  #last: AsterixRecord | null = null;

  constructor(config: SourceConfig) {
    const editions = config.options['editions'];
    const isRecord = typeof editions === 'object' && editions !== null;
    this.#decoder = new AsterixDecoder(
      isRecord ? { editions: editions as Record<string, string> } : {},
    );
    this.#context = new AsterixContext(config, makeSenseBatch());
    const framing = config.options['framing'];
    this.#isStream =
      framing === 'stream' || (framing !== 'datagram' && config.transport.kind.startsWith('tcp'));
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const rest = this.#isStream ? this.#rests.get(chunk.connection) : undefined;
    const bytes = rest === undefined ? chunk.bytes : concatBytes([rest, chunk.bytes]);
    const context = this.#context;
    context.batch = out.batch;
    context.receivedAt = chunk.receivedAt;
    context.report = (item, detail) =>
      tell(out, decodeFault('unsupported', 0, item, detail), bytes);
    const faults: DecodeFault[] = [];
    const used = this.#decoder.walk(
      bytes,
      this.#isStream ? 'stream' : 'datagram',
      faults,
      (scan) => {
        out.records += scan.count;
        this.#map(scan);
      },
    );
    for (const fault of faults) tell(out, fault, bytes);
    if (this.#isStream) this.#keep(chunk.connection, bytes, used);
  }

  close(connection: number): void {
    this.#rests.delete(connection);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    const last = this.#last;
    if (last === null) return null;
    const record = { category: last.category, edition: last.edition, items: last.items() };
    return { record, bytes: last.bytes.subarray(last.start, last.end) };
  }

  #map(scan: BlockScan): void {
    const edition = scan.layout!.edition;
    let mapper = this.#mappers.get(edition);
    if (mapper === undefined) {
      mapper = MAPPERS.get(edition.category)?.(edition) ?? null;
      this.#mappers.set(edition, mapper);
    }
    this.#context.lastSac = Number.NaN;
    this.#context.lastSic = Number.NaN;
    if (mapper !== null)
      for (let row = 0; row < scan.count; row++) mapper(scan, row, this.#context);
    const row = scan.count - 1;
    if (row < 0) return;
    const from = scan.start(row);
    const bytes = scan.bytes.slice(from, scan.end(row));
    const expansion = this.#decoder.editionOf(edition.category)?.expansion;
    this.#last = new AsterixRecord(edition, expansion, bytes, 0, bytes.length);
  }

  #keep(connection: number, bytes: Uint8Array, used: number): void {
    if (used >= bytes.length) this.#rests.delete(connection);
    else if (bytes.length - used <= MAX_REST) this.#rests.set(connection, bytes.slice(used));
  }
}

function tell(out: FeedOutput, fault: DecodeFault, bytes: Uint8Array): void {
  const from = Math.max(0, Math.min(fault.offset, bytes.length) - 16);
  out.faults.push({ fault, bytesHex: toHex(bytes, from, Math.min(bytes.length, from + 64)) });
}
