/** Which edition fits recorded traffic best: for people who set a source up, not for the running feed. */
import { isItem, type Edition, type Limit, type Variation } from './definition.ts';
import { BUILT_IN, type Definitions } from './editions.ts';
import { layoutOf } from './layout.ts';
import { nameRecord, type NamedItems, type NamedValue } from './named.ts';
import { BlockScan } from './scan.ts';

export interface EditionRank {
  readonly edition: string;
  /** blocks of the category that were looked at, and those that can be walked whole */
  readonly blocks: number;
  readonly fits: number;
  /** values with a stated range, and those outside it: tells editions apart that have the same structure */
  readonly values: number;
  readonly outside: number;
}

const HEADER = 3;

/**
 * Every edition of a category against whole blocks (datagrams or an .ast file), best first: most blocks fit, then
 * fewest values out of range, then the newest.
 */
export function rankEditions(
  category: number,
  datagrams: readonly Uint8Array[],
  definitions: Definitions = BUILT_IN,
): EditionRank[] {
  const editions = definitions.category(category)?.editions ?? [];
  const ranks = editions.map((edition) => rankOne(edition, datagrams));
  const share = (rank: EditionRank): number => rank.outside / Math.max(1, rank.values);
  return ranks.sort((a, b) => b.fits - a.fits || share(a) - share(b));
}

function rankOne(edition: Edition, datagrams: readonly Uint8Array[]): EditionRank {
  const rank = { edition: edition.edition, blocks: 0, fits: 0, values: 0, outside: 0 };
  const scan = new BlockScan();
  for (const bytes of datagrams) {
    for (let at = 0; at + HEADER < bytes.length;) {
      const length = bytes[at + 1]! * 256 + bytes[at + 2]!;
      if (length < HEADER || at + length > bytes.length) break;
      if (bytes[at] === edition.category) {
        rank.blocks++;
        if (scan.scan(bytes, at + HEADER, at + length, layoutOf(edition))) {
          rank.fits++;
          for (let row = 0; row < scan.count; row++) countRanges(scan, row, edition, rank);
        }
      }
      at += length;
    }
  }
  return rank;
}

/** Whether no value of a scanned block is outside the range its standard states. */
export function isPlausible(scan: BlockScan): boolean {
  const count = { values: 0, outside: 0 };
  for (let row = 0; row < scan.count && count.outside === 0; row++)
    countRanges(scan, row, scan.layout!.edition, count);
  return count.outside === 0;
}

interface Count {
  values: number;
  outside: number;
}

function countRanges(scan: BlockScan, row: number, edition: Edition, count: Count): void {
  for (const [name, value] of Object.entries(nameRecord(scan, row, undefined))) {
    const item = edition.items.get(name);
    if (item) countIn(item.variation, value, count);
  }
}

function countIn(variation: Variation, value: NamedValue, count: Count): void {
  switch (variation.kind) {
    case 'element': {
      if (variation.content.kind !== 'quantity' || variation.content.limits.length === 0) return;
      const { val } = value as { readonly val: number };
      count.values++;
      if (!variation.content.limits.every((limit) => isWithin(val, limit))) count.outside++;
      return;
    }
    case 'group':
    case 'extended':
    case 'compound':
      for (const slot of variation.items) {
        const inner = isItem(slot) ? (value as NamedItems)[slot.name] : undefined;
        if (isItem(slot) && inner !== undefined) countIn(slot.variation, inner, count);
      }
      return;
    case 'repetitive':
      for (const one of value as readonly NamedValue[]) countIn(variation.variation, one, count);
      return;
    case 'case':
    case 'explicit':
      return;
  }
}

function isWithin(value: number, { op, value: limit }: Limit): boolean {
  if (op === '<') return value < limit;
  if (op === '<=') return value <= limit;
  return op === '>' ? value > limit : value >= limit;
}
