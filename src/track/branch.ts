// Hot path: only groups of contending tracks come here; no allocation per scan.
/** One scan of a group of contending tracks: branch every hypothesis, keep the best, join those that agree. */
import { NP, NX, NZ } from './filter.ts';
import {
  type Group,
  MAX_HYPOTHESES,
  MAX_MEMBERS,
  apart,
  copyState,
  likeliest,
  takeGroup,
} from './hypotheses.ts';
import { TP, TX, lastGate, likelihoodTrack, mixModels, predictTrack, updateTrack } from './imm.ts';
import { MODELS } from './motion.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';
import { countPair, measureShared, mergingShare, unresolvedChance } from './unresolved.ts';

/** branches kept before like ones are joined, plots considered per member and hypothesis */
const MAX_BRANCHES = 24;
const MAX_OPTIONS = 4;
/** weight, against the best, below which a hypothesis is dropped; a branching below it did not matter */
const FAINT = 1e-3;
const MATTERS = 0.02;
/** squared distance over place and velocity (6 numbers) within which hypotheses are one */
const ALIKE = 0.6;
/**
 * A hypothesis takes the lead only when this much likelier than what has come of the one shown: a lead that changes
 * on less changes back as often, and each change is a track number on another object.
 */
const LEAD = 10;

const PLACES = MAX_HYPOTHESES * MAX_MEMBERS;
const px = new Float64Array(PLACES * TX);
const pp = new Float64Array(PLACES * TP);
const pmu = new Float64Array(PLACES * MODELS);
/** the same over all models, by place: where a member is */
const cx = new Float64Array(PLACES * NX);
const cp = new Float64Array(PLACES * NP);
/** options of a member under a hypothesis: pair (-1 none) and log weight, best first */
const optionPair = new Int32Array(PLACES * (MAX_OPTIONS + 1));
const optionLog = new Float64Array(PLACES * (MAX_OPTIONS + 1));
const optionCount = new Int32Array(PLACES);

const branchLog = new Float64Array(MAX_BRANCHES);
const branchFrom = new Int32Array(MAX_BRANCHES);
const branchPick = new Int32Array(MAX_BRANCHES * MAX_MEMBERS);
let branches = 0;
const pick = new Int32Array(MAX_MEMBERS);
const pickLog = new Float64Array(MAX_MEMBERS);
const rest = new Float64Array(MAX_MEMBERS + 1);

/** Members seen in this cluster: their index in the group and their candidate. */
export interface Seen {
  count: number;
  readonly member: Int32Array;
  readonly candidate: Int32Array;
  /** result: pair each takes in the leading hypothesis, -1 none */
  readonly took: Int32Array;
  /** result: the hypothesis it came from */
  from: number;
  /** result: over all hypotheses, chance that a plot is the member's alone, and that it is one of two objects */
  readonly held: Float64Array;
  readonly shared: Float64Array;
  /** result: chance that a pair this close is one plot, for a member that shared one */
  readonly merging: Float64Array;
  /** result: the leading hypothesis is another than before */
  turned: boolean;
}

export function makeSeen(): Seen {
  return {
    count: 0,
    member: new Int32Array(MAX_MEMBERS),
    candidate: new Int32Array(MAX_MEMBERS),
    took: new Int32Array(MAX_MEMBERS),
    from: 0,
    held: new Float64Array(MAX_MEMBERS),
    shared: new Float64Array(MAX_MEMBERS),
    merging: new Float64Array(MAX_MEMBERS),
    turned: false,
  };
}

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
  branches = 0;
  mayShare = sensor.clutter !== null;
  const share = mergingShare(sensor.resolution);
  for (let h = 0; h < group.count; h++) {
    for (let i = 0; i < seen.count; i++) listOptions(t, group, seen, h, i, logOthers);
    if (mayShare) pairUp(t, group, seen, h, share);
    rest[seen.count] = 0;
    for (let i = seen.count - 1; i >= 0; i--)
      rest[i] = rest[i + 1]! + optionLog[placeOf(h, i) * (MAX_OPTIONS + 1)]!;
    descend(t, seen, h, 0, Math.log(group.weight[h]!));
  }
  grow(t, group, seen, next);
  reduce(next, group, seen);
  if (mayShare) learnPairs(t, seen, sensor);
  copyGroup(next, group);
  t.hypotheses.spare.push(next);
  return true;
}

function placeOf(h: number, i: number): number {
  return h * MAX_MEMBERS + i;
}

/** Predicts a member under a hypothesis and ranks what it may take. */
function listOptions(
  t: Tables,
  group: Group,
  seen: Seen,
  h: number,
  i: number,
  logOthers: (t: Tables, slot: number, plot: number) => number,
): void {
  const { work, store } = t;
  const c = seen.candidate[i]!;
  const slot = work.slot[c]!;
  const from = h * MAX_MEMBERS + seen.member[i]!;
  const to = placeOf(h, i);
  predictTrack(
    store.kind[slot]!,
    Math.max(work.time[c]! - group.time[from]!, 0),
    group.x,
    from * TX,
    group.p,
    from * TP,
    group.mu,
    from * MODELS,
    px,
    to * TX,
    pp,
    to * TP,
    pmu,
    to * MODELS,
  );
  const due = store.existence[slot]! * work.chance[c]!;
  const base = to * (MAX_OPTIONS + 1);
  optionPair[base] = -1;
  optionLog[base] = Math.log(1 - due);
  let count = 1;
  for (let k = 0; k < work.pairCount[c]!; k++) {
    const pair = work.firstPair[c]! + k;
    const zi = work.pairZ[pair]! * NZ;
    const log = likelihoodTrack(px, to * TX, pp, to * TP, pmu, to * MODELS, work.z, zi);
    if (!(lastGate[0]! <= t.settings.gate)) continue;
    const value = Math.log(due) + log - logOthers(t, slot, work.pairPlot[pair]!);
    if (count > MAX_OPTIONS && value <= optionLog[base + count - 1]!) continue;
    let at = count > MAX_OPTIONS ? count - 1 : count++;
    while (at > 0 && optionLog[base + at - 1]! < value) {
      optionLog[base + at] = optionLog[base + at - 1]!;
      optionPair[base + at] = optionPair[base + at - 1]!;
      at--;
    }
    optionLog[base + at] = value;
    optionPair[base + at] = pair;
  }
  optionCount[to] = count;
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
    const at = place * (MAX_OPTIONS + 1) + k;
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

/** chance of merging below which two members do not share a plot */
const LEAST_MERGING = 0.01;
let mayShare = false;
/** by pairAt(): chance that two members seen are one plot under a hypothesis */
const pairChance = new Float64Array(MAX_HYPOTHESES * MAX_MEMBERS * MAX_MEMBERS);
/** one made measurement for each of two */
const shared = new Float64Array(NZ);
const LOG_2 = Math.log(2);

function pairAt(h: number, i: number, k: number): number {
  return (h * MAX_MEMBERS + i) * MAX_MEMBERS + k;
}

/** Chances of all pairs of members under a hypothesis; none for pairs that may be doubles of one object. */
function pairUp(t: Tables, group: Group, seen: Seen, h: number, share: number): void {
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
function ofPairs(t: Tables, seen: Seen, h: number): number {
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
function partnerOf(t: Tables, seen: Seen, picks: Int32Array, from: number, i: number): number {
  const pair = picks[from + i]!;
  if (pair < 0) return -1;
  for (let k = 0; k < seen.count; k++)
    if (k !== i && picks[from + k]! >= 0)
      if (t.work.pairPlot[picks[from + k]!] === t.work.pairPlot[pair]) return k;
  return -1;
}

/** Counts the close pairs of the leading hypothesis: seen as two, or as one. */
function learnPairs(t: Tables, seen: Seen, sensor: SensorState): void {
  for (let i = 1; i < seen.count; i++)
    for (let k = 0; k < i; k++) {
      const chance = pairChance[pairAt(seen.from, i, k)]! / mergingShare(sensor.resolution);
      if (chance < 0.2 || seen.took[i]! < 0 || seen.took[k]! < 0) continue;
      countPair(sensor.resolution, partnerOf(t, seen, seen.took, 0, i) === k, chance);
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

const tookOf = new Int32Array(MAX_HYPOTHESES * MAX_MEMBERS);
const parentOf = new Int32Array(MAX_HYPOTHESES);
let mattered = false;

/** Writes the states of the branches, best first, joining those that agree with a better one. */
function grow(t: Tables, group: Group, seen: Seen, next: Group): void {
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

/** Normalises, decides which hypothesis leads, and counts quiet scans. */
function reduce(next: Group, group: Group, seen: Seen): void {
  let sum = 0;
  for (let h = 0; h < next.count; h++) sum += next.weight[h]!;
  for (let h = 0; h < next.count; h++) next.weight[h] = next.weight[h]! / sum;
  let lead = 0;
  let shown = -1;
  for (let h = 0; h < next.count; h++) {
    support[h] = supportOf(next, h);
    if (support[h]! > support[lead]!) lead = h;
    if (parentOf[h] === 0 && (shown < 0 || support[h]! > support[shown]!)) shown = h;
  }
  if (shown >= 0 && support[lead]! < LEAD * support[shown]!) lead = shown;
  seen.turned = parentOf[lead] !== 0;
  seen.from = parentOf[lead]!;
  for (let i = 0; i < seen.count; i++) seen.took[i] = tookOf[lead * MAX_MEMBERS + i]!;
  if (lead !== 0) swap(next, 0, lead);
  next.quiet = mattered ? 0 : group.quiet + 1;
}

const support = new Float64Array(MAX_HYPOTHESES);

/**
 * Weight of all hypotheses that say who is where much as this one does: histories that differ only in which plot of
 * a heap was whose are one answer, not rivals of each other.
 */
function supportOf(group: Group, h: number): number {
  let sum = 0;
  for (let g = 0; g < group.count; g++)
    sum += group.weight[g]! * (g === h ? 1 : Math.exp(-0.25 * apart(group, g, h)));
  return sum;
}

function swap(group: Group, a: number, b: number): void {
  const weight = group.weight[a]!;
  group.weight[a] = group.weight[b]!;
  group.weight[b] = weight;
  for (let m = 0; m < group.size; m++) {
    const i = a * MAX_MEMBERS + m;
    const k = b * MAX_MEMBERS + m;
    exchange(group.time, i, k, 1);
    exchange(group.x, i, k, TX);
    exchange(group.p, i, k, TP);
    exchange(group.mu, i, k, MODELS);
  }
}

function exchange(list: Float64Array, i: number, k: number, per: number): void {
  for (let n = 0; n < per; n++) {
    const kept = list[i * per + n]!;
    list[i * per + n] = list[k * per + n]!;
    list[k * per + n] = kept;
  }
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

/** Farthest a member may be from where hypothesis 0 has it, m. */
export function spreadOf(group: Group, m: number): number {
  let most = 0;
  const a = m * TX + likeliest(group, m) * NX;
  for (let h = 1; h < group.count; h++) {
    const place = h * MAX_MEMBERS + m;
    const b = place * TX + likeliest(group, place) * NX;
    const dt = group.time[m]! - group.time[place]!;
    const de = group.x[b]! + dt * group.x[b + 3]! - group.x[a]!;
    const dn = group.x[b + 1]! + dt * group.x[b + 4]! - group.x[a + 1]!;
    most = Math.max(most, Math.abs(de), Math.abs(dn));
  }
  return most;
}
