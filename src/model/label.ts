/** Classifications a label may carry, lowest first; a reader cleared for one is cleared for all before it. */
export const CLASSIFICATIONS = [
  'unclassified',
  'restricted',
  'confidential',
  'secret',
  'top-secret',
] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** Releasability label of an item: what decides who may see it. Checked at every exit (design D8). */
export interface Label {
  readonly policy: string;
  readonly classification: Classification;
  /** ISO 3166 alpha-3 of members, or names of groups, that may see it; empty = originator only; ['*'] = all members */
  readonly releasableTo: readonly string[];
  /** members that may not see it, whatever else is said */
  readonly excluded?: readonly string[];
  /** a reader needs every one of them */
  readonly caveats: readonly string[];
  readonly exercise: boolean;
}

export const OWN_ONLY: Label = {
  policy: 'ALLIANCE',
  classification: 'unclassified',
  releasableTo: [],
  caveats: [],
  exercise: false,
};
