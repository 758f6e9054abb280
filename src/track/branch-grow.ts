// Hot path: only groups of contending tracks come here; no allocation per scan.
/** Branches of a group's hypotheses in one scan: the likeliest joint assignments, and the states they lead to. */
import {
  OPTIONS,
  cp,
  cx,
  optionCount,
  optionLog,
  optionPair,
  placeOf,
  pmu,
  pp,
  px,
} from './branch-options.ts';
import {
  LEAST_MERGING,
  ofPairs,
  pairAt,
  pairChance,
  partnerOf,
  pick,
  pickLog,
  shared,
} from './branch-pairs.ts';
import { NZ } from './filter.ts';
import { type Group, MAX_HYPOTHESES, MAX_MEMBERS, apart, copyState } from './hypotheses.ts';
import { TP, TX, updateTrack } from './imm.ts';
import { MODELS } from './motion.ts';
import type { Seen } from './seen.ts';
import type { Tables } from './tables.ts';
import { measureShared } from './unresolved.ts';

/** branches kept before like ones are joined */
const MAX_BRANCHES = 24;
/** weight, against the best, below which a hypothesis is dropped; a branching below it did not matter */
const FAINT = 1e-3;
const MATTERS = 0.02;
/** squared distance over place and velocity (6 numbers) within which hypotheses are one */
const ALIKE = 0.6;

const branchLog = new Float64Array(MAX_BRANCHES);
const branchFrom = new Int32Array(MAX_BRANCHES);
const branchPick = new Int32Array(MAX_BRANCHES * MAX_MEMBERS);
let branches = 0;
let mayShare = false;
/** best that the members from i on can add */
const rest = new Float64Array(MAX_MEMBERS + 1);

/** of each hypothesis grown: the pair each member seen took, and the hypothesis it came from */
export const tookOf = new Int32Array(MAX_HYPOTHESES * MAX_MEMBERS);
export const parentOf = new Int32Array(MAX_HYPOTHESES);
/** a branching of the last growth could change who is who */
export let mattered = false;

/** Forgets the branches of the scan before. `share`: two members may be one plot */
export function startBranches(share: boolean): void {
  branches = 0;
  mayShare = share;
}

/** Adds the branches of one hypothesis, whose options and pairs are listed. */
export function branchOut(t: Tables, group: Group, seen: Seen, h: number): void {
  rest[seen.count] = 0;
  for (let i = seen.count - 1; i >= 0; i--)
    rest[i] = rest[i + 1]! + optionLog[placeOf(h, i) * OPTIONS]!;
  descend(t, seen, h, 0, Math.log(group.weight[h]!));
}

/** Joint assignments of one hypothesis, depth first; the best MAX_BRANCHES over all hypotheses are kept. */
function descend(t: Tables, seen: Seen, h: number, i: number, log: number): void {
  if (branches === MAX_BRANCHES && log + rest[i]! <= branchLog[branches - 1]!) return;
  if (branches > 0 && log + rest[i]! < branchLog[0]! - 12) return;
  if (i === seen.count) {
    keepBranch(seen, h, mayShare ? log + ofPairs(t, seen, h) : log);
    return;
  }
  const place = placeOf(h, i);
  const { work } = t;
  for (let k = 0; k < optionCount[place]!; k++) {
    const at = place * OPTIONS + k;
    const pair = optionPair[at]!;
    let sharers = 0;
    let isFree = true;
    for (let j = 0; j < i && isFree && pair >= 0; j++) {
      if (pick[j]! < 0 || work.pairPlot[pick[j]!] !== work.pairPlot[pair]) continue;
      isFree = mayShare && ++sharers < 2 && pairChance[pairAt(h, i, j)]! > LEAST_MERGING;
    }
    if (!isFree) continue;
    pick[i] = pair;
    pickLog[i] = optionLog[at]!;
    descend(t, seen, h, i + 1, log + optionLog[at]!);
  }
}

function keepBranch(seen: Seen, h: number, log: number): void {
  let at = branches < MAX_BRANCHES ? branches++ : MAX_BRANCHES - 1;
  while (at > 0 && branchLog[at - 1]! < log) {
    branchLog[at] = branchLog[at - 1]!;
    branchFrom[at] = branchFrom[at - 1]!;
    for (let i = 0; i < MAX_MEMBERS; i++)
      branchPick[at * MAX_MEMBERS + i] = branchPick[(at - 1) * MAX_MEMBERS + i]!;
    at--;
  }
  branchLog[at] = log;
  branchFrom[at] = h;
  for (let i = 0; i < seen.count; i++) branchPick[at * MAX_MEMBERS + i] = pick[i]!;
}

/** Writes the states of the branches, best first, joining those that agree with a better one. */
export function grow(t: Tables, group: Group, seen: Seen, next: Group): void {
  next.size = group.size;
  next.count = 0;
  mattered = false;
  seen.held.fill(0);
  seen.shared.fill(0);
  seen.merging.fill(0);
  let total = 0;
  for (let m = 0; m < group.size; m++) {
    next.slot[m] = group.slot[m]!;
    next.number[m] = group.number[m]!;
  }
  for (let b = 0; b < branches && next.count < MAX_HYPOTHESES; b++) {
    const weight = Math.exp(branchLog[b]! - branchLog[0]!);
    if (weight < FAINT) break;
    const h = next.count;
    writeBranch(t, group, seen, b, next, h);
    total += weight;
    noteHeld(t, seen, b, weight);
    let twin = -1;
    for (let g = 0; g < h && twin < 0; g++) if (apart(next, g, h) < ALIKE) twin = g;
    if (twin >= 0) {
      next.weight[twin] = next.weight[twin]! + weight;
      continue;
    }
    next.weight[h] = weight;
    parentOf[h] = branchFrom[b]!;
    for (let i = 0; i < seen.count; i++)
      tookOf[h * MAX_MEMBERS + i] = branchPick[b * MAX_MEMBERS + i]!;
    for (let g = 0; g < h; g++)
      if (parentOf[g] === parentOf[h] && weight > MATTERS * next.weight[g]!) mattered = true;
    next.count++;
  }
  for (let i = 0; i < seen.count; i++) {
    if (seen.shared[i]! > 0) seen.merging[i] = seen.merging[i]! / seen.shared[i]!;
    seen.held[i] = seen.held[i]! / total;
    seen.shared[i] = seen.shared[i]! / total;
  }
}

/** Adds a branch to what each member has been seen with. */
function noteHeld(t: Tables, seen: Seen, b: number, weight: number): void {
  for (let i = 0; i < seen.count; i++) {
    if (branchPick[b * MAX_MEMBERS + i]! < 0) continue;
    const partner = partnerOf(t, seen, branchPick, b * MAX_MEMBERS, i);
    if (partner < 0) seen.held[i] = seen.held[i]! + weight;
    else {
      seen.shared[i] = seen.shared[i]! + weight;
      const chance = pairChance[pairAt(branchFrom[b]!, i, partner)]!;
      seen.merging[i] = seen.merging[i]! + weight * chance;
      if (weight > MATTERS) mattered = true;
    }
  }
}

function writeBranch(t: Tables, group: Group, seen: Seen, b: number, next: Group, h: number): void {
  const from = branchFrom[b]!;
  for (let m = 0; m < group.size; m++)
    copyState(group, from * MAX_MEMBERS + m, next, h * MAX_MEMBERS + m);
  for (let i = 0; i < seen.count; i++) {
    const pair = branchPick[b * MAX_MEMBERS + i]!;
    if (pair < 0) continue;
    const to = h * MAX_MEMBERS + seen.member[i]!;
    const src = placeOf(from, i);
    const partner = partnerOf(t, seen, branchPick, b * MAX_MEMBERS, i);
    let z = t.work.z;
    let zi = t.work.pairZ[pair]! * NZ;
    if (partner >= 0) {
      measureShared(cx, cp, src, placeOf(from, partner), z, zi, shared, 0);
      z = shared;
      zi = 0;
    }
    updateTrack(
      px,
      src * TX,
      pp,
      src * TP,
      pmu,
      src * MODELS,
      z,
      zi,
      next.x,
      to * TX,
      next.p,
      to * TP,
      next.mu,
      to * MODELS,
    );
    next.time[to] = t.work.time[seen.candidate[i]!]!;
  }
}
