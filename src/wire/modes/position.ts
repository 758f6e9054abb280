// Hot path: no allocation per message but one pair object for a global solution.
/**
 * Positions out of CPR halves, message after message of one aircraft. Rules, each learnt from decoders that lacked it:
 * - even and odd are paired whichever came last, and only when near in time (10 s in the air; 25 s on the ground, 50
 *   when slow): a pair from hours apart gives nonsense
 * - a surface position needs a reference, its own last position or the receiver, or it is one of eight
 * - a position farther from the last than any flight is not taken, nor does it spoil the next: it waits as a
 *   candidate until a later pair that shares no half with it agrees. So a damaged message costs itself, and a real
 *   jump (a spoofed receiver) is let through within seconds, for the tracker to see
 * - with a receiver position, nothing beyond its horizon is taken
 */
import { DEG_TO_RAD, distanceM } from '../../base/index.ts';
import type { Aircraft, CprHalf } from './aircraft.ts';
import type { AirbornePosition, SurfacePosition } from './adsb.ts';
import { decodeCprGlobal, decodeCprLocal, decodeCprSurface } from './cpr.ts';

/** What became of a position message. */
export const FIX = { none: 0, global: 1, local: 2, rejected: 3, jumped: 4 } as const;
export type Fix = (typeof FIX)[keyof typeof FIX];

export interface PositionLimits {
  /** the receiver, deg; NaN when not known */
  readonly refLatDeg: number;
  readonly refLonDeg: number;
  /** farthest aircraft the receiver can hear, m; Infinity when the feed has many receivers */
  readonly maxRangeM: number;
}

const PAIR_AIR_MS = 10_000;
const PAIR_SURFACE_MS = 25_000;
const PAIR_SURFACE_SLOW_MS = 50_000;
/** Above this the position of a taxiing aircraft ages faster, kt (DO-260B, A.1.7.6). */
const SURFACE_FAST_KT = 25;
/** A last position older than this is no reference: the aircraft may be half a zone away. */
const REFERENCE_MS = 600_000;
/** 1,200 km/h, m/s; more when the aircraft itself says it is faster. */
const MAX_SPEED_MPS = 1200 / 3.6;
/** Allowed beside the distance flown: receive times and accuracy are not exact, m. */
const SLACK_M = 2_000;
const KT_MPS = 1852 / 3600;

const solved = new Float64Array(2);

/** Files a position message and, when it gives a position that can be, writes it to the aircraft. */
export function updatePosition(
  aircraft: Aircraft,
  message: AirbornePosition | SurfacePosition,
  at: number,
  limits: PositionLimits,
): Fix {
  const surface = message.type === 'surface-position';
  const half = aircraft.half[message.odd ? 1 : 0];
  half.lat = message.cprLat;
  half.lon = message.cprLon;
  half.surface = surface;
  half.at = at;
  half.message = aircraft.messages;
  const hasLast = Math.abs(at - aircraft.positionAt) <= REFERENCE_MS;
  if (solveGlobal(aircraft, message.odd, surface, hasLast, limits) && inRange(limits)) {
    if (
      !hasLast ||
      isReachable(aircraft, aircraft.latDeg, aircraft.lonDeg, aircraft.positionAt, at)
    )
      return take(aircraft, message, at, FIX.global);
    const [lat, lon] = [solved[0]!, solved[1]!];
    if (
      solveLocal(aircraft, half, message.odd) &&
      isReachable(aircraft, aircraft.latDeg, aircraft.lonDeg, aircraft.positionAt, at)
    )
      return take(aircraft, message, at, FIX.local);
    solved[0] = lat;
    solved[1] = lon;
    return considerJump(aircraft, message, at);
  }
  if (!hasLast || !solveLocal(aircraft, half, message.odd) || !inRange(limits)) return FIX.none;
  if (isReachable(aircraft, aircraft.latDeg, aircraft.lonDeg, aircraft.positionAt, at))
    return take(aircraft, message, at, FIX.local);
  aircraft.rejected++;
  return FIX.rejected;
}

function solveGlobal(
  aircraft: Aircraft,
  wantOdd: boolean,
  surface: boolean,
  hasLast: boolean,
  limits: PositionLimits,
): boolean {
  const [even, odd] = aircraft.half;
  const gapMs = Math.abs(even.at - odd.at);
  // NaN (a half never heard) fails the comparison.
  if (!(gapMs <= pairWindowMs(aircraft, surface)) || even.surface !== odd.surface) return false;
  const pair = { evenLat: even.lat, evenLon: even.lon, oddLat: odd.lat, oddLon: odd.lon, wantOdd };
  if (!surface) return decodeCprGlobal(pair, solved);
  const refLat = hasLast ? aircraft.latDeg : limits.refLatDeg;
  const refLon = hasLast ? aircraft.lonDeg : limits.refLonDeg;
  return !Number.isNaN(refLat) && decodeCprSurface(pair, refLat, refLon, solved);
}

function pairWindowMs(aircraft: Aircraft, surface: boolean): number {
  if (!surface) return PAIR_AIR_MS;
  return aircraft.groundSpeedKt > SURFACE_FAST_KT ? PAIR_SURFACE_MS : PAIR_SURFACE_SLOW_MS;
}

function solveLocal(aircraft: Aircraft, half: CprHalf, odd: boolean): boolean {
  return decodeCprLocal(
    odd,
    half.lat,
    half.lon,
    half.surface,
    aircraft.latDeg,
    aircraft.lonDeg,
    solved,
  );
}

function inRange(limits: PositionLimits): boolean {
  if (Number.isNaN(limits.refLatDeg) || limits.maxRangeM === Infinity) return true;
  return distanceTo(limits.refLatDeg, limits.refLonDeg) <= limits.maxRangeM;
}

function distanceTo(latDeg: number, lonDeg: number): number {
  return distanceM(
    solved[0]! * DEG_TO_RAD,
    solved[1]! * DEG_TO_RAD,
    latDeg * DEG_TO_RAD,
    lonDeg * DEG_TO_RAD,
  );
}

function isReachable(
  aircraft: Aircraft,
  latDeg: number,
  lonDeg: number,
  fromAt: number,
  at: number,
): boolean {
  const ownMps = Number.isNaN(aircraft.groundSpeedKt)
    ? 0
    : aircraft.groundSpeedKt * KT_MPS * 1.25 + 50;
  const reachM = SLACK_M + (Math.max(MAX_SPEED_MPS, ownMps) * Math.abs(at - fromAt)) / 1000;
  // Most positions are near the last one: the flat bound spares them the haversine.
  const dLat = Math.abs(solved[0]! - latDeg);
  const dLon = Math.abs(solved[1]! - lonDeg);
  if ((dLat + dLon) * 111_400 <= reachM) return true;
  return distanceTo(latDeg, lonDeg) <= reachM;
}

function considerJump(
  aircraft: Aircraft,
  message: AirbornePosition | SurfacePosition,
  at: number,
): Fix {
  const [even, odd] = aircraft.half;
  const independent = Math.min(even.message, odd.message) > aircraft.candidateMessage;
  const agrees =
    Math.abs(at - aircraft.candidateAt) <= 60_000 &&
    isReachable(aircraft, aircraft.candidateLat, aircraft.candidateLon, aircraft.candidateAt, at);
  if (agrees && independent) {
    aircraft.jumps++;
    return take(aircraft, message, at, FIX.jumped);
  }
  if (!agrees) {
    aircraft.candidateLat = solved[0]!;
    aircraft.candidateLon = solved[1]!;
    aircraft.candidateAt = at;
    aircraft.candidateMessage = Math.max(even.message, odd.message);
  }
  aircraft.rejected++;
  return FIX.rejected;
}

function take(
  aircraft: Aircraft,
  message: AirbornePosition | SurfacePosition,
  at: number,
  fix: Fix,
): Fix {
  aircraft.latDeg = solved[0]!;
  aircraft.lonDeg = solved[1]!;
  aircraft.positionAt = at;
  aircraft.positionTypeCode = message.typeCode;
  aircraft.positionNicB = message.type === 'airborne-position' && message.nicB;
  aircraft.positionTimeSync = message.timeSync;
  aircraft.candidateAt = Number.NaN;
  return fix;
}
