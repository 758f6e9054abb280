import { EN, type TextKey } from './en.ts';

type Values = Readonly<Record<string, string | number>>;
type Catalogue = Readonly<Partial<Record<TextKey, string>>>;

let catalogue: Catalogue = EN;

/** Another language; what it lacks is said in English. */
export function setCatalogue(other: Catalogue): void {
  catalogue = other;
}

/** The text of a key with its values filled in; a value that is missing stays as `{name}`, where a test will see it. */
export function t(key: TextKey, values: Values = {}): string {
  const text = catalogue[key] ?? EN[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export type { TextKey };
