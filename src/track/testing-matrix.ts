/** Plain matrices for the slow twins in the tests: written as in the books, no tricks. */
import { NP } from './filter.ts';

export type Matrix = number[][];

export const zeros = (r: number, c: number): Matrix =>
  Array.from({ length: r }, () => Array<number>(c).fill(0));
export const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));
export const plus = (a: Matrix, b: Matrix, s = 1): Matrix =>
  a.map((row, i) => row.map((v, j) => v + s * b[i]![j]!));
export const flip = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
export const scale = (a: Matrix, s: number): Matrix => a.map((row) => row.map((v) => v * s));
export const column = (values: Iterable<number>): Matrix => [...values].map((v) => [v]);

/** Gauss and Jordan with the largest pivot. */
export function inverse(a: Matrix): Matrix {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i + 1; k < n; k++) if (Math.abs(m[k]![i]!) > Math.abs(m[pivot]![i]!)) pivot = k;
    [m[i], m[pivot]] = [m[pivot]!, m[i]!];
    const d = m[i]![i]!;
    m[i] = m[i]!.map((v) => v / d);
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const f = m[k]![i]!;
      m[k] = m[k]!.map((v, j) => v - f * m[i]![j]!);
    }
  }
  return m.map((row) => row.slice(n));
}

/** By elimination without a pivot: for covariances, which need none. */
export function determinant(a: Matrix): number {
  const m = a.map((row) => [...row]);
  let det = 1;
  for (let i = 0; i < m.length; i++) {
    const d = m[i]![i]!;
    det *= d;
    for (let k = i + 1; k < m.length; k++) {
      const f = m[k]![i]! / d;
      m[k] = m[k]!.map((v, j) => v - f * m[i]![j]!);
    }
  }
  return det;
}

/** Place k of the packed covariance is row i, column j. */
export const PAIRS = [
  [0, 0, 0],
  [1, 0, 1],
  [2, 0, 2],
  [3, 1, 1],
  [4, 1, 2],
  [5, 2, 2],
  [6, 0, 3],
  [7, 0, 4],
  [8, 0, 5],
  [9, 1, 3],
  [10, 1, 4],
  [11, 1, 5],
  [12, 2, 3],
  [13, 2, 4],
  [14, 2, 5],
  [15, 3, 3],
  [16, 3, 4],
  [17, 3, 5],
  [18, 4, 4],
  [19, 4, 5],
  [20, 5, 5],
] as const;

/** The 6 by 6 covariance that lies packed at `at`. */
export function unpack(p: Float64Array, at = 0): Matrix {
  const m = zeros(6, 6);
  for (const [k, i, j] of PAIRS) {
    m[i]![j] = p[at + k]!;
    m[j]![i] = p[at + k]!;
  }
  return m;
}

/** A 6 by 6 covariance packed. */
export function pack(m: Matrix): Float64Array {
  const p = new Float64Array(NP);
  for (const [k, i, j] of PAIRS) p[k] = m[i]![j]!;
  return p;
}

/** One Kalman update: rows H, innovation n, noise R; with the log likelihood of n. */
export function kalman(
  x: Matrix,
  p: Matrix,
  h: Matrix,
  n: Matrix,
  r: Matrix,
): { x: Matrix; p: Matrix; logL: number } {
  const s = plus(times(times(h, p), flip(h)), r);
  const k = times(times(p, flip(h)), inverse(s));
  const d2 = times(times(flip(n), inverse(s)), n)[0]![0]!;
  return {
    x: plus(x, times(k, n)),
    p: plus(p, times(times(k, h), p), -1),
    logL: -0.5 * (d2 + Math.log(determinant(s)) + s.length * Math.log(2 * Math.PI)),
  };
}
