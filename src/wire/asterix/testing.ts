/** Random records of any edition, for property tests and benches: every structure, every bit pattern. */
import { toHex, type Random } from '../../base/index.ts';
import {
  fixedBits,
  isItem,
  RFS,
  type Case,
  type Edition,
  type Element,
  type Expansion,
  type Extended,
  type Item,
  type Uap,
  type Variation,
} from './definition.ts';
import { rawAt, type NamedItems, type NamedValue } from './named.ts';
import { bitsPerCharacter, characterOf } from './text.ts';

/**
 * A record in the form that decoding gives, so that decode(encode(record)) must equal it.
 * RE holds either octets or, with an expansion, its contents as `decoded` alone.
 */
export function randomRecord(
  random: Random,
  edition: Edition,
  expansion: Expansion | undefined,
): NamedItems {
  const uap = random.pick(edition.uaps);
  const share = random.pick([0.1, 0.4, 0.9]);
  const names = uap.slots.filter(
    (name) => name !== null && (isSelector(edition, name) || random.chance(share)),
  );
  if (names.length === 0) names.push(uap.slots.find((name) => name !== null)!);
  const maker = new Maker(random, edition, expansion);
  for (const name of names) {
    if (name === RFS) maker.root[RFS] = maker.random(uap);
    else maker.put(edition.items.get(name!)!, maker.root);
    if (isSelector(edition, name!)) choose(maker.root, edition, uap, random);
  }
  return maker.root;
}

function isSelector(edition: Edition, name: string): boolean {
  return edition.selector?.on.split('/')[0] === name;
}

/** Makes the selecting element name the UAP that was picked. */
function choose(root: NamedItems, edition: Edition, uap: Uap, random: Random): void {
  const { on, cases } = edition.selector!;
  const values = [...cases].filter(([, name]) => name === uap.name).map(([value]) => value);
  const [item, field] = on.split('/');
  if (field === undefined) root[item!] = random.pick(values);
  else (root[item!] as NamedItems)[field] = random.pick(values);
}

class Maker {
  readonly root: NamedItems = {};
  readonly #random: Random;
  readonly #edition: Edition;
  readonly #expansion: Expansion | undefined;

  constructor(random: Random, edition: Edition, expansion: Expansion | undefined) {
    this.#random = random;
    this.#edition = edition;
    this.#expansion = expansion;
  }

  put(item: Item, parent: NamedItems): void {
    const { variation } = item;
    if (variation.kind === 'case')
      return this.put({ ...item, variation: this.#chosen(variation) }, parent);
    if ('items' in variation) {
      const object: NamedItems = {};
      parent[item.name] = object;
      this.#fill(variation, object);
    } else parent[item.name] = this.#value(variation);
  }

  /** One item by random field sequencing. */
  random(uap: Uap): NamedValue {
    const names = uap.slots.filter(
      (name) => name !== null && name !== RFS && !isSelector(this.#edition, name),
    );
    return Array.from({ length: this.#random.below(3) }, () => {
      const one: NamedItems = {};
      this.put(this.#edition.items.get(this.#random.pick(names)!)!, one);
      return one;
    });
  }

  #fill(variation: Extract<Variation, { readonly items: unknown }>, object: NamedItems): void {
    if (variation.kind === 'extended') return this.#fillExtended(variation, object);
    const items = variation.items.filter(isItem);
    for (const item of items)
      if (variation.kind === 'group' || this.#random.chance(0.5)) this.put(item, object);
    // A compound without sub-items is legal, but its FSPEC has no shortest form in two octets or more.
    if (Object.keys(object).length === 0) this.put(this.#random.pick(items), object);
  }

  #fillExtended(variation: Extended, object: NamedItems): void {
    let last = true;
    for (const slot of variation.items) {
      if (slot === null) {
        if (this.#random.chance(0.4)) return;
        last = false;
      } else if (isItem(slot)) {
        this.put(slot, object);
        last = true;
      }
    }
    if (!last && this.#random.chance(0.3))
      object['+'] = { hex: `0${this.#random.below(8) * 2}`.slice(-2) };
  }

  #value(variation: Variation): NamedValue {
    switch (variation.kind) {
      case 'element':
        return this.#element(variation);
      case 'repetitive': {
        const least = variation.countBytes === 0 ? 1 : 0;
        const length = least + this.#random.below(4);
        return Array.from({ length }, () => this.#value(variation.variation));
      }
      case 'explicit':
        if (variation.use === 're' && this.#expansion && this.#random.chance(0.8))
          return { decoded: this.#value(this.#expansion.variation) };
        return { hex: this.#hex(this.#random.below(12) * 8) };
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

  #element({ bits, content }: Element): NamedValue {
    if (content.kind === 'string') {
      const size = bitsPerCharacter(content.coding);
      const codes = Array.from({ length: Math.floor(bits / size) }, () =>
        this.#random.below(2 ** size),
      );
      const str = codes.map((code) => characterOf(content.coding, code)).join('');
      if (bits <= 53) return { raw: codes.reduce((sum, code) => sum * 2 ** size + code, 0), str };
      const octets = Uint8Array.from(codes);
      return { raw: toHex(octets), str };
    }
    if (content.kind === 'bds' || bits > 53 || (content.kind === 'raw' && bits > 32))
      return { hex: this.#hex(bits) };
    const raw = this.#random.pick([0, 2 ** bits - 1, Math.floor(this.#random.next() * 2 ** bits)]);
    if (content.kind !== 'integer' && content.kind !== 'quantity') return raw;
    const signed = content.signed && raw >= 2 ** (bits - 1) ? raw - 2 ** bits : raw;
    return content.kind === 'integer'
      ? signed
      : { raw, val: signed * content.lsb, unit: content.unit };
  }

  #chosen(variation: Case): Variation {
    const values = variation.on.map((path) => rawAt(this.root, path));
    const match = variation.cases.find(({ key }) => key.every((value, i) => value === values[i]));
    const bits = fixedBits(variation) ?? 0;
    return (
      match?.variation ?? variation.otherwise ?? { kind: 'element', bits, content: { kind: 'raw' } }
    );
  }

  #hex(bits: number): string {
    return toHex(Uint8Array.from({ length: bits / 8 }, () => this.#random.below(256)));
  }
}
