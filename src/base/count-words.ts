/** English words for amounts of things that people name themselves: `4 batteries of air defence`, `1 team`, `2.5 t`. */
import { roundTo } from './units.ts';

/** Whose plural no rule gives; those whose plural is the same word too. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `aircraft aircraft|aircrew aircrew|ammunition ammunition|artillery artillery|bus buses|cargo cargoes|cavalry cavalry
  |child children|craft craft|equipment equipment|foot feet|fuel fuel|gas gases|half halves|hovercraft hovercraft
  |chassis chassis|series series|infantry infantry|knife knives|lens lenses|life lives|man men|manpower manpower|materiel materiel
  |of of|personnel personnel|person people|police police|radio radios|rotorcraft rotorcraft
  |serviceman servicemen|shelf shelves|spacecraft spacecraft|staff staff|surveillance surveillance|unmanned unmanned
  |watercraft watercraft|woman women|photo photos|support support|transport transport|intelligence intelligence
  |reconnaissance reconnaissance|defence defence|defense defense|water water|food food|blood blood|airlift airlift
  |sealift sealift`
    .split('|')
    .map((pair): [string, string] => {
      const [one = '', many = ''] = pair.trim().split(' ');
      return [one, many];
    }),
);
/** Symbols of units of measure stay as they are. */
const SYMBOL =
  /^(%|[kMGT]?[Wm]|[kMG]?Wh|t|kg|g|l|L|hl|m2|m3|m²|m³|km|NM|nmi|ft|kt|h|min|s|d|GB|TB)$/;
const SIBILANT = /(s|x|z|ch|sh)$/;
const CONSONANT_O = /[^aeiou]o$/;

/** Each word for more than one: `battery` to `batteries`, `set of masts` to `sets of masts`. */
export function plural(words: string): string {
  // What comes after says which kind; the word before it is counted.
  const [, head = words, tail = ''] =
    /^(.*?\S)(\s+(?:of|for|with|from|in|on|to)\s.*)$/.exec(words) ?? [];
  const at = Math.max(head.lastIndexOf(' '), head.lastIndexOf('-')) + 1;
  return head.slice(0, at) + pluralWord(head.slice(at)) + tail;
}

function pluralWord(word: string): string {
  const lower = word.toLowerCase();
  const known = IRREGULAR.get(lower);
  if (known !== undefined) return word === lower ? known : capital(known);
  if (word === '' || SYMBOL.test(word) || !/[A-Za-zÀ-ž]$/.test(word)) return word;
  // All capitals: a short name; one that ends in S (`AWACS`) stays.
  if (word === word.toUpperCase() && word.length > 1) return word.endsWith('S') ? word : `${word}s`;
  // Ends as a plural does: a person wrote one.
  if (/[^suo]s$/.test(lower) && !/(is|us)$/.test(lower)) return word;
  if (/[^aeiou]y$/.test(lower)) return `${word.slice(0, -1)}ies`;
  if (lower.endsWith('man')) return `${word.slice(0, -2)}en`;
  return SIBILANT.test(lower) || CONSONANT_O.test(lower) ? `${word}es` : `${word}s`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What is counted, without its number: `batteries of air defence`; by the number it stands after. */
export function thingWords(quantity: number, unit: string, capability: string): string {
  const isOne = quantity === 1;
  const many = (words: string): string => (isOne ? words : plural(words));
  if (unit === '') return many(capability);
  // `team` of `support team` is said once.
  const said = capability.toLowerCase();
  if ([' ', '-'].some((before) => (before + said).endsWith(before + unit.toLowerCase())))
    return many(capability);
  return capability === '' ? many(unit) : `${many(unit)} of ${capability}`;
}

/** `4 batteries of air defence`, `1 team`, `2.5 t of fuel`; at most two decimals. */
export function countWords(quantity: number, unit: string, capability: string): string {
  return `${amountWords(quantity)} ${thingWords(quantity, unit, capability)}`.trim();
}

/** At most two decimals, no trailing zeros. */
export function amountWords(value: number): string {
  return String(roundTo(value, 2));
}
