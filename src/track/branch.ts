// Hot path: only groups of contending tracks come here; no allocation per scan.
/** One scan of a group of contending tracks: branch every hypothesis, keep the best, join those that agree. */
import { branchOut, grow, startBranches } from './branch-grow.ts';
import { chooseLead } from './branch-lead.ts';
import { listOptions } from './branch-options.ts';
import { learnPairs, pairUp } from './branch-pairs.ts';
import { type Group, MAX_MEMBERS, copyState, takeGroup } from './hypotheses.ts';
import type { Seen } from './seen.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';
import { mergingShare } from './unresolved.ts';

/**
 * Predicts, branches and reduces. The result replaces the group's content; hypothesis 0 is the one to show.
 * @param logOthers natural log of what else each plot may be, by plot
 * @returns false when no memory was left: the group is as before
 */
export function branchGroup(
  t: Tables,
  group: Group,
  seen: Seen,
  sensor: SensorState,
  logOthers: (t: Tables, slot: number, plot: number) => number,
): boolean {
  const next = takeGroup(t.hypotheses);
  if (next === undefined) return false;
  const mayShare = sensor.clutter !== null;
  startBranches(mayShare);
  const share = mergingShare(sensor.resolution);
  for (let h = 0; h < group.count; h++) {
    for (let i = 0; i < seen.count; i++) listOptions(t, group, seen, h, i, logOthers);
    if (mayShare) pairUp(t, group, seen, h, share);
    branchOut(t, group, seen, h);
  }
  grow(t, group, seen, next);
  chooseLead(next, group, seen);
  if (mayShare) learnPairs(t, seen, sensor);
  copyGroup(next, group);
  t.hypotheses.spare.push(next);
  return true;
}

function copyGroup(from: Group, to: Group): void {
  to.count = from.count;
  to.quiet = from.quiet;
  for (let h = 0; h < from.count; h++) {
    to.weight[h] = from.weight[h]!;
    for (let m = 0; m < from.size; m++)
      copyState(from, h * MAX_MEMBERS + m, to, h * MAX_MEMBERS + m);
  }
}
