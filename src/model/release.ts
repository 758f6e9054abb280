import type { Role } from './api.ts';
import type { Classification, Label } from './label.ts';

/** Who asks to see something: a member's node, or a person at one (then with the ceiling of the person's role). */
export interface Reader {
  readonly member: string;
  readonly clearance: Classification;
  /** groups the member belongs to (alliance, region, mission) */
  readonly groups: readonly string[];
  readonly caveats: readonly string[];
  /** labelling policies the reader knows; an item under another one is withheld */
  readonly policies: readonly string[];
  /** set for a person: holds for the member's own items too */
  readonly ceiling?: Ceiling;
}

/** The most that a role, token or sink may see, whatever its member may. */
export interface Ceiling {
  readonly classification: Classification;
  /** caveats it may see; absent = all its member holds */
  readonly caveats?: readonly string[];
}

/** What an account, session or token has beside its role: whose person it is, and how far it sees. */
export interface Grant {
  /** another member, whose person sees what is released to that member; absent: this node's own */
  readonly member?: string;
  /** beside the role's: the lower of both holds */
  readonly ceiling?: Ceiling;
}

/** Why an item is withheld; each has an entry in docs/faults.md. */
export const RELEASE_REASONS = [
  'policy-unknown',
  'clearance-too-low',
  'not-named',
  'member-excluded',
  'caveat-missing',
  'above-ceiling',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** One reason for a refusal, and the same in a sentence that names what is missing. */
export interface Withheld {
  readonly reason: ReleaseReason;
  readonly text: string;
}

/** Something with an originator and a label: track, incident, call, ledger entry. */
export interface Labelled {
  readonly origin: string;
  readonly label: Label;
}

/** The highest classification each role sees unless the node's configuration says otherwise. */
export const ROLE_CEILINGS: Readonly<Record<Role, Ceiling>> = {
  observer: { classification: 'restricted' },
  'watch-officer': { classification: 'secret' },
  'duty-desk': { classification: 'secret' },
  planner: { classification: 'secret' },
  integrator: { classification: 'restricted' },
  administrator: { classification: 'top-secret' },
};

/** What a member would see of one item, and why not. */
export interface ReleaseAnswer {
  readonly member: string;
  readonly isSeen: boolean;
  readonly label: Label;
  /** every reason against, of the item and of what it speaks of */
  readonly why: readonly Withheld[];
}

/** How much a member would see of what the one who asks sees. */
export interface ReleasePreview {
  readonly member: string;
  readonly items: {
    [kind: string]: { readonly seen: number; readonly of: number };
  };
}
