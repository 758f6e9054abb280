import type { Edition, Expansion } from './definition.ts';
import { compileField, readField, type Field } from './field.ts';
import { layoutOf } from './layout.ts';
import { nameRecord, type NamedItems } from './named.ts';
import { BlockScan } from './scan.ts';

/** For looking at one record again: never live across a call. */
const scratch = new BlockScan();
const fields = new WeakMap<Edition, Map<string, Field>>();

/** One decoded record. Holds its octets (a view, not a copy); names and numbers are read when asked for. */
export class AsterixRecord {
  readonly category: number;
  readonly definition: Edition;
  readonly bytes: Uint8Array;
  /** of the record's FSPEC, octets from the start of `bytes` */
  readonly start: number;
  /** after its last octet */
  readonly end: number;
  readonly #expansion: Expansion | undefined;

  constructor(
    definition: Edition,
    expansion: Expansion | undefined,
    bytes: Uint8Array,
    start: number,
    end: number,
  ) {
    this.category = definition.category;
    this.definition = definition;
    this.#expansion = expansion;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** the edition of the Reserved Expansion Field that RE is read with */
  get expansion(): Expansion | undefined {
    return this.#expansion;
  }

  get edition(): string {
    return this.definition.edition;
  }

  /** Name of the UAP the record follows; empty when the category has only one. */
  get uap(): string {
    this.#scan();
    return this.definition.uaps[scratch.uap(0)]!.name;
  }

  /** Everything in the record by the standard's names (see named.ts for the leaves). */
  items(): NamedItems {
    this.#scan();
    return nameRecord(scratch, 0, this.#expansion);
  }

  /**
   * The number at a path such as `040/RHO`: quantities scaled, integers and tables as they are; NaN when absent. What
   * means one thing or another by another item (I021/150/AS, I062/380/IAS: IAS or Mach by its IM bit) is given as raw
   * bits: items() names which it is, and scales it.
   */
  number(path: string): number {
    let known = fields.get(this.definition);
    if (!known) fields.set(this.definition, (known = new Map<string, Field>()));
    let field = known.get(path);
    if (!field) {
      field = compileField(this.definition, path);
      // Bound: paths come from code; a caller that makes them up is served without the cache.
      if (known.size < 512) known.set(path, field);
    }
    this.#scan();
    return readField(scratch, 0, field);
  }

  #scan(): void {
    scratch.scan(this.bytes, this.start, this.end, layoutOf(this.definition));
  }
}
