// Hot path: once a track and picture, no allocation.
/** Where a track is at an instant, as numbers that fusion and the picture share. */
import { NP, NX } from './filter.ts';
import { MODELS, MOTION_CLASSES } from './motion.ts';
import type { Tables } from './tables.ts';

/**
 * Offsets in an estimate, in the track's plane: position pair and velocity pair, each east, north and covariance ee en
 * nn (m, m/s); height and its rate, variance of the height (m, m/s, m^2; NaN: not known).
 */
export const EST = { place: 0, velocity: 5, height: 10, climb: 11, heightVar: 12 } as const;
export const ESTIMATE = 13;

/** A track's own estimate predicted to an instant, s, into `out`; its covariance grows with time forward only. */
export function estimateOwn(t: Tables, slot: number, atS: number, out: Float64Array): void {
  const { store } = t;
  const xi = slot * NX;
  const pi = slot * NP;
  const x = store.xc;
  const p = store.pc;
  const dt = atS - store.time[slot]!;
  const forward = dt > 0 ? dt : 0;
  const q = noiseOf(t, slot);
  const { pointSd } = MOTION_CLASSES[store.kind[slot]!]!;
  const pp = (q * forward * forward * forward) / 3 + pointSd * pointSd;
  out[0] = x[xi]! + dt * x[xi + 3]!;
  out[1] = x[xi + 1]! + dt * x[xi + 4]!;
  out[2] = p[pi]! + 2 * dt * p[pi + 6]! + dt * dt * p[pi + 15]! + pp;
  out[3] = p[pi + 1]! + dt * (p[pi + 7]! + p[pi + 9]!) + dt * dt * p[pi + 16]!;
  out[4] = p[pi + 3]! + 2 * dt * p[pi + 10]! + dt * dt * p[pi + 18]! + pp;
  out[5] = x[xi + 3]!;
  out[6] = x[xi + 4]!;
  out[7] = p[pi + 15]! + q * forward;
  out[8] = p[pi + 16]!;
  out[9] = p[pi + 18]! + q * forward;
  out[10] = x[xi + 2]! + dt * x[xi + 5]!;
  out[11] = x[xi + 5]!;
  out[12] = p[pi + 5]! + 2 * dt * p[pi + 14]! + dt * dt * p[pi + 20]!;
}

/** Process noise of the mix of models, m^2/s^3. */
function noiseOf(t: Tables, slot: number): number {
  const models = MOTION_CLASSES[t.store.kind[slot]!]!.models;
  let q = 0;
  for (let m = 0; m < MODELS; m++) q += t.store.mu[slot * MODELS + m]! * models[m]!.q;
  return q;
}
