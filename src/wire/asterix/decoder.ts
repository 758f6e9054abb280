/**
 * Blocks to records. One decoder per source: it knows the edition the source is set to for each category, counts what
 * it met, and when blocks do not fit it says so, drops the block, goes on at its LEN and proposes an edition that fits.
 */
import { decodeFault, type DecodeFault, type DecodeOutcome } from '../../base/index.ts';
import type { Edition, Expansion } from './definition.ts';
import { categoryName, EditionWatch, type EditionProposal } from './edition-watch.ts';
import { BUILT_IN, type Definitions } from './editions.ts';
import { layoutOf } from './layout.ts';
import { AsterixRecord } from './record.ts';
import { BlockScan } from './scan.ts';

export interface AsterixOptions {
  /**
   * Edition by category, `{ "48": "1.31", "48/RE": "1.12" }`. A named edition is used strictly. Where none is named
   * the newest is used, but blocks that do not suit it are read with an older one that suits in every respect.
   */
  readonly editions?: Readonly<Record<string, string>>;
  readonly definitions?: Definitions;
}

/** Totals since the decoder was made. */
export interface AsterixCounters {
  blocks: number;
  records: number;
  /** blocks that do not fit the edition, dropped whole */
  droppedBlocks: number;
  /** blocks of a category without definition, skipped */
  unknownBlocks: number;
  /** octets skipped because no block begins there */
  strayOctets: number;
  /** octets walked in looking for where blocks begin again: at most 16 for each octet given, and one block */
  searchedOctets: number;
}

interface CategoryState {
  readonly edition: Edition;
  /** the edition was named: no other is used */
  readonly named: boolean;
  readonly expansion: Expansion | undefined;
  readonly watch: EditionWatch;
}

/** `datagram`: the octets are whole blocks. `stream`: the last block may be unfinished. */
export type Framing = 'datagram' | 'stream';

const HEADER = 3;
const NONE = -1;
const UNSEEN = -2;
/** An unfinished block is looked through for others first when this much of it is there, then at each doubling. */
const FIRST_LOOK = 64;
/**
 * Looking for blocks among octets that are none may walk so many octets for each octet given in one call: hostile ones
 * make every offset look like a block. When it is spent, a block that does not fit is passed over by its LEN, and what is
 * no block by headers that follow each other; the next call looks again.
 */
const MOST_WALKS = 16;

export class AsterixDecoder {
  readonly counters: AsterixCounters = {
    blocks: 0,
    records: 0,
    droppedBlocks: 0,
    unknownBlocks: 0,
    strayOctets: 0,
    searchedOctets: 0,
  };
  /** Editions named in the options that have no definition: the newest is used in their place. */
  readonly unknownEditions: readonly string[];
  readonly #definitions: Definitions;
  readonly #editions: ReadonlyMap<string, string>;
  /** by category, undefined until met, null = no definition */
  readonly #states = new Array<CategoryState | null | undefined>(256);
  readonly #scan = new BlockScan();
  /** where in these octets readable blocks begin again: an offset, NONE, or UNSEEN */
  #sure = UNSEEN;
  /** octets of the unfinished block that were there when it was looked through last */
  #looked = 0;
  /** octets that looking for blocks may still walk in this call */
  #walksLeft = 0;

  constructor(options: AsterixOptions = {}) {
    this.#definitions = options.definitions ?? BUILT_IN;
    const given = Object.entries(options.editions ?? {});
    this.#editions = new Map(given.map(([key, edition]) => [editionKey(key), edition]));
    this.unknownEditions = [...this.#editions]
      .filter(([key, edition]) => {
        const [category, re] = key.split('/');
        return re === undefined
          ? !this.#definitions.edition(Number(category), edition)
          : !this.#definitions.expansion(Number(category), edition);
      })
      .map(([key, edition]) => `${key} ${edition}`);
  }

  /** The records of whole blocks (one datagram, or a file's worth). Views into `bytes`, which must not change. */
  decode(bytes: Uint8Array): DecodeOutcome<AsterixRecord> {
    return this.#collect(bytes, 'datagram');
  }

  /** The records of a piece of stream; octets after `consumed` are an unfinished block: give them again with more. */
  decodeStream(bytes: Uint8Array): DecodeOutcome<AsterixRecord> {
    return this.#collect(bytes, 'stream');
  }

  #collect(bytes: Uint8Array, framing: Framing): DecodeOutcome<AsterixRecord> {
    const records: AsterixRecord[] = [];
    const faults: DecodeFault[] = [];
    const consumed = this.walk(bytes, framing, faults, (scan) => {
      const { edition } = scan.layout!;
      const { expansion } = this.#states[edition.category]!;
      for (let row = 0; row < scan.count; row++)
        records.push(new AsterixRecord(edition, expansion, bytes, scan.start(row), scan.end(row)));
    });
    return { records, faults, consumed };
  }

  /**
   * Calls `onBlock` for each good block; the scan is valid during the call only. Gives the octets used up.
   * The way in for mappers that read numbers without making records.
   */
  walk(
    bytes: Uint8Array,
    framing: Framing,
    faults: DecodeFault[],
    onBlock: (scan: BlockScan) => void,
  ): number {
    this.#sure = UNSEEN;
    this.#walksLeft = MOST_WALKS * bytes.length;
    const at = this.#walkAll(bytes, framing, faults, onBlock);
    this.counters.searchedOctets += MOST_WALKS * bytes.length - this.#walksLeft;
    return at;
  }

  #walkAll(
    bytes: Uint8Array,
    framing: Framing,
    faults: DecodeFault[],
    onBlock: (scan: BlockScan) => void,
  ): number {
    let at = 0;
    while (at < bytes.length) {
      const left = bytes.length - at;
      const length = left < HEADER ? 0 : bytes[at + 1]! * 256 + bytes[at + 2]!;
      if (framing === 'stream') {
        if (left < HEADER) return at;
        const begin = this.#begin(bytes, at, length);
        if (begin > at) {
          const detail = `no block begins here; ${begin - at} octets skipped`;
          faults.push(decodeFault('bad-length', at, 'LEN', detail));
          this.counters.strayOctets += begin - at;
          at = begin;
          continue;
        }
        if (length > left) return at;
      } else if (left < HEADER || length < HEADER || length > left) {
        faults.push(this.#trailing(bytes, at, length));
        this.counters.strayOctets += left;
        return bytes.length;
      }
      const isRead = this.#block(bytes, at, at + length, faults, onBlock);
      // A LEN that was damaged swallows blocks: they are read all the same.
      const inside =
        isRead || framing === 'datagram' ? NONE : this.#chain(bytes, at + 1, at + length, 2);
      at = inside > 0 ? inside : at + length;
      this.#looked = 0;
    }
    return at;
  }

  /** What is known of the editions: categories that had blocks which do not fit, with the edition that would. */
  proposals(): EditionProposal[] {
    const out: EditionProposal[] = [];
    for (const state of this.#states) {
      const proposal = state?.watch.proposal();
      if (proposal) out.push(proposal);
    }
    return out;
  }

  /** The edition and expansion this source is set to for a category. */
  editionOf(category: number): { edition: Edition; expansion: Expansion | undefined } | null {
    return this.#state(category);
  }

  /** Reads or skips one block; false when its category is known and it does not fit. */
  #block(
    bytes: Uint8Array,
    from: number,
    to: number,
    faults: DecodeFault[],
    onBlock: (scan: BlockScan) => void,
  ): boolean {
    const { counters } = this;
    const category = bytes[from]!;
    const state = this.#state(category);
    if (!state) {
      counters.unknownBlocks++;
      const detail = `no definition of category ${category}; ${to - from} octets skipped`;
      faults.push(decodeFault('unsupported', from, categoryName(category), detail));
      return true;
    }
    const scan = this.#scan;
    const walked = scan.scan(bytes, from + HEADER, to, layoutOf(state.edition));
    if (walked && (state.named || scan.hasSources())) {
      state.watch.fitted();
      this.#deliver(onBlock);
      return true;
    }
    const other = state.named ? undefined : state.watch.alternative(bytes, from + HEADER, to);
    if (other) {
      scan.scan(bytes, from + HEADER, to, layoutOf(other));
      const fault = state.watch.readByOther(other, from);
      if (fault) faults.push(fault);
      this.#deliver(onBlock);
      return true;
    }
    if (walked) {
      state.watch.fitted();
      this.#deliver(onBlock);
      return true;
    }
    counters.droppedBlocks++;
    faults.push(state.watch.failed(this.#scan, bytes, from + HEADER, to));
    return false;
  }

  #deliver(onBlock: (scan: BlockScan) => void): void {
    this.counters.blocks++;
    this.counters.records += this.#scan.count;
    onBlock(this.#scan);
  }

  #state(category: number): CategoryState | null {
    const known = this.#states[category];
    if (known !== undefined) return known;
    const definitions = this.#definitions;
    const named = this.#editions.get(String(category));
    const asNamed = named === undefined ? undefined : definitions.edition(category, named);
    const edition = asNamed ?? definitions.edition(category);
    const re = this.#editions.get(`${category}/RE`);
    const expansion = definitions.expansion(category, re) ?? definitions.expansion(category);
    const state = edition
      ? {
          edition,
          named: asNamed !== undefined,
          expansion,
          watch: new EditionWatch(edition, definitions),
        }
      : null;
    this.#states[category] = state;
    return state;
  }

  #trailing(bytes: Uint8Array, at: number, length: number): DecodeFault {
    const left = bytes.length - at;
    const item = categoryName(bytes[at]!);
    if (left < HEADER)
      return decodeFault('truncated', at, item, `${left} octets are no block header`);
    return length < HEADER
      ? decodeFault('bad-length', at + 1, item, `LEN ${length} is below the header's 3 octets`)
      : decodeFault('truncated', at + 1, item, `LEN ${length}, but only ${left} octets are left`);
  }

  /** Where in a stream the next block begins: here, or further on when this is no block. */
  #begin(bytes: Uint8Array, at: number, length: number): number {
    const isKnown = this.#state(bytes[at]!) !== null;
    if (length === HEADER && isKnown) return at;
    if (!this.#plausible(bytes, at)) return this.#resync(bytes, at + 1);
    if (at + length <= bytes.length) return at;
    // A damaged LEN would wait for up to 64 KiB and swallow them: whole blocks seen inside say so.
    const left = bytes.length - at;
    if (left < Math.max(FIRST_LOOK, 2 * this.#looked)) return at;
    this.#looked = left;
    const inside = this.#chain(bytes, at + 1, bytes.length, 3);
    return inside > 0 ? inside : at;
  }

  /** The first offset in [from, to) where `count` blocks follow each other that can be read, or NONE. */
  #chain(bytes: Uint8Array, from: number, to: number, count: number): number {
    for (let at = from; at < to && this.#walksLeft > 0; at++) {
      this.#walksLeft--;
      let end = at;
      for (let left = count; left > 0 && end >= 0; left--) end = this.#readableEnd(bytes, end);
      if (end >= 0) return at;
    }
    return NONE;
  }

  /** Where the block that may begin here ends, when its category is known and it can be read; else NONE. */
  #readableEnd(bytes: Uint8Array, at: number): number {
    if (at + HEADER >= bytes.length) return NONE;
    const end = at + bytes[at + 1]! * 256 + bytes[at + 2]!;
    const state = this.#state(bytes[at]!);
    if (end <= at + HEADER || end > bytes.length || !state) return NONE;
    const scan = this.#scan;
    const isWhole = scan.scan(bytes, at + HEADER, end, layoutOf(state.edition));
    // what was walked, not what LEN says: most that is no block ends soon
    this.#walksLeft -= isWhole ? end - at : Math.max(HEADER, scan.reached - at);
    return isWhole && scan.hasSources() ? end : NONE;
  }

  /** Whether a block may begin here: a known category with room for a record, and a header after it if we see one. */
  #plausible(bytes: Uint8Array, at: number): boolean {
    const length = bytes[at + 1]! * 256 + bytes[at + 2]!;
    if (length <= HEADER) return false;
    const next = at + length;
    const seen = next + HEADER <= bytes.length;
    if (this.#state(bytes[at]!)) return true;
    // A category we do not know is believed only when a block we do know, or one more of it, follows.
    return seen && (this.#state(bytes[next]!) !== null || bytes[next] === bytes[at]);
  }

  /** Where to go on: at a block whose end and next header are seen to be right, else at one that may be unfinished. */
  #resync(bytes: Uint8Array, from: number): number {
    if (this.#sure !== NONE && this.#sure < from)
      this.#sure = this.#chain(bytes, from, bytes.length, 2);
    if (this.#sure >= from) return this.#sure;
    let unfinished = -1;
    for (let at = from; at + HEADER <= bytes.length; at++) {
      if (!this.#state(bytes[at]!) || !this.#plausible(bytes, at)) continue;
      const next = at + bytes[at + 1]! * 256 + bytes[at + 2]!;
      if (next === bytes.length) return at;
      if (
        next + HEADER <= bytes.length &&
        this.#state(bytes[next]!) &&
        this.#plausible(bytes, next)
      )
        return at;
      if (next > bytes.length - HEADER && unfinished < 0) unfinished = at;
    }
    return unfinished >= 0 ? unfinished : Math.max(from, bytes.length - HEADER + 1);
  }
}

function editionKey(key: string): string {
  const [category, re] = key.split('/');
  return re === undefined ? String(Number(category)) : `${Number(category)}/${re.toUpperCase()}`;
}
