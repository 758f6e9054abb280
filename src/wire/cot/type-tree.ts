/**
 * The type tree of CoT: words joined by dashes. Upper case is MIL-STD-2525's, lower case CoT's own; matching minds the
 * case. `a-` things, `b-` bits (about data), `t-` tasking, `u-` drawings, `r-`, `c-`, `y-` replies.
 */

export const COT_AFFILIATIONS = {
  p: 'pending',
  u: 'unknown',
  a: 'assumed-friend',
  f: 'friend',
  n: 'neutral',
  s: 'suspect',
  h: 'hostile',
  j: 'joker',
  k: 'faker',
  o: 'none',
} as const;
export type CotAffiliation = (typeof COT_AFFILIATIONS)[keyof typeof COT_AFFILIATIONS];

export const COT_DIMENSIONS = {
  P: 'space',
  A: 'air',
  G: 'ground',
  S: 'sea-surface',
  U: 'sea-subsurface',
  F: 'special-operations',
  X: 'other',
} as const;
export type CotDimension = (typeof COT_DIMENSIONS)[keyof typeof COT_DIMENSIONS];

/** What the type of a thing (`a-...`) says. */
export interface CotAtom {
  readonly affiliation: CotAffiliation;
  readonly dimension: CotDimension;
  /** the function in 2525's and CoT's words, `M-F-Q`; '' when not given */
  readonly function: string;
}

/** What may follow a semicolon is no part of the tree (Event schema 2.0). */
function wordsOf(type: string): string[] {
  return type.split(';', 1)[0]!.split('-');
}

/** null when the type is not that of a thing. Letters that the tree lacks are read as unknown and other. */
export function readAtom(type: string): CotAtom | null {
  if (!type.startsWith('a-')) return null;
  const words = wordsOf(type);
  const affiliation = words[1] as keyof typeof COT_AFFILIATIONS;
  const dimension = words[2] as keyof typeof COT_DIMENSIONS;
  return {
    affiliation: Object.hasOwn(COT_AFFILIATIONS, words[1] ?? '')
      ? COT_AFFILIATIONS[affiliation]
      : 'unknown',
    dimension: Object.hasOwn(COT_DIMENSIONS, words[2] ?? '') ? COT_DIMENSIONS[dimension] : 'other',
    function: words.slice(3).join('-'),
  };
}

/** `a-h-A-M-F-Q` from its parts. */
export function makeAtomType(
  affiliation: CotAffiliation,
  dimension: CotDimension,
  functionWords = '',
): string {
  const letterOf = (table: Readonly<Record<string, string>>, word: string, other: string): string =>
    Object.keys(table).find((letter) => table[letter] === word) ?? other;
  const words = [
    'a',
    letterOf(COT_AFFILIATIONS, affiliation, 'u'),
    letterOf(COT_DIMENSIONS, dimension, 'X'),
  ];
  return (functionWords === '' ? words : [...words, functionWords]).join('-');
}

/** Whether a type is at or below a place in the tree; a word `.` there matches any: `a-.-A-C-F-q`. */
export function isCotType(type: string, pattern: string): boolean {
  const words = wordsOf(type);
  return pattern
    .split('-')
    .every((word, i) => (word === '.' ? i < words.length : words[i] === word));
}

/** Kinds of drone, as MITRE's predicate counts them, and those of rotary wing. */
const UAV_FUNCTIONS = ['M-F-Q', 'M-H-Q', 'C-F-q', 'C-H-q', 'M-L-Q'];

/** Whether the type is that of an unmanned aircraft. */
export function isUavType(type: string): boolean {
  const atom = readAtom(type);
  if (atom?.dimension !== 'air') return false;
  return UAV_FUNCTIONS.some((one) => atom.function === one || atom.function.startsWith(`${one}-`));
}

/** Symbol of a thing as a 15-letter SIDC of MIL-STD-2525B/C; null for what is none. CoT's own words are left out. */
export function sidcOfType(type: string): string | null {
  const words = wordsOf(type);
  if (words[0] !== 'a' || words.length < 3) return null;
  const affiliation = (words[1] ?? '').toUpperCase();
  const code = words.slice(3).filter((word) => /^[A-Z]$/.test(word));
  const letters = code.join('').slice(0, 6).padEnd(6, '-');
  const dimension = /^[PAGSUFX]$/.test(words[2]!) ? words[2]! : 'Z';
  return `S${/^[PUAFNSHJKO]$/.test(affiliation) ? affiliation : 'U'}${dimension}P${letters}-----`;
}

/** Names of what Tocsin and TAK clients exchange most; others stand by their type. */
const NAMES: readonly (readonly [string, string])[] = [
  ['a-.-A-M-F-Q', 'military drone, fixed wing'],
  ['a-.-A-M-H-Q', 'military drone, rotary wing'],
  ['a-.-A-C-F-q', 'civil drone'],
  ['a-.-A-M-F', 'military aircraft, fixed wing'],
  ['a-.-A-M-H', 'military helicopter'],
  ['a-.-A-M-L', 'military balloon or airship'],
  ['a-.-A-M', 'military aircraft'],
  ['a-.-A-C-F', 'civil aircraft, fixed wing'],
  ['a-.-A-C-H', 'civil helicopter'],
  ['a-.-A-C-L', 'civil balloon or airship'],
  ['a-.-A-C', 'civil aircraft'],
  ['a-.-A-W', 'weapon in the air'],
  ['a-.-A', 'air track'],
  ['a-.-S-X-M', 'merchant ship'],
  ['a-.-S-X-F', 'fishing vessel'],
  ['a-.-S-X', 'civil ship'],
  ['a-.-S-C', 'naval ship'],
  ['a-.-S', 'sea track'],
  ['a-.-U-S-U', 'underwater drone'],
  ['a-.-U', 'subsurface track'],
  ['a-.-G-U-C', 'ground unit, combat'],
  ['a-.-G-U', 'ground unit'],
  ['a-.-G-E-S', 'sensor on the ground'],
  ['a-.-G-E-V', 'vehicle'],
  ['a-.-G-I', 'installation'],
  ['a-.-G', 'ground track'],
  ['a-.-P', 'space track'],
  ['b-a-o-tbl', 'emergency'],
  ['b-a-o-pan', 'emergency, ring the bell'],
  ['b-a-o-opn', 'emergency, troops in contact'],
  ['b-a-o-can', 'emergency ended'],
  ['b-a-g', 'geofence breach'],
  ['b-a', 'alarm'],
  ['b-m-p-s-m', 'spot'],
  ['b-m-p-s-p-i', 'sensor point of interest'],
  ['b-m-p-s-p-loc', 'sensor position'],
  ['b-m-p-w', 'waypoint'],
  ['b-m-r', 'route'],
  ['b-t-f', 'chat'],
  ['b-f-t-r', 'file offered'],
  ['b-f-t-a', 'file received'],
  ['b-i-v', 'video'],
  ['b-r-f-h-c', 'casualty evacuation'],
  ['u-d-c-c', 'drawn circle'],
  ['u-d-c-e', 'drawn ellipse'],
  ['u-d-f', 'drawn line or area'],
  ['u-d-r', 'drawn rectangle'],
  ['u-d-p', 'drawn point'],
  ['u-rb-a', 'range and bearing'],
  ['u-r-b-c-c', 'range rings'],
  ['u-r-b-bullseye', 'bullseye'],
  ['t-x-c-t-r', 'pong'],
  ['t-x-c-t', 'ping'],
  ['t-x-d-d', 'deleted'],
  ['t-x-takp', 'protocol negotiation'],
];

/** A short name for a person; the type itself when there is none. */
export function nameOfType(type: string): string {
  return NAMES.find(([pattern]) => isCotType(type, pattern))?.[1] ?? type;
}

/** Words for `how`: how the position came about. */
const HOWS: readonly (readonly [string, string])[] = [
  ['h-e', 'estimated by a person'],
  ['h-c', 'calculated by a person'],
  ['h-t', 'transcribed by a person'],
  ['h-g-i-g-o', 'entered by a person'],
  ['h-p', 'pasted by a person'],
  ['h', 'by a person'],
  ['m-a', 'tracker'],
  ['m-c', 'configured'],
  ['m-f', 'fused'],
  ['m-g-d', 'differential GPS'],
  ['m-g-n', 'GPS with inertial'],
  ['m-g', 'GPS'],
  ['m-i', 'mensurated from images'],
  ['m-m', 'magnetic'],
  ['m-n', 'inertial'],
  ['m-p', 'passed on'],
  ['m-r', 'relayed'],
  ['m-R', 'radio positioning'],
  ['m-s', 'simulated'],
];

export function nameOfHow(how: string): string {
  return HOWS.find(([pattern]) => isCotType(how, pattern))?.[1] ?? how;
}
