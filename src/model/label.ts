/** Releasability label of an item: what decides who may see it. Checked at every exit (design D8). */
export interface Label {
  readonly policy: string;
  readonly classification: 'unclassified' | 'restricted' | 'confidential' | 'secret';
  /** ISO 3166 alpha-3 of members that may see it; empty = originator only; ['*'] = all members */
  readonly releasableTo: readonly string[];
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
