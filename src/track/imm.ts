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
  const floor = 1e-9;
  sum0 = sum0 < floor ? floor : sum0;
  sum1 = sum1 < floor ? floor : sum1;
  sum2 = sum2 < floor ? floor : sum2;
  for (let i = 0; i < MODELS; i++) {
    weights[i] = weights[i]! / sum0;
    weights[MODELS + i] = weights[MODELS + i]! / sum1;
    weights[2 * MODELS + i] = weights[2 * MODELS + i]! / sum2;
  }
  omu[oi] = sum0;
  omu[oi + 1] = sum1;
  omu[oi + 2] = sum2;
}

/**
 * Adds w of the (x, p) at one model's place to a moment-matched sum whose mean is already in `ox`: covariance plus
 * the spread of the means.
 */
function addSpread(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  w: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): void {
  const d0 = x[xi]! - ox[oi]!;
  const d1 = x[xi + 1]! - ox[oi + 1]!;
  const d2 = x[xi + 2]! - ox[oi + 2]!;
  const d3 = x[xi + 3]! - ox[oi + 3]!;
  const d4 = x[xi + 4]! - ox[oi + 4]!;
  const d5 = x[xi + 5]! - ox[oi + 5]!;
  op[oj] = op[oj]! + w * (p[pi]! + d0 * d0);
  op[oj + 1] = op[oj + 1]! + w * (p[pi + 1]! + d0 * d1);
  op[oj + 2] = op[oj + 2]! + w * (p[pi + 2]! + d0 * d2);
  op[oj + 3] = op[oj + 3]! + w * (p[pi + 3]! + d1 * d1);
  op[oj + 4] = op[oj + 4]! + w * (p[pi + 4]! + d1 * d2);
  op[oj + 5] = op[oj + 5]! + w * (p[pi + 5]! + d2 * d2);
  op[oj + 6] = op[oj + 6]! + w * (p[pi + 6]! + d0 * d3);
  op[oj + 7] = op[oj + 7]! + w * (p[pi + 7]! + d0 * d4);
  op[oj + 8] = op[oj + 8]! + w * (p[pi + 8]! + d0 * d5);
  op[oj + 9] = op[oj + 9]! + w * (p[pi + 9]! + d1 * d3);
  op[oj + 10] = op[oj + 10]! + w * (p[pi + 10]! + d1 * d4);
  op[oj + 11] = op[oj + 11]! + w * (p[pi + 11]! + d1 * d5);
  op[oj + 12] = op[oj + 12]! + w * (p[pi + 12]! + d2 * d3);
  op[oj + 13] = op[oj + 13]! + w * (p[pi + 13]! + d2 * d4);
  op[oj + 14] = op[oj + 14]! + w * (p[pi + 14]! + d2 * d5);
  op[oj + 15] = op[oj + 15]! + w * (p[pi + 15]! + d3 * d3);
  op[oj + 16] = op[oj + 16]! + w * (p[pi + 16]! + d3 * d4);
  op[oj + 17] = op[oj + 17]! + w * (p[pi + 17]! + d3 * d5);
  op[oj + 18] = op[oj + 18]! + w * (p[pi + 18]! + d4 * d4);
  op[oj + 19] = op[oj + 19]! + w * (p[pi + 19]! + d4 * d5);
  op[oj + 20] = op[oj + 20]! + w * (p[pi + 20]! + d5 * d5);
}

/** Moment-matched mixture of the models at (xi, pi) with weights w[wi..], into ox/op at oi/oj. */
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
  for (let k = 0; k < NX; k++) {
    let sum = 0;
    for (let m = 0; m < MODELS; m++) sum += w[wi + m]! * x[xi + m * NX + k]!;
    ox[oi + k] = sum;
  }
  op.fill(0, oj, oj + NP);
  for (let m = 0; m < MODELS; m++) {
    const weight = w[wi + m]!;
    if (weight > 0) addSpread(x, xi + m * NX, p, pi + m * NP, weight, ox, oi, op, oj);
  }
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
