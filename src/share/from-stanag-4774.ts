import { fail, ok, type Result } from '../base/index.ts';
import { CLASSIFICATIONS, type Classification, type Label } from '../model/index.ts';
import { readLabel, type LabelCategory, type LabelFault } from '../wire/stanag-4774/index.ts';
import { CLASSIFICATION_NAMES, TAGS } from './to-stanag-4774.ts';

/**
 * STANAG 4774 XML as a label. What is not understood narrows, never widens: a RESTRICTIVE category of another name
 * becomes caveats (`NAME: VALUE`), a PERMISSIVE one of another name is a fault, since its readers are not known;
 * INFORMATIVE ones are passed over.
 * @param origin a permissive list of the originator alone means originator-only
 */
export function fromStanag4774(xml: string, origin: string): Result<Label, LabelFault> {
  const read = readLabel(xml);
  if (!read.ok) return read;
  const { policyIdentifier, categories } = read.value;
  const classification = classificationOf(read.value.classification);
  if (classification === null)
    return badLabel('Classification', `'${read.value.classification}' is not known here`);
  const stranger = categories.find(
    ({ type, tagName }) => type === 'PERMISSIVE' && !isTag(tagName, TAGS.releasableTo),
  );
  if (stranger !== undefined)
    return badLabel('Category', `PERMISSIVE '${stranger.tagName}' is not known here`);
  const named = valuesOf(categories, TAGS.releasableTo);
  const excluded = valuesOf(categories, TAGS.excluded);
  return ok({
    policy: policyIdentifier,
    classification,
    releasableTo: named.length === 1 && named[0] === origin ? [] : named,
    ...(excluded.length > 0 ? { excluded } : {}),
    caveats: categories.flatMap(caveatsOf),
    exercise: valuesOf(categories, TAGS.exercise).length > 0,
  });
}

function badLabel(item: string, detail: string): Result<never, LabelFault> {
  return fail({ code: 'bad-value', offset: 0, item, detail });
}

function classificationOf(text: string): Classification | null {
  // A policy may put its own name before the level: "NATO SECRET".
  const upper = text.toUpperCase().replaceAll('-', ' ').trim();
  const ranked = [...CLASSIFICATIONS].reverse();
  return (
    ranked.find((name) => {
      const paper = CLASSIFICATION_NAMES[name];
      return upper === paper || upper.endsWith(` ${paper}`);
    }) ?? null
  );
}

function isTag(tagName: string, tag: string): boolean {
  return tagName.toLowerCase() === tag.toLowerCase();
}

function valuesOf(categories: readonly LabelCategory[], tag: string): string[] {
  return categories.flatMap(({ tagName, values }) => (isTag(tagName, tag) ? values : []));
}

function caveatsOf({ type, tagName, values }: LabelCategory): readonly string[] {
  if (type !== 'RESTRICTIVE' || isTag(tagName, TAGS.excluded)) return [];
  if (isTag(tagName, TAGS.caveats)) return values;
  return values.map((value) => `${tagName}: ${value}`);
}
