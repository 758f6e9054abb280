import { DEG_TO_RAD, distanceM } from '../../base/index.ts';
import { radius95M, type Picture } from '../../model/index.ts';

/** A sensor node and the tracker may place one object this far apart, beside the track's own error. */
const NEAR_M = 500;

/** The track nearest to a place, deg, within its own error and half a kilometre; null when there is none. */
export function nearestTrack(picture: Picture, latDeg: number, lonDeg: number): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (let row = 0; row < picture.count; row++) {
    const offM = distanceM(
      latDeg * DEG_TO_RAD,
      lonDeg * DEG_TO_RAD,
      picture.latRad[row]!,
      picture.lonRad[row]!,
    );
    const radius = radius95M(picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!);
    if (offM >= least || !(offM <= NEAR_M + (Number.isFinite(radius) ? radius : 0))) continue;
    least = offM;
    best = picture.trackNumber[row]!;
  }
  return best;
}
