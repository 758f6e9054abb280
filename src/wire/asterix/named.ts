/**
 * A record as a tree of the standard's names, for people, files and the encoder. Not for the hot path: see field.ts.
 *
 * Leaves: raw bits and table values are plain numbers; a quantity is { raw, val, unit } with raw the unsigned bits and
 * val signed and scaled; text is { raw, str }; what has no number (Comm-B data, explicit items, raw bits over 32) is { hex }.
 * Repetitive items are lists. Compound and extended items hold only what was present; octets that FX announces beyond
 * this edition are kept under `+`. RE is { hex, decoded } where its contents fit the expansion's edition.
 */
import { toHex } from '../../base/index.ts';
import {
  isItem,
  type Case,
  type Compound,
  type Element,
  type Expansion,
  type Extended,
  type Item,
  type Repetitive,
  type Spare,
  type Variation,
} from './definition.ts';
import { compileSkip, RANDOM, type Layout } from './layout.ts';
import type { BlockScan } from './scan.ts';
import { bitsPerCharacter, characterOf } from './text.ts';

export interface QuantityValue {
  readonly raw: number;
  readonly val: number;
  readonly unit: string;
}
export interface TextValue {
  /** the bits; hex when they do not fit a number (more than 53) */
  readonly raw: number | string;
  readonly str: string;
}
export interface OctetsValue {
  readonly hex: string;
}
export interface NamedItems {
  [name: string]: NamedValue;
}
export type NamedValue =
  number | QuantityValue | TextValue | OctetsValue | NamedItems | readonly NamedValue[];

const MAX_NUMBER_BITS = 53;
/** Bits without meaning of their own beyond a word are octets, not a number. */
const MAX_RAW_BITS = 32;

/** The items of one scanned record by name. (Keys without a leading zero come first: that is how objects order them.) */
export function nameRecord(
  scan: BlockScan,
  row: number,
  expansion: Expansion | undefined,
): NamedItems {
  const layout = scan.layout!;
  const uap = layout.uaps[scan.uap(row)]!;
  const reader = new Reader(scan.bytes, expansion);
  const root: NamedItems = {};
  const fspec = scan.start(row);
  for (let slot = 0, octet = fspec; ; octet++) {
    for (let bit = 0; bit < 7; bit++, slot++) {
      if ((scan.bytes[octet]! & (128 >> bit)) === 0) continue;
      const name = uap.names[slot]!;
      if (uap.sizes[slot] === RANDOM)
        readRandom(reader, scan.at(row, slot), layout, uap.names, root);
      else reader.readTop(layout.edition.items.get(name)!, scan.at(row, slot), root);
    }
    if ((scan.bytes[octet]! & 1) === 0) return root;
  }
}

/** Random field sequencing is kept as it came: a list of one-item objects under `rfs`. */
function readRandom(
  reader: Reader,
  from: number,
  layout: Layout,
  names: readonly (string | null)[],
  root: NamedItems,
): void {
  const list: NamedItems[] = [];
  let at = from + 1;
  for (let left = reader.bytes[from]!; left > 0; left--) {
    const item = layout.edition.items.get(names[reader.bytes[at]! - 1]!)!;
    const one: NamedItems = {};
    at = reader.readTop(item, at + 1, one);
    list.push(one);
  }
  root['rfs'] = list;
}

/** Reads an item's value from octets known to hold it (scanned before). */
class Reader {
  readonly bytes: Uint8Array;
  readonly #expansion: Expansion | undefined;
  #bit = 0;
  #root: NamedItems = {};

  constructor(bytes: Uint8Array, expansion: Expansion | undefined) {
    this.bytes = bytes;
    this.#expansion = expansion;
  }

  /** Reads a top-level item into `into`; gives the offset after it. */
  readTop(item: Item, at: number, into: NamedItems): number {
    this.#bit = at * 8;
    this.#root = into;
    this.#read(item, into);
    return this.#bit / 8;
  }

  /** Puts the value in its parent before filling it, so that cases can look at their neighbours. */
  #read(item: Item, parent: NamedItems): void {
    const { name, variation } = item;
    const { kind } = variation;
    if (kind === 'group' || kind === 'extended' || kind === 'compound') {
      const object: NamedItems = {};
      parent[name] = object;
      this.#fill(variation, object);
    } else if (kind === 'case') this.#read({ ...item, variation: this.#chosen(variation) }, parent);
    else parent[name] = this.#value(variation);
  }

  #value(variation: Variation): NamedValue {
    switch (variation.kind) {
      case 'element':
        return this.#element(variation);
      case 'repetitive':
        return this.#list(variation);
      case 'explicit':
        return this.#explicit(variation.use === 're');
      case 'case':
        return this.#value(this.#chosen(variation));
      case 'group':
      case 'extended':
      case 'compound': {
        const object: NamedItems = {};
        this.#fill(variation, object);
        return object;
      }
    }
  }

  #fill(variation: Variation, object: NamedItems): void {
    if (variation.kind === 'group') this.#fields(variation.items, object);
    else if (variation.kind === 'extended') this.#extended(variation, object);
    else if (variation.kind === 'compound') this.#compound(variation, object);
  }

  #fields(slots: readonly (Item | Spare)[], object: NamedItems): void {
    for (const slot of slots) {
      if (isItem(slot)) this.#read(slot, object);
      else this.#bit += slot.spare;
    }
  }

  #extended(variation: Extended, object: NamedItems): void {
    for (const slot of variation.items) {
      if (slot !== null) this.#fields([slot], object);
      else if (this.#bits(1) === 0) return;
    }
    if (variation.items.at(-1) !== null) return;
    const from = this.#bit / 8;
    let to = from + 1;
    while ((this.bytes[to - 1]! & 1) !== 0) to++;
    object['+'] = { hex: toHex(this.bytes, from, to) };
    this.#bit = to * 8;
  }

  #compound(variation: Compound, object: NamedItems): void {
    const perOctet = variation.fspecBytes === 0 ? 7 : 8;
    const present: Item[] = [];
    for (let base = 0, octets = 1; ; base += perOctet, octets++) {
      for (let bit = 0; bit < perOctet; bit++)
        if (this.#bits(1) === 1) present.push(variation.items[base + bit]!);
      const more = perOctet === 8 ? octets < variation.fspecBytes : this.#bits(1) === 1;
      if (!more) break;
    }
    for (const item of present) this.#read(item, object);
  }

  #list(variation: Repetitive): NamedValue {
    const list: NamedValue[] = [];
    if (variation.countBytes === 0) {
      do list.push(this.#value(variation.variation));
      while (this.#bits(1) === 1);
    } else {
      let left = this.#bits(variation.countBytes * 8);
      while (left-- > 0) list.push(this.#value(variation.variation));
    }
    return list;
  }

  #explicit(isExpansion: boolean): NamedValue {
    const at = this.#bit / 8;
    const end = at + this.bytes[at]!;
    this.#bit = end * 8;
    const hex = toHex(this.bytes, at + 1, end);
    if (!isExpansion || !this.#expansion) return { hex };
    const { variation } = this.#expansion;
    if (compileSkip(variation)(this.bytes, at + 1, end) !== end) return { hex };
    const inner = new Reader(this.bytes, undefined);
    inner.#bit = (at + 1) * 8;
    return { hex, decoded: inner.#value(variation) };
  }

  #chosen(variation: Case): Variation {
    const values = variation.on.map((path) => rawAt(this.#root, path));
    const match = variation.cases.find(({ key }) => key.every((value, i) => value === values[i]));
    const bare: Element = { kind: 'element', bits: 0, content: { kind: 'raw' } };
    return match?.variation ?? variation.otherwise ?? bare;
  }

  #element(element: Element): NamedValue {
    const { bits, content } = element;
    if (content.kind === 'string') return this.#text(bits, content.coding);
    const most = content.kind === 'raw' ? MAX_RAW_BITS : MAX_NUMBER_BITS;
    if (bits > most || content.kind === 'bds') return { hex: this.#hex(bits) };
    const raw = this.#bits(bits);
    if (content.kind !== 'quantity' && content.kind !== 'integer') return raw;
    const signed = content.signed && raw >= 2 ** (bits - 1) ? raw - 2 ** bits : raw;
    return content.kind === 'integer'
      ? signed
      : { raw, val: signed * content.lsb, unit: content.unit };
  }

  #text(bits: number, coding: 'ascii' | 'icao' | 'octal'): TextValue {
    const from = this.#bit;
    const size = bitsPerCharacter(coding);
    let str = '';
    for (let left = bits; left >= size; left -= size) str += characterOf(coding, this.#bits(size));
    this.#bit = from;
    return { raw: bits > MAX_NUMBER_BITS ? this.#hex(bits) : this.#bits(bits), str };
  }

  #hex(bits: number): string {
    const octets = new Uint8Array(Math.ceil(bits / 8));
    const lead = bits % 8;
    for (let i = 0; i < octets.length; i++) octets[i] = this.#bits(i === 0 && lead > 0 ? lead : 8);
    return toHex(octets);
  }

  #bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0;) {
      const octet = this.bytes[this.#bit >> 3]!;
      const free = 8 - (this.#bit & 7);
      const take = Math.min(free, left);
      value = value * 2 ** take + ((octet >> (free - take)) & ((1 << take) - 1));
      this.#bit += take;
      left -= take;
    }
    return value;
  }
}

/** The raw number at a path such as 150/IM; undefined when the record does not hold it. */
export function rawAt(root: NamedItems, path: string): number | undefined {
  let value: NamedValue | undefined = root;
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = (value as NamedItems)[name];
  }
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { raw } = value as Partial<QuantityValue>;
  return typeof raw === 'number' ? raw : undefined;
}
