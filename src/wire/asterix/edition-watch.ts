/** Which edition a source really sends, judged by whether whole blocks can be walked with it. */
import { decodeFault, type DecodeFault, type DecodeFaultCode } from '../../base/index.ts';
import type { Edition } from './definition.ts';
import type { Definitions } from './editions.ts';
import { layoutOf } from './layout.ts';
import { isPlausible } from './rank-editions.ts';
import { BlockScan, type ScanFailure } from './scan.ts';

export interface EditionProposal {
  readonly category: number;
  /** edition the source is set to */
  readonly edition: string;
  readonly blocks: number;
  /** blocks that do not fit it */
  readonly failed: number;
  /** the edition that fits most of the blocks tried; null when none fits at all */
  readonly proposed: string | null;
  /** of `tried` blocks that did not fit, how many the proposed edition fits */
  readonly fits: number;
  readonly tried: number;
}

const CODES: Readonly<Record<ScanFailure, DecodeFaultCode>> = {
  none: 'bad-value',
  'fspec-truncated': 'bad-length',
  'frn-outside-uap': 'wrong-edition',
  'item-truncated': 'bad-length',
  'unknown-subitem': 'wrong-edition',
  'bad-length': 'bad-length',
  'empty-record': 'bad-value',
  'no-uap': 'bad-value',
};

/** Blocks that do not fit are tried with the other editions up to this many times, then only one in EVERY. */
const TRIES = 64;
const EVERY = 64;
/** A source is said to be set to the wrong edition when this share of its blocks does not fit. */
const SUSPECT_SHARE = 0.1;
const SUSPECT_BLOCKS = 3;

const scratch = new BlockScan();

export class EditionWatch {
  readonly #edition: Edition;
  readonly #others: readonly Edition[];
  readonly #fits: number[];
  #blocks = 0;
  #failed = 0;
  #tried = 0;
  /** blocks read with another edition, and the one that did last */
  #otherBlocks = 0;
  #other: Edition | null = null;
  #misses = 0;

  constructor(edition: Edition, definitions: Definitions) {
    this.#edition = edition;
    const all = definitions.category(edition.category)?.editions ?? [];
    this.#others = all.filter((one) => one !== edition);
    this.#fits = this.#others.map(() => 0);
  }

  fitted(): void {
    this.#blocks++;
  }

  /**
   * The edition that reads a block which does not suit the newest one: whole, every record with its data source, no
   * value out of range. For sources whose edition nobody named; undefined when none does. Bounded like failed().
   */
  alternative(bytes: Uint8Array, from: number, to: number): Edition | undefined {
    const isSpent = this.#misses > TRIES && this.#misses % EVERY !== 0;
    const last = this.#other ? [this.#other] : [];
    const order = isSpent ? last : [...last, ...this.#others];
    const found = order.find(
      (other) =>
        scratch.scan(bytes, from, to, layoutOf(other)) &&
        scratch.hasSources() &&
        isPlausible(scratch),
    );
    if (!found) this.#misses++;
    return found;
  }

  /** Counts a block read with another edition; gives the fault to report, now and then. */
  readByOther(other: Edition, offset: number): DecodeFault | undefined {
    const news = other !== this.#other || this.#otherBlocks % (EVERY * EVERY) === 0;
    this.#other = other;
    this.#blocks++;
    this.#failed++;
    this.#tried++;
    this.#otherBlocks++;
    this.#fits[this.#others.indexOf(other)]!++;
    if (!news) return undefined;
    const detail =
      `blocks are of edition ${other.edition}, not ${this.#edition.edition}, and are read as such ` +
      '(name the edition to make sure)';
    return decodeFault('wrong-edition', offset, categoryName(this.#edition.category), detail);
  }

  /** Counts a block that could not be walked and gives the fault to report. */
  failed(scan: BlockScan, bytes: Uint8Array, from: number, to: number): DecodeFault {
    this.#blocks++;
    this.#failed++;
    let fitsOther = false;
    if (this.#failed <= TRIES || this.#failed % EVERY === 0) {
      this.#tried++;
      this.#others.forEach((other, index) => {
        if (!scratch.scan(bytes, from, to, layoutOf(other))) return;
        this.#fits[index]!++;
        fitsOther = true;
      });
    }
    const code = fitsOther || this.#isSuspect() ? 'wrong-edition' : CODES[scan.failure];
    const detail = `${describe(scan, this.#edition)}; ${this.#advice()}; block of ${to - from + 3} octets dropped`;
    return decodeFault(code, scan.failOffset, itemName(scan, this.#edition), detail);
  }

  proposal(): EditionProposal | null {
    if (this.#failed === 0) return null;
    const best = this.#best();
    return {
      category: this.#edition.category,
      edition: this.#edition.edition,
      blocks: this.#blocks,
      failed: this.#failed,
      proposed: best < 0 ? null : this.#others[best]!.edition,
      fits: best < 0 ? 0 : this.#fits[best]!,
      tried: this.#tried,
    };
  }

  #isSuspect(): boolean {
    return this.#failed >= SUSPECT_BLOCKS && this.#failed > SUSPECT_SHARE * this.#blocks;
  }

  /** Index of the edition that fits most; the newest of equals; -1 when none fits. */
  #best(): number {
    let best = -1;
    this.#fits.forEach((fits, index) => {
      if (fits > (best < 0 ? 0 : this.#fits[best]!)) best = index;
    });
    return best;
  }

  #advice(): string {
    const best = this.#best();
    if (best >= 0)
      return `edition ${this.#others[best]!.edition} fits ${this.#fits[best]} of ${this.#tried} such blocks`;
    return `no edition known here fits (${this.#failed} of ${this.#blocks} blocks do not)`;
  }
}

export function categoryName(category: number): string {
  return `CAT${String(category).padStart(3, '0')}`;
}

function itemName(scan: BlockScan, edition: Edition): string {
  const category = String(edition.category).padStart(3, '0');
  if (scan.failFrn === 0) return `I${category}/FSPEC`;
  const name = edition.uaps[0]!.slots[scan.failFrn - 1];
  return name ? `I${category}/${name}` : `I${category}/FRN${scan.failFrn}`;
}

function describe(scan: BlockScan, edition: Edition): string {
  const { failFrn } = scan;
  const set = `edition ${edition.edition}`;
  switch (scan.failure) {
    case 'frn-outside-uap':
      return `FRN ${failFrn} is outside the UAP of ${set}`;
    case 'unknown-subitem':
      return `a sub-item that ${set} does not have`;
    case 'fspec-truncated':
      return `the FSPEC runs past the block with ${set}`;
    case 'item-truncated':
      return `the item runs past the block with ${set}`;
    case 'bad-length':
      return `a length octet of 0 with ${set}`;
    case 'empty-record':
      return `a record without items with ${set}`;
    case 'no-uap':
      return `no UAP for this value in ${set}`;
    case 'none':
      return 'nothing wrong';
  }
}
