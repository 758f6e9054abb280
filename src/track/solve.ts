// Hot path: once a cluster; no allocation once grown.
/** Association: each cluster of tracks that share plots is solved, and each of its tracks takes its plot or none. */
import { associate, startCluster } from './associate.ts';
import {
  type ClusterMembers,
  branchGroups,
  groupContenders,
  grouped,
  stands,
  tookPair,
} from './contend.ts';
import { addMiss, age, countLook, trust, uphold, weightOf } from './existence.ts';
import { judgeTrack } from './lifecycle.ts';
import type { Look } from './look.ts';
import type { Tables } from './tables.ts';
import { take } from './take.ts';
import { findRoot } from './work.ts';

let order: Int32Array = new Int32Array(256);
const members: ClusterMembers = {
  tracks: new Int32Array(64),
  plots: new Int32Array(64),
  trackCount: 0,
  plotCount: 0,
};
let plotRow: Int32Array = new Int32Array(256);

/** Solves each cluster of candidates that share plots, in order of the first candidate. */
export function solve(t: Tables, look: Look): void {
  const { work } = t;
  const n = work.candidates;
  if (order.length < n) order = new Int32Array(n * 2);
  if (plotRow.length < t.plots.count) plotRow = new Int32Array(t.plots.count * 2);
  // candidates chained by cluster root
  const head = plotRow;
  head.fill(-1, 0, t.plots.count);
  for (let c = n - 1; c >= 0; c--) {
    const root = findRoot(work, work.pairPlot[work.firstPair[c]!]!);
    order[c] = head[root]!;
    head[root] = c;
  }
  for (let c = 0; c < n; c++) {
    const root = findRoot(work, work.pairPlot[work.firstPair[c]!]!);
    if (head[root] !== c) continue;
    if (order[c] === -1 && work.pairCount[c] === 1 && t.hypotheses.of[work.slot[c]!]! < 0)
      solveOne(t, look, c);
    else solveMany(t, look, c);
  }
}

/** One track, one plot, no other: the common case. */
function solveOne(t: Tables, look: Look, c: number): void {
  const { work, store } = t;
  const slot = work.slot[c]!;
  const pair = work.firstPair[c]!;
  const j = work.pairPlot[pair]!;
  age(t, slot, work.time[c]!);
  const w = weightOf(t, c, pair);
  const r = store.existence[slot]!;
  const chance = work.chance[c]!;
  const none = 1 - r * chance;
  const beta = w / (w + none);
  work.taken[j] = beta;
  countLook(t, look.sensor, slot, chance, beta);
  const rest = (1 - beta) * ((r * (1 - chance)) / none);
  uphold(t, slot, work.time[c]!, Math.min(beta + rest, 0.999999) * trust(t, w, r * chance));
  if (beta >= rest) take(t, look, c, pair);
  judgeTrack(t, slot);
}

function solveMany(t: Tables, look: Look, first: number): void {
  const { work, store, cluster } = t;
  let tracks = 0;
  let plots = 0;
  for (let c = first; c !== -1; c = order[c]!) {
    if (tracks === members.tracks.length) members.tracks = grown(members.tracks);
    members.tracks[tracks++] = c;
  }
  const row = work.degree;
  for (let i = 0; i < tracks; i++) {
    const c = members.tracks[i]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const j = work.pairPlot[work.firstPair[c]! + k]!;
      if (row[j]! < 0) continue;
      row[j] = -1 - plots;
      if (plots === members.plots.length) members.plots = grown(members.plots);
      members.plots[plots++] = j;
    }
  }
  startCluster(cluster, tracks, plots);
  for (let i = 0; i < tracks; i++) {
    const c = members.tracks[i]!;
    const slot = work.slot[c]!;
    age(t, slot, work.time[c]!);
    cluster.none[i] = 1 - store.existence[slot]! * work.chance[c]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const pair = work.firstPair[c]! + k;
      const j = work.pairPlot[pair]!;
      cluster.weight[i * plots + (-1 - row[j]!)] = weightOf(t, c, pair);
    }
  }
  associate(cluster);
  for (let i = 0; i < tracks; i++) {
    const c = members.tracks[i]!;
    for (let k = 0; k < work.pairCount[c]!; k++) {
      const j = work.pairPlot[work.firstPair[c]! + k]!;
      const beta = cluster.beta[i * plots + (-1 - row[j]!)]!;
      work.taken[j] = Math.min(work.taken[j]! + beta, 1);
    }
  }
  members.trackCount = tracks;
  members.plotCount = plots;
  if (tracks > 1 && t.settings.hypotheses > 1) groupContenders(t, members);
  branchGroups(t, look, members);
  for (let i = 0; i < tracks; i++) settle(t, look, i, plots);
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Whether no other track of the cluster is likelier to have made a plot: one plot moves one track only. */
function isLikeliest(t: Tables, i: number, column: number, plots: number, beta: number): boolean {
  const { beta: betas, tracks } = t.cluster;
  for (let other = 0; other < tracks; other++) {
    const theirs = betas[other * plots + column]!;
    if (theirs > beta || (theirs === beta && other < i)) return false;
  }
  return true;
}

/** Existence and state of one track of a solved cluster. */
function settle(t: Tables, look: Look, i: number, plots: number): void {
  const { work, store, cluster } = t;
  const c = members.tracks[i]!;
  const slot = work.slot[c]!;
  const r = store.existence[slot]!;
  const chance = work.chance[c]!;
  let sum = 0;
  let evidence = 0;
  let best = -1;
  let top = 0;
  for (let k = 0; k < work.pairCount[c]!; k++) {
    const pair = work.firstPair[c]! + k;
    const j = work.pairPlot[pair]!;
    const beta = cluster.beta[i * plots + (-1 - work.degree[j]!)]!;
    sum += beta;
    evidence += cluster.weight[i * plots + (-1 - work.degree[j]!)]!;
    if (beta > top && isLikeliest(t, i, -1 - work.degree[j]!, plots, beta)) {
      top = beta;
      best = pair;
    }
  }
  const none = 1 - r * chance;
  countLook(t, look.sensor, slot, chance, sum);
  const rest = cluster.betaNone[i]! * ((r * (1 - chance)) / none);
  // associate() has scaled the row: its weight of no plot stands for `none`
  evidence *= none / cluster.none[i]!;
  const after = grouped[c] === 1 ? stands[c]! : sum + rest;
  uphold(t, slot, work.time[c]!, Math.min(after, 0.999999) * trust(t, evidence, r * chance));
  if (grouped[c] === 1) {
    if (tookPair[c]! < 0 && chance > 0.5 && look.sensor.registration.settled) addMiss(t, slot);
  } else if (best >= 0 && top >= rest) take(t, look, c, best);
  else if (chance > 0.5 && look.sensor.registration.settled) addMiss(t, slot);
  judgeTrack(t, slot);
}
