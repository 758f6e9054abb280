// Hot path: no allocation per question; 5 million questions/s (32 members x 10,000 track updates/s ask 320,000).
import {
  CLASSIFICATIONS,
  type Ceiling,
  type Classification,
  type Label,
  type Labelled,
  type Reader,
  type Withheld,
} from '../model/index.ts';

const RANK: Readonly<Record<Classification, number>> = Object.fromEntries(
  CLASSIFICATIONS.map((name, rank) => [name, rank]),
) as Record<Classification, number>;

/**
 * A reader made ready for many questions: may it see this item of that originator? Rules REL-1 .. REL-6 in
 * docs/spec/releasability.md. A member sees all of its own; another's item only when it is cleared for the
 * classification, named (itself, one of its groups, or all), not excluded, and holds every caveat. What a label says
 * that is not understood (unknown classification, unknown policy) withholds the item. Pure.
 */
export class ReleaseGate {
  readonly reader: Reader;
  readonly #rank: number;
  /** the member, its groups, and everybody */
  readonly #names: ReadonlySet<string>;
  readonly #caveats: ReadonlySet<string>;
  readonly #policies: ReadonlySet<string>;
  readonly #ceilingRank: number;
  readonly #ceilingCaveats: ReadonlySet<string> | null;

  constructor(reader: Reader) {
    this.reader = reader;
    this.#rank = RANK[reader.clearance];
    this.#names = new Set([reader.member, ...reader.groups, '*']);
    this.#caveats = new Set(reader.caveats);
    this.#policies = new Set(reader.policies);
    const { ceiling } = reader;
    this.#ceilingRank = ceiling === undefined ? Infinity : RANK[ceiling.classification];
    this.#ceilingCaveats = ceiling?.caveats === undefined ? null : new Set(ceiling.caveats);
  }

  mayRead(origin: string, label: Label): boolean {
    if (!this.#isUnderCeiling(label)) return false;
    const { member } = this.reader;
    if (origin === member) return true;
    // An unknown classification has no rank: the comparison is false and the item withheld.
    if (!(RANK[label.classification] <= this.#rank)) return false;
    if (!this.#policies.has(label.policy)) return false;
    if (label.excluded !== undefined && label.excluded.includes(member)) return false;
    return isNamed(label.releasableTo, this.#names) && holdsAll(label.caveats, this.#caveats);
  }

  /** Every reason against, as sentences for people; empty exactly when mayRead() says yes. */
  explain(origin: string, label: Label): Withheld[] {
    const against = this.#explainCeiling(label);
    const { reader } = this;
    if (origin === reader.member) return against;
    if (!this.#policies.has(label.policy))
      against.push({
        reason: 'policy-unknown',
        text: `${reader.member} does not know the policy ${label.policy}`,
      });
    if (!(RANK[label.classification] <= this.#rank))
      against.push({
        reason: 'clearance-too-low',
        text: `it is ${label.classification}, ${reader.member} is cleared for ${reader.clearance}`,
      });
    if (!isNamed(label.releasableTo, this.#names))
      against.push({ reason: 'not-named', text: notNamedText(label.releasableTo, reader) });
    if (label.excluded?.includes(reader.member) === true)
      against.push({ reason: 'member-excluded', text: `${origin} excluded ${reader.member}` });
    for (const caveat of label.caveats)
      if (!this.#caveats.has(caveat))
        against.push({
          reason: 'caveat-missing',
          text: `${reader.member} does not hold the caveat ${caveat}`,
        });
    return against;
  }

  #isUnderCeiling(label: Label): boolean {
    if (this.#ceilingRank === Infinity) return true;
    if (!(RANK[label.classification] <= this.#ceilingRank)) return false;
    return this.#ceilingCaveats === null || holdsAll(label.caveats, this.#ceilingCaveats);
  }

  #explainCeiling(label: Label): Withheld[] {
    if (this.#isUnderCeiling(label)) return [];
    const most = this.reader.ceiling?.classification ?? '';
    const caveats = label.caveats.filter((caveat) => this.#ceilingCaveats?.has(caveat) === false);
    const text =
      caveats.length > 0
        ? `this role or token may not see ${caveats.join(', ')}`
        : `it is ${label.classification}, this role or token sees at most ${most}`;
    return [{ reason: 'above-ceiling', text }];
  }
}

function isNamed(releasableTo: readonly string[], names: ReadonlySet<string>): boolean {
  for (let i = 0; i < releasableTo.length; i++) if (names.has(releasableTo[i]!)) return true;
  return false;
}

function holdsAll(caveats: readonly string[], held: ReadonlySet<string>): boolean {
  for (let i = 0; i < caveats.length; i++) if (!held.has(caveats[i]!)) return false;
  return true;
}

function notNamedText(releasableTo: readonly string[], reader: Reader): string {
  if (releasableTo.length === 0) return 'it is for its originator only';
  const groups = reader.groups.length === 0 ? '' : ` nor in ${reader.groups.join(', ')} by name`;
  return `it is for ${releasableTo.join(', ')}; ${reader.member} is not named${groups}`;
}

/** A member's reader narrowed to a person, token or sink of that member. */
export function underCeiling(reader: Reader, ceiling: Ceiling): Reader {
  const before = reader.ceiling;
  if (before === undefined) return { ...reader, ceiling };
  const lower = RANK[before.classification] < RANK[ceiling.classification] ? before : ceiling;
  const caveats =
    before.caveats === undefined
      ? ceiling.caveats
      : before.caveats.filter((one) => ceiling.caveats?.includes(one) ?? true);
  return {
    ...reader,
    ceiling: {
      classification: lower.classification,
      ...(caveats === undefined ? {} : { caveats }),
    },
  };
}

/** What one reader would see of some items, and why not the rest. */
export interface Preview<T extends Labelled> {
  readonly seen: readonly T[];
  readonly withheld: readonly { readonly item: T; readonly why: readonly Withheld[] }[];
}

/** "What would DEU see of this?" Asked before anything is released; changes nothing. */
export function previewRelease<T extends Labelled>(
  items: readonly T[],
  reader: Reader,
): Preview<T> {
  const gate = new ReleaseGate(reader);
  const seen: T[] = [];
  const withheld: { item: T; why: Withheld[] }[] = [];
  for (const item of items) {
    const why = gate.explain(item.origin, item.label);
    if (why.length === 0) seen.push(item);
    else withheld.push({ item, why });
  }
  return { seen, withheld };
}
