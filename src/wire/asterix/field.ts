// Hot path: one call reads one number from one item. No allocation per call.
import {
  extendedParts,
  fixedBits,
  isItem,
  type Compound,
  type Content,
  type Edition,
  type Extended,
  type Group,
  type Variation,
} from './definition.ts';
import { compileSkip, compoundStart, layoutOf, type Skip } from './layout.ts';
import type { BlockScan } from './scan.ts';

/** A field of an item compiled for one edition: where its item is, and how to read it from there. */
export interface Field {
  /** FRN - 1 of the item, by UAP index; -1 when that UAP lacks it or this edition lacks the field */
  readonly slots: Int32Array;
  /** the number at the item's offset: raw integers and tables as they are, quantities scaled; NaN when absent */
  readonly read: (bytes: Uint8Array, at: number, end: number) => number;
}

type Read = Field['read'];
/** Offset of a fixed-length piece, or a negative number when the record does not hold it. */
type Locate = Skip;

/** The field's number in a scanned record; NaN when absent. */
export function readField(scan: BlockScan, row: number, field: Field): number {
  const slot = field.slots[scan.uap(row)]!;
  if (slot < 0) return Number.NaN;
  const at = scan.at(row, slot);
  return at === 0 ? Number.NaN : field.read(scan.bytes, at, scan.end(row));
}

/** Several fields at once, by names of the caller's choice. */
export function compileFields<K extends string>(
  edition: Edition,
  paths: Readonly<Record<K, string>>,
): Readonly<Record<K, Field>> {
  const entries = Object.entries(paths) as [K, string][];
  return Object.fromEntries(
    entries.map(([name, path]) => [name, compileField(edition, path)]),
  ) as Record<K, Field>;
}

const ABSENT: Read = () => Number.NaN;

/**
 * Compiles a path such as `040/RHO` or `380/ADR/ADR` for an edition. A path the edition lacks reads NaN always, so
 * that one mapper serves every edition. Repetitive items: use compileList.
 * @param raw true: unsigned bits, not scaled
 */
export function compileField(edition: Edition, path: string, raw = false): Field {
  const [itemName, ...rest] = path.split('/');
  const item = edition.items.get(itemName!);
  const read = item && compileRead(item.variation, rest, raw);
  const slots = Int32Array.from(layoutOf(edition).uaps, (uap) =>
    read ? uap.names.indexOf(itemName!) : -1,
  );
  return { slots, read: read ?? ABSENT };
}

/** Where the elements of a counted repetitive item are. */
export interface ListField {
  readonly slots: Int32Array;
  readonly countBytes: number;
  /** octets of one element */
  readonly stride: number;
  /** reads a field of the element that starts at `at` */
  readonly field: (path: string, raw?: boolean) => Read;
}

/** Compiles a counted repetitive top-level item, such as 250 of CAT048; undefined when the edition lacks it. */
export function compileList(edition: Edition, itemName: string): ListField | undefined {
  const variation = edition.items.get(itemName)?.variation;
  if (variation?.kind !== 'repetitive' || variation.countBytes === 0) return undefined;
  const slots = Int32Array.from(layoutOf(edition).uaps, (uap) => uap.names.indexOf(itemName));
  return {
    slots,
    countBytes: variation.countBytes,
    stride: (fixedBits(variation.variation) ?? 0) / 8,
    field: (path, raw = false) =>
      compileRead(variation.variation, path === '' ? [] : path.split('/'), raw) ?? ABSENT,
  };
}

function compileRead(
  variation: Variation,
  path: readonly string[],
  raw: boolean,
): Read | undefined {
  const target = locate(variation, path, 0);
  if (!target) return undefined;
  const { where, bitOffset, element } = target;
  const scale = raw ? { signed: false, lsb: 1 } : scaleOf(element.content);
  const read = compileBits(bitOffset, element.bits, scale.signed, scale.lsb);
  if (!where) return (bytes, at) => read(bytes, at);
  return (bytes, at, end) => {
    const from = where(bytes, at, end);
    return from < 0 ? Number.NaN : read(bytes, from);
  };
}

function scaleOf(content: Content): { signed: boolean; lsb: number } {
  if (content.kind === 'quantity') return { signed: content.signed, lsb: content.lsb };
  if (content.kind === 'integer') return { signed: content.signed, lsb: 1 };
  return { signed: false, lsb: 1 };
}

interface Target {
  /** null: the piece starts where the item starts */
  readonly where: Locate | null;
  readonly bitOffset: number;
  readonly element: { readonly bits: number; readonly content: Content };
}

function locate(
  variation: Variation,
  path: readonly string[],
  bitOffset: number,
): Target | undefined {
  switch (variation.kind) {
    case 'element':
      return path.length === 0 ? { where: null, bitOffset, element: variation } : undefined;
    case 'case': {
      // Same bits whatever the case; read raw, the caller knows what they mean.
      const bits = fixedBits(variation);
      return path.length === 0 && bits !== undefined
        ? { where: null, bitOffset, element: { bits, content: { kind: 'raw' } } }
        : undefined;
    }
    case 'group':
      return locateInGroup(variation, path, bitOffset);
    case 'extended':
      return locateInExtended(variation, path, bitOffset);
    case 'compound':
      return locateInCompound(variation, path);
    case 'repetitive':
    case 'explicit':
      return undefined;
  }
}

function locateInGroup(
  group: Group,
  path: readonly string[],
  bitOffset: number,
): Target | undefined {
  let bit = bitOffset;
  for (const slot of group.items) {
    if (isItem(slot) && slot.name === path[0]) return locate(slot.variation, path.slice(1), bit);
    bit += isItem(slot) ? (fixedBits(slot.variation) ?? 0) : slot.spare;
  }
  return undefined;
}

function locateInExtended(
  extended: Extended,
  path: readonly string[],
  bitOffset: number,
): Target | undefined {
  if (bitOffset !== 0) return undefined;
  const ends: number[] = [];
  for (const part of extendedParts(extended)) ends.push((ends.at(-1) ?? 0) + part.bits / 8);
  let bit = 0;
  for (const slot of extended.items) {
    if (slot === null) bit++;
    else if (isItem(slot) && slot.name === path[0]) {
      const target = locate(slot.variation, path.slice(1), bit);
      const before = ends.filter((end) => end * 8 <= bit);
      if (!target || before.length === 0) return target;
      const where: Locate = (bytes, at) => {
        for (const end of before) if ((bytes[at + end - 1]! & 1) === 0) return -1;
        return at;
      };
      return { ...target, where };
    } else bit += isItem(slot) ? (fixedBits(slot.variation) ?? 0) : slot.spare;
  }
  return undefined;
}

function locateInCompound(compound: Compound, path: readonly string[]): Target | undefined {
  const index = compound.items.findIndex((item) => item?.name === path[0]);
  const item = compound.items[index];
  if (!item) return undefined;
  const inner = locate(item.variation, path.slice(1), 0);
  if (!inner) return undefined;
  const { fspecBytes } = compound;
  const perOctet = fspecBytes === 0 ? 7 : 8;
  const skips = compound.items.slice(0, index).map((one) => one && compileSkip(one.variation));
  const octet = Math.floor(index / perOctet);
  const mask = 128 >> (index % perOctet);
  const deeper = inner.where;
  const where: Locate = (bytes, at, end) => {
    let next = compoundStart(bytes, at, end, fspecBytes);
    if (next < 0 || at + octet >= next || (bytes[at + octet]! & mask) === 0) return -1;
    for (let i = 0; i < index; i++) {
      if ((bytes[at + Math.floor(i / perOctet)]! & (128 >> (i % perOctet))) === 0) continue;
      const skip = skips[i];
      if (!skip) return -1;
      next = skip(bytes, next, end);
      if (next < 0) return -1;
    }
    return deeper ? deeper(bytes, next, end) : next;
  };
  return { ...inner, where };
}

/** A reader of `bits` bits (1 to 53) that begin `bitOffset` bits after `at`. */
function compileBits(
  bitOffset: number,
  bits: number,
  signed: boolean,
  lsb: number,
): (bytes: Uint8Array, at: number) => number {
  const first = bitOffset >> 3;
  const last = (bitOffset + bits - 1) >> 3;
  const shift = (last + 1) * 8 - bitOffset - bits;
  const half = signed ? 2 ** (bits - 1) : Infinity;
  const full = 2 ** bits;
  if (last - first <= 2) {
    const octets = last - first;
    const mask = full - 1;
    return (bytes, at) => {
      const from = at + first;
      let value = bytes[from]!;
      if (octets > 0) value = (value << 8) | bytes[from + 1]!;
      if (octets > 1) value = (value << 8) | bytes[from + 2]!;
      value = (value >> shift) & mask;
      return (value >= half ? value - full : value) * lsb;
    };
  }
  const headMask = (1 << (8 - (bitOffset & 7))) - 1;
  const down = 2 ** shift;
  return (bytes, at) => {
    let value = bytes[at + first]! & headMask;
    for (let i = first + 1; i < last; i++) value = value * 256 + bytes[at + i]!;
    value = (value * 256) / down + (bytes[at + last]! >> shift);
    return (value >= half ? value - full : value) * lsb;
  };
}
