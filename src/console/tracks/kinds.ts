/**
 * Kinds of object the map has a symbol for, as small codes for the track columns. The words are those of the label's
 * `kind` (class claims in the words of their source), so several words lead to one kind.
 */
export const KINDS = [
  'none',
  'drone',
  'fixed-wing',
  'helicopter',
  'civil-air',
  'cargo',
  'tanker',
  'passenger',
  'fishing',
  'leisure',
  'law-enforcement',
  'military-ship',
  'merchant',
] as const;
export type Kind = (typeof KINDS)[number];

// Checked in this order: the first pattern found in the words decides.
const WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/drone|uav|uas|unmanned|multi-?rotor|quad|vtol/i, 'drone'],
  [/helicopter|rotary|rotorcraft|gyro/i, 'helicopter'],
  [/airliner|civil|passenger air|glider|balloon|light air/i, 'civil-air'],
  [/fixed.?wing|aircraft|plane|jet/i, 'fixed-wing'],
  [/tanker|oiler/i, 'tanker'],
  [/fish|trawl/i, 'fishing'],
  [/sail|pleasure|leisure|yacht/i, 'leisure'],
  [/law|police|coast ?guard|pilot|search and rescue|sar\b/i, 'law-enforcement'],
  [/military|naval|warship|frigate|patrol/i, 'military-ship'],
  [/passenger|ferry|cruise/i, 'passenger'],
  [/cargo|container|bulk/i, 'cargo'],
  [/vessel|ship|boat|tug|merchant/i, 'merchant'],
];

export function kindCode(words: string): number {
  if (words === '') return 0;
  for (const [pattern, kind] of WORDS) if (pattern.test(words)) return KINDS.indexOf(kind);
  return 0;
}

/** One small integer for everything that decides a symbol: identity (7), environment (4) and kind. */
export function symbolCode(identity: number, environment: number, kind: number): number {
  return (identity * 4 + environment) * KINDS.length + kind;
}

export const SYMBOL_CODES = 7 * 4 * KINDS.length;
