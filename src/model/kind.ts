/** Kinds of object that the tracker tells apart by what it does and by what is said of it. */
export const KINDS = ['bird', 'drone', 'aircraft', 'vessel', 'unknown'] as const;
export type Kind = (typeof KINDS)[number];

/** Probability of each kind; they sum to one. `unknown` is anything else: vehicle, balloon, mast, weather. */
export type KindProbabilities = { readonly [K in Kind]: number };
