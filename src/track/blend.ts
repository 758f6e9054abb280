/** Several bearings that may each be a track's, as one measurement. */
import { TWO_PI } from '../base/index.ts';
import { NZ } from './filter.ts';
import type { Tables } from './tables.ts';

/**
 * Writes to out what all bearings that may be candidate c's say together: their mean by the chance of each, with the
 * noise of one and their spread, and as much vaguer as the chance that none of them is its own. Where objects stand in
 * one direction the likeliest alone is often another's, and a track that is sure of it drifts away with that.
 * @param best  pair of its likeliest bearing
 * @param plots bearings of the scan, the width of the association's rows
 * Source: Bar-Shalom, Li, Kirubarajan 2001, ch. 9 (probabilistic data association), with the spread in the measurement
 * instead of in the state, so that a late bearing can be used again.
 */
export function blendBearings(
  t: Tables,
  c: number,
  best: number,
  plots: number,
  out: Float64Array,
): void {
  const { work, cluster } = t;
  const zi = work.pairZ[best]! * NZ;
  for (let k = 0; k < NZ; k++) out[k] = work.z[zi + k]!;
  let sum = 0;
  let mean = 0;
  let square = 0;
  for (let k = 0; k < work.pairCount[c]!; k++) {
    const pair = work.firstPair[c]! + k;
    const beta = cluster.beta[c * plots + work.pairPlot[pair]!]!;
    const off = wrapRad(work.z[work.pairZ[pair]! * NZ + 1]! - out[1]!);
    sum += beta;
    mean += beta * off;
    square += beta * off * off;
  }
  mean /= sum;
  out[1] = out[1]! + mean;
  out[4] = (out[4]! + Math.max(square / sum - mean * mean, 0)) / Math.min(sum, 1);
}

/** A difference of two azimuths in (-pi, pi]. */
export function wrapRad(rad: number): number {
  return rad > Math.PI ? rad - TWO_PI : rad < -Math.PI ? rad + TWO_PI : rad;
}
