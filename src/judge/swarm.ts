import type { SwarmRules } from './rules.ts';

/** One object that is about to be, or is, where it may not be. */
export interface SwarmCandidate {
  readonly trackNumber: number;
  readonly zoneId: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** when its condition began */
  readonly since: number;
  /** simulated and live objects never form one group */
  readonly simulated: boolean;
  /** an open group alert that lists it already */
  readonly groupId: string | null;
}

export interface SwarmGroup {
  /** the open group alert it goes on from; null: a new group */
  readonly groupId: string | null;
  readonly members: readonly SwarmCandidate[];
}

const M_PER_DEG = 111_320;

/**
 * Objects near each other in place and time, bound for the same zone, as groups (single linkage on a grid; about
 * linear in their number). Those of an open group stay in it. Groups below the size are left as single objects.
 * Members by track number, groups by their first member.
 */
export function findSwarms(candidates: readonly SwarmCandidate[], rules: SwarmRules): SwarmGroup[] {
  if (rules.size <= 0 || candidates.length === 0) return [];
  const parent = candidates.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[i] !== root) [parent[i], i] = [root, parent[i]!];
    return root;
  };
  const join = (a: number, b: number): void => {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y) as [number, number];
    parent[high] = low;
  };
  linkNeighbours(candidates, rules, join);
  linkGroups(candidates, join);
  const sets = new Map<number, SwarmCandidate[]>();
  candidates.forEach((one, i) => {
    const root = find(i);
    const set = sets.get(root);
    if (set === undefined) sets.set(root, [one]);
    else set.push(one);
  });
  const groups: SwarmGroup[] = [];
  for (const set of sets.values()) {
    const groupId = set.find((one) => one.groupId !== null)?.groupId ?? null;
    if (groupId === null && set.length < rules.size) continue;
    groups.push({ groupId, members: set.sort((a, b) => a.trackNumber - b.trackNumber) });
  }
  return groups.sort((a, b) => a.members[0]!.trackNumber - b.members[0]!.trackNumber);
}

function linkGroups(
  candidates: readonly SwarmCandidate[],
  join: (a: number, b: number) => void,
): void {
  const first = new Map<string, number>();
  candidates.forEach((one, i) => {
    if (one.groupId === null) return;
    const before = first.get(one.groupId);
    if (before === undefined) first.set(one.groupId, i);
    else join(before, i);
  });
}

function linkNeighbours(
  candidates: readonly SwarmCandidate[],
  rules: SwarmRules,
  join: (a: number, b: number) => void,
): void {
  const cellDeg = rules.radiusM / M_PER_DEG;
  const cells = new Map<string, number[]>();
  candidates.forEach((one, i) => {
    const stretch = Math.max(0.05, Math.cos((one.latDeg * Math.PI) / 180));
    const row = Math.floor(one.latDeg / cellDeg);
    // Columns as wide as the radius at this row; a neighbour row's columns differ little, so look two to each side.
    const column = Math.floor((one.lonDeg * stretch) / cellDeg);
    const base = `${one.zoneId}|${one.simulated ? 1 : 0}|`;
    for (let dRow = -1; dRow <= 1; dRow++) {
      for (let dColumn = -2; dColumn <= 2; dColumn++) {
        for (const other of cells.get(`${base}${row + dRow}|${column + dColumn}`) ?? []) {
          if (near(one, candidates[other]!, rules)) join(i, other);
        }
      }
    }
    const key = `${base}${row}|${column}`;
    const list = cells.get(key);
    if (list === undefined) cells.set(key, [i]);
    // In a crowded cell everything is near everything: a few are enough to link the rest.
    else if (list.length < 64) list.push(i);
  });
}

function near(a: SwarmCandidate, b: SwarmCandidate, rules: SwarmRules): boolean {
  if (Math.abs(a.since - b.since) > rules.windowS * 1000) return false;
  const north = (a.latDeg - b.latDeg) * M_PER_DEG;
  const east = (a.lonDeg - b.lonDeg) * M_PER_DEG * Math.cos((a.latDeg * Math.PI) / 180);
  return north * north + east * east <= rules.radiusM * rules.radiusM;
}
