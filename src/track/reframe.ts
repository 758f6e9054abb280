/**
 * A place, a state or a measurement of one tangent plane in terms of another. Planes share the height above the
 * ellipsoid; east and north of one are a smooth function of east, north and height of the other, so covariances and
 * velocities go by its derivative at the place, which differs from a rotation by the planes' tilt against each other.
 */
import { MEASURE_KIND, NP, NX } from './filter.ts';
import type { Frames } from './frames.ts';

/** derivative of east, north, height by east, north, height, row-major */
const d = new Float64Array(9);
const moved = new Float64Array(3);
const slope = new Float64Array(2);

/** Writes east and north in plane `to` of a place in plane `from` to out[0..1]; its height stays. */
export function shiftPlace(
  frames: Frames,
  from: number,
  to: number,
  east: number,
  north: number,
  heightM: number,
  out: Float64Array,
): void {
  const { r, t } = frames.between(from, to);
  const up = frames.list[from]!.upOf(east, north, heightM);
  out[0] = r[0]! * east + r[1]! * north + r[2]! * up + t[0]!;
  out[1] = r[3]! * east + r[4]! * north + r[5]! * up + t[1]!;
}

/** Sets `d` for a place in plane `from`: a step east or north at one height leads down along the plane's tilt. */
function derive(frames: Frames, from: number, to: number, east: number, north: number): void {
  const { r } = frames.between(from, to);
  frames.list[from]!.tilt(east, north, slope);
  for (let row = 0; row < 2; row++) {
    const up = r[row * 3 + 2]!;
    d[row * 3] = r[row * 3]! - up * slope[0]!;
    d[row * 3 + 1] = r[row * 3 + 1]! - up * slope[1]!;
    d[row * 3 + 2] = up;
  }
  d[8] = 1;
}

function turnVector(x: Float64Array, xi: number): void {
  const [a, b, c] = [x[xi]!, x[xi + 1]!, x[xi + 2]!];
  x[xi] = d[0]! * a + d[1]! * b + d[2]! * c;
  x[xi + 1] = d[3]! * a + d[4]! * b + d[5]! * c;
}

const full = new Float64Array(9);
const half = new Float64Array(9);

/** full := d full d' */
function congruent(): void {
  for (let i = 0; i < 3; i++)
    for (let k = 0; k < 3; k++) {
      let sum = 0;
      for (let m = 0; m < 3; m++) sum += d[i * 3 + m]! * full[m * 3 + k]!;
      half[i * 3 + k] = sum;
    }
  for (let i = 0; i < 3; i++)
    for (let k = 0; k < 3; k++) {
      let sum = 0;
      for (let m = 0; m < 3; m++) sum += half[i * 3 + m]! * d[k * 3 + m]!;
      full[i * 3 + k] = sum;
    }
}

/** A symmetric 3x3 block kept as its upper triangle, in place. */
function turnSymmetric(p: Float64Array, pi: number): void {
  full[0] = p[pi]!;
  full[1] = full[3] = p[pi + 1]!;
  full[2] = full[6] = p[pi + 2]!;
  full[4] = p[pi + 3]!;
  full[5] = full[7] = p[pi + 4]!;
  full[8] = p[pi + 5]!;
  congruent();
  p[pi] = full[0]!;
  p[pi + 1] = full[1]!;
  p[pi + 2] = full[2]!;
  p[pi + 3] = full[4]!;
  p[pi + 4] = full[5]!;
  p[pi + 5] = full[8]!;
}

/** One state (NX) and its covariance (NP, see filter.ts), in place. */
export function shiftState(
  frames: Frames,
  from: number,
  to: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
): void {
  derive(frames, from, to, x[xi]!, x[xi + 1]!);
  shiftPlace(frames, from, to, x[xi]!, x[xi + 1]!, x[xi + 2]!, moved);
  x[xi] = moved[0]!;
  x[xi + 1] = moved[1]!;
  turnVector(x, xi + NX / 2);
  turnSymmetric(p, pi);
  for (let k = 0; k < 9; k++) full[k] = p[pi + 6 + k]!;
  congruent();
  for (let k = 0; k < 9; k++) p[pi + 6 + k] = full[k]!;
  turnSymmetric(p, pi + NP - 6);
}

/** One measurement (see MEASURE_KIND), in place. */
export function shiftMeasure(
  frames: Frames,
  from: number,
  to: number,
  z: Float64Array,
  zi: number,
): void {
  if (z[zi] === MEASURE_KIND.bearing) {
    derive(frames, from, to, z[zi + 2]!, z[zi + 3]!);
    shiftPlace(frames, from, to, z[zi + 2]!, z[zi + 3]!, 0, moved);
    const e = Math.sin(z[zi + 1]!);
    const n = Math.cos(z[zi + 1]!);
    z[zi + 1] = Math.atan2(d[0]! * e + d[1]! * n, d[3]! * e + d[4]! * n);
    z[zi + 2] = moved[0]!;
    z[zi + 3] = moved[1]!;
    return;
  }
  const isGround = z[zi] === MEASURE_KIND.ground;
  derive(frames, from, to, z[zi + 1]!, z[zi + 2]!);
  shiftPlace(frames, from, to, z[zi + 1]!, z[zi + 2]!, z[zi + (isGround ? 12 : 3)]!, moved);
  z[zi + 1] = moved[0]!;
  z[zi + 2] = moved[1]!;
  if (isGround) {
    const [e, n] = [z[zi + 10]!, z[zi + 11]!];
    z[zi + 10] = d[0]! * e + d[1]! * n + d[2]!;
    z[zi + 11] = d[3]! * e + d[4]! * n + d[5]!;
    z[zi + 6] = z[zi + 8] = z[zi + 9] = 0;
  }
  turnSymmetric(z, zi + 4);
  if (!(z[zi + 13]! > 0)) return;
  const [e, n] = [z[zi + 14]!, z[zi + 15]!];
  z[zi + 14] = d[0]! * e + d[1]! * n;
  z[zi + 15] = d[3]! * e + d[4]! * n;
}
