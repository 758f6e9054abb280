/**
 * Measurement-driven birth: a plot that no track takes may be the first of a new object. Its existence is the share
 * of objects not yet tracked in the intensity at the plot: undetected / (undetected + clutter).
 */
import { NP, NX, updateModel } from './filter.ts';
import { MODELS, MOTION_CLASSES } from './motion.ts';

/**
 * Writes the state of a new track of a class from one measurement, all models, into x, p, mu.
 * Velocity starts at nought with the class's sd (or `velocitySd`), height at the class's unless measured.
 */
export function bornFrom(
  kind: number,
  velocitySd: number,
  z: Float64Array,
  zi: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
): void {
  const motion = MOTION_CLASSES[kind]!;
  for (let m = 0; m < MODELS; m++) {
    const at = xi + m * NX;
    const to = pi + m * NP;
    x.fill(0, at, at + NX);
    p.fill(0, to, to + NP);
    x[at] = z[zi + 1]!;
    x[at + 1] = z[zi + 2]!;
    x[at + 2] = z[zi + 3]!;
    // position: so wide that the plot alone decides; height: what the class says
    const wide = 1e4 * (z[zi + 4]! + z[zi + 7]!);
    p[to] = wide;
    p[to + 3] = wide;
    p[to + 5] = motion.heightSd * motion.heightSd;
    if (z[zi] === 0 && z[zi + 9]! > 0) p[to + 5] = 100 * z[zi + 9]! + 1;
    p[to + 15] = velocitySd * velocitySd;
    p[to + 18] = velocitySd * velocitySd;
    const { climbSd, start } = motion.models[m]!;
    p[to + 20] = climbSd * climbSd;
    updateModel(x, at, p, to, z, zi, x, at, p, to);
    mu[mi + m] = start;
  }
}
