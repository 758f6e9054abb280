// Hot path: only clusters of several tracks come here; no allocation once grown.
/** Tracks of a cluster that contend for plots: grouped, and their hypotheses branched and shown. */
import { spreadOf } from './branch-lead.ts';
import { branchGroup } from './branch.ts';
import { others } from './existence.ts';
import { NZ } from './filter.ts';
import { type Group, contend, forgetGroup, memberOf } from './hypotheses.ts';
import { TP, TX } from './imm.ts';
import { combine, notePlot } from './lifecycle.ts';
import type { Look } from './look.ts';
import { MODELS, MOTION_CLASS } from './motion.ts';
import { registerPair } from './register.ts';
import { clearRing, pushEntry } from './ring.ts';
import { type Seen, makeSeen } from './seen.ts';
import type { Tables } from './tables.ts';
import { rememberCell } from './take.ts';

/** The candidates and the plots of one cluster, by their place in the scan. */
export interface ClusterMembers {
  tracks: Int32Array;
  plots: Int32Array;
  trackCount: number;
  plotCount: number;
}

/** chance of a plot for each of two tracks above which they contend for it */
const CONTEND = 0.1;
/** scans without a branching that mattered after which a group is settled */
const QUIET = 8;

/** Puts confirmed tracks that contend for a plot in groups. */
export function groupContenders(t: Tables, members: ClusterMembers): void {
  const { tracks: clusterTracks, trackCount: tracks, plotCount: plots } = members;
  const { work, cluster } = t;
  for (let i = 1; i < tracks; i++) {
    if (!mayGroup(t, clusterTracks[i]!)) continue;
    for (let k = 0; k < i; k++) {
      if (!mayGroup(t, clusterTracks[k]!)) continue;
      for (let j = 0; j < plots; j++) {
        if (cluster.beta[i * plots + j]! < CONTEND || cluster.beta[k * plots + j]! < CONTEND)
          continue;
        const [a, b] = [work.slot[clusterTracks[i]!]!, work.slot[clusterTracks[k]!]!];
        contend(t.hypotheses, t.store, t.ring, a, b);
        break;
      }
    }
  }
}

/**
 * Confirmed, not late. Vessels are left out: moored side by side they contend for ever, and under way they do not
 * cross within a radar's resolution; keeping hypotheses there cost more switches than it saved.
 */
function mayGroup(t: Tables, c: number): boolean {
  const slot = t.work.slot[c]!;
  if (t.store.kind[slot] === MOTION_CLASS.vessel) return false;
  return t.store.everConfirmed[slot] === 1 && t.work.entry[c]! < 0;
}

const seen: Seen = makeSeen();
/** per candidate: 0 not by hypotheses, else 1 and the pair taken by the leading one */
export let grouped: Uint8Array = new Uint8Array(256);
export let tookPair: Int32Array = new Int32Array(256);
/** per candidate that hypotheses decide: its existence after the look */
export let stands: Float64Array = new Float64Array(256);

/** Lets every group with members in this cluster branch, once. */
export function branchGroups(t: Tables, look: Look, members: ClusterMembers): void {
  const { tracks: clusterTracks, trackCount: tracks } = members;
  const { work, hypotheses } = t;
  if (grouped.length < work.candidates) {
    grouped = new Uint8Array(work.candidates * 2);
    tookPair = new Int32Array(work.candidates * 2);
    stands = new Float64Array(work.candidates * 2);
  }
  for (let i = 0; i < tracks; i++) grouped[clusterTracks[i]!] = 0;
  for (let i = 0; i < tracks; i++) {
    const c = clusterTracks[i]!;
    const index = hypotheses.of[work.slot[c]!]!;
    if (index < 0 || grouped[c] === 1) continue;
    const group = hypotheses.groups[index]!;
    seen.count = 0;
    for (let k = i; k < tracks; k++) {
      const d = clusterTracks[k]!;
      if (hypotheses.of[work.slot[d]!] !== index) continue;
      seen.member[seen.count] = memberOf(group, work.slot[d]!);
      seen.candidate[seen.count++] = d;
    }
    claimByRest(t, index, members);
    const branched = branchGroup(t, group, seen, look.sensor, logOthers);
    if (!branched) {
      forgetGroup(hypotheses, index);
      continue;
    }
    for (let s = 0; s < seen.count; s++) {
      grouped[seen.candidate[s]!] = 1;
      tookPair[seen.candidate[s]!] = seen.took[s]!;
      stands[seen.candidate[s]!] = existenceOf(t, s);
    }
    showGroup(t, look, group);
    if (group.quiet > QUIET || (group.count === 1 && group.quiet > 1))
      forgetGroup(hypotheses, index);
  }
}

/**
 * Existence of a seen member after the look: sure where a plot is its own; where one plot is of two, the younger is less
 * sure by how unlikely it was that two would show as one; without a plot as after any miss.
 */
function existenceOf(t: Tables, s: number): number {
  const { work, store } = t;
  const c = seen.candidate[s]!;
  const r = store.existence[work.slot[c]!]!;
  const chance = work.chance[c]!;
  let younger = false;
  for (let k = 0; k < seen.count; k++)
    if (k !== s && seen.took[k]! >= 0 && seen.took[s]! >= 0)
      if (work.pairPlot[seen.took[k]!] === work.pairPlot[seen.took[s]!])
        younger = store.number[work.slot[seen.candidate[k]!]!]! < store.number[work.slot[c]!]!;
  const merging = seen.merging[s]!;
  const likely = merging + (1 - merging) * (1 - chance);
  const shared = younger ? (r * likely) / (1 - r + r * likely) : 1;
  const none = (r * (1 - chance)) / (1 - r * chance);
  const rest = 1 - seen.held[s]! - seen.shared[s]!;
  return seen.held[s]! + seen.shared[s]! * shared + rest * none;
}

let claimed: Float64Array = new Float64Array(256);

/**
 * How likely it is, against false plots, that a track outside the group made each plot of the cluster: its weight
 * over that of all else it may do (the first message of belief propagation).
 */
function claimByRest(t: Tables, index: number, members: ClusterMembers): void {
  const {
    tracks: clusterTracks,
    plots: clusterPlots,
    trackCount: tracks,
    plotCount: plots,
  } = members;
  const { work, cluster } = t;
  if (claimed.length < t.plots.count) claimed = new Float64Array(t.plots.count * 2);
  for (let j = 0; j < plots; j++) claimed[clusterPlots[j]!] = 0;
  for (let i = 0; i < tracks; i++) {
    if (t.hypotheses.of[work.slot[clusterTracks[i]!]!] === index) continue;
    let sum = cluster.none[i]!;
    for (let j = 0; j < plots; j++) sum += cluster.weight[i * plots + j]!;
    for (let j = 0; j < plots; j++) {
      const w = cluster.weight[i * plots + j]!;
      const at = clusterPlots[j]!;
      if (w > 0) claimed[at] = claimed[at]! + w / Math.max(sum - w, 1e-12);
    }
  }
}

/** Natural log of what else than a member of the group a plot may be. */
function logOthers(t: Tables, slot: number, j: number): number {
  return Math.log(others(t, slot, j) * (1 + claimed[j]!));
}

/** Brings the store to the leading hypothesis; all that follows a plot taken. */
function showGroup(t: Tables, look: Look, group: Group): void {
  const { work, store, ring } = t;
  for (let m = 0; m < group.size; m++) {
    const slot = group.slot[m]!;
    let pair = -1;
    for (let s = 0; s < seen.count; s++) if (seen.member[s] === m) pair = seen.took[s]!;
    t.hypotheses.spreadM[slot] = spreadOf(group, m);
    if (pair < 0 && !seen.turned) continue;
    // the plots kept belong to the hypothesis that led before
    if (seen.turned) clearRing(ring, slot);
    const zi = (pair < 0 ? 0 : work.pairZ[pair]!) * NZ;
    const { x, p, mu } = group;
    const [xi, pi, mi] = [m * TX, m * TP, m * MODELS];
    const time = group.time[m]!;
    const sensor = look.sensor.index;
    pushEntry(ring, slot, time, x, xi, p, pi, mu, mi, work.z, zi, sensor);
    combine(t, slot);
    if (pair < 0) continue;
    store.hits[slot] = store.hits[slot]! + 1;
    if (work.z[zi] === 0) store.hasHeight[slot] = 1;
    t.stats.plotsUsed++;
    const j = work.pairPlot[pair]!;
    if (store.selfS[slot] !== -Infinity && look.sensor.registration.settled)
      registerPair(t, look.sensor, slot, t.plots.source[j]!);
    store.misses[slot] = 0;
    rememberCell(t, look, slot, j, work.taken[j]!);
    notePlot(t, slot, t.plots.source[j]!, time, look.sensor);
    look.sensor.counts.used++;
  }
}
