/** The objects or tracks of one report time, with their places in local metres. */
import type { ScorePoint } from './types.ts';

export interface Frame {
  readonly ids: string[];
  readonly points: ScorePoint[];
  /** `dims` numbers a point */
  readonly enu: number[];
}

export function squaredBetween(
  a: ArrayLike<number>,
  i: number,
  b: ArrayLike<number>,
  j: number,
  dims: number,
): number {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (a[i * dims + d]! - b[j * dims + d]!) ** 2;
  return sum;
}
