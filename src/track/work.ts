// Hot path: scratch of one scan, grown by doubling and kept; nothing is allocated in steady state.
/** Candidates (tracks that may have a plot in this scan, predicted to its time) and candidate pairs. */
import { NZ } from './filter.ts';
import { TP, TX } from './imm.ts';
import { MODELS } from './motion.ts';

export interface Work {
  candidates: number;
  slot: Int32Array;
  time: Float64Array;
  /** ring entry the prediction starts from; -1 = the newest state, nothing later to replay */
  entry: Int32Array;
  /** chance that this scan sees the object if it exists */
  chance: Float64Array;
  firstPair: Int32Array;
  pairCount: Int32Array;
  x: Float64Array;
  p: Float64Array;
  mu: Float64Array;
  pairs: number;
  pairCandidate: Int32Array;
  pairPlot: Int32Array;
  /** index of the measurement in `z`, in units of NZ: the plot's own, or one made for this pair */
  pairZ: Int32Array;
  pairLog: Float64Array;
  /** squared statistical distance of the pair (bearings) */
  pairSquared: Float64Array;
  /** measurements made for pairs (height of the track, other plane) */
  made: number;
  z: Float64Array;
  /** per plot: pairs it is in, cluster (union-find), probability that a track took it */
  degree: Int32Array;
  parent: Int32Array;
  taken: Float64Array;
  free: Float64Array;
}

/** Room for a scan of this size from the start, 6 MB: grown later, what was too small is left to the collector. */
const START = 8192;

export function makeWork(): Work {
  const work = {
    candidates: 0,
    pairs: 0,
    made: 0,
  } as Work;
  growCandidates(work, START);
  growPairs(work, START);
  growPlots(work, START);
  return work;
}

function growCandidates(work: Work, size: number): void {
  const i32 = (old: Int32Array | undefined): Int32Array => copyInto(new Int32Array(size), old);
  const f64 = (old: Float64Array | undefined, per = 1): Float64Array =>
    copyInto(new Float64Array(size * per), old);
  work.slot = i32(work.slot);
  work.entry = i32(work.entry);
  work.firstPair = i32(work.firstPair);
  work.pairCount = i32(work.pairCount);
  work.time = f64(work.time);
  work.chance = f64(work.chance);
  work.x = f64(work.x, TX);
  work.p = f64(work.p, TP);
  work.mu = f64(work.mu, MODELS);
}

function growPairs(work: Work, size: number): void {
  work.pairCandidate = copyInto(new Int32Array(size), work.pairCandidate);
  work.pairPlot = copyInto(new Int32Array(size), work.pairPlot);
  work.pairZ = copyInto(new Int32Array(size), work.pairZ);
  work.pairLog = copyInto(new Float64Array(size), work.pairLog);
  // one more than pairs: written before the pair is added
  work.pairSquared = copyInto(new Float64Array(size + 1), work.pairSquared);
}

function growPlots(work: Work, size: number): void {
  work.degree = copyInto(new Int32Array(size), work.degree);
  work.parent = copyInto(new Int32Array(size), work.parent);
  work.taken = copyInto(new Float64Array(size), work.taken);
  work.free = copyInto(new Float64Array(size), work.free);
}

function copyInto<T extends Int32Array | Float64Array>(to: T, from: T | undefined): T {
  if (from !== undefined) to.set(from);
  return to;
}

/** Empties the scratch for a scan of `plots` plots whose measurements already lie in z[0 .. plots*NZ). */
export function startWork(work: Work, plots: number): void {
  work.candidates = 0;
  work.pairs = 0;
  work.made = plots;
  if (work.degree.length < plots) growPlots(work, plots * 2);
  work.degree.fill(0, 0, plots);
  work.taken.fill(0, 0, plots);
  for (let j = 0; j < plots; j++) work.parent[j] = j;
}

export function addCandidate(work: Work): number {
  if (work.candidates === work.slot.length) growCandidates(work, work.slot.length * 2);
  return work.candidates++;
}

export function addPair(work: Work, candidate: number, plot: number, z: number, log: number): void {
  if (work.pairs === work.pairPlot.length) growPairs(work, work.pairPlot.length * 2);
  const at = work.pairs++;
  work.pairCandidate[at] = candidate;
  work.pairPlot[at] = plot;
  work.pairZ[at] = z;
  work.pairLog[at] = log;
  work.degree[plot] = work.degree[plot]! + 1;
}

/** Makes room in z for `count` measurements. */
export function reserveMeasures(work: Work, count: number): void {
  const have = work.z === undefined ? 0 : work.z.length / NZ;
  if (have >= count) return;
  work.z = copyInto(new Float64Array(Math.max(count, have) * 2 * NZ), work.z);
}

export function findRoot(work: Work, plot: number): number {
  let root = plot;
  while (work.parent[root] !== root) root = work.parent[root]!;
  while (work.parent[plot] !== root) {
    const next = work.parent[plot]!;
    work.parent[plot] = root;
    plot = next;
  }
  return root;
}

export function unite(work: Work, a: number, b: number): void {
  const rootA = findRoot(work, a);
  const rootB = findRoot(work, b);
  if (rootA < rootB) work.parent[rootB] = rootA;
  else if (rootB < rootA) work.parent[rootA] = rootB;
}
