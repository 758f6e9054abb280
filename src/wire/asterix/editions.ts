import { assert, decodeFault, fail, ok, type DecodeFault, type Result } from '../../base/index.ts';
import type { CategoryDefinition, Edition, Expansion } from './definition.ts';
import { readNotation } from './notation.ts';
import { checkDefinition } from './self-check.ts';
import { TABLES } from './tables/index.ts';

/**
 * The category definitions a decoder or encoder works from: the built-in tables, and what was loaded as data.
 * A table is read when first asked for. Bound: 256 categories.
 */
export class Definitions {
  readonly #read = new Map<number, CategoryDefinition>();

  /** Every category that can be asked for, in order. */
  categories(): number[] {
    return [...new Set([...TABLES.keys(), ...this.#read.keys()])].sort((a, b) => a - b);
  }

  category(category: number): CategoryDefinition | undefined {
    const known = this.#read.get(category);
    if (known) return known;
    const table = TABLES.get(category);
    if (table === undefined) return undefined;
    const read = readNotation(table);
    assert(read.ok, `the built-in table of category ${category} reads`);
    this.#read.set(category, read.value);
    return read.value;
  }

  /** An edition of a category, the newest when none is named. */
  edition(category: number, edition?: string): Edition | undefined {
    const editions = this.category(category)?.editions;
    return edition === undefined ? editions?.[0] : editions?.find((one) => one.edition === edition);
  }

  /** An edition of a category's Reserved Expansion Field, the newest when none is named. */
  expansion(category: number, edition?: string): Expansion | undefined {
    const expansions = this.category(category)?.expansions;
    return edition === undefined
      ? expansions?.[0]
      : expansions?.find((one) => one.edition === edition);
  }

  /**
   * Adds a category, or replaces one, from text in the notation of notation.ts: the way in for CAT129, whose bit
   * layout is not public, and for a user's own categories. Fault 'bad-syntax' with the line number as offset (1 when the
   * whole cannot work, for example an item of 12 bits).
   */
  load(text: string): Result<CategoryDefinition, DecodeFault> {
    const read = readNotation(text);
    if (!read.ok) return read;
    if (read.value.editions.length === 0)
      return fail(decodeFault('bad-syntax', 1, 'definition', 'no edition'));
    const broken = checkDefinition(read.value).find((finding) => finding.kind === 'structure');
    if (broken) {
      const detail = `edition ${broken.edition}, ${broken.path}: ${broken.detail}`;
      return fail(decodeFault('bad-syntax', 1, 'definition', detail));
    }
    this.#read.set(read.value.category, read.value);
    return ok(read.value);
  }
}

/** The built-in definitions, shared; never loaded into. */
export const BUILT_IN = new Definitions();
