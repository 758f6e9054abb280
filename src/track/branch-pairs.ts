// Hot path: only groups of contending tracks come here; no allocation per scan.
/** Members of a group that may be one plot: how likely, and what an assignment weighs by it. */
import { NP, NX, NZ } from './filter.ts';
import { type Group, MAX_HYPOTHESES, MAX_MEMBERS } from './hypotheses.ts';
import { TP, TX, likelihoodTrack, mixModels } from './imm.ts';
import { MODELS } from './motion.ts';
import { cp, cx, placeOf, pmu, pp, px } from './branch-options.ts';
import type { Seen } from './seen.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';
import { countPair, measureShared, mergingShare, unresolvedChance } from './unresolved.ts';

/** chance of merging below which two members do not share a plot */
export const LEAST_MERGING = 0.01;
/** by pairAt(): chance that two members seen are one plot under a hypothesis */
export const pairChance = new Float64Array(MAX_HYPOTHESES * MAX_MEMBERS * MAX_MEMBERS);
/** the assignment on trial: pair each member seen takes, -1 none, and its log weight */
export const pick = new Int32Array(MAX_MEMBERS);
export const pickLog = new Float64Array(MAX_MEMBERS);
/** what one plot of two says of each of them, for the moment */
export const shared = new Float64Array(NZ);
const LOG_2 = Math.log(2);

export function pairAt(h: number, i: number, k: number): number {
  return (h * MAX_MEMBERS + i) * MAX_MEMBERS + k;
}

/** Chances of all pairs of members under a hypothesis; none for pairs that may be doubles of one object. */
export function pairUp(t: Tables, group: Group, seen: Seen, h: number, share: number): void {
  const { work } = t;
  for (let i = 0; i < seen.count; i++) {
    const at = placeOf(h, i);
    mixModels(px, at * TX, pp, at * TP, pmu, at * MODELS, cx, at * NX, cp, at * NP);
    for (let k = 0; k < i; k++) {
      const proven = group.proven[seen.member[i]! * MAX_MEMBERS + seen.member[k]!] === 1;
      const zi = work.pairZ[work.firstPair[seen.candidate[i]!]!]! * NZ;
      const chance = proven ? share * unresolvedChance(cx, cp, at, placeOf(h, k), work.z, zi) : 0;
      pairChance[pairAt(h, i, k)] = chance;
      pairChance[pairAt(h, k, i)] = chance;
    }
  }
}

/** What the picks of an assignment, taken together, weigh beyond each alone: shared plots, and plots missing. */
export function ofPairs(t: Tables, seen: Seen, h: number): number {
  const { work } = t;
  let sum = 0;
  for (let i = 1; i < seen.count; i++)
    for (let k = 0; k < i; k++) {
      const chance = pairChance[pairAt(h, i, k)]!;
      if (chance < LEAST_MERGING) continue;
      if (pick[i]! >= 0 && pick[k]! >= 0) {
        if (work.pairPlot[pick[i]!] === work.pairPlot[pick[k]!])
          sum += logShared(t, h, i, k, chance) - pickLog[i]! - pickLog[k]!;
        continue;
      }
      if (pick[i]! >= 0 || pick[k]! >= 0) {
        sum += Math.log(1 - chance);
        continue;
      }
      const both = Math.max(pickLog[i]!, pickLog[k]!);
      sum += Math.log(1 - chance + chance * Math.exp(both - pickLog[i]! - pickLog[k]!));
    }
  return sum;
}

/** Log weight of one plot made by two members; the others it may be are in the pick of the first already. */
function logShared(t: Tables, h: number, i: number, k: number, chance: number): number {
  const { work } = t;
  const [a, b] = [placeOf(h, i), placeOf(h, k)];
  const zi = work.pairZ[pick[i]!]! * NZ;
  const alone = likelihoodTrack(px, a * TX, pp, a * TP, pmu, a * MODELS, work.z, zi);
  measureShared(cx, cp, a, b, work.z, zi, shared, 0);
  const both = likelihoodTrack(px, a * TX, pp, a * TP, pmu, a * MODELS, shared, 0);
  const dims = work.z[zi] === 0 ? 3 : 2;
  return pickLog[i]! - alone + both + dims * LOG_2 + Math.log(chance);
}

/** Who shares the plot that seen member i has in a branch; -1 nobody. */
export function partnerOf(
  t: Tables,
  seen: Seen,
  picks: Int32Array,
  from: number,
  i: number,
): number {
  const pair = picks[from + i]!;
  if (pair < 0) return -1;
  for (let k = 0; k < seen.count; k++)
    if (k !== i && picks[from + k]! >= 0)
      if (t.work.pairPlot[picks[from + k]!] === t.work.pairPlot[pair]) return k;
  return -1;
}

/** Counts the close pairs of the leading hypothesis: seen as two, or as one. */
export function learnPairs(t: Tables, seen: Seen, sensor: SensorState): void {
  for (let i = 1; i < seen.count; i++)
    for (let k = 0; k < i; k++) {
      const chance = pairChance[pairAt(seen.from, i, k)]! / mergingShare(sensor.resolution);
      if (chance < 0.2 || seen.took[i]! < 0 || seen.took[k]! < 0) continue;
      countPair(sensor.resolution, partnerOf(t, seen, seen.took, 0, i) === k, chance);
    }
}
