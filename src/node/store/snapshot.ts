// Hot path: one pass over the picture, one allocation; below 3 ms for 10,000 tracks.
import { clampInt, RAD_TO_DEG } from '../../base/index.ts';
import { radius95M, type Picture } from '../../model/index.ts';
import type { PointCodes } from './types.ts';

/** What is kept of a track at an instant, as whole numbers in the units of the track frame (model/track-frame.ts). */
export const COLUMNS = [
  'trackNumber',
  'lat',
  'lon',
  'altM',
  'vEast',
  'vNorth',
  'vUp',
  'age',
  'radius95M',
  'status',
  'quality',
  'identity',
  'environment',
  'alert',
] as const;
export type Column = (typeof COLUMNS)[number];
export const WIDTH = COLUMNS.length;
export const COL: Readonly<Record<Column, number>> = Object.fromEntries(
  COLUMNS.map((name, i) => [name, i]),
) as Record<Column, number>;
/** altM when the height is not known */
export const NO_ALT = -32_768;

/** One picture: WIDTH columns of `count` numbers, one after the other; trackNumber is a u32 in an i32. */
export interface Snapshot {
  /** grows by one a picture, so that both threads can name it */
  readonly number: number;
  readonly at: number;
  readonly count: number;
  readonly values: Int32Array;
}

/** Shared memory, so that the writing and the reading thread get it without a copy. */
export function takeSnapshot(picture: Picture, codes: PointCodes, number: number): Snapshot {
  const { count } = picture;
  const out = new Int32Array(new SharedArrayBuffer(4 * WIDTH * count));
  for (let row = 0; row < count; row++) {
    const trackNumber = picture.trackNumber[row]!;
    const altM = picture.altM[row]!;
    const vUp = picture.vUpMps[row]!;
    const radius = radius95M(picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!);
    let at = row;
    out[at] = trackNumber | 0;
    out[(at += count)] = Math.round(picture.latRad[row]! * RAD_TO_DEG * 1e7);
    out[(at += count)] = Math.round(picture.lonRad[row]! * RAD_TO_DEG * 1e7);
    out[(at += count)] = Number.isNaN(altM) ? NO_ALT : clampInt(altM, -32767, 32767);
    out[(at += count)] = clampInt(picture.vEastMps[row]! * 10, -32767, 32767);
    out[(at += count)] = clampInt(picture.vNorthMps[row]! * 10, -32767, 32767);
    out[(at += count)] = Number.isNaN(vUp) ? 0 : clampInt(vUp * 10, -32767, 32767);
    out[(at += count)] = clampInt((picture.at - picture.updatedAt[row]!) / 100, 0, 65535);
    out[(at += count)] = Number.isNaN(radius) ? 65535 : clampInt(radius, 0, 65535);
    out[(at += count)] = picture.status[row]! | (picture.simulated[row]! !== 0 ? 0x80 : 0);
    out[(at += count)] = picture.quality[row]!;
    out[(at += count)] = Math.max(0, codes.identityOf(trackNumber));
    out[(at += count)] = picture.environment[row]!;
    out[(at += count)] = codes.alertOf(trackNumber);
  }
  return { number, at: picture.at, count, values: out };
}
