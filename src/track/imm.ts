// Hot path: no allocation per call; about 1 us for mix, predict and update of three models.
/**
 * Interacting multiple model filter over the motion models of a track's class.
 * Source: Blom, Bar-Shalom, IEEE Trans. Automatic Control 33(8), 1988; transition probabilities from mean stay times
 * (continuous-time Markov chain), so that any interval between plots is treated alike.
 */
import { NP, NSTEP, NX, predictModel, updateModel } from './filter.ts';
import { MODELS, MOTION_CLASSES } from './motion.ts';

/** numbers of state and covariance over all models of a track */
export const TX = MODELS * NX;
export const TP = MODELS * NP;

const CLASSES = MOTION_CLASSES.length;
const PARAMS = 7;
/** Per class and model: q, qUp, stopS, 1/staysS, next[3]. Exported for benches that try other values. */
export const params = new Float64Array(CLASSES * MODELS * PARAMS);
MOTION_CLASSES.forEach((kind, c) => {
  kind.models.forEach((model, m) => {
    const at = (c * MODELS + m) * PARAMS;
    const weight = model.next.reduce((sum, w, i) => (i === m ? sum : sum + w), 0);
    params[at] = model.q;
    params[at + 1] = model.qUp;
    params[at + 2] = model.stopS;
    params[at + 3] = 1 / model.staysS;
    model.next.forEach((w, i) => {
      params[at + 4 + i] = i === m ? 0 : w / weight;
    });
  });
});

const steps = new Float64Array(MODELS * NSTEP);
const weights = new Float64Array(MODELS * MODELS);
const mixedX = new Float64Array(TX);
const mixedP = new Float64Array(TP);
const logs = new Float64Array(MODELS);

function fillStep(at: number, from: number, dt: number): void {
  const q = params[from]!;
  const qUp = params[from + 1]!;
  const stopS = params[from + 2]!;
  if (stopS === Infinity) {
    const pp = (dt * dt * dt) / 3;
    const pv = (dt * dt) / 2;
    steps[at] = 1;
    steps[at + 1] = dt;
    steps[at + 2] = q * pp;
    steps[at + 3] = q * pv;
    steps[at + 4] = q * dt;
    steps[at + 5] = qUp * pp;
    steps[at + 6] = qUp * pv;
    steps[at + 7] = qUp * dt;
    return;
  }
  // Ornstein-Uhlenbeck velocity: dv = -v/stopS dt + white noise of density q.
  const a = Math.exp(-dt / stopS);
  const g = stopS * (1 - a);
  const vv = (stopS / 2) * (1 - a * a);
  const pv = (stopS * stopS * (1 - a) * (1 - a)) / 2;
  const pp = stopS * stopS * (dt - 2 * g + vv);
  steps[at] = a;
  steps[at + 1] = g;
  steps[at + 2] = q * pp;
  steps[at + 3] = q * pv;
  steps[at + 4] = q * vv;
  steps[at + 5] = qUp * pp;
  steps[at + 6] = qUp * pv;
  steps[at + 7] = qUp * vv;
}

/** Model probabilities after dt, and in `weights[j*MODELS+i]` the share of model i in the mix that starts model j. */
function mixWeights(
  kind: number,
  dt: number,
  mu: Float64Array,
  mi: number,
  omu: Float64Array,
  oi: number,
): void {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  for (let i = 0; i < MODELS; i++) {
    const at = (kind * MODELS + i) * PARAMS;
    const leave = 1 - Math.exp(-dt * params[at + 3]!);
    const m = mu[mi + i]!;
    const w0 = m * (i === 0 ? 1 - leave : leave * params[at + 4]!);
    const w1 = m * (i === 1 ? 1 - leave : leave * params[at + 5]!);
    const w2 = m * (i === 2 ? 1 - leave : leave * params[at + 6]!);
    weights[i] = w0;
    weights[MODELS + i] = w1;
    weights[2 * MODELS + i] = w2;
    sum0 += w0;
    sum1 += w1;
    sum2 += w2;
  }
  shareOut(0, sum0);
  shareOut(1, sum1);
  shareOut(2, sum2);
  omu[oi] = sum0 < LEAST_MU ? LEAST_MU : sum0;
  omu[oi + 1] = sum1 < LEAST_MU ? LEAST_MU : sum1;
  omu[oi + 2] = sum2 < LEAST_MU ? LEAST_MU : sum2;
}

/** no model is ruled out for good */
const LEAST_MU = 1e-9;

/** Makes the weights of model j's mix shares. A model that nothing leads to any more goes on from its own state. */
function shareOut(j: number, sum: number): void {
  const at = j * MODELS;
  for (let i = 0; i < MODELS; i++)
    weights[at + i] = sum > 0 ? weights[at + i]! / sum : i === j ? 1 : 0;
}

/**
 * Moment-matched mixture of the three models at (xi, pi) with weights w[wi..], into ox/op at oi/oj: weighted mean, and
 * covariance plus the spread of the means. Written out, since it is the largest part of a filter cycle.
 */
export function mixModels(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  w: Float64Array,
  wi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): void {
  const wa = w[wi]!;
  const wb = w[wi + 1]!;
  const wc = w[wi + 2]!;
  const xb = xi + NX;
  const xc = xi + 2 * NX;
  const pb = pi + NP;
  const pc = pi + 2 * NP;
  const m0 = wa * x[xi]! + wb * x[xb]! + wc * x[xc]!;
  const m1 = wa * x[xi + 1]! + wb * x[xb + 1]! + wc * x[xc + 1]!;
  const m2 = wa * x[xi + 2]! + wb * x[xb + 2]! + wc * x[xc + 2]!;
  const m3 = wa * x[xi + 3]! + wb * x[xb + 3]! + wc * x[xc + 3]!;
  const m4 = wa * x[xi + 4]! + wb * x[xb + 4]! + wc * x[xc + 4]!;
  const m5 = wa * x[xi + 5]! + wb * x[xb + 5]! + wc * x[xc + 5]!;
  const a0 = x[xi]! - m0;
  const b0 = x[xb]! - m0;
  const c0 = x[xc]! - m0;
  const a1 = x[xi + 1]! - m1;
  const b1 = x[xb + 1]! - m1;
  const c1 = x[xc + 1]! - m1;
  const a2 = x[xi + 2]! - m2;
  const b2 = x[xb + 2]! - m2;
  const c2 = x[xc + 2]! - m2;
  const a3 = x[xi + 3]! - m3;
  const b3 = x[xb + 3]! - m3;
  const c3 = x[xc + 3]! - m3;
  const a4 = x[xi + 4]! - m4;
  const b4 = x[xb + 4]! - m4;
  const c4 = x[xc + 4]! - m4;
  const a5 = x[xi + 5]! - m5;
  const b5 = x[xb + 5]! - m5;
  const c5 = x[xc + 5]! - m5;
  ox[oi] = m0;
  ox[oi + 1] = m1;
  ox[oi + 2] = m2;
  ox[oi + 3] = m3;
  ox[oi + 4] = m4;
  ox[oi + 5] = m5;
  op[oj] = wa * (p[pi]! + a0 * a0) + wb * (p[pb]! + b0 * b0) + wc * (p[pc]! + c0 * c0);
  op[oj + 1] =
    wa * (p[pi + 1]! + a0 * a1) + wb * (p[pb + 1]! + b0 * b1) + wc * (p[pc + 1]! + c0 * c1);
  op[oj + 2] =
    wa * (p[pi + 2]! + a0 * a2) + wb * (p[pb + 2]! + b0 * b2) + wc * (p[pc + 2]! + c0 * c2);
  op[oj + 3] =
    wa * (p[pi + 3]! + a1 * a1) + wb * (p[pb + 3]! + b1 * b1) + wc * (p[pc + 3]! + c1 * c1);
  op[oj + 4] =
    wa * (p[pi + 4]! + a1 * a2) + wb * (p[pb + 4]! + b1 * b2) + wc * (p[pc + 4]! + c1 * c2);
  op[oj + 5] =
    wa * (p[pi + 5]! + a2 * a2) + wb * (p[pb + 5]! + b2 * b2) + wc * (p[pc + 5]! + c2 * c2);
  op[oj + 6] =
    wa * (p[pi + 6]! + a0 * a3) + wb * (p[pb + 6]! + b0 * b3) + wc * (p[pc + 6]! + c0 * c3);
  op[oj + 7] =
    wa * (p[pi + 7]! + a0 * a4) + wb * (p[pb + 7]! + b0 * b4) + wc * (p[pc + 7]! + c0 * c4);
  op[oj + 8] =
    wa * (p[pi + 8]! + a0 * a5) + wb * (p[pb + 8]! + b0 * b5) + wc * (p[pc + 8]! + c0 * c5);
  op[oj + 9] =
    wa * (p[pi + 9]! + a1 * a3) + wb * (p[pb + 9]! + b1 * b3) + wc * (p[pc + 9]! + c1 * c3);
  op[oj + 10] =
    wa * (p[pi + 10]! + a1 * a4) + wb * (p[pb + 10]! + b1 * b4) + wc * (p[pc + 10]! + c1 * c4);
  op[oj + 11] =
    wa * (p[pi + 11]! + a1 * a5) + wb * (p[pb + 11]! + b1 * b5) + wc * (p[pc + 11]! + c1 * c5);
  op[oj + 12] =
    wa * (p[pi + 12]! + a2 * a3) + wb * (p[pb + 12]! + b2 * b3) + wc * (p[pc + 12]! + c2 * c3);
  op[oj + 13] =
    wa * (p[pi + 13]! + a2 * a4) + wb * (p[pb + 13]! + b2 * b4) + wc * (p[pc + 13]! + c2 * c4);
  op[oj + 14] =
    wa * (p[pi + 14]! + a2 * a5) + wb * (p[pb + 14]! + b2 * b5) + wc * (p[pc + 14]! + c2 * c5);
  op[oj + 15] =
    wa * (p[pi + 15]! + a3 * a3) + wb * (p[pb + 15]! + b3 * b3) + wc * (p[pc + 15]! + c3 * c3);
  op[oj + 16] =
    wa * (p[pi + 16]! + a3 * a4) + wb * (p[pb + 16]! + b3 * b4) + wc * (p[pc + 16]! + c3 * c4);
  op[oj + 17] =
    wa * (p[pi + 17]! + a3 * a5) + wb * (p[pb + 17]! + b3 * b5) + wc * (p[pc + 17]! + c3 * c5);
  op[oj + 18] =
    wa * (p[pi + 18]! + a4 * a4) + wb * (p[pb + 18]! + b4 * b4) + wc * (p[pc + 18]! + c4 * c4);
  op[oj + 19] =
    wa * (p[pi + 19]! + a4 * a5) + wb * (p[pb + 19]! + b4 * b5) + wc * (p[pc + 19]! + c4 * c5);
  op[oj + 20] =
    wa * (p[pi + 20]! + a5 * a5) + wb * (p[pb + 20]! + b5 * b5) + wc * (p[pc + 20]! + c5 * c5);
}

/**
 * Mixes and predicts all models of one track by dt >= 0 s.
 * x, p, mu at xi, pi, mi (TX, TP, MODELS numbers); results at oi, oj, om. Source and target must not overlap.
 */
export function predictTrack(
  kind: number,
  dt: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
  omu: Float64Array,
  om: number,
): void {
  mixWeights(kind, dt, mu, mi, omu, om);
  for (let m = 0; m < MODELS; m++) {
    mixModels(x, xi, p, pi, weights, m * MODELS, mixedX, m * NX, mixedP, m * NP);
    fillStep(m * NSTEP, (kind * MODELS + m) * PARAMS, dt);
    predictModel(
      mixedX,
      m * NX,
      mixedP,
      m * NP,
      steps,
      m * NSTEP,
      ox,
      oi + m * NX,
      op,
      oj + m * NP,
    );
  }
}

/**
 * Updates all models of one predicted track by one measurement (z at zi) and re-weighs them.
 * Source and target may be the same. @returns natural log of the measurement's likelihood over all models
 */
export function updateTrack(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
  z: Float64Array,
  zi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
  omu: Float64Array,
  om: number,
): number {
  let top = -Infinity;
  for (let m = 0; m < MODELS; m++) {
    const value = updateModel(
      x,
      xi + m * NX,
      p,
      pi + m * NP,
      z,
      zi,
      ox,
      oi + m * NX,
      op,
      oj + m * NP,
    );
    logs[m] = value;
    if (value > top) top = value;
  }
  let sum = 0;
  for (let m = 0; m < MODELS; m++) {
    const w = mu[mi + m]! * Math.exp(logs[m]! - top);
    omu[om + m] = w;
    sum += w;
  }
  for (let m = 0; m < MODELS; m++) omu[om + m] = omu[om + m]! / sum;
  return top + Math.log(sum);
}

const LOG_2PI = Math.log(2 * Math.PI);
/** least squared statistical distance over models of the last likelihoodTrack call */
export const lastGate = new Float64Array(1);

/**
 * Natural log of a position measurement's likelihood over all models of a predicted track, without updating it.
 * The least squared distance over the models that are not ruled out is left in lastGate[0].
 */
export function likelihoodTrack(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
  z: Float64Array,
  zi: number,
): number {
  const full = z[zi] === 0;
  let nearest = Infinity;
  let top = -Infinity;
  for (let m = 0; m < MODELS; m++) {
    const value = full
      ? logFull(x, xi + m * NX, p, pi + m * NP, z, zi)
      : logGround(x, xi + m * NX, p, pi + m * NP, z, zi);
    logs[m] = value;
    if (value > top) top = value;
    if (distance2 < nearest && mu[mi + m]! > 1e-4) nearest = distance2;
  }
  lastGate[0] = nearest;
  let sum = 0;
  for (let m = 0; m < MODELS; m++) sum += mu[mi + m]! * Math.exp(logs[m]! - top);
  return top + Math.log(sum);
}

let distance2 = 0;

function logFull(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
): number {
  const s0 = p[pi]! + z[zi + 4]!;
  const s1 = p[pi + 1]! + z[zi + 5]!;
  const s2 = p[pi + 2]! + z[zi + 6]!;
  const s3 = p[pi + 3]! + z[zi + 7]!;
  const s4 = p[pi + 4]! + z[zi + 8]!;
  const s5 = p[pi + 5]! + z[zi + 9]!;
  const k0 = s3 * s5 - s4 * s4;
  const k1 = s2 * s4 - s1 * s5;
  const k2 = s1 * s4 - s2 * s3;
  const k3 = s0 * s5 - s2 * s2;
  const k4 = s1 * s2 - s0 * s4;
  const k5 = s0 * s3 - s1 * s1;
  const det = s0 * k0 + s1 * k1 + s2 * k2;
  const n0 = z[zi + 1]! - x[xi]!;
  const n1 = z[zi + 2]! - x[xi + 1]!;
  const n2 = z[zi + 3]! - x[xi + 2]!;
  distance2 =
    (n0 * (k0 * n0 + 2 * (k1 * n1 + k2 * n2)) + n1 * (k3 * n1 + 2 * k4 * n2) + n2 * n2 * k5) / det;
  return -0.5 * (distance2 + Math.log(det) + 3 * LOG_2PI);
}

function logGround(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
): number {
  const se = z[zi + 10]!;
  const sn = z[zi + 11]!;
  const dh = x[xi + 2]! - z[zi + 12]!;
  const n0 = z[zi + 1]! - x[xi]! + se * dh;
  const n1 = z[zi + 2]! - x[xi + 1]! + sn * dh;
  const p2 = p[pi + 2]!;
  const p4 = p[pi + 4]!;
  const p5 = p[pi + 5]!;
  const s0 = p[pi]! - 2 * se * p2 + se * se * p5 + z[zi + 4]!;
  const s1 = p[pi + 1]! - se * p4 - sn * p2 + se * sn * p5 + z[zi + 5]!;
  const s3 = p[pi + 3]! - 2 * sn * p4 + sn * sn * p5 + z[zi + 7]!;
  const det = s0 * s3 - s1 * s1;
  distance2 = (n0 * n0 * s3 - 2 * n0 * n1 * s1 + n1 * n1 * s0) / det;
  return -0.5 * (distance2 + Math.log(det) + 2 * LOG_2PI);
}
