// Hot path: no allocation per call; about 0.1 us a predict, 0.15 us an update (6 states, 3-D plot).
/**
 * Kalman algebra of one motion model, written out over the structure of the problem.
 *
 * State, 6 numbers: east, north (m, tangent plane of the track's frame), height above the ellipsoid (m),
 * and their rates (m/s). Covariance, 21 numbers in three blocks:
 * - 0..5 position: ee en eh nn nh hh
 * - 6..14 position by velocity, row-major: row e (ve vn vh), row n, row h
 * - 15..20 velocity: ee en eh nn nh hh
 *
 * A measurement is 16 numbers, see MEASURE. Sources: Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to
 * Tracking and Navigation" (2001), ch. 5 and 6 (discretised continuous white noise acceleration, Kalman update).
 */
export const NX = 6;
export const NP = 21;
/** numbers in one measurement */
export const NZ = 16;
/** numbers in one motion step */
export const NSTEP = 8;

/** Offsets into a measurement. */
export const MEASURE = {
  /** one of MEASURE_KIND */
  kind: 0,
  /** east, north, height (m); bearing: azimuth in the frame (rad), sensor east, sensor north */
  z: 1,
  /** covariance ee en eh nn nh hh; bearing: variance (rad^2) first */
  r: 4,
  /** ground only: change of east and north of the plot per metre of the object's height, and the height assumed */
  slopeE: 10,
  slopeN: 11,
  height: 12,
  /** variance of a reported velocity, (m/s)^2; 0 = none; then its east and north in the frame */
  velVar: 13,
  vE: 14,
  vN: 15,
} as const;

/** full: three co-ordinates. ground: east and north, shifted by the object's height. bearing: azimuth only. */
export const MEASURE_KIND = { full: 0, ground: 1, bearing: 2 } as const;

const LOG_2PI = Math.log(2 * Math.PI);

/**
 * Predicts one model. `step` at `si`: velocity factor a, velocity-to-position gain g (s), then process noise
 * horizontal pp pv vv and vertical pp pv vv. Constant velocity has a = 1, g = dt.
 */
export function predictModel(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  step: Float64Array,
  si: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): void {
  const a = step[si]!;
  const g = step[si + 1]!;
  const hpp = step[si + 2]!;
  const hpv = step[si + 3]!;
  const hvv = step[si + 4]!;
  const ve = x[xi + 3]!;
  const vn = x[xi + 4]!;
  const vh = x[xi + 5]!;
  ox[oi] = x[xi]! + g * ve;
  ox[oi + 1] = x[xi + 1]! + g * vn;
  ox[oi + 2] = x[xi + 2]! + g * vh;
  ox[oi + 3] = a * ve;
  ox[oi + 4] = a * vn;
  ox[oi + 5] = a * vh;
  const c0 = p[pi + 15]!;
  const c1 = p[pi + 16]!;
  const c2 = p[pi + 17]!;
  const c3 = p[pi + 18]!;
  const c4 = p[pi + 19]!;
  const c5 = p[pi + 20]!;
  const b0 = p[pi + 6]!;
  const b1 = p[pi + 7]!;
  const b2 = p[pi + 8]!;
  const b3 = p[pi + 9]!;
  const b4 = p[pi + 10]!;
  const b5 = p[pi + 11]!;
  const b6 = p[pi + 12]!;
  const b7 = p[pi + 13]!;
  const b8 = p[pi + 14]!;
  // B + g C, used by both blocks
  const d0 = b0 + g * c0;
  const d1 = b1 + g * c1;
  const d2 = b2 + g * c2;
  const d3 = b3 + g * c1;
  const d4 = b4 + g * c3;
  const d5 = b5 + g * c4;
  const d6 = b6 + g * c2;
  const d7 = b7 + g * c4;
  const d8 = b8 + g * c5;
  op[oj] = p[pi]! + g * (b0 + d0) + hpp;
  op[oj + 1] = p[pi + 1]! + g * (b1 + d3);
  op[oj + 2] = p[pi + 2]! + g * (b2 + d6);
  op[oj + 3] = p[pi + 3]! + g * (b4 + d4) + hpp;
  op[oj + 4] = p[pi + 4]! + g * (b5 + d7);
  op[oj + 5] = p[pi + 5]! + g * (b8 + d8) + step[si + 5]!;
  op[oj + 6] = a * d0 + hpv;
  op[oj + 7] = a * d1;
  op[oj + 8] = a * d2;
  op[oj + 9] = a * d3;
  op[oj + 10] = a * d4 + hpv;
  op[oj + 11] = a * d5;
  op[oj + 12] = a * d6;
  op[oj + 13] = a * d7;
  op[oj + 14] = a * d8 + step[si + 6]!;
  const aa = a * a;
  op[oj + 15] = aa * c0 + hvv;
  op[oj + 16] = aa * c1;
  op[oj + 17] = aa * c2;
  op[oj + 18] = aa * c3 + hvv;
  op[oj + 19] = aa * c4;
  op[oj + 20] = aa * c5 + step[si + 7]!;
}

/**
 * Updates one model by one measurement, into ox/op (may be the same arrays and offsets).
 * @returns natural log of the measurement's likelihood
 */
export function updateModel(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): number {
  const kind = z[zi]!;
  let logL: number;
  if (kind === MEASURE_KIND.full) logL = updateFull(x, xi, p, pi, z, zi, ox, oi, op, oj);
  else if (kind === MEASURE_KIND.ground) logL = updateGround(x, xi, p, pi, z, zi, ox, oi, op, oj);
  else logL = updateBearing(x, xi, p, pi, z, zi, ox, oi, op, oj);
  const velVar = z[zi + 13]!;
  if (velVar > 0) {
    logL += updateVelocity(ox, oi, op, oj, 0, z[zi + 14]!, velVar);
    logL += updateVelocity(ox, oi, op, oj, 1, z[zi + 15]!, velVar);
  }
  return logL;
}

function updateFull(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): number {
  const a0 = p[pi]!;
  const a1 = p[pi + 1]!;
  const a2 = p[pi + 2]!;
  const a3 = p[pi + 3]!;
  const a4 = p[pi + 4]!;
  const a5 = p[pi + 5]!;
  const s0 = a0 + z[zi + 4]!;
  const s1 = a1 + z[zi + 5]!;
  const s2 = a2 + z[zi + 6]!;
  const s3 = a3 + z[zi + 7]!;
  const s4 = a4 + z[zi + 8]!;
  const s5 = a5 + z[zi + 9]!;
  const k0 = s3 * s5 - s4 * s4;
  const k1 = s2 * s4 - s1 * s5;
  const k2 = s1 * s4 - s2 * s3;
  const det = s0 * k0 + s1 * k1 + s2 * k2;
  const inv = 1 / det;
  const i0 = k0 * inv;
  const i1 = k1 * inv;
  const i2 = k2 * inv;
  const i3 = (s0 * s5 - s2 * s2) * inv;
  const i4 = (s1 * s2 - s0 * s4) * inv;
  const i5 = (s0 * s3 - s1 * s1) * inv;
  const n0 = z[zi + 1]! - x[xi]!;
  const n1 = z[zi + 2]! - x[xi + 1]!;
  const n2 = z[zi + 3]! - x[xi + 2]!;
  const w0 = i0 * n0 + i1 * n1 + i2 * n2;
  const w1 = i1 * n0 + i3 * n1 + i4 * n2;
  const w2 = i2 * n0 + i4 * n1 + i5 * n2;
  const b0 = p[pi + 6]!;
  const b1 = p[pi + 7]!;
  const b2 = p[pi + 8]!;
  const b3 = p[pi + 9]!;
  const b4 = p[pi + 10]!;
  const b5 = p[pi + 11]!;
  const b6 = p[pi + 12]!;
  const b7 = p[pi + 13]!;
  const b8 = p[pi + 14]!;
  ox[oi] = x[xi]! + a0 * w0 + a1 * w1 + a2 * w2;
  ox[oi + 1] = x[xi + 1]! + a1 * w0 + a3 * w1 + a4 * w2;
  ox[oi + 2] = x[xi + 2]! + a2 * w0 + a4 * w1 + a5 * w2;
  ox[oi + 3] = x[xi + 3]! + b0 * w0 + b3 * w1 + b6 * w2;
  ox[oi + 4] = x[xi + 4]! + b1 * w0 + b4 * w1 + b7 * w2;
  ox[oi + 5] = x[xi + 5]! + b2 * w0 + b5 * w1 + b8 * w2;
  // gain of the position rows, G = A S^-1
  const g00 = a0 * i0 + a1 * i1 + a2 * i2;
  const g01 = a0 * i1 + a1 * i3 + a2 * i4;
  const g02 = a0 * i2 + a1 * i4 + a2 * i5;
  const g10 = a1 * i0 + a3 * i1 + a4 * i2;
  const g11 = a1 * i1 + a3 * i3 + a4 * i4;
  const g12 = a1 * i2 + a3 * i4 + a4 * i5;
  const g20 = a2 * i0 + a4 * i1 + a5 * i2;
  const g21 = a2 * i1 + a4 * i3 + a5 * i4;
  const g22 = a2 * i2 + a4 * i4 + a5 * i5;
  op[oj] = a0 - (g00 * a0 + g01 * a1 + g02 * a2);
  op[oj + 1] = a1 - (g00 * a1 + g01 * a3 + g02 * a4);
  op[oj + 2] = a2 - (g00 * a2 + g01 * a4 + g02 * a5);
  op[oj + 3] = a3 - (g10 * a1 + g11 * a3 + g12 * a4);
  op[oj + 4] = a4 - (g10 * a2 + g11 * a4 + g12 * a5);
  op[oj + 5] = a5 - (g20 * a2 + g21 * a4 + g22 * a5);
  op[oj + 6] = b0 - (g00 * b0 + g01 * b3 + g02 * b6);
  op[oj + 7] = b1 - (g00 * b1 + g01 * b4 + g02 * b7);
  op[oj + 8] = b2 - (g00 * b2 + g01 * b5 + g02 * b8);
  op[oj + 9] = b3 - (g10 * b0 + g11 * b3 + g12 * b6);
  op[oj + 10] = b4 - (g10 * b1 + g11 * b4 + g12 * b7);
  op[oj + 11] = b5 - (g10 * b2 + g11 * b5 + g12 * b8);
  op[oj + 12] = b6 - (g20 * b0 + g21 * b3 + g22 * b6);
  op[oj + 13] = b7 - (g20 * b1 + g21 * b4 + g22 * b7);
  op[oj + 14] = b8 - (g20 * b2 + g21 * b5 + g22 * b8);
  // velocity rows, L = B' S^-1, then C - L B
  const l00 = b0 * i0 + b3 * i1 + b6 * i2;
  const l01 = b0 * i1 + b3 * i3 + b6 * i4;
  const l02 = b0 * i2 + b3 * i4 + b6 * i5;
  const l10 = b1 * i0 + b4 * i1 + b7 * i2;
  const l11 = b1 * i1 + b4 * i3 + b7 * i4;
  const l12 = b1 * i2 + b4 * i4 + b7 * i5;
  const l20 = b2 * i0 + b5 * i1 + b8 * i2;
  const l21 = b2 * i1 + b5 * i3 + b8 * i4;
  const l22 = b2 * i2 + b5 * i4 + b8 * i5;
  op[oj + 15] = p[pi + 15]! - (l00 * b0 + l01 * b3 + l02 * b6);
  op[oj + 16] = p[pi + 16]! - (l00 * b1 + l01 * b4 + l02 * b7);
  op[oj + 17] = p[pi + 17]! - (l00 * b2 + l01 * b5 + l02 * b8);
  op[oj + 18] = p[pi + 18]! - (l10 * b1 + l11 * b4 + l12 * b7);
  op[oj + 19] = p[pi + 19]! - (l10 * b2 + l11 * b5 + l12 * b8);
  op[oj + 20] = p[pi + 20]! - (l20 * b2 + l21 * b5 + l22 * b8);
  return -0.5 * (n0 * w0 + n1 * w1 + n2 * w2 + Math.log(det) + 3 * LOG_2PI);
}

/** Subtracts the rank-one term (u u')/s from all of P, where u is P H' of a scalar measurement. */
function downdate(
  p: Float64Array,
  pi: number,
  op: Float64Array,
  oj: number,
  u0: number,
  u1: number,
  u2: number,
  u3: number,
  u4: number,
  u5: number,
  inv: number,
): void {
  const k0 = u0 * inv;
  const k1 = u1 * inv;
  const k2 = u2 * inv;
  const k3 = u3 * inv;
  const k4 = u4 * inv;
  const k5 = u5 * inv;
  op[oj] = p[pi]! - k0 * u0;
  op[oj + 1] = p[pi + 1]! - k0 * u1;
  op[oj + 2] = p[pi + 2]! - k0 * u2;
  op[oj + 3] = p[pi + 3]! - k1 * u1;
  op[oj + 4] = p[pi + 4]! - k1 * u2;
  op[oj + 5] = p[pi + 5]! - k2 * u2;
  op[oj + 6] = p[pi + 6]! - k0 * u3;
  op[oj + 7] = p[pi + 7]! - k0 * u4;
  op[oj + 8] = p[pi + 8]! - k0 * u5;
  op[oj + 9] = p[pi + 9]! - k1 * u3;
  op[oj + 10] = p[pi + 10]! - k1 * u4;
  op[oj + 11] = p[pi + 11]! - k1 * u5;
  op[oj + 12] = p[pi + 12]! - k2 * u3;
  op[oj + 13] = p[pi + 13]! - k2 * u4;
  op[oj + 14] = p[pi + 14]! - k2 * u5;
  op[oj + 15] = p[pi + 15]! - k3 * u3;
  op[oj + 16] = p[pi + 16]! - k3 * u4;
  op[oj + 17] = p[pi + 17]! - k3 * u5;
  op[oj + 18] = p[pi + 18]! - k4 * u4;
  op[oj + 19] = p[pi + 19]! - k4 * u5;
  op[oj + 20] = p[pi + 20]! - k5 * u5;
}

/** One scalar row over position: innovation n, row (h0 h1 h2), variance r. */
function updateRow(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  h0: number,
  h1: number,
  h2: number,
  n: number,
  r: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): number {
  const u0 = p[pi]! * h0 + p[pi + 1]! * h1 + p[pi + 2]! * h2;
  const u1 = p[pi + 1]! * h0 + p[pi + 3]! * h1 + p[pi + 4]! * h2;
  const u2 = p[pi + 2]! * h0 + p[pi + 4]! * h1 + p[pi + 5]! * h2;
  const u3 = p[pi + 6]! * h0 + p[pi + 9]! * h1 + p[pi + 12]! * h2;
  const u4 = p[pi + 7]! * h0 + p[pi + 10]! * h1 + p[pi + 13]! * h2;
  const u5 = p[pi + 8]! * h0 + p[pi + 11]! * h1 + p[pi + 14]! * h2;
  const s = h0 * u0 + h1 * u1 + h2 * u2 + r;
  const inv = 1 / s;
  const w = n * inv;
  ox[oi] = x[xi]! + u0 * w;
  ox[oi + 1] = x[xi + 1]! + u1 * w;
  ox[oi + 2] = x[xi + 2]! + u2 * w;
  ox[oi + 3] = x[xi + 3]! + u3 * w;
  ox[oi + 4] = x[xi + 4]! + u4 * w;
  ox[oi + 5] = x[xi + 5]! + u5 * w;
  downdate(p, pi, op, oj, u0, u1, u2, u3, u4, u5, inv);
  return -0.5 * (n * w + Math.log(s) + LOG_2PI);
}

/**
 * Ground plot: z = position - slope * (height - heightAssumed). The two components are made independent by a
 * Cholesky turn of R, then taken one after the other, which equals the joint update.
 */
function updateGround(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): number {
  const slopeE = z[zi + 10]!;
  const slopeN = z[zi + 11]!;
  const r0 = z[zi + 4]!;
  const r1 = z[zi + 5]!;
  // second row minus f times the first has noise independent of the first
  const f = r1 / r0;
  const h0 = z[zi + 12]!;
  const dh = x[xi + 2]! - h0;
  const n0 = z[zi + 1]! - x[xi]! + slopeE * dh;
  const logL = updateRow(x, xi, p, pi, 1, 0, -slopeE, n0, r0, ox, oi, op, oj);
  const dh2 = ox[oi + 2]! - h0;
  const n1 =
    z[zi + 2]! - f * z[zi + 1]! - (ox[oi + 1]! - f * ox[oi]!) + (slopeN - f * slopeE) * dh2;
  const r = z[zi + 7]! - f * r1;
  return logL + updateRow(ox, oi, op, oj, -f, 1, -(slopeN - f * slopeE), n1, r, ox, oi, op, oj);
}

function updateBearing(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
  ox: Float64Array,
  oi: number,
  op: Float64Array,
  oj: number,
): number {
  const de = x[xi]! - z[zi + 2]!;
  const dn = x[xi + 1]! - z[zi + 3]!;
  const d2 = Math.max(de * de + dn * dn, 1);
  let n = z[zi + 1]! - Math.atan2(de, dn);
  if (n > Math.PI) n -= 2 * Math.PI;
  else if (n < -Math.PI) n += 2 * Math.PI;
  return updateRow(x, xi, p, pi, dn / d2, -de / d2, 0, n, z[zi + 4]!, ox, oi, op, oj);
}

/** One velocity component (0 east, 1 north) in place. */
function updateVelocity(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  axis: 0 | 1,
  value: number,
  variance: number,
): number {
  const u0 = p[pi + 6 + axis]!;
  const u1 = p[pi + 9 + axis]!;
  const u2 = p[pi + 12 + axis]!;
  const u3 = axis === 0 ? p[pi + 15]! : p[pi + 16]!;
  const u4 = axis === 0 ? p[pi + 16]! : p[pi + 18]!;
  const u5 = axis === 0 ? p[pi + 17]! : p[pi + 19]!;
  const s = (axis === 0 ? u3 : u4) + variance;
  const inv = 1 / s;
  const n = value - x[xi + 3 + axis]!;
  const w = n * inv;
  x[xi] = x[xi]! + u0 * w;
  x[xi + 1] = x[xi + 1]! + u1 * w;
  x[xi + 2] = x[xi + 2]! + u2 * w;
  x[xi + 3] = x[xi + 3]! + u3 * w;
  x[xi + 4] = x[xi + 4]! + u4 * w;
  x[xi + 5] = x[xi + 5]! + u5 * w;
  downdate(p, pi, p, pi, u0, u1, u2, u3, u4, u5, inv);
  return -0.5 * (n * w + Math.log(s) + LOG_2PI);
}
