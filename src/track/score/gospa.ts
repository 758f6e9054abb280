/**
 * GOSPA with p = 2 and alpha = 2 at one report time, and NEES of its pairs.
 * Source: Rahmathullah, Garcia-Fernandez, Svensson, "Generalized optimal sub-pattern assignment metric", FUSION 2017.
 */
import { pairPoints } from './assignment.ts';
import type { Frame } from './frame.ts';

export interface GospaMoment {
  readonly gospa: number;
  /** sum of squared distances of the pairs, m^2 */
  readonly locSquare: number;
  readonly pairs: number;
  readonly missed: number;
  readonly false: number;
  /** sum of NEES / dims, over how many pairs with a covariance */
  readonly neesSum: number;
  readonly neesCount: number;
}

export function gospaOf(truth: Frame, tracks: Frame, dims: 2 | 3, c: number): GospaMoment {
  const a = Float64Array.from(truth.enu);
  const b = Float64Array.from(tracks.enu);
  const nA = truth.ids.length;
  const nB = tracks.ids.length;
  const { columnOf, squared } = pairPoints(a, nA, b, nB, dims, c);
  let locSquare = 0;
  let pairs = 0;
  let neesSum = 0;
  let neesCount = 0;
  for (let i = 0; i < nA; i++) {
    const j = columnOf[i]!;
    if (j < 0) continue;
    pairs++;
    locSquare += squared[i]!;
    const value = neesOf(a, i, b, j, dims, tracks.points[j]!.cov);
    if (!Number.isFinite(value)) continue;
    neesSum += value / dims;
    neesCount++;
  }
  const missed = nA - pairs;
  const extra = nB - pairs;
  const gospa = Math.sqrt(locSquare + ((c * c) / 2) * (missed + extra));
  return { gospa, locSquare, pairs, missed, false: extra, neesSum, neesCount };
}

/** Squared statistical distance under the track's own covariance (2-D or 3-D); NaN when it has none. */
function neesOf(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  dims: number,
  cov: readonly number[] | undefined,
): number {
  if (cov === undefined || cov.length < 6) return Number.NaN;
  const [ee, en, eu, nn, nu, uu] = cov as [number, number, number, number, number, number];
  const x = a[i * dims]! - b[j * dims]!;
  const y = a[i * dims + 1]! - b[j * dims + 1]!;
  if (dims === 2) {
    const det = ee * nn - en * en;
    return (x * x * nn - 2 * x * y * en + y * y * ee) / det;
  }
  const w = a[i * dims + 2]! - b[j * dims + 2]!;
  const k0 = nn * uu - nu * nu;
  const k1 = eu * nu - en * uu;
  const k2 = en * nu - eu * nn;
  const det = ee * k0 + en * k1 + eu * k2;
  const k3 = ee * uu - eu * eu;
  const k4 = en * eu - ee * nu;
  const k5 = ee * nn - en * en;
  return (x * x * k0 + y * y * k3 + w * w * k5 + 2 * (x * y * k1 + x * w * k2 + y * w * k4)) / det;
}
