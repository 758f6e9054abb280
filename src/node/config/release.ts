import {
  OWN_ONLY,
  ROLE_CEILINGS,
  type Ceiling,
  type Label,
  type Reader,
  type Role,
} from '../../model/index.ts';
import type { FactLabels } from '../../judge/index.ts';
import type { RawCleared, RawConfig, RawLabel } from './schema.ts';

type RoleCeilings = Readonly<Record<Role, Ceiling>>;

/** What decides who sees what at this node's own exits. */
export interface ReleaseConfig {
  /** of tracks whose feeds have no label of their own */
  readonly defaultLabel: Label;
  /** of facts; without a setting as closed as the default, and for nobody else */
  readonly factLabels: FactLabels;
  /** labels of feeds that have one, by feed */
  readonly feedLabels: ReadonlyMap<string, Label>;
  /** other members whose people log in here */
  readonly members: readonly Reader[];
  readonly ceilings: RoleCeilings;
}

/** What is left out of a label is the most closed. */
export function toLabel(raw: RawLabel | undefined): Label {
  return {
    policy: raw?.policy ?? OWN_ONLY.policy,
    classification: raw?.classification ?? OWN_ONLY.classification,
    releasableTo: raw?.releasable_to ?? OWN_ONLY.releasableTo,
    ...(raw?.excluded === undefined ? {} : { excluded: raw.excluded }),
    caveats: raw?.caveats ?? OWN_ONLY.caveats,
    exercise: false,
  };
}

export function toReader(member: string, raw: RawCleared): Reader {
  return {
    member,
    clearance: raw.clearance ?? 'unclassified',
    groups: raw.groups ?? [],
    caveats: raw.caveats ?? [],
    policies: raw.policies ?? [OWN_ONLY.policy],
  };
}

export function toRelease(raw: RawConfig): ReleaseConfig {
  const { members, roles, alerts, zones } = raw.releasability ?? {};
  const defaultLabel = toLabel(raw.releasability?.default);
  const closed = { ...defaultLabel, releasableTo: [] };
  const feeds = (raw.feeds ?? []).flatMap(({ id, label }) =>
    label === undefined ? [] : [[id, toLabel(label)] as const],
  );
  const ceilings = Object.entries(roles ?? {}).map(([role, classification]) => [
    role,
    { classification },
  ]);
  return {
    defaultLabel,
    factLabels: {
      alert: alerts === undefined ? closed : toLabel(alerts),
      zone: zones === undefined ? closed : toLabel(zones),
      identity: closed,
    },
    feedLabels: new Map(feeds),
    members: Object.entries(members ?? {}).map(([member, given]) => toReader(member, given)),
    ceilings: { ...ROLE_CEILINGS, ...(Object.fromEntries(ceilings) as Partial<RoleCeilings>) },
  };
}
