// Hot path: only groups of contending tracks come here; no allocation.
/**
 * One plot of two objects: what a radar cannot tell apart it shows once, in the middle. The chance that two objects
 * are not resolved is taken as exp(-d' C^-1 d / 2) with d their separation and C the cell, CELL standard deviations
 * of a plot wide in each direction; over the doubt S of d that is sqrt(|C| / |C + S|) exp(-d' (C + S)^-1 d / 2).
 * Source: Koch, van Keuk, "Multiple hypothesis track maintenance with possibly unresolved measurements" (IEEE T-AES
 * 33(3), 1997).
 */
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';

/** width of the cell, in standard deviations of a plot */
const CELL = 2.5;

const d = new Float64Array(3);
const s = new Float64Array(6);
const c = new Float64Array(6);

/** Place (and its covariance ee en eh nn nh hh) that a state is measured at by a measurement of this kind. */
function project(
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  z: Float64Array,
  zi: number,
  sign: number,
): void {
  const ground = z[zi] === MEASURE_KIND.ground;
  const se = ground ? z[zi + 10]! : 0;
  const sn = ground ? z[zi + 11]! : 0;
  const dh = ground ? x[xi + 2]! - z[zi + 12]! : 0;
  const [p0, p1, p2, p3, p4, p5] = [
    p[pi]!,
    p[pi + 1]!,
    p[pi + 2]!,
    p[pi + 3]!,
    p[pi + 4]!,
    p[pi + 5]!,
  ];
  d[0] = d[0]! + sign * (x[xi]! - se * dh);
  d[1] = d[1]! + sign * (x[xi + 1]! - sn * dh);
  d[2] = d[2]! + sign * x[xi + 2]!;
  s[0] = s[0]! + p0 - 2 * se * p2 + se * se * p5;
  s[1] = s[1]! + p1 - se * p4 - sn * p2 + se * sn * p5;
  s[2] = s[2]! + p2;
  s[3] = s[3]! + p3 - 2 * sn * p4 + sn * sn * p5;
  s[4] = s[4]! + p4;
  s[5] = s[5]! + p5;
}

/** Determinant of a covariance of a place: of its ground part where there is no height. */
function determinant(m: Float64Array, ground: boolean): number {
  const flat = m[0]! * m[3]! - m[1]! * m[1]!;
  if (ground) return flat;
  return m[5]! * flat - m[0]! * m[4]! * m[4]! - m[3]! * m[2]! * m[2]! + 2 * m[1]! * m[2]! * m[4]!;
}

/** d' m^-1 d */
function squared(m: Float64Array, ground: boolean): number {
  const det = determinant(m, ground);
  if (ground)
    return (d[0]! * d[0]! * m[3]! - 2 * d[0]! * d[1]! * m[1]! + d[1]! * d[1]! * m[0]!) / det;
  const k0 = m[3]! * m[5]! - m[4]! * m[4]!;
  const k1 = m[2]! * m[4]! - m[1]! * m[5]!;
  const k2 = m[1]! * m[4]! - m[2]! * m[3]!;
  const k3 = m[0]! * m[5]! - m[2]! * m[2]!;
  const k4 = m[1]! * m[2]! - m[0]! * m[4]!;
  const k5 = m[0]! * m[3]! - m[1]! * m[1]!;
  const cross = k1 * d[0]! * d[1]! + k2 * d[0]! * d[2]! + k4 * d[1]! * d[2]!;
  return (k0 * d[0]! * d[0]! + k3 * d[1]! * d[1]! + k5 * d[2]! * d[2]! + 2 * cross) / det;
}

/** Chance that two states (place and covariance at xa, pa and xb, pb) are one plot to a radar with plots like z. */
export function unresolvedChance(
  x: Float64Array,
  p: Float64Array,
  a: number,
  b: number,
  z: Float64Array,
  zi: number,
): number {
  const ground = z[zi] === MEASURE_KIND.ground;
  d.fill(0);
  s.fill(0);
  project(x, a * NX, p, a * NP, z, zi, 1);
  project(x, b * NX, p, b * NP, z, zi, -1);
  for (let k = 0; k < 6; k++) {
    c[k] = CELL * CELL * z[zi + 4 + k]!;
    s[k] = s[k]! + c[k]!;
  }
  const share = determinant(c, ground) / determinant(s, ground);
  return share > 0 ? Math.sqrt(Math.min(share, 1)) * Math.exp(-0.5 * squared(s, ground)) : 0;
}

/**
 * Writes what a plot in the middle of two objects says of one of them when the other is where its state b has it:
 * 2 z - b, with the plot's covariance four times, that of b, and a third of the square of their separation, because
 * the stronger echo draws the plot to itself.
 */
export function measureShared(
  x: Float64Array,
  p: Float64Array,
  a: number,
  b: number,
  z: Float64Array,
  zi: number,
  out: Float64Array,
  oi: number,
): void {
  for (let k = 0; k < NZ; k++) out[oi + k] = z[zi + k]!;
  d.fill(0);
  s.fill(0);
  project(x, b * NX, p, b * NP, z, zi, 1);
  for (let k = 0; k < 3; k++) out[oi + 1 + k] = 2 * z[zi + 1 + k]! - d[k]!;
  for (let k = 0; k < 6; k++) out[oi + 4 + k] = 4 * z[zi + 4 + k]! + s[k]!;
  s.fill(0);
  project(x, a * NX, p, a * NP, z, zi, -1);
  out[oi + 4] = out[oi + 4]! + (d[0]! * d[0]!) / 3;
  out[oi + 5] = out[oi + 5]! + (d[0]! * d[1]!) / 3;
  out[oi + 6] = out[oi + 6]! + (d[0]! * d[2]!) / 3;
  out[oi + 7] = out[oi + 7]! + (d[1]! * d[1]!) / 3;
  out[oi + 8] = out[oi + 8]! + (d[1]! * d[2]!) / 3;
  out[oi + 9] = out[oi + 9]! + (d[2]! * d[2]!) / 3;
}

/** How often a radar has shown close pairs as two plots, and as one. */
export interface Resolution {
  two: number;
  one: number;
}

/** Share of pairs within the cell that this radar shows as one plot, by what it has shown so far. */
export function mergingShare(seen: Resolution): number {
  return (seen.one + 1) / (seen.one + seen.two + 2);
}

/** Counts a close pair seen as two or as one, by how surely it was within the cell. */
export function countPair(seen: Resolution, isOne: boolean, chance: number): void {
  if (isOne) seen.one += chance;
  else seen.two += chance;
  // faded over some hundred pairs, so that a changed radar is learned anew
  const keep = seen.one + seen.two > 200 ? 0.5 : 1;
  seen.one *= keep;
  seen.two *= keep;
}
