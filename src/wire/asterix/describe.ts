/** A record in words, for a terminal or a page: one line a field, with the standard's titles and meanings. */
import {
  isItem,
  type Case,
  type Edition,
  type Element,
  type Expansion,
  type Item,
  type Variation,
} from './definition.ts';
import { rawAt, type NamedItems, type NamedValue } from './named.ts';
import type { AsterixRecord } from './record.ts';

export interface DescribedField {
  /** I048/020/TYP; list elements are numbered from 1: I048/250[2]/BDS1 */
  readonly path: string;
  /** of the field, or of the nearest thing around it that has one */
  readonly title: string;
  /** the value with its unit, or its number and meaning */
  readonly text: string;
}

/** Every field of a record, in the order of its UAP. */
export function describeRecord(record: AsterixRecord): DescribedField[] {
  const items = record.items();
  const { definition } = record;
  const uap = definition.uaps.find((one) => one.name === record.uap) ?? definition.uaps[0]!;
  const describer = new Describer(items, record.expansion);
  const prefix = `I${String(definition.category).padStart(3, '0')}`;
  for (const name of uap.slots) {
    const value = name === null ? undefined : items[name];
    const item = name === null ? undefined : definition.items.get(name);
    if (item && value !== undefined) describer.item(item, value, prefix, '');
    else if (name === 'rfs' && value !== undefined)
      for (const one of value as readonly NamedItems[])
        for (const [key, inner] of Object.entries(one))
          describer.item(definition.items.get(key)!, inner, `${prefix}/rfs`, '');
  }
  return describer.fields;
}

class Describer {
  readonly fields: DescribedField[] = [];
  readonly #root: NamedItems;
  readonly #expansion: Expansion | undefined;

  constructor(root: NamedItems, expansion: Expansion | undefined) {
    this.#root = root;
    this.#expansion = expansion;
  }

  item(item: Item, value: NamedValue, prefix: string, outerTitle: string): void {
    this.#value(item.variation, value, `${prefix}/${item.name}`, item.title || outerTitle);
  }

  #value(variation: Variation, value: NamedValue, path: string, title: string): void {
    switch (variation.kind) {
      case 'element':
        this.fields.push({ path, title, text: textOf(variation, value, title) });
        return;
      case 'group':
      case 'extended':
      case 'compound': {
        const object = value as NamedItems;
        for (const slot of variation.items) {
          const inner = isItem(slot) ? object[slot.name] : undefined;
          if (isItem(slot) && inner !== undefined) this.item(slot, inner, path, title);
        }
        const more = object['+'];
        if (more !== undefined)
          this.fields.push({
            path: `${path}/+`,
            title: 'octets of a later edition',
            text: plain(more),
          });
        return;
      }
      case 'repetitive':
        (value as readonly NamedValue[]).forEach((one, index) =>
          this.#value(variation.variation, one, `${path}[${index + 1}]`, title),
        );
        return;
      case 'case':
        return this.#value(this.#chosen(variation), value, path, title);
      case 'explicit':
        return this.#explicit(value as NamedItems, path, title);
    }
  }

  #chosen(variation: Case): Variation {
    const values = variation.on.map((path) => rawAt(this.#root, path));
    const match = variation.cases.find(({ key }) => key.every((value, i) => value === values[i]));
    return match?.variation ?? variation.otherwise ?? { kind: 'explicit', use: 'other' };
  }

  #explicit(value: NamedItems, path: string, title: string): void {
    const decoded = value['decoded'];
    const expansion = this.#expansion;
    if (decoded === undefined || expansion === undefined)
      this.fields.push({ path, title, text: plain(value) });
    else this.#value(expansion.variation, decoded, path, title);
  }
}

function textOf({ bits, content }: Element, value: NamedValue, title: string): string {
  const address = /address/i.test(title) ? hexAddress(bits, content, value) : null;
  if (address !== null) return address;
  if (content.kind === 'table' && typeof value === 'number') {
    const label = content.labels.get(value);
    return label ? `${value} ${label}` : String(value);
  }
  return plain(value);
}

/** 24-bit addresses as everybody writes them. */
function hexAddress(bits: number, content: Element['content'], value: NamedValue): string | null {
  const isAddress = bits === 24 && content.kind === 'raw' && typeof value === 'number';
  return isAddress ? value.toString(16).toUpperCase().padStart(6, '0') : null;
}

/** Ten-millionths of a degree are a centimetre; what a double has beyond is no information. */
const MOST_DECIMALS = 9;

function plain(value: NamedValue): string {
  if (typeof value === 'number') return String(value);
  const leaf = value as Partial<{ val: number; unit: string; str: string; hex: string }>;
  if (leaf.val !== undefined) {
    const text = String(Number(leaf.val.toFixed(MOST_DECIMALS)));
    return leaf.unit ? `${text} ${leaf.unit}` : text;
  }
  if (leaf.str !== undefined) return leaf.str.trimEnd();
  return leaf.hex ?? JSON.stringify(value);
}

/** What a value of a table item means, such as message type 1 of CAT034; null when the standard gives it no words. */
export function meaningOf(definition: Edition, item: string, value: number): string | null {
  const variation = definition.items.get(item)?.variation;
  if (variation?.kind !== 'element' || variation.content.kind !== 'table') return null;
  return variation.content.labels.get(value) ?? null;
}
