/**
 * What an ASTERIX category is made of, in the standard's terms (EUROCONTROL-SPEC-0149 part 1): data items with
 * their structure, and the user application profile (UAP) that gives each item its field reference number (FRN).
 */

/** Limit the standard states for a value, in the unit of the quantity. */
export interface Limit {
  readonly op: '<' | '<=' | '>' | '>=';
  readonly value: number;
}

export type Content =
  | { readonly kind: 'raw' }
  | { readonly kind: 'table'; readonly labels: ReadonlyMap<number, string> }
  | { readonly kind: 'string'; readonly coding: 'ascii' | 'icao' | 'octal' }
  | { readonly kind: 'integer'; readonly signed: boolean; readonly limits: readonly Limit[] }
  | {
      readonly kind: 'quantity';
      readonly signed: boolean;
      /** value of the least significant bit, in `unit` */
      readonly lsb: number;
      /** the same as the standard writes it: 180/2^23 */
      readonly lsbText: string;
      readonly unit: string;
      readonly limits: readonly Limit[];
    }
  /** Comm-B data: with its register's address (null), of a fixed register (hex), or of one told elsewhere ('?') */
  | { readonly kind: 'bds'; readonly address: string | null };

export interface Element {
  readonly kind: 'element';
  readonly bits: number;
  readonly content: Content;
}

/** Bits the standard leaves unused: sent as zero, not looked at. */
export interface Spare {
  readonly spare: number;
}

export interface Item {
  readonly name: string;
  readonly title: string;
  readonly variation: Variation;
}

/** Fields side by side, fixed length. */
export interface Group {
  readonly kind: 'group';
  readonly items: readonly (Item | Spare)[];
}

/** Octets chained by their lowest bit (FX, here null): 1 = one more follows. */
export interface Extended {
  readonly kind: 'extended';
  readonly items: readonly (Item | Spare | null)[];
}

/** Repeated `countBytes` octets' worth of times, or chained by FX when countBytes is 0. */
export interface Repetitive {
  readonly kind: 'repetitive';
  readonly countBytes: number;
  readonly variation: Variation;
}

/** Sub-items announced by a presence field: chained by FX (fspecBytes 0) or of fixed size. null = unused slot. */
export interface Compound {
  readonly kind: 'compound';
  readonly fspecBytes: number;
  readonly items: readonly (Item | null)[];
}

/** One length octet (counting itself), then octets the UAP says nothing about: RE, SP and explicit items. */
export interface Explicit {
  readonly kind: 'explicit';
  readonly use: 're' | 'sp' | 'other';
}

/** Same bits, meaning chosen by the raw values of other items of the record (paths like 150/IM). */
export interface Case {
  readonly kind: 'case';
  readonly on: readonly string[];
  readonly cases: readonly { readonly key: readonly number[]; readonly variation: Variation }[];
  readonly otherwise: Variation | null;
}

export type Variation = Element | Group | Extended | Repetitive | Compound | Explicit | Case;

/** Names of items by FRN; null = FRN not used. The name `rfs` is random field sequencing. */
export interface Uap {
  /** empty when the category has only one */
  readonly name: string;
  readonly slots: readonly (string | null)[];
}

export interface UapSelector {
  /** path of the element that chooses */
  readonly on: string;
  readonly cases: ReadonlyMap<number, string>;
}

export interface Edition {
  readonly category: number;
  readonly edition: string;
  readonly date: string;
  readonly title: string;
  readonly items: ReadonlyMap<string, Item>;
  readonly uaps: readonly Uap[];
  readonly selector: UapSelector | null;
}

/** The contents of a category's Reserved Expansion Field (RE), which has editions of its own. */
export interface Expansion {
  readonly category: number;
  readonly edition: string;
  readonly date: string;
  readonly title: string;
  readonly variation: Variation;
}

/** All that is known of one category, newest edition first. */
export interface CategoryDefinition {
  readonly category: number;
  readonly editions: readonly Edition[];
  readonly expansions: readonly Expansion[];
}

export const RFS = 'rfs';

export function isItem(slot: Item | Spare | null): slot is Item {
  return slot !== null && 'name' in slot;
}

/** Bits of a variation whose length never changes; undefined when it does. */
export function fixedBits(variation: Variation): number | undefined {
  switch (variation.kind) {
    case 'element':
      return variation.bits;
    case 'group': {
      let sum = 0;
      for (const slot of variation.items) {
        const bits = isItem(slot) ? fixedBits(slot.variation) : slot.spare;
        if (bits === undefined) return undefined;
        sum += bits;
      }
      return sum;
    }
    case 'case': {
      const all = variation.cases.map((one) => one.variation);
      if (variation.otherwise) all.push(variation.otherwise);
      const sizes = new Set(all.map(fixedBits));
      return sizes.size === 1 ? [...sizes][0] : undefined;
    }
    case 'extended':
    case 'repetitive':
    case 'compound':
    case 'explicit':
      return undefined;
  }
}

/** The octets an extended item is made of: how long each part is, and whether an FX bit ends it. */
export function extendedParts(
  variation: Extended,
): { readonly bits: number; readonly fx: boolean }[] {
  const parts: { bits: number; fx: boolean }[] = [];
  let bits = 0;
  for (const slot of variation.items) {
    if (slot === null) {
      parts.push({ bits: bits + 1, fx: true });
      bits = 0;
    } else bits += isItem(slot) ? (fixedBits(slot.variation) ?? 0) : slot.spare;
  }
  if (bits > 0) parts.push({ bits, fx: false });
  return parts;
}
