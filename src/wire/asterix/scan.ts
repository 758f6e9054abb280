// Hot path: walks the records of a block. Budget: no allocation per record, below 0.3 microseconds for a CAT048 record.
import { RANDOM, SKIP, UNUSED, type Layout, type UapLayout } from './layout.ts';

/** Why a block was given up. */
export const SCAN_FAILURES = [
  'none',
  'fspec-truncated',
  'frn-outside-uap',
  'item-truncated',
  'unknown-subitem',
  'bad-length',
  'empty-record',
  'no-uap',
] as const;
export type ScanFailure = (typeof SCAN_FAILURES)[number];

const ROW_START = 0;
const ROW_END = 1;
const ROW_UAP = 2;
const ROW_SLOTS = 3;

/**
 * The records of one block: where each begins and ends, and where each of its items begins. Reused from block to
 * block; grows to the largest block seen (at most 32,761 records of two octets, so 65,535 octets of input).
 */
export class BlockScan {
  bytes: Uint8Array = new Uint8Array(0);
  layout: Layout | null = null;
  count = 0;
  failure: ScanFailure = 'none';
  /** octet and FRN at which the walk failed; FRN 0 = the FSPEC itself */
  failOffset = 0;
  failFrn = 0;
  #fspecEnd = 0;
  #stride = 0;
  #table = new Int32Array(4096);

  /**
   * Walks all records between `from` and `to` (after the block's three header octets, up to its end). True when
   * the block is used up exactly; else `failure` says why, and no record of it is to be trusted.
   */
  scan(bytes: Uint8Array, from: number, to: number, layout: Layout): boolean {
    this.bytes = bytes;
    this.layout = layout;
    this.count = 0;
    this.failure = 'none';
    this.failFrn = 0;
    this.#stride = ROW_SLOTS + layout.slotCount;
    let at = from;
    while (at < to) {
      at = this.#scanRecord(at, to);
      if (at < 0) return false;
    }
    return true;
  }

  /** How far the failed walk came: what it cost. */
  get reached(): number {
    return Math.max(this.#fspecEnd, this.failOffset);
  }

  start(row: number): number {
    return this.#table[row * this.#stride + ROW_START]!;
  }
  end(row: number): number {
    return this.#table[row * this.#stride + ROW_END]!;
  }
  uap(row: number): number {
    return this.#table[row * this.#stride + ROW_UAP]!;
  }
  /** Offset of the item at FRN `slot + 1`, 0 when the record does not hold it. */
  at(row: number, slot: number): number {
    return this.#table[row * this.#stride + ROW_SLOTS + slot]!;
  }

  /**
   * Whether every record names its data source, as all categories demand (CAT001 and 002 of the first record only).
   * A block read with a wrong edition that still fits by chance seldom does.
   */
  hasSources(): boolean {
    const { uaps, edition } = this.layout!;
    const rows = edition.category <= 2 ? Math.min(1, this.count) : this.count;
    for (let row = 0; row < rows; row++) {
      const slot = uaps[this.uap(row)]!.sourceSlot;
      if (slot >= 0 && this.at(row, slot) === 0) return false;
    }
    return true;
  }

  #scanRecord(start: number, end: number): number {
    const layout = this.layout!;
    const { bytes } = this;
    let at = start;
    while (at < end && (bytes[at]! & 1) !== 0) at++;
    this.#fspecEnd = at;
    if (++at > end) return this.#fail('fspec-truncated', start, 0);
    const fspecEnd = at;
    const base = this.#newRow() + ROW_SLOTS;
    const table = this.#table;
    let uapIndex = 0;
    let uap = layout.uaps[0]!;
    let any = false;
    for (let octet = start, slot = 0; octet < fspecEnd; octet++, slot += 7) {
      const flags = bytes[octet]!;
      if (flags > 1) any = true;
      for (let bit = 0; bit < 7; bit++) {
        if ((flags & (128 >> bit)) === 0) continue;
        const here = slot + bit;
        const size = here < uap.sizes.length ? uap.sizes[here]! : UNUSED;
        if (size === UNUSED) return this.#fail('frn-outside-uap', octet, here + 1);
        if (here === layout.selectorSlot && at < end) {
          uapIndex = layout.selectUap(bytes[at]!);
          if (uapIndex < 0) return this.#fail('no-uap', at, here + 1);
          uap = layout.uaps[uapIndex]!;
        }
        table[base + here] = at;
        let next: number;
        if (size > 0) next = at + size;
        else if (size === RANDOM) next = this.#scanRandom(at, end, uap, base);
        else next = uap.skips[here]!(bytes, at, end);
        if (next < 0) return this.failure === 'none' ? this.#failSkip(next, at, here + 1) : -1;
        if (next > end) return this.#fail('item-truncated', at, here + 1);
        at = next;
      }
    }
    if (!any) return this.#fail('empty-record', start, 0);
    table[base - ROW_SLOTS + ROW_START] = start;
    table[base - ROW_SLOTS + ROW_END] = at;
    table[base - ROW_SLOTS + ROW_UAP] = uapIndex;
    this.count++;
    return at;
  }

  /** Random field sequencing: a count, then that many times FRN and item, in any order. */
  #scanRandom(from: number, end: number, uap: UapLayout, base: number): number {
    const { bytes } = this;
    if (from >= end) return SKIP.truncated;
    let at = from + 1;
    for (let left = bytes[from]!; left > 0; left--) {
      if (at >= end) return SKIP.truncated;
      const slot = bytes[at]! - 1;
      const size = slot >= 0 && slot < uap.sizes.length ? uap.sizes[slot]! : UNUSED;
      if (size < 0) return this.#fail('frn-outside-uap', at, slot + 1);
      at++;
      if (this.#table[base + slot] === 0) this.#table[base + slot] = at;
      const next = size > 0 ? at + size : uap.skips[slot]!(bytes, at, end);
      if (next < 0) return this.#failSkip(next, at, slot + 1);
      if (next > end) return this.#fail('item-truncated', at, slot + 1);
      at = next;
    }
    return at;
  }

  #newRow(): number {
    const base = this.count * this.#stride;
    if (base + this.#stride > this.#table.length) {
      const larger = new Int32Array(Math.max(this.#table.length * 2, base + this.#stride));
      larger.set(this.#table);
      this.#table = larger;
    }
    this.#table.fill(0, base, base + this.#stride);
    return base;
  }

  #failSkip(code: number, offset: number, frn: number): number {
    if (code === SKIP.unknownSubitem) return this.#fail('unknown-subitem', offset, frn);
    if (code === SKIP.badLength) return this.#fail('bad-length', offset, frn);
    return this.#fail('item-truncated', offset, frn);
  }

  #fail(failure: ScanFailure, offset: number, frn: number): number {
    this.failure = failure;
    this.failOffset = offset;
    this.failFrn = frn;
    return -1;
  }
}
