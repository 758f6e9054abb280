// Hot path: the skip functions run once per variable item of every record. No allocation per call.
import {
  extendedParts,
  fixedBits,
  RFS,
  type Compound,
  type Edition,
  type Extended,
  type Variation,
} from './definition.ts';

/** Why a record cannot be walked: returned in place of an offset. */
export const SKIP = { truncated: -1, unknownSubitem: -2, badLength: -3 } as const;

/**
 * Offset after an item that starts at `at`, or one of SKIP. Never reads at or beyond `end`.
 * @param end first octet that does not belong to the block
 */
export type Skip = (bytes: Uint8Array, at: number, end: number) => number;

/** One UAP compiled: by FRN - 1. */
export interface UapLayout {
  readonly name: string;
  readonly names: readonly (string | null)[];
  /** octets of a fixed item; 0 = use skips; UNUSED or RANDOM otherwise */
  readonly sizes: Int32Array;
  readonly skips: readonly (Skip | null)[];
  /** FRN - 1 of the data source identifier 010, -1 when there is none */
  readonly sourceSlot: number;
}

export const UNUSED = -1;
export const RANDOM = -2;

/** An edition compiled for walking records. */
export interface Layout {
  readonly edition: Edition;
  readonly uaps: readonly UapLayout[];
  /** most FRNs of any of its UAPs */
  readonly slotCount: number;
  /** FRN - 1 of the item that chooses the UAP (the same in all of them), -1 when there is only one */
  readonly selectorSlot: number;
  /** from the octet that holds it: UAP index by raw value; -1 = none */
  readonly selectUap: (octet: number) => number;
}

const compiled = new WeakMap<Edition, Layout>();

/** The layout of an edition, compiled when first asked for. */
export function layoutOf(edition: Edition): Layout {
  const known = compiled.get(edition);
  if (known) return known;
  const layout = compileLayout(edition);
  compiled.set(edition, layout);
  return layout;
}

function compileLayout(edition: Edition): Layout {
  const uaps = edition.uaps.map((uap): UapLayout => {
    const sizes = new Int32Array(uap.slots.length);
    const skips = uap.slots.map((name, slot): Skip | null => {
      if (name === null || name === RFS) {
        sizes[slot] = name === null ? UNUSED : RANDOM;
        return null;
      }
      const { variation } = edition.items.get(name)!;
      const bits = fixedBits(variation);
      if (bits !== undefined) {
        sizes[slot] = bits / 8;
        return null;
      }
      return compileSkip(variation);
    });
    const sourceSlot = uap.slots.indexOf('010');
    return { name: uap.name, names: uap.slots, sizes, skips, sourceSlot };
  });
  const slotCount = Math.max(...uaps.map((uap) => uap.names.length));
  return { edition, uaps, slotCount, ...compileSelector(edition, uaps) };
}

function compileSelector(
  edition: Edition,
  uaps: readonly UapLayout[],
): Pick<Layout, 'selectorSlot' | 'selectUap'> {
  if (!edition.selector) return { selectorSlot: -1, selectUap: () => 0 };
  const [itemName] = edition.selector.on.split('/');
  const selectorSlot = uaps[0]!.names.indexOf(itemName!);
  const { variation } = edition.items.get(itemName!)!;
  // The selecting element leads the first octet of its item in every category that has one.
  const first = 'items' in variation ? variation.items[0] : null;
  const lead = first && 'name' in first ? first.variation : variation;
  const bits = lead.kind === 'element' ? lead.bits : 8;
  const indexByValue = new Int8Array(1 << bits).fill(-1);
  for (const [value, name] of edition.selector.cases)
    indexByValue[value] = uaps.findIndex((uap) => uap.name === name);
  return { selectorSlot, selectUap: (octet) => indexByValue[octet >> (8 - bits)]! };
}

/** Compiles how to step over a variation. */
export function compileSkip(variation: Variation): Skip {
  switch (variation.kind) {
    case 'element':
    case 'group':
    case 'case': {
      const size = (fixedBits(variation) ?? 0) / 8;
      return (_bytes, at, end) => (at + size > end ? SKIP.truncated : at + size);
    }
    case 'extended':
      return compileExtended(variation);
    case 'repetitive': {
      const bits = fixedBits(variation.variation) ?? 0;
      return variation.countBytes === 0
        ? skipChained((bits + 1) / 8)
        : skipCounted(variation.countBytes, bits / 8);
    }
    case 'compound':
      return compileCompound(variation);
    case 'explicit':
      return skipExplicit;
  }
}

/** An extended item: its known parts, then whatever octets FX still announces (a later edition's, skipped). */
function compileExtended(variation: Extended): Skip {
  const parts = extendedParts(variation);
  const sizes = parts.map((part) => part.bits / 8);
  const open = parts.at(-1)!.fx;
  const first = sizes[0]!;
  return (bytes, at, end) => {
    let next = at + first;
    let part = 1;
    for (;;) {
      if (next > end) return SKIP.truncated;
      if (part >= sizes.length && !open) return next;
      if ((bytes[next - 1]! & 1) === 0) return next;
      next += part < sizes.length ? sizes[part]! : 1;
      part++;
    }
  };
}

function skipChained(size: number): Skip {
  return (bytes, at, end) => {
    let next = at;
    do {
      next += size;
      if (next > end) return SKIP.truncated;
    } while ((bytes[next - 1]! & 1) !== 0);
    return next;
  };
}

function skipCounted(countBytes: number, size: number): Skip {
  return (bytes, at, end) => {
    if (at + countBytes > end) return SKIP.truncated;
    let count = 0;
    for (let i = 0; i < countBytes; i++) count = count * 256 + bytes[at + i]!;
    const next = at + countBytes + count * size;
    return next > end ? SKIP.truncated : next;
  };
}

function skipExplicit(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return SKIP.truncated;
  const length = bytes[at]!;
  if (length === 0) return SKIP.badLength;
  return at + length > end ? SKIP.truncated : at + length;
}

function compileCompound(variation: Compound): Skip {
  const skips = variation.items.map((item) => (item ? compileSkip(item.variation) : null));
  const { fspecBytes } = variation;
  const perOctet = fspecBytes === 0 ? 7 : 8;
  return (bytes, at, end) => {
    let next = compoundStart(bytes, at, end, fspecBytes);
    if (next < 0) return next;
    const stop = next;
    for (let octet = at, base = 0; octet < stop; octet++, base += perOctet) {
      const flags = bytes[octet]!;
      for (let bit = 0; bit < perOctet; bit++) {
        if ((flags & (128 >> bit)) === 0) continue;
        const skip = skips[base + bit];
        if (!skip) return SKIP.unknownSubitem;
        next = skip(bytes, next, end);
        if (next < 0) return next;
      }
    }
    return next;
  };
}

/** Offset of the first sub-item: after the presence octets. */
export function compoundStart(
  bytes: Uint8Array,
  at: number,
  end: number,
  fspecBytes: number,
): number {
  let next = at;
  if (fspecBytes > 0) next += fspecBytes;
  else {
    while (next < end && (bytes[next]! & 1) !== 0) next++;
    next++;
  }
  return next > end ? SKIP.truncated : next;
}
