// Hot path: only tracks in contention for plots come here; groups are pooled, nothing is allocated per scan.
/**
 * Several hypotheses kept for close tracks. Confirmed tracks that contend for the same plots form a group; a group
 * holds up to MAX_HYPOTHESES joint hypotheses: for each a weight, and the state every member has if that hypothesis
 * is true. A scan branches each hypothesis into its likeliest joint assignments; like ones are joined, the best are
 * kept. So who is who after a crossing is decided when the plots after it are in, not in the middle of it.
 * The store always shows the leading hypothesis; a group that has not branched for a while is settled by it.
 * Source: Reid, "An algorithm for tracking multiple targets" (IEEE T-AC 24(6), 1979); Blackman, Popoli, "Design and
 * Analysis of Modern Tracking Systems" (1999), ch. 16 (joining and pruning).
 */
import { NP, NX } from './filter.ts';
import { TP, TX } from './imm.ts';
import { MODELS } from './motion.ts';
import { type Ring, makeView, seenTogether, viewNewest } from './ring.ts';
import type { TrackStore } from './store.ts';

export const MAX_MEMBERS = 4;
export const MAX_HYPOTHESES = 8;
/** groups at a time; at the bound further contenders are settled scan by scan, counted */
const MAX_GROUPS = 512;
const PLACES = MAX_HYPOTHESES * MAX_MEMBERS;

export interface Group {
  size: number;
  readonly slot: Int32Array;
  /** number of each member's track, to know it again */
  readonly number: Uint32Array;
  count: number;
  readonly weight: Float64Array;
  /** per pair of members, at a * MAX_MEMBERS + b: seen as two at once, so that they are no doubles of one object */
  readonly proven: Uint8Array;
  /** scans since the last branching that mattered */
  quiet: number;
  /** state of member m under hypothesis h at place h * MAX_MEMBERS + m */
  readonly time: Float64Array;
  readonly x: Float64Array;
  readonly p: Float64Array;
  readonly mu: Float64Array;
}

export interface Hypotheses {
  /** per slot: its group, -1 none; how far a member is from where the store shows it, at most, m */
  readonly of: Int32Array;
  readonly spreadM: Float32Array;
  readonly groups: (Group | undefined)[];
  readonly spare: Group[];
  live: number;
}

export function makeHypotheses(capacity: number): Hypotheses {
  return {
    of: new Int32Array(capacity).fill(-1),
    spreadM: new Float32Array(capacity),
    groups: [],
    spare: [],
    live: 0,
  };
}

/** An empty group from the pool; undefined at the bound. */
export function takeGroup(book: Hypotheses): Group | undefined {
  const pooled = book.spare.pop();
  if (pooled !== undefined) return pooled;
  if (book.live >= MAX_GROUPS) return undefined;
  book.live++;
  return {
    size: 0,
    slot: new Int32Array(MAX_MEMBERS),
    number: new Uint32Array(MAX_MEMBERS),
    count: 0,
    weight: new Float64Array(MAX_HYPOTHESES),
    proven: new Uint8Array(MAX_MEMBERS * MAX_MEMBERS),
    quiet: 0,
    time: new Float64Array(PLACES),
    x: new Float64Array(PLACES * TX),
    p: new Float64Array(PLACES * TP),
    mu: new Float64Array(PLACES * MODELS),
  };
}

/** Puts a filled group in the book; its members are found by their slots from now on. */
export function placeGroup(book: Hypotheses, group: Group): number {
  let index = book.groups.indexOf(undefined);
  if (index < 0) index = book.groups.length;
  book.groups[index] = group;
  for (let m = 0; m < group.size; m++) book.of[group.slot[m]!] = index;
  return index;
}

/** Settles a group by its leading hypothesis, which the store shows already. */
export function forgetGroup(book: Hypotheses, index: number): void {
  const group = book.groups[index];
  if (group === undefined) return;
  for (let m = 0; m < group.size; m++) {
    const slot = group.slot[m]!;
    if (book.of[slot] === index) {
      book.of[slot] = -1;
      book.spreadM[slot] = 0;
    }
  }
  book.groups[index] = undefined;
  while (book.groups.length > 0 && book.groups.at(-1) === undefined) book.groups.pop();
  book.spare.push(group);
}

/** Settles the group of a track that is changed from elsewhere (late plot, self-report, drop). */
export function settleSlot(book: Hypotheses, slot: number): void {
  const index = book.of[slot]!;
  if (index >= 0) forgetGroup(book, index);
}

export function memberOf(group: Group, slot: number): number {
  for (let m = 0; m < group.size; m++) if (group.slot[m] === slot) return m;
  return -1;
}

/** Copies one member's state from one group to another. */
export function copyState(from: Group, fromPlace: number, to: Group, toPlace: number): void {
  to.time[toPlace] = from.time[fromPlace]!;
  for (let k = 0; k < TX; k++) to.x[toPlace * TX + k] = from.x[fromPlace * TX + k]!;
  for (let k = 0; k < TP; k++) to.p[toPlace * TP + k] = from.p[fromPlace * TP + k]!;
  for (let k = 0; k < MODELS; k++) to.mu[toPlace * MODELS + k] = from.mu[fromPlace * MODELS + k]!;
}

const view = makeView();

function copyNewest(ring: Ring, slot: number, to: Group, place: number): void {
  viewNewest(ring, slot, view);
  to.time[place] = view.time;
  for (let k = 0; k < TX; k++) to.x[place * TX + k] = view.x[view.xi + k]!;
  for (let k = 0; k < TP; k++) to.p[place * TP + k] = view.p[view.pi + k]!;
  for (let k = 0; k < MODELS; k++) to.mu[place * MODELS + k] = view.mu[view.mi + k]!;
}

/** A group of a single track, one hypothesis: its state in the store. */
function single(book: Hypotheses, store: TrackStore, ring: Ring, slot: number): Group | undefined {
  const group = takeGroup(book);
  if (group === undefined) return undefined;
  group.size = 1;
  group.slot[0] = slot;
  group.number[0] = store.number[slot]!;
  group.count = 1;
  group.weight[0] = 1;
  group.quiet = 0;
  group.proven.fill(0);
  copyNewest(ring, slot, group, 0);
  return group;
}

const order = new Int32Array(MAX_HYPOTHESES * MAX_HYPOTHESES);
const product = new Float64Array(MAX_HYPOTHESES * MAX_HYPOTHESES);

/** Members of both, hypotheses of both multiplied, the likeliest kept. Both are given back to the pool. */
function joinGroups(book: Hypotheses, ring: Ring, a: Group, b: Group): Group | undefined {
  const joined = takeGroup(book);
  if (joined !== undefined) {
    const pairs = a.count * b.count;
    for (let k = 0; k < pairs; k++) {
      order[k] = k;
      product[k] = a.weight[Math.floor(k / b.count)]! * b.weight[k % b.count]!;
    }
    // the hypothesis shown of both stays the one shown
    order.subarray(1, pairs).sort((i, k) => product[k]! - product[i]! || i - k);
    joined.size = a.size + b.size;
    joined.count = Math.min(pairs, MAX_HYPOTHESES);
    joined.quiet = 0;
    for (let m = 0; m < joined.size; m++) {
      const from = m < a.size ? a : b;
      const at = m < a.size ? m : m - a.size;
      joined.slot[m] = from.slot[at]!;
      joined.number[m] = from.number[at]!;
    }
    proveAll(ring, joined, a, b);
    let sum = 0;
    for (let h = 0; h < joined.count; h++) {
      const ha = Math.floor(order[h]! / b.count);
      const hb = order[h]! % b.count;
      joined.weight[h] = product[order[h]!]!;
      sum += joined.weight[h]!;
      for (let m = 0; m < joined.size; m++)
        if (m < a.size) copyState(a, ha * MAX_MEMBERS + m, joined, h * MAX_MEMBERS + m);
        else copyState(b, hb * MAX_MEMBERS + m - a.size, joined, h * MAX_MEMBERS + m);
    }
    for (let h = 0; h < joined.count; h++) joined.weight[h] = joined.weight[h]! / sum;
  }
  book.spare.push(a, b);
  return joined;
}

function prove(ring: Ring, group: Group, m: number, n: number): void {
  if (group.proven[m * MAX_MEMBERS + n] === 1) return;
  if (!seenTogether(ring, group.slot[m]!, group.slot[n]!)) return;
  group.proven[m * MAX_MEMBERS + n] = 1;
  group.proven[n * MAX_MEMBERS + m] = 1;
}

/** What is proven of members of a and of b, and of one of each by the plots they have had. */
function proveAll(ring: Ring, joined: Group, a: Group, b: Group): void {
  joined.proven.fill(0);
  for (let m = 0; m < joined.size; m++)
    for (let n = 0; n < joined.size; n++) {
      const at = m * MAX_MEMBERS + n;
      if (m < a.size && n < a.size) joined.proven[at] = a.proven[at]!;
      else if (m >= a.size && n >= a.size)
        joined.proven[at] = b.proven[(m - a.size) * MAX_MEMBERS + n - a.size]!;
      else if (m < n) prove(ring, joined, m, n);
    }
}

/** Whether two tracks of one group were seen as two objects at once before they came close. */
export function areTwo(book: Hypotheses, a: number, b: number): boolean {
  const index = book.of[a]!;
  if (index < 0 || book.of[b] !== index) return false;
  const group = book.groups[index]!;
  return group.proven[memberOf(group, a) * MAX_MEMBERS + memberOf(group, b)] === 1;
}

function detach(book: Hypotheses, store: TrackStore, ring: Ring, slot: number): Group | undefined {
  const index = book.of[slot]!;
  if (index < 0) return single(book, store, ring, slot);
  const group = book.groups[index]!;
  for (let m = 0; m < group.size; m++) book.of[group.slot[m]!] = -1;
  book.groups[index] = undefined;
  return group;
}

/** Members a group of these two tracks and all they are grouped with would have. */
export function sizeTogether(book: Hypotheses, a: number, b: number): number {
  const size = (slot: number): number => {
    const index = book.of[slot]!;
    return index < 0 ? 1 : book.groups[index]!.size;
  };
  return book.of[a] === book.of[b] && book.of[a]! >= 0 ? size(a) : size(a) + size(b);
}

/** Puts two tracks, and all they are grouped with, in one group. @returns false when a bound forbids it */
export function contend(
  book: Hypotheses,
  store: TrackStore,
  ring: Ring,
  a: number,
  b: number,
): boolean {
  if (book.of[a] === book.of[b] && book.of[a]! >= 0) {
    const group = book.groups[book.of[a]!]!;
    prove(ring, group, memberOf(group, a), memberOf(group, b));
    return true;
  }
  if (sizeTogether(book, a, b) > MAX_MEMBERS) return false;
  const one = detach(book, store, ring, a);
  const two = detach(book, store, ring, b);
  if (one === undefined || two === undefined) {
    if (one !== undefined) book.spare.push(one);
    if (two !== undefined) book.spare.push(two);
    return false;
  }
  const joined = joinGroups(book, ring, one, two);
  if (joined === undefined) return false;
  placeGroup(book, joined);
  return true;
}

/**
 * How far apart two hypotheses are: the largest over members of the squared distance in place and velocity, in the
 * variance of both; Infinity when a member's newest plot differs in time.
 */
export function apart(group: Group, g: number, h: number): number {
  let most = 0;
  for (let m = 0; m < group.size; m++) {
    const a = g * MAX_MEMBERS + m;
    const b = h * MAX_MEMBERS + m;
    const dt = group.time[a]! - group.time[b]!;
    const i = likeliest(group, a);
    const k = likeliest(group, b);
    let sum = 0;
    for (let axis = 0; axis < 3; axis++) {
      const cell = axis === 0 ? 0 : axis === 1 ? 3 : 5;
      const rate = axis === 0 ? 15 : axis === 1 ? 18 : 20;
      const pa = a * TP + i * NP;
      const pb = b * TP + k * NP;
      const xa = a * TX + i * NX + axis;
      const xb = b * TX + k * NX + axis;
      // both at the later of the two times
      const ahead = dt > 0 ? -dt * group.x[xb + 3]! : dt < 0 ? -dt * group.x[xa + 3]! : 0;
      const off = group.x[xa]! - group.x[xb]! + ahead;
      const turn = group.x[xa + 3]! - group.x[xb + 3]!;
      sum += (off * off) / (group.p[pa + cell]! + group.p[pb + cell]!);
      sum += (turn * turn) / (group.p[pa + rate]! + group.p[pb + rate]! + 1e-6);
    }
    if (sum > most) most = sum;
  }
  return most;
}

/** The likeliest motion model of a member's state. */
export function likeliest(group: Group, place: number): number {
  let best = 0;
  for (let m = 1; m < MODELS; m++)
    if (group.mu[place * MODELS + m]! > group.mu[place * MODELS + best]!) best = m;
  return best;
}
