import { RAD_TO_DEG } from '../../base/index.ts';
import type { Picture } from '../../model/index.ts';
import { WIDTH } from './segment.ts';
import type { PointCodes } from './types.ts';

const SIGMA_95 = 2.4477;

/**
 * One picture as whole numbers for the history's thread: track number and WIDTH values (segment.ts) a row. Copied once
 * here, moved across without another copy.
 */
export const ROW = WIDTH + 1;

function clampInt(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : Math.round(value);
}

export function takeSnapshot(picture: Picture, codes: PointCodes): Float64Array {
  const out = new Float64Array(picture.count * ROW);
  for (let row = 0; row < picture.count; row++) {
    const trackNumber = picture.trackNumber[row]!;
    const altM = picture.altM[row]!;
    const vUp = picture.vUpMps[row]!;
    const mean = (picture.covEE[row]! + picture.covNN[row]!) / 2;
    const spread = Math.hypot((picture.covEE[row]! - picture.covNN[row]!) / 2, picture.covEN[row]!);
    const radius = SIGMA_95 * Math.sqrt(Math.max(0, mean + spread));
    const at = row * ROW;
    out[at] = trackNumber;
    out[at + 1] = Math.round(picture.at);
    out[at + 2] = Math.round(picture.latRad[row]! * RAD_TO_DEG * 1e7);
    out[at + 3] = Math.round(picture.lonRad[row]! * RAD_TO_DEG * 1e7);
    out[at + 4] = Number.isNaN(altM) ? -32768 : clampInt(altM, -32767, 32767);
    out[at + 5] = clampInt(picture.vEastMps[row]! * 10, -32767, 32767);
    out[at + 6] = clampInt(picture.vNorthMps[row]! * 10, -32767, 32767);
    out[at + 7] = Number.isNaN(vUp) ? 0 : clampInt(vUp * 10, -32767, 32767);
    out[at + 8] = clampInt((picture.at - picture.updatedAt[row]!) / 100, 0, 65535);
    out[at + 9] = clampInt(Number.isFinite(radius) ? radius : 65535, 0, 65535);
    out[at + 10] = picture.status[row]! | (picture.simulated[row]! !== 0 ? 0x80 : 0);
    out[at + 11] = picture.quality[row]!;
    out[at + 12] = Math.max(0, codes.identityOf(trackNumber));
    out[at + 13] = picture.environment[row]!;
    out[at + 14] = codes.alertOf(trackNumber);
  }
  return out;
}
