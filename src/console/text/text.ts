import { EN, type TextKey } from './en.ts';

type Values = Readonly<Record<string, string | number>>;
type Catalogue = Readonly<Partial<Record<TextKey, string>>>;

/** CLDR's plural categories in CLDR's order. */
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

let catalogue: Catalogue = EN;
let plurals = new Intl.PluralRules('en');

/** Another language (BCP 47 tag); what it lacks is said in English. */
export function setCatalogue(other: Catalogue, language: string): void {
  catalogue = other;
  plurals = new Intl.PluralRules(language);
}

/**
 * The text of a key with its values filled in; a value that is missing stays as `{name}`, where a test will see it.
 * `{count|alert|alerts}` is the number with the form that goes with it: the forms stand in the order of the language's
 * plural categories (CLDR's: zero, one, two, few, many, other).
 */
export function t(key: TextKey, values: Values = {}): string {
  const text = catalogue[key] ?? EN[key];
  return text.replace(/\{(\w+)((?:\|[^|{}]+)*)\}/g, (whole, name: string, forms: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return forms === ''
      ? String(value)
      : `${value} ${formOf(Number(value), forms.split('|').slice(1))}`;
  });
}

function formOf(count: number, forms: readonly string[]): string {
  const has = plurals.resolvedOptions().pluralCategories;
  const order = CATEGORIES.filter((category) => has.includes(category));
  return forms[order.indexOf(plurals.select(count))] ?? forms.at(-1) ?? '';
}

export type { TextKey };
