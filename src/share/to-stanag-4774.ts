import { formatIso } from '../base/index.ts';
import type { Classification, Label } from '../model/index.ts';
import { writeLabel, type LabelCategory } from '../wire/stanag-4774/index.ts';

/** Category names of the label's parts; from-stanag-4774.ts reads the same. */
export const TAGS = {
  releasableTo: 'Releasable To',
  excluded: 'Not Releasable To',
  caveats: 'Caveat',
  exercise: 'Exercise',
} as const;

/** Classification names on the paper, as an alliance's label policy (SPIF) writes them. */
export const CLASSIFICATION_NAMES: Readonly<Record<Classification, string>> = {
  unclassified: 'UNCLASSIFIED',
  restricted: 'RESTRICTED',
  confidential: 'CONFIDENTIAL',
  secret: 'SECRET',
  'top-secret': 'TOP SECRET',
};

/**
 * A label as STANAG 4774 XML. Who may read is PERMISSIVE, caveats are RESTRICTIVE, the exercise flag is INFORMATIVE.
 * An originator-only item names its originator, since an absent permissive category would mean everybody; excluded
 * members stand in a RESTRICTIVE category that another system, not knowing it, must refuse: it fails closed.
 * @param at of creation, ms UTC
 */
export function toStanag4774(label: Label, origin: string, at: number): string {
  const readers = label.releasableTo.length === 0 ? [origin] : label.releasableTo;
  const categories: LabelCategory[] = [
    { tagName: TAGS.releasableTo, type: 'PERMISSIVE', values: readers },
  ];
  if (label.caveats.length > 0)
    categories.push({ tagName: TAGS.caveats, type: 'RESTRICTIVE', values: label.caveats });
  if (label.excluded !== undefined && label.excluded.length > 0)
    categories.push({ tagName: TAGS.excluded, type: 'RESTRICTIVE', values: label.excluded });
  if (label.exercise)
    categories.push({ tagName: TAGS.exercise, type: 'INFORMATIVE', values: ['EXERCISE'] });
  return writeLabel({
    policyIdentifier: label.policy,
    classification: CLASSIFICATION_NAMES[label.classification],
    categories,
    privacyMark: null,
    creationDateTime: formatIso(at),
    reviewDateTime: null,
  });
}
