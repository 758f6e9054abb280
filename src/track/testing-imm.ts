/**
 * The slow twin of the interacting multiple model filter: Blom and Bar-Shalom's four steps as they stand in the books
 * (Bar-Shalom, Li, Kirubarajan 2001, 11.6.6), on plain matrices, straight from the table of motion models.
 */
import { MEASURE_KIND } from './filter.ts';
import { MODELS, MOTION_CLASSES, type MotionModel } from './motion.ts';
import { type Matrix, column, flip, kalman, plus, scale, times, zeros } from './testing-matrix.ts';

export interface PlainImm {
  readonly x: Matrix[];
  readonly p: Matrix[];
  readonly mu: number[];
}

/** P(model j after dt | model i now): leaving is a Poisson process, then the table's weights say where to. */
function transition(models: readonly MotionModel[], dt: number): Matrix {
  return models.map((from, i) => {
    const leave = 1 - Math.exp(-dt / from.staysS);
    const sum = from.next.reduce((total, w, j) => (j === i ? total : total + w), 0);
    return models.map((_, j) => (i === j ? 1 - leave : (leave * from.next[j]!) / sum));
  });
}

/** White-noise acceleration, or velocity that dies away with a time constant (Ornstein-Uhlenbeck). */
function motionOf(model: MotionModel, dt: number): { f: Matrix; q: Matrix } {
  const f = zeros(6, 6);
  const q = zeros(6, 6);
  const tau = model.stopS;
  const a = tau === Infinity ? 1 : Math.exp(-dt / tau);
  const g = tau === Infinity ? dt : tau * (1 - a);
  const vv = tau === Infinity ? dt : (tau * (1 - a * a)) / 2;
  const pv = tau === Infinity ? (dt * dt) / 2 : (tau * (1 - a)) ** 2 / 2;
  const pp = tau === Infinity ? dt ** 3 / 3 : tau * tau * (dt - 2 * g + vv);
  for (let i = 0; i < 3; i++) {
    const density = i < 2 ? model.q : model.qUp;
    f[i]![i] = 1;
    f[i]![i + 3] = g;
    f[i + 3]![i + 3] = a;
    q[i]![i] = density * pp;
    q[i]![i + 3] = density * pv;
    q[i + 3]![i] = density * pv;
    q[i + 3]![i + 3] = density * vv;
  }
  return { f, q };
}

/** Mean and covariance of a mixture. */
export function combinePlain(x: readonly Matrix[], p: readonly Matrix[], w: readonly number[]) {
  let mean = zeros(6, 1);
  x.forEach((one, i) => (mean = plus(mean, one, w[i]!)));
  let spread = zeros(6, 6);
  x.forEach((one, i) => {
    const off = plus(one, mean, -1);
    spread = plus(spread, plus(p[i]!, times(off, flip(off))), w[i]!);
  });
  return { mean, spread };
}

/** Mixes and predicts by dt seconds. No model is ruled out for good: its probability stays above 1e-9. */
export function predictPlain(kind: number, dt: number, now: PlainImm): PlainImm {
  const { models } = MOTION_CLASSES[kind]!;
  const jump = transition(models, dt);
  const mu = models.map((_, j) => now.mu.reduce((sum, m, i) => sum + m * jump[i]![j]!, 0));
  const x: Matrix[] = [];
  const p: Matrix[] = [];
  models.forEach((model, j) => {
    const mixed = combinePlain(
      now.x,
      now.p,
      now.mu.map((m, i) => (m * jump[i]![j]!) / mu[j]!),
    );
    const { f, q } = motionOf(model, dt);
    x.push(times(f, mixed.mean));
    p.push(plus(times(times(f, mixed.spread), flip(f)), q));
  });
  return { x, p, mu: mu.map((m) => Math.max(m, 1e-9)) };
}

/** Rows, innovation and noise of a measurement as filter.ts lays it out, of a model's state. */
function rowsOf(z: Float64Array, x: Matrix): { h: Matrix; n: Matrix; r: Matrix } {
  const h: Matrix = zeros(3, 6).map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  const n = [0, 1, 2].map((i) => [z[1 + i]! - x[i]![0]!]);
  const r = [
    [z[4]!, z[5]!, z[6]!],
    [z[5]!, z[7]!, z[8]!],
    [z[6]!, z[8]!, z[9]!],
  ];
  if (z[0] === MEASURE_KIND.ground) {
    const dh = x[2]![0]! - z[12]!;
    for (const i of [0, 1]) {
      h[i]![2] = -z[10 + i]!;
      n[i]![0]! += z[10 + i]! * dh;
    }
    h.pop();
    n.pop();
    r.pop();
    r.forEach((row) => row.pop());
  }
  if (z[13]! > 0) {
    // a reported velocity is two more rows
    for (const i of [0, 1]) {
      h.push(zeros(1, 6)[0]!.map((_, j) => (j === 3 + i ? 1 : 0)));
      n.push([z[14 + i]! - x[3 + i]![0]!]);
      r.forEach((row) => row.push(0));
      r.push(h.map((_, j) => (j === h.length - 1 ? z[13]! : 0)));
    }
  }
  return { h, n, r };
}

/** Updates all models by one measurement and weighs them anew. */
export function updatePlain(now: PlainImm, z: Float64Array): PlainImm & { logL: number } {
  const done = now.x.map((x, m) => {
    const { h, n, r } = rowsOf(z, x);
    return kalman(x, now.p[m]!, h, n, r);
  });
  const top = Math.max(...done.map((one) => one.logL));
  const weights = done.map((one, m) => now.mu[m]! * Math.exp(one.logL - top));
  const sum = weights.reduce((total, w) => total + w, 0);
  return {
    x: done.map((one) => one.x),
    p: done.map((one) => one.p),
    mu: weights.map((w) => w / sum),
    logL: top + Math.log(sum),
  };
}

/** A new track from its first measurement: birth.ts in plain words. */
export function bornPlain(kind: number, velocitySd: number, z: Float64Array): PlainImm {
  const motion = MOTION_CLASSES[kind]!;
  const prior = zeros(6, 6);
  const wide = 1e4 * (z[4]! + z[7]!);
  const height = z[0] === MEASURE_KIND.full ? 100 * z[9]! + 1 : motion.heightSd ** 2;
  const position = [wide, wide, height, velocitySd ** 2, velocitySd ** 2];
  position.forEach((v, i) => (prior[i]![i] = v));
  const start = column([z[1]!, z[2]!, z[3]!, 0, 0, 0]);
  const blank: PlainImm = {
    x: Array.from({ length: MODELS }, () => start),
    p: motion.models.map((model) => {
      const own = scale(prior, 1);
      own[5]![5] = model.climbSd ** 2;
      return own;
    }),
    mu: motion.models.map((model) => model.start),
  };
  const { x, p } = updatePlain(blank, z);
  return { x, p, mu: blank.mu };
}
