import {
  AsterixDecoder,
  Definitions,
  describeRecord,
  FinalReader,
  meaningOf,
  type AsterixRecord,
  type NamedItems,
  type NamedValue,
} from '../../wire/asterix/index.ts';
import { fromHex, type DecodeFault } from '../../base/index.ts';
import { readRegister } from '../../wire/modes/index.ts';
import { MODES_WORDS } from './modes-words.ts';
import type {
  DecodeFormat,
  Head,
  ReadOptions,
  Shown,
  ShownField,
  ShownTime,
  Sink,
  UnitReader,
} from './shown.ts';
import { fieldsOf, hexAddress, joinFacts, placeText, roundForPeople, withUnit } from './words.ts';

/** What a summary shows, found by the titles that the categories give their items; the first that is present counts. */
const FACTS = {
  time: /^time of (day|track information|applicability for pos|applicability$|message( reception (of|for) position)?$|asterix report)/i,
  address: /^(aircraft|target|mode s) address$/i,
  callsign: /^(target|aircraft) identification$/i,
  mode3A: /mode.?3\/a(?!.*confidence)/i,
  level: /^(measured )?flight level/i,
  track: /^track number/i,
  place: /position in (wgs.?84|polar)/i,
  kind: /^message type/i,
} as const;
type Fact = keyof typeof FACTS;

/** Data source: of nearly all categories, of CAT018, of CAT032. */
const SOURCE_ITEMS = ['010', '036', '018'] as const;

/** Item names by fact, worked out once an edition. Bound: as many editions as there are definitions. */
const factItems = new WeakMap<object, Readonly<Record<Fact, readonly string[]>>>();

function itemsOf(record: AsterixRecord): Readonly<Record<Fact, readonly string[]>> {
  const known = factItems.get(record.definition);
  if (known !== undefined) return known;
  const found = Object.fromEntries(
    Object.entries(FACTS).map(([fact, title]) => [
      fact,
      [...record.definition.items.values()]
        .filter((item) => title.test(item.title))
        .map((item) => item.name),
    ]),
  ) as Record<Fact, string[]>;
  factItems.set(record.definition, found);
  return found;
}

class ShownAsterix implements Shown {
  readonly format = 'asterix';
  readonly #record: AsterixRecord;
  #items: NamedItems | null = null;

  constructor(record: AsterixRecord) {
    this.#record = record;
  }

  get type(): string {
    return `CAT${String(this.#record.category).padStart(3, '0')}`;
  }

  get category(): number {
    return this.#record.category;
  }

  get source(): string | null {
    for (const item of SOURCE_ITEMS) {
      const sac = this.#record.number(`${item}/SAC`);
      if (!Number.isNaN(sac)) return `${sac}/${this.#record.number(`${item}/SIC`)}`;
    }
    return null;
  }

  get address(): string | null {
    const value = this.#fact('address') ?? this.#at(['380', 'ADR']);
    const raw = firstLeaf(value);
    return raw === null ? null : hexAddress(Number(raw.raw));
  }

  get time(): ShownTime | null {
    const leaf = firstLeaf(this.#fact('time'));
    return leaf?.val === undefined ? null : { kind: 'day', ms: leaf.val * 1000 };
  }

  summary(): string {
    const callsign = firstLeaf(this.#fact('callsign') ?? this.#at(['380', 'ID']))?.str?.trim();
    const mode3A = this.#mode3A();
    const level = levelOf(this.#fact('level'));
    const track = firstLeaf(this.#fact('track'));
    return joinFacts([
      this.#kind(),
      callsign,
      mode3A === null ? null : `A${mode3A}`,
      level?.val === undefined ? null : `FL ${roundForPeople(level.val)}`,
      track === null ? null : `track ${track.raw}`,
      this.#place(),
    ]);
  }

  tree(): object {
    const { edition, uap } = this.#record;
    return { edition, ...(uap === '' ? {} : { uap }), items: this.#tree() };
  }

  fields(): ShownField[] {
    return [...describeRecord(this.#record), ...registerFields(this.#record, this.#tree())];
  }

  #tree(): NamedItems {
    this.#items ??= this.#record.items();
    return this.#items;
  }

  #fact(fact: Fact): NamedValue | undefined {
    const tree = this.#tree();
    for (const name of itemsOf(this.#record)[fact]) if (tree[name] !== undefined) return tree[name];
    return undefined;
  }

  #at(path: readonly string[]): NamedValue | undefined {
    let value: NamedValue | undefined = this.#tree();
    for (const name of path) {
      if (typeof value !== 'object' || Array.isArray(value)) return undefined;
      value = (value as NamedItems)[name];
    }
    return value;
  }

  #mode3A(): string | null {
    const value = this.#fact('mode3A');
    const named = typeof value === 'object' ? (value as NamedItems)['MODE3A'] : undefined;
    const leaf = firstLeaf(named ?? value);
    if (leaf === null) return null;
    return leaf.str ?? Number(leaf.raw).toString(8).padStart(4, '0');
  }

  /** The message type in words, for the service categories. */
  #kind(): string | null {
    const value = this.#fact('kind');
    if (typeof value !== 'number') return null;
    const [name] = itemsOf(this.#record).kind;
    return meaningOf(this.#record.definition, name!, value);
  }

  #place(): string | null {
    for (const name of itemsOf(this.#record).place) {
      const value = this.#tree()[name] as NamedItems | undefined;
      if (value === undefined) continue;
      const lat = firstLeaf(value['LAT'])?.val;
      const lon = firstLeaf(value['LON'])?.val;
      if (lat !== undefined && lon !== undefined) return placeText(lat, lon);
      const rho = firstLeaf(value['RHO']);
      const theta = firstLeaf(value['THETA']);
      if (rho?.val !== undefined && theta?.val !== undefined)
        return `${withUnit(rho.val, rho.unit ?? '', 3)} ${theta.val.toFixed(2)} deg`;
    }
    return null;
  }
}

/** A level stands alone or beside its flags, as FL or HGT. */
function levelOf(value: NamedValue | undefined): Leaf | null {
  const parts = value as NamedItems | undefined;
  return firstLeaf(parts?.['FL'] ?? parts?.['HGT'] ?? value);
}

/** Item that holds Comm-B data with the register's number, by category. */
const COMM_B_ITEMS: Readonly<Record<number, readonly string[]>> = {
  7: ['250'],
  18: ['025'],
  20: ['250'],
  21: ['250'],
  48: ['250'],
  62: ['380', 'MB'],
};

/** The registers of a record in words: the radar says which they are, so nothing is inferred. */
function registerFields(record: AsterixRecord, tree: NamedItems): ShownField[] {
  const path = COMM_B_ITEMS[record.category] ?? [];
  let value: NamedValue | undefined = tree;
  for (const name of path) value = (value as NamedItems | undefined)?.[name];
  if (path.length === 0 || !Array.isArray(value)) return [];
  const prefix = `I${String(record.category).padStart(3, '0')}/${path.join('/')}`;
  return (value as NamedItems[]).flatMap((one, index) => {
    const named = registerOf(one);
    if (named === null) return [];
    const { name, hi, lo } = named;
    const register = readRegister(name, hi, lo);
    if (register === null) return [];
    return fieldsOf(register, `${prefix}[${index + 1}] BDS ${name}`, MODES_WORDS);
  });
}

/** Seven octets of data and the register's number: beside them, or as an eighth octet. */
function registerOf(one: NamedItems): { name: string; hi: number; lo: number } | null {
  const leaves = [one, ...Object.values(one)] as readonly { readonly hex?: unknown }[];
  const hex = leaves.find((leaf) => typeof leaf.hex === 'string')?.hex;
  const bytes = typeof hex === 'string' ? fromHex(hex) : undefined;
  if (bytes === undefined || bytes.length < 7) return null;
  const octet = bytes[7] ?? 0;
  const [first, second] =
    bytes.length === 8 ? [octet >> 4, octet & 15] : [Number(one['BDS1']), Number(one['BDS2'])];
  const name = `${first.toString(16)},${second.toString(16)}`.toUpperCase();
  const view = new DataView(bytes.buffer, bytes.byteOffset, 7);
  return { name, hi: view.getUint32(0), lo: view.getUint32(3) & 0xffffff };
}

interface Leaf {
  readonly raw: number | string;
  readonly val?: number;
  readonly unit?: string;
  readonly str?: string;
}

/** The value, or the first in it that has bits. */
function firstLeaf(value: NamedValue | undefined): Leaf | null {
  if (value === undefined) return null;
  if (typeof value === 'number') return { raw: value, val: value };
  if (Array.isArray(value)) return firstLeaf((value as NamedValue[])[0]);
  if ('raw' in value) return value as unknown as Leaf;
  for (const inner of Object.values(value as NamedItems)) {
    const leaf = typeof inner === 'string' ? null : firstLeaf(inner);
    if (leaf !== null) return leaf;
  }
  return null;
}

class AsterixUnits implements UnitReader {
  readonly #decoder: AsterixDecoder;

  constructor(options: ReadOptions) {
    this.#decoder = new AsterixDecoder(options);
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    // What follows another container's whole datagram is its trailing octets, not an unfinished block.
    if (last && sink.place.datagram) return this.#give(bytes, 0, sink, true);
    const used = this.#give(bytes, 0, sink, false);
    return last && used < bytes.length ? this.#give(bytes, used, sink, true) : used;
  }

  #give(bytes: Uint8Array, from: number, sink: Sink, whole: boolean): number {
    const part = from === 0 ? bytes : bytes.subarray(from);
    const { records, faults, consumed } = whole
      ? this.#decoder.decode(part)
      : this.#decoder.decodeStream(part);
    for (const record of records) sink.record(new ShownAsterix(record), from + record.start);
    for (const fault of faults) giveFault(fault, from, sink);
    return from + consumed;
  }
}

/** A block that an older edition reads is worth saying, but nothing is lost. */
function giveFault(fault: DecodeFault, from: number, sink: Sink): void {
  const read = fault.code === 'wrong-edition' && fault.detail.includes('and are read as such');
  const severity = read ? 'warning' : 'error';
  sink.fault({ ...fault, offset: from + fault.offset }, 'asterix', severity);
}

class FinalUnits implements UnitReader {
  readonly #frames = new FinalReader();
  readonly #decoder: AsterixDecoder;

  constructor(options: ReadOptions) {
    this.#decoder = new AsterixDecoder(options);
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    const { records, faults, consumed } = this.#frames.read(bytes);
    for (const fault of faults) sink.fault(fault, 'final');
    for (const frame of records) {
      const blocks = this.#decoder.decode(frame.bytes);
      for (const record of blocks.records)
        sink.record(new ShownAsterix(record), frame.offset + record.start);
      for (const fault of blocks.faults) giveFault(fault, frame.offset, sink);
    }
    if (!last || consumed === bytes.length) return consumed;
    const detail = `the last ${bytes.length - consumed} octets are not a whole frame`;
    sink.fault({ code: 'truncated', offset: consumed, item: 'FINAL', detail }, 'final');
    return bytes.length;
  }
}

const KNOWN = new Set(new Definitions().categories());

/** Whether blocks with known categories follow each other from the start. */
function sniffAsterix({ bytes, whole }: Head): number {
  let at = 0;
  let blocks = 0;
  let records = false;
  while (at + 3 <= bytes.length && blocks < 8) {
    const length = bytes[at + 1]! * 256 + bytes[at + 2]!;
    if (length <= 3) break;
    if (KNOWN.has(bytes[at]!)) records = true;
    else if (blocks === 0) return 0;
    if (at + length > bytes.length) {
      // The head was cut within the block, or the block itself is.
      return records && blocks > 0 ? 2 : !whole && records ? 1 : 0;
    }
    at += length;
    blocks++;
  }
  if (!records || blocks === 0) return 0;
  return at === bytes.length || blocks >= 3 ? 3 : 1;
}

function sniffFinal({ bytes }: Head): number {
  const length = bytes.length < 12 ? 0 : bytes[0]! * 256 + bytes[1]!;
  if (length <= 12 || length > bytes.length) return 0;
  return bytes.subarray(length - 4, length).every((octet) => octet === 0xa5) ? 3 : 0;
}

export const ASTERIX_FORMAT: DecodeFormat = {
  name: 'asterix',
  what: 'ASTERIX data blocks: .ast files, datagrams, TCP streams',
  sniff: sniffAsterix,
  open: (options) => new AsterixUnits(options),
};

export const FINAL_FORMAT: DecodeFormat = {
  name: 'final',
  what: 'ASTERIX in FINAL frames (.ff)',
  sniff: sniffFinal,
  open: (options) => new FinalUnits(options),
};
