import type { Position } from 'geojson';
import { DEG_TO_RAD, destination, RAD_TO_DEG, SIGMAS_95 } from '../../base/index.ts';
import type { TrackErrors, TrackInfo } from '../../model/index.ts';

/** east and north, m */
type Pair = readonly [number, number];
/** ee, en, nn, m^2 */
type Covariance = readonly [number, number, number];

/** instants along the path at which the region's width is worked out */
const STEPS = 12;
/** points of the rounded end, and of the rounded start */
const CAP = 12;
/** beyond this nobody reads it as a place, m */
const MAX_M = 300_000;

/**
 * Covariance of place `afterS` from now: place + velocity t^2 + noise t^3 / 3, as the judge forecasts (the part that
 * place and velocity share is not known here and is left out there too).
 */
export function placeErrorAfter(errors: TrackErrors, afterS: number): Covariance {
  const { placeM2, velocityM2S2, noiseM2S3 } = errors;
  const grown = (noiseM2S3 * afterS ** 3) / 3;
  const t2 = afterS * afterS;
  return [
    placeM2[0] + velocityM2S2[0] * t2 + grown,
    placeM2[1] + velocityM2S2[1] * t2,
    placeM2[2] + velocityM2S2[2] * t2 + grown,
  ];
}

/**
 * The ground that the object crosses in the next `untilS` seconds: at each instant it is within the region's ellipse
 * of that instant with 95 %, provided it keeps its course but for the noise. Ring of lon, lat in deg, closed.
 */
export function forecastRegion(
  info: Pick<TrackInfo, 'latDeg' | 'lonDeg' | 'speedMps' | 'courseDeg' | 'errors'>,
  untilS: number,
): Position[] {
  const course = info.courseDeg * DEG_TO_RAD;
  const ahead: Pair = [Math.sin(course), Math.cos(course)];
  const left: Pair = [-ahead[1], ahead[0]];
  const point = (afterS: number, towards: Pair): Pair => {
    const [e, n] = support(placeErrorAfter(info.errors, afterS), towards);
    const along = info.speedMps * afterS;
    return [ahead[0] * along + e, ahead[1] * along + n];
  };
  const side = (towards: Pair): Pair[] =>
    Array.from({ length: STEPS + 1 }, (_, i) => point((untilS * i) / STEPS, towards));
  const cap = (afterS: number, from: Pair, over: Pair): Pair[] =>
    Array.from({ length: CAP - 1 }, (_, i) => point(afterS, turn(from, over, (i + 1) / CAP)));
  const ring = [
    ...side(left),
    ...cap(untilS, left, ahead),
    ...side(minus(left)).reverse(),
    ...cap(0, minus(left), minus(ahead)),
  ];
  const placed = ring.map((one) => place(info, one));
  return [...placed, placed[0]!];
}

/** The point of the 95 % ellipse that lies farthest towards a direction (unit vector), m. */
function support([ee, en, nn]: Covariance, [e, n]: Pair): Pair {
  const pe = ee * e + en * n;
  const pn = en * e + nn * n;
  const variance = pe * e + pn * n;
  if (!(variance > 0)) return [0, 0];
  const scale = SIGMAS_95 / Math.sqrt(variance);
  const far = Math.max(1, (scale * Math.hypot(pe, pn)) / MAX_M);
  return [(pe * scale) / far, (pn * scale) / far];
}

/** Unit vector a share of the half turn that leads from one direction over another to its opposite. */
function turn(from: Pair, over: Pair, share: number): Pair {
  const angle = share * Math.PI;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [from[0] * c + over[0] * s, from[1] * c + over[1] * s];
}

function minus([e, n]: Pair): Pair {
  return [-e, -n];
}

function place(from: Pick<TrackInfo, 'latDeg' | 'lonDeg'>, [e, n]: Pair): Position {
  const out = new Float64Array(2);
  const lat = from.latDeg * DEG_TO_RAD;
  destination(lat, from.lonDeg * DEG_TO_RAD, Math.hypot(e, n), Math.atan2(e, n), out);
  return [out[1]! * RAD_TO_DEG, out[0]! * RAD_TO_DEG];
}
