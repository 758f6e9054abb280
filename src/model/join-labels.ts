import { CLASSIFICATIONS, type Label } from './label.ts';

/**
 * The label of what is made of several things: a reader that it lets in could read each of them (REL-12). The highest
 * classification, every caveat and exclusion, and only names that all of them name; what the policies are called when
 * they differ is a policy that nobody knows.
 * @param labels at least one
 */
export function joinLabels(first: Label, ...others: readonly Label[]): Label {
  return others.reduce(joinTwo, first);
}

/** Whether two labels let in the same readers by saying the same, in the same order. */
export function isSameLabel(a: Label, b: Label): boolean {
  const same = (x: readonly string[] = [], y: readonly string[] = []): boolean =>
    x.length === y.length && x.every((one, i) => one === y[i]);
  return (
    a === b ||
    (a.policy === b.policy &&
      a.classification === b.classification &&
      same(a.releasableTo, b.releasableTo) &&
      same(a.excluded, b.excluded) &&
      same(a.caveats, b.caveats) &&
      a.exercise === b.exercise)
  );
}

function joinTwo(a: Label, b: Label): Label {
  if (isSameLabel(a, b)) return a;
  const excluded = union(a.excluded ?? [], b.excluded ?? []);
  const joined: Label = {
    policy: a.policy === b.policy ? a.policy : `${a.policy} and ${b.policy}`,
    classification: rank(a) < rank(b) ? b.classification : a.classification,
    releasableTo: common(a.releasableTo, b.releasableTo),
    ...(excluded.length === 0 ? {} : { excluded }),
    caveats: union(a.caveats, b.caveats),
    exercise: a.exercise || b.exercise,
  };
  return isSameLabel(a, joined) ? a : joined;
}

/** A classification that is not known stands above all: it stays in the joined label, where it withholds. */
function rank({ classification }: Label): number {
  const at = CLASSIFICATIONS.indexOf(classification);
  return at < 0 ? CLASSIFICATIONS.length : at;
}

function common(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.includes('*')) return b;
  if (b.includes('*')) return a;
  return a.filter((name) => b.includes(name));
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...a, ...b.filter((one) => !a.includes(one))];
}
