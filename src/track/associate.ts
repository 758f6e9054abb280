// Hot path: no allocation per cluster once grown; exact up to MAX_EVENTS joint events, else belief propagation.
/**
 * Which plot belongs to which track in one cluster: marginal probabilities over all joint events in which no plot
 * and no track is used twice.
 *
 * Belief propagation errs where tracks and plots crowd together: by 0.04 in the median, 0.15 at worst (associate.test.ts).
 *
 * Weights are likelihood ratios: w[i][j] = r pd L_ij / (clutter + undetected objects at plot j), w[i][0] = 1 - r pd.
 * Sources: Musicki, Evans, "Joint Integrated Probabilistic Data Association" (IEEE T-AES 40(3), 2004); Williams, Lau,
 * "Approximate evaluation of marginal association probabilities with belief propagation" (IEEE T-AES 50(4), 2014).
 */
const MAX_EVENTS = 4000;
const MAX_TURNS = 200;
const TOLERANCE = 1e-5;

export interface Cluster {
  tracks: number;
  plots: number;
  /** tracks x plots, row-major, stride `plots`; 0 = not in the gate */
  weight: Float64Array;
  /** per track: weight of no plot */
  none: Float64Array;
  /** results: probability of each pair, and of no plot per track */
  beta: Float64Array;
  betaNone: Float64Array;
  /** most likely plot of each track, -1 none, in the best joint event (exact) or by marginals */
  best: Int32Array;
  /** scratch */
  to: Float64Array;
  from: Float64Array;
  used: Uint8Array;
  pick: Int32Array;
}

export function makeCluster(): Cluster {
  return resize({} as Cluster, 16, 16);
}

function resize(cluster: Cluster, tracks: number, plots: number): Cluster {
  const cells = tracks * plots;
  cluster.tracks = 0;
  cluster.plots = 0;
  cluster.weight = new Float64Array(cells);
  cluster.none = new Float64Array(tracks);
  cluster.beta = new Float64Array(cells);
  cluster.betaNone = new Float64Array(tracks);
  cluster.best = new Int32Array(tracks);
  cluster.to = new Float64Array(cells);
  cluster.from = new Float64Array(cells);
  cluster.used = new Uint8Array(plots);
  cluster.pick = new Int32Array(tracks);
  return cluster;
}

/** Empties the cluster and gives it this size. */
export function startCluster(cluster: Cluster, tracks: number, plots: number): void {
  const cells = tracks * plots;
  if (cells > cluster.weight.length || tracks > cluster.none.length || plots > cluster.used.length)
    resize(cluster, Math.max(tracks, 16) * 2, Math.max(plots, 16) * 2);
  cluster.tracks = tracks;
  cluster.plots = plots;
  cluster.weight.fill(0, 0, cells);
}

/** Fills beta, betaNone and best from weight and none. */
export function associate(cluster: Cluster): void {
  for (let i = 0; i < cluster.tracks; i++) scaleRow(cluster, i);
  if (countEvents(cluster) <= MAX_EVENTS) enumerate(cluster);
  else propagate(cluster);
}

/** least share of `no plot` in a row: products over the tracks of one enumerated cluster (12 at most) stay above 0 */
const LEAST_NONE = Math.exp(-50);

/**
 * Takes a track's weights as shares of its largest. Marginals are ratios within a row, so nothing changes but that
 * products over many tracks of sure pairs stay finite. Beyond e^50 one pair is as sure as another.
 */
function scaleRow(cluster: Cluster, i: number): void {
  const { plots, weight, none } = cluster;
  let top = none[i]!;
  for (let k = i * plots; k < (i + 1) * plots; k++) if (weight[k]! > top) top = weight[k]!;
  if (!(top > 0)) return;
  none[i] = Math.max(none[i]! / top, LEAST_NONE);
  for (let k = i * plots; k < (i + 1) * plots; k++) weight[k] = weight[k]! / top;
}

/** Upper bound of the number of joint events: product over tracks of (plots in gate + 1). */
function countEvents(cluster: Cluster): number {
  let events = 1;
  for (let i = 0; i < cluster.tracks; i++) {
    let choices = 1;
    for (let j = 0; j < cluster.plots; j++)
      if (cluster.weight[i * cluster.plots + j]! > 0) choices++;
    events *= choices;
    if (events > MAX_EVENTS) return events;
  }
  return events;
}

let total = 0;
let bestEvent = 0;

function enumerate(cluster: Cluster): void {
  const { tracks, plots, beta, betaNone } = cluster;
  beta.fill(0, 0, tracks * plots);
  betaNone.fill(0, 0, tracks);
  cluster.used.fill(0, 0, plots);
  cluster.best.fill(-1, 0, tracks);
  total = 0;
  bestEvent = -1;
  descend(cluster, 0, 1);
  const scale = total > 0 ? 1 / total : 0;
  for (let i = 0; i < tracks; i++) {
    betaNone[i] = betaNone[i]! * scale;
    for (let j = 0; j < plots; j++) beta[i * plots + j] = beta[i * plots + j]! * scale;
  }
}

/** Walks all joint events depth first; adds each event's weight to the marginals of what it holds. */
function descend(cluster: Cluster, i: number, product: number): number {
  const { tracks, plots } = cluster;
  if (i === tracks) {
    total += product;
    if (product > bestEvent) {
      bestEvent = product;
      for (let t = 0; t < tracks; t++) cluster.best[t] = cluster.pick[t]!;
    }
    return product;
  }
  cluster.pick[i] = -1;
  let sum = descend(cluster, i + 1, product * cluster.none[i]!);
  cluster.betaNone[i] = cluster.betaNone[i]! + sum;
  for (let j = 0; j < plots; j++) {
    const w = cluster.weight[i * plots + j]!;
    if (!(w > 0) || cluster.used[j] === 1) continue;
    cluster.used[j] = 1;
    cluster.pick[i] = j;
    const below = descend(cluster, i + 1, product * w);
    cluster.beta[i * plots + j] = cluster.beta[i * plots + j]! + below;
    sum += below;
    cluster.used[j] = 0;
  }
  return sum;
}

function propagate(cluster: Cluster): void {
  const { tracks, plots, weight, none, to, from } = cluster;
  const cells = tracks * plots;
  from.fill(1, 0, cells);
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    for (let i = 0; i < tracks; i++) {
      let sum = none[i]!;
      for (let j = 0; j < plots; j++) sum += weight[i * plots + j]! * from[i * plots + j]!;
      for (let j = 0; j < plots; j++) {
        const at = i * plots + j;
        const w = weight[at]!;
        to[at] = w === 0 ? 0 : w / Math.max(sum - w * from[at]!, 1e-300);
      }
    }
    let change = 0;
    for (let j = 0; j < plots; j++) {
      let sum = 1;
      for (let i = 0; i < tracks; i++) sum += to[i * plots + j]!;
      for (let i = 0; i < tracks; i++) {
        const at = i * plots + j;
        const next = 1 / Math.max(sum - to[at]!, 1e-300);
        const off = Math.abs(next - from[at]!);
        if (off > change) change = off;
        from[at] = next;
      }
    }
    if (change < TOLERANCE) break;
  }
  for (let i = 0; i < tracks; i++) {
    let sum = none[i]!;
    for (let j = 0; j < plots; j++) sum += weight[i * plots + j]! * from[i * plots + j]!;
    cluster.betaNone[i] = none[i]! / sum;
    let best = -1;
    let top = cluster.betaNone[i]!;
    for (let j = 0; j < plots; j++) {
      const b = (weight[i * plots + j]! * from[i * plots + j]!) / sum;
      cluster.beta[i * plots + j] = b;
      if (b > top) {
        top = b;
        best = j;
      }
    }
    cluster.best[i] = best;
  }
}
