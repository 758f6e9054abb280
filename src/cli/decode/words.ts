/** Field names to words with units, for the formats whose records are plain objects. */
import { toHex } from '../../base/index.ts';
import type { ShownField } from './shown.ts';

/** Unit by the end of a field's name; the longest that fits. */
const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ['DegPerMin', 'deg/min'],
  ['Fpm', 'ft/min'],
  ['Mps', 'm/s'],
  ['Dbm', 'dBm'],
  ['Hpa', 'hPa'],
  ['Deg', 'deg'],
  ['Ft', 'ft'],
  ['Kt', 'kt'],
  ['Nm', 'NM'],
  ['Km', 'km'],
  ['Hz', 'Hz'],
  ['C', 'deg C'],
  ['M', 'm'],
  ['S', 's'],
];

/** How a format names and explains its fields: words by key, meanings by key and value. */
export interface Vocabulary {
  readonly names: Readonly<Record<string, string>>;
  readonly meanings: Readonly<Record<string, readonly string[] | Readonly<Record<number, string>>>>;
  /** keys that are not shown to people: raw bits shown elsewhere in another form */
  readonly hidden: ReadonlySet<string>;
}

/** The standard's own field names are the words. */
export const PLAIN_WORDS: Vocabulary = { names: {}, meanings: {}, hidden: new Set<string>() };

const MOST_FIELDS = 2_000;

/** Every leaf of a tree as a line, in its order. Bound: 2,000 lines a record. */
export function fieldsOf(tree: object, prefix: string, words: Vocabulary): ShownField[] {
  const fields: ShownField[] = [];
  walk(tree, prefix, '', words, fields);
  return fields;
}

function walk(
  value: unknown,
  path: string,
  key: string,
  words: Vocabulary,
  out: ShownField[],
): void {
  if (out.length >= MOST_FIELDS || value === undefined) return;
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object'))
      out.push({ path, text: value.join(', ') || 'none', title: '' });
    else value.forEach((one, i) => walk(one, `${path}[${i + 1}]`, key, words, out));
    return;
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const [name, inner] of Object.entries(value)) {
      if (words.hidden.has(name)) continue;
      walk(
        inner,
        path === '' ? label(name, words) : `${path}/${label(name, words)}`,
        name,
        words,
        out,
      );
    }
    return;
  }
  out.push({ path, text: textOf(value, key, words), title: '' });
}

/** altitudeFt -> altitude; navStatus -> its name in the vocabulary, else "nav status". */
function label(key: string, words: Vocabulary): string {
  const known = words.names[key];
  if (known !== undefined) return known;
  const unit = UNITS.find(([ending]) => endsIn(key, ending));
  const bare = unit === undefined ? key : key.slice(0, -unit[0].length);
  return bare
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
}

function endsIn(key: string, ending: string): boolean {
  return (
    key.length > ending.length &&
    key.endsWith(ending) &&
    /[a-z0-9]$/.test(key.slice(0, -ending.length))
  );
}

function textOf(value: unknown, key: string, words: Vocabulary): string {
  if (value === null) return 'not available';
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') return '';
  const meaning = (words.meanings[key] as Readonly<Record<number, string>> | undefined)?.[value];
  if (meaning !== undefined) return `${value} ${meaning}`;
  const unit = UNITS.find(([ending]) => endsIn(key, ending))?.[1];
  const text = roundForPeople(value);
  return unit === undefined ? text : `${text} ${unit}`;
}

/** Seven decimals at most: 1 cm of a degree; more is noise of binary fractions. */
export function roundForPeople(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(7)));
}

/** A value with its unit, or nothing: for summaries. */
export function withUnit(value: number | null | undefined, unit: string, places = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '';
  return `${Number(value.toFixed(places))} ${unit}`;
}

/** A 24-bit address as everybody writes it. */
export function hexAddress(address: number): string {
  return address.toString(16).toUpperCase().padStart(6, '0');
}

/** Position as people write it: 44.12345 N 28.54321 E. */
export function placeText(
  latDeg: number | null | undefined,
  lonDeg: number | null | undefined,
): string {
  if (typeof latDeg !== 'number' || typeof lonDeg !== 'number') return '';
  if (!Number.isFinite(latDeg) || !Number.isFinite(lonDeg)) return '';
  const lat = `${Math.abs(latDeg).toFixed(5)} ${latDeg < 0 ? 'S' : 'N'}`;
  return `${lat} ${Math.abs(lonDeg).toFixed(5)} ${lonDeg < 0 ? 'W' : 'E'}`;
}

export function joinFacts(facts: readonly (string | null | undefined)[]): string {
  return facts.filter((fact) => fact !== null && fact !== undefined && fact !== '').join(' · ');
}
