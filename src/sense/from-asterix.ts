/**
 * ASTERIX to plots. Plots: CAT001 010 011 015 020 021 048 062 205. Marks and sensor data: CAT002 034 065. Every other
 * category is decoded, counted and shown as the last record, but makes no plot.
 *
 * Options of the source: `editions` {"48": "1.31", "48/RE": "1.12"} · `environment` air | sea | land for all its plots
 * · `framing` datagram | stream | final (by itself: TCP and connections other than 0 are streams)
 * · `definitions`: a list of texts in the notation of wire/asterix, for categories of the user's own (CAT129).
 */
import { concatBytes, decodeFault, type DecodeFault } from '../base/index.ts';
import { makeSenseBatch, type Chunk, type SourceConfig } from '../model/index.ts';
import {
  AsterixDecoder,
  AsterixRecord,
  BUILT_IN,
  Definitions,
  FinalReader,
  type AsterixCounters,
  type BlockScan,
  type Edition,
  type EditionProposal,
  type Framing,
} from '../wire/asterix/index.ts';
import { dropBeyond } from './drop-beyond.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { makeCat021 } from './from-asterix-adsb.ts';
import {
  AsterixContext,
  type AsterixSenseCounters,
  type MakeRecordMapper,
  type RecordMapper,
} from './from-asterix-context.ts';
import { makeCat015, makeCat020, makeCat205 } from './from-asterix-position.ts';
import { makeCat001, makeCat002, makeCat034, makeCat048 } from './from-asterix-radar.ts';
import { makeCat010, makeCat011 } from './from-asterix-surface.ts';
import { makeCat062, makeCat065 } from './from-asterix-tracks.ts';

const MAPPERS: ReadonlyMap<number, MakeRecordMapper> = new Map([
  [1, makeCat001],
  [2, makeCat002],
  [10, makeCat010],
  [11, makeCat011],
  [15, makeCat015],
  [20, makeCat020],
  [21, makeCat021],
  [34, makeCat034],
  [48, makeCat048],
  [62, makeCat062],
  [65, makeCat065],
  [205, makeCat205],
]);

/** Faults given of one chunk; the rest are counted in one more. */
const MAX_FAULTS = 64;
/** Connections whose unfinished block is kept; the oldest is forgotten beyond. */
const MAX_CONNECTIONS = 64;

/** An ASTERIX feed tells more of itself than every feed does. */
export interface AsterixFeed extends FeedDecoder {
  readonly counters: AsterixCounters;
  readonly senseCounters: AsterixSenseCounters;
  /** categories set to an edition that does not fit, with the one that does */
  proposals(): EditionProposal[];
}

export function createAsterixFeed(config: SourceConfig): AsterixFeed {
  return new Feed(config);
}

class Feed implements AsterixFeed {
  readonly #decoder: AsterixDecoder;
  readonly #context: AsterixContext;
  readonly #framing: unknown;
  readonly #overTcp: boolean;
  readonly #mappers = new Map<Edition, RecordMapper | null>();
  readonly #unfinished = new Map<number, Uint8Array>();
  readonly #final = new FinalReader();
  /** what is wrong with the configuration: told once, with the first chunk */
  #complaints: DecodeFault[] = [];
  #last: AsterixRecord | null = null;

  constructor(config: SourceConfig) {
    const { options } = config;
    const definitions = this.#loadDefinitions(options['definitions']);
    this.#decoder = new AsterixDecoder({
      editions: editionsOption(options['editions']),
      definitions,
    });
    for (const edition of this.#decoder.unknownEditions) {
      const detail = `no edition ${edition} is known; the newest is used`;
      this.#complaints.push(decodeFault('unsupported', 0, 'editions', detail));
    }
    this.#context = new AsterixContext(config, makeSenseBatch());
    this.#framing = options['framing'];
    this.#overTcp = config.transport.kind.startsWith('tcp');
  }

  get counters(): AsterixCounters {
    return this.#decoder.counters;
  }
  get senseCounters(): AsterixSenseCounters {
    return this.#context.counters;
  }
  proposals(): EditionProposal[] {
    return this.#decoder.proposals();
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const context = this.#context;
    context.batch = out.batch;
    context.receivedAt = chunk.receivedAt;
    const faults = this.#complaints;
    this.#complaints = [];
    context.report = (item, detail) => faults.push(decodeFault('unsupported', 0, item, detail));
    const carried = this.#unfinished.get(chunk.connection);
    const bytes = carried ? concatBytes([carried, chunk.bytes]) : chunk.bytes;
    const consumed = this.#decode(bytes, chunk.connection, faults, out);
    this.#keep(chunk.connection, bytes, consumed);
    const before = carried?.length ?? 0;
    for (const fault of faults.slice(0, MAX_FAULTS)) pushHere(out, fault, bytes, before);
    if (faults.length > MAX_FAULTS) {
      const detail = `${faults.length - MAX_FAULTS} more faults in this chunk`;
      pushHere(out, decodeFault('bad-value', 0, 'chunk', detail), bytes, before);
    }
  }

  close(connection: number): void {
    this.#unfinished.delete(connection);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    const last = this.#last;
    if (!last) return null;
    const { category, edition, bytes } = last;
    const uap = last.uap === '' ? {} : { uap: last.uap };
    return { record: { category, edition, ...uap, items: last.items() }, bytes };
  }

  #decode(bytes: Uint8Array, connection: number, faults: DecodeFault[], out: FeedOutput): number {
    if (this.#framing === 'final') {
      const { records, faults: found, consumed } = this.#final.read(bytes);
      faults.push(...found);
      for (const { offset, bytes: blocks } of records) {
        const from = faults.length;
        this.#walk(blocks, 'datagram', faults, out);
        for (let i = from; i < faults.length; i++)
          faults[i] = { ...faults[i]!, offset: faults[i]!.offset + offset };
      }
      return consumed;
    }
    const isStream = connection !== 0 || this.#overTcp;
    const stream = this.#framing === 'stream' || (this.#framing !== 'datagram' && isStream);
    return this.#walk(bytes, stream ? 'stream' : 'datagram', faults, out);
  }

  #walk(bytes: Uint8Array, framing: Framing, faults: DecodeFault[], out: FeedOutput): number {
    let last: BlockScan | null = null;
    let from = 0;
    let to = 0;
    const consumed = this.#decoder.walk(bytes, framing, faults, (scan) => {
      out.records += scan.count;
      this.#mapBlock(scan);
      if (scan.count === 0) return;
      last = scan;
      from = scan.start(scan.count - 1);
      to = scan.end(scan.count - 1);
    });
    if (last !== null) this.#remember((last as BlockScan).layout!.edition, bytes, from, to);
    return consumed;
  }

  #mapBlock(scan: BlockScan): void {
    const { edition } = scan.layout!;
    let mapper = this.#mappers.get(edition);
    if (mapper === undefined) {
      mapper = MAPPERS.get(edition.category)?.(edition) ?? null;
      this.#mappers.set(edition, mapper);
    }
    if (!mapper) return;
    this.#context.lastSac = Number.NaN;
    for (let row = 0; row < scan.count; row++) mapper(scan, row, this.#context);
  }

  /** One copy a chunk, so that the caller may reuse its buffer. */
  #remember(edition: Edition, bytes: Uint8Array, from: number, to: number): void {
    const { expansion } = this.#decoder.editionOf(edition.category)!;
    this.#last = new AsterixRecord(edition, expansion, bytes.slice(from, to), 0, to - from);
  }

  #keep(connection: number, bytes: Uint8Array, consumed: number): void {
    this.#unfinished.delete(connection);
    if (consumed === bytes.length) return;
    this.#unfinished.set(connection, bytes.slice(consumed));
    dropBeyond(this.#unfinished, MAX_CONNECTIONS);
  }

  #loadDefinitions(texts: unknown): Definitions {
    if (!Array.isArray(texts)) return BUILT_IN;
    const definitions = new Definitions();
    for (const text of texts as unknown[]) {
      const loaded = definitions.load(String(text));
      if (!loaded.ok) this.#complaints.push(loaded.fault);
    }
    return definitions;
  }
}

function editionsOption(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, edition]) => [key, String(edition)]));
}

/** As pushFault, for octets that begin with `before` ones of earlier chunks: the offset is told in this chunk. */
function pushHere(out: FeedOutput, fault: DecodeFault, bytes: Uint8Array, before: number): void {
  pushFault(out, fault, bytes, 16);
  const { bytesHex, octet } = out.faults.pop()!;
  const offset = Math.max(0, fault.offset - before);
  out.faults.push({ fault: { ...fault, offset }, bytesHex, octet });
}
