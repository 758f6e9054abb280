/**
 * Named items to octets: the mirror of named.ts. Everything nameRecord gives is accepted back and gives the same
 * octets when those were canonical (shortest FSPEC, spare bits zero). For builders, plain forms are accepted too:
 * a number for a quantity is its value in the standard's unit, a string is text, RE may be given decoded, fields
 * left out of a group are zero. Octets of an extended item and sub-items of a compound follow from what is present.
 */
import { decodeFault, fail, fromHex, ok, type DecodeFault, type Result } from '../../base/index.ts';
import { BitWriter } from './bit-writer.ts';
import {
  extendedParts,
  fixedBits,
  isItem,
  RFS,
  type Case,
  type Compound,
  type Content,
  type Edition,
  type Element,
  type Expansion,
  type Extended,
  type Item,
  type Repetitive,
  type Spare,
  type Uap,
  type Variation,
} from './definition.ts';
import { BUILT_IN, type Definitions } from './editions.ts';
import { rawAt, type NamedItems, type NamedValue } from './named.ts';
import { bitsPerCharacter, codeOf } from './text.ts';

/** What the encoder takes: named items, with the plain forms allowed. */
export type ItemsInput = { readonly [name: string]: ValueInput };
export type ValueInput = number | string | ItemsInput | readonly ValueInput[] | NamedValue;

export interface EncodeOptions {
  readonly definitions?: Definitions;
  /** edition of the Reserved Expansion Field; the newest when left out */
  readonly expansion?: string;
}

class EncodeError extends Error {
  readonly code: DecodeFault['code'];
  readonly item: string;
  constructor(code: DecodeFault['code'], item: string, message: string) {
    super(message);
    this.code = code;
    this.item = item;
  }
}

/**
 * One data block (CAT, LEN, records) of a category and edition.
 * Faults: 'unsupported' (category, edition or item unknown), 'bad-value' (does not fit its bits), 'bad-length'
 * (over 65,535 octets). `offset` is the index of the record.
 */
export function encodeRecords(
  category: number,
  edition: string | undefined,
  records: readonly ItemsInput[],
  options: EncodeOptions = {},
): Result<Uint8Array, DecodeFault> {
  const definitions = options.definitions ?? BUILT_IN;
  const definition = definitions.edition(category, edition);
  if (!definition) {
    const detail = `no definition of category ${category} edition ${edition ?? '(any)'}`;
    return fail(decodeFault('unsupported', 0, `CAT${category}`, detail));
  }
  const writer = new BitWriter();
  writer.octets(Uint8Array.of(category, 0, 0));
  const expansion = definitions.expansion(category, options.expansion);
  for (const [index, items] of records.entries()) {
    try {
      new Encoder(writer, definition, expansion, items).record();
    } catch (error) {
      if (!(error instanceof EncodeError)) throw error;
      return fail(decodeFault(error.code, index, error.item, error.message));
    }
  }
  const block = writer.finish();
  if (block.length > 0xffff)
    return fail(
      decodeFault('bad-length', records.length, `CAT${category}`, `${block.length} octets`),
    );
  block[1] = block.length >> 8;
  block[2] = block.length & 255;
  return ok(block);
}

class Encoder {
  readonly #out: BitWriter;
  readonly #edition: Edition;
  readonly #expansion: Expansion | undefined;
  readonly #root: ItemsInput;
  /** where in the record, for the fault */
  #path = '';

  constructor(
    out: BitWriter,
    edition: Edition,
    expansion: Expansion | undefined,
    root: ItemsInput,
  ) {
    this.#out = out;
    this.#edition = edition;
    this.#expansion = expansion;
    this.#root = root;
  }

  record(): void {
    const uap = this.#uap();
    const names = Object.keys(this.#root);
    const slots = names.map((name) => {
      const slot = uap.slots.indexOf(name);
      if (slot < 0) this.#fail('unsupported', `not in this UAP`, name);
      return slot;
    });
    if (slots.length === 0) this.#fail('bad-value', 'a record without items');
    slots.sort((a, b) => a - b);
    this.#presence(slots, Math.floor(slots.at(-1)! / 7) + 1, 7);
    for (const slot of slots) {
      const name = uap.slots[slot]!;
      if (name === RFS) this.#random(uap, this.#root[RFS]);
      else this.#top(name, this.#root[name]);
    }
  }

  #uap(): Uap {
    const { uaps, selector } = this.#edition;
    const value = selector && rawAt(this.#root as NamedItems, selector.on);
    const name = value === undefined || value === null ? undefined : selector?.cases.get(value);
    return uaps.find((uap) => uap.name === name) ?? uaps[0]!;
  }

  #top(name: string, value: ValueInput | undefined): void {
    this.#path = '';
    this.#item(this.#edition.items.get(name)!, value);
  }

  #random(uap: Uap, value: ValueInput | undefined): void {
    if (!Array.isArray(value)) this.#fail('bad-value', 'a list of one-item objects expected', RFS);
    const list = value as readonly ItemsInput[];
    this.#out.bits(list.length, 8);
    for (const one of list) {
      const name = Object.keys(one)[0] ?? '';
      const slot = uap.slots.indexOf(name);
      if (slot < 0) this.#fail('unsupported', 'not in this UAP', name);
      this.#out.bits(slot + 1, 8);
      this.#top(name, one[name]);
    }
  }

  #item(item: Item, value: ValueInput | undefined): void {
    const outer = this.#path;
    this.#path = outer === '' ? item.name : `${outer}/${item.name}`;
    this.#variation(item.variation, value);
    this.#path = outer;
  }

  #variation(variation: Variation, value: ValueInput | undefined): void {
    switch (variation.kind) {
      case 'element':
        return this.#element(variation, value);
      case 'group':
        return this.#fields(variation.items, this.#object(value));
      case 'extended':
        return this.#extended(variation, this.#object(value));
      case 'repetitive':
        return this.#list(variation, value);
      case 'compound':
        return this.#compound(variation, this.#object(value));
      case 'explicit':
        return this.#explicit(variation.use === 're', value);
      case 'case':
        return this.#variation(this.#chosen(variation), value);
    }
  }

  #object(value: ValueInput | undefined): ItemsInput {
    if (value === undefined) return {};
    if (typeof value !== 'object' || Array.isArray(value))
      this.#fail('bad-value', 'an object of fields expected');
    return value as ItemsInput;
  }

  #fields(slots: readonly (Item | Spare)[], object: ItemsInput): void {
    for (const name of Object.keys(object))
      if (!slots.some((slot) => isItem(slot) && slot.name === name))
        this.#fail('unsupported', `no field ${name}`);
    for (const slot of slots) {
      if (isItem(slot)) this.#item(slot, object[slot.name]);
      else this.#out.bits(0, slot.spare);
    }
  }

  #extended(variation: Extended, object: ItemsInput): void {
    const parts: (Item | Spare)[][] = [[]];
    for (const slot of variation.items) {
      if (slot === null) parts.push([]);
      else parts.at(-1)!.push(slot);
    }
    if (parts.at(-1)!.length === 0) parts.pop();
    const more = object['+'];
    const names = Object.keys(object).filter((name) => name !== '+');
    const holds = (part: (Item | Spare)[], name: string): boolean =>
      part.some((slot) => isItem(slot) && slot.name === name);
    const unknown = names.find((name) => !parts.some((part) => holds(part, name)));
    if (unknown !== undefined) this.#fail('unsupported', `no field ${unknown}`);
    let last = parts.length - 1;
    if (more === undefined)
      while (last > 0 && !names.some((name) => holds(parts[last]!, name))) last--;
    const endsWithFx = extendedParts(variation);
    for (let i = 0; i <= last; i++) {
      for (const slot of parts[i]!) this.#fields([slot], this.#only(slot, object));
      const goesOn = i < last || more !== undefined;
      if (endsWithFx[i]!.fx) this.#out.bits(goesOn ? 1 : 0, 1);
    }
    if (more !== undefined) this.#out.octets(this.#octets(more));
  }

  #only(slot: Item | Spare, object: ItemsInput): ItemsInput {
    return isItem(slot) && object[slot.name] !== undefined
      ? { [slot.name]: object[slot.name]! }
      : {};
  }

  #list(variation: Repetitive, value: ValueInput | undefined): void {
    if (!Array.isArray(value)) this.#fail('bad-value', 'a list expected');
    const list = value as readonly ValueInput[];
    const { countBytes } = variation;
    if (countBytes > 0) {
      if (list.length >= 256 ** countBytes) this.#fail('bad-value', `${list.length} repetitions`);
      this.#out.bits(list.length, countBytes * 8);
      for (const one of list) this.#variation(variation.variation, one);
      return;
    }
    if (list.length === 0) this.#fail('bad-value', 'at least one repetition expected');
    list.forEach((one, index) => {
      this.#variation(variation.variation, one);
      this.#out.bits(index < list.length - 1 ? 1 : 0, 1);
    });
  }

  #compound(variation: Compound, object: ItemsInput): void {
    const slots = Object.keys(object).map((name) => {
      const slot = variation.items.findIndex((item) => item?.name === name);
      if (slot < 0) this.#fail('unsupported', `no sub-item ${name}`);
      return slot;
    });
    slots.sort((a, b) => a - b);
    const { fspecBytes } = variation;
    const octets = fspecBytes > 0 ? fspecBytes : Math.floor((slots.at(-1) ?? 0) / 7) + 1;
    this.#presence(slots, octets, fspecBytes > 0 ? 8 : 7);
    for (const slot of slots) {
      const item = variation.items[slot]!;
      this.#item(item, object[item.name]);
    }
  }

  /** Presence bits: seven and FX an octet, or eight. */
  #presence(slots: readonly number[], octets: number, perOctet: 7 | 8): void {
    for (let octet = 0; octet < octets; octet++) {
      let flags = perOctet === 7 && octet < octets - 1 ? 1 : 0;
      for (let bit = 0; bit < perOctet; bit++)
        if (slots.includes(octet * perOctet + bit)) flags |= 128 >> bit;
      this.#out.bits(flags, 8);
    }
  }

  #explicit(isExpansion: boolean, value: ValueInput | undefined): void {
    const at = this.#out.length;
    this.#out.bits(0, 8);
    const object = this.#object(value);
    if (object['hex'] !== undefined) this.#out.octets(this.#octets(object));
    else {
      if (!isExpansion || !this.#expansion) this.#fail('bad-value', '{ hex } expected');
      const inside = object['decoded'] ?? object;
      this.#variation(this.#expansion!.variation, inside);
    }
    const length = this.#out.length - at;
    if (length > 255) this.#fail('bad-length', `${length} octets`);
    this.#out.set(at, length);
  }

  #octets(value: ValueInput): Uint8Array {
    const hex = typeof value === 'string' ? value : (value as Partial<{ hex: string }>).hex;
    const octets = typeof hex === 'string' ? fromHex(hex) : undefined;
    if (!octets) this.#fail('bad-value', '{ hex } expected');
    return octets!;
  }

  #chosen(variation: Case): Variation {
    const values = variation.on.map((path) => rawAt(this.#root as NamedItems, path));
    const match = variation.cases.find(({ key }) => key.every((value, i) => value === values[i]));
    const bits = fixedBits(variation) ?? 0;
    const bare: Element = { kind: 'element', bits, content: { kind: 'raw' } };
    return match?.variation ?? variation.otherwise ?? bare;
  }

  #element(element: Element, value: ValueInput | undefined): void {
    const { bits, content } = element;
    if (value === undefined) return this.#out.bits(0, bits);
    if (content.kind === 'string') return this.#text(bits, content.coding, value);
    if (typeof value === 'object' && 'hex' in value) {
      const octets = this.#octets(value as ItemsInput);
      if (octets.length !== Math.ceil(bits / 8)) this.#fail('bad-value', `${bits} bits expected`);
      const lead = bits % 8;
      octets.forEach((octet, i) => this.#out.bits(octet, i === 0 && lead > 0 ? lead : 8));
      return;
    }
    this.#out.bits(this.#raw(bits, content, value), bits);
  }

  #raw(bits: number, content: Content, value: ValueInput): number {
    const full = 2 ** bits;
    const object =
      typeof value === 'object' ? (value as Partial<{ raw: number; val: number }>) : {};
    if (object.raw !== undefined) return this.#fit(object.raw, 0, full - 1);
    const number = typeof value === 'number' ? value : object.val;
    if (typeof number !== 'number' || Number.isNaN(number))
      this.#fail('bad-value', 'a number expected');
    if (content.kind !== 'quantity' && content.kind !== 'integer')
      return this.#fit(number!, 0, full - 1);
    let raw = Math.round(content.kind === 'quantity' ? number! / content.lsb : number!);
    // A full circle wraps: 359.999 degrees is 0 in bits.
    if (content.kind === 'quantity' && content.unit === '°' && content.lsb * full === 360)
      raw = ((raw % full) + full) % full;
    else if (content.signed) raw = this.#fit(raw, -full / 2, full / 2 - 1);
    else raw = this.#fit(raw, 0, full - 1);
    return raw < 0 ? raw + full : raw;
  }

  #fit(raw: number, low: number, high: number): number {
    if (!Number.isInteger(raw) || raw < low || raw > high)
      this.#fail('bad-value', `${raw} is not a whole number of [${low}, ${high}]`);
    return raw;
  }

  #text(bits: number, coding: 'ascii' | 'icao' | 'octal', value: ValueInput): void {
    const object =
      typeof value === 'object' ? (value as Partial<{ raw: unknown; str: string }>) : {};
    if (typeof object.raw === 'number')
      return this.#out.bits(this.#fit(object.raw, 0, 2 ** bits - 1), bits);
    if (typeof object.raw === 'string') {
      const octets = this.#octets(object.raw);
      if (octets.length * 8 !== bits) this.#fail('bad-value', `${bits} bits expected`);
      return this.#out.octets(octets);
    }
    const text = typeof value === 'string' ? value : object.str;
    const size = bitsPerCharacter(coding);
    const count = Math.floor(bits / size);
    if (typeof text !== 'string' || text.length > count)
      this.#fail('bad-value', `text of at most ${count} characters expected`);
    const padded = coding === 'octal' ? text!.padStart(count, '0') : text!.padEnd(count, ' ');
    for (const character of padded) {
      const code = codeOf(coding, character);
      if (code < 0) this.#fail('bad-value', `'${character}' cannot be sent`);
      this.#out.bits(code, size);
    }
    this.#out.bits(0, bits - count * size);
  }

  #fail(code: DecodeFault['code'], message: string, name = ''): never {
    const category = String(this.#edition.category).padStart(3, '0');
    const path = [this.#path, name].filter((part) => part !== '').join('/');
    throw new EncodeError(code, `I${category}/${path}`, message);
  }
}
