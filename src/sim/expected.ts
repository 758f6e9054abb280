import { DEG_TO_RAD, distanceM, RAD_TO_DEG } from '../base/index.ts';
import type { Zone, ZoneShape } from '../model/index.ts';
import { GEOID_M } from './demo-area.ts';
import { makeTruthState } from './motion.ts';
import { stateAt, type TruthObject } from './truth.ts';

/** One stay of an object in a zone, by truth. */
export interface Stay {
  readonly object: TruthObject;
  readonly zone: Zone;
  /** first instant inside, to a tenth of a second; the span's start when it began inside */
  readonly enterAt: number;
  /** first instant outside again, or its end */
  readonly leaveAt: number;
  /** it was inside already at the span's start or at its birth: there was no crossing to warn of */
  readonly startedInside: boolean;
}

/** Even-odd rule in the lon-lat plane: plain on purpose, so that it can be held against the judge's geometry. */
export function isInShape(shape: ZoneShape, latDeg: number, lonDeg: number): boolean {
  if (shape.type === 'circle') {
    const [lon, lat] = shape.centre;
    return (
      distanceM(latDeg * DEG_TO_RAD, lonDeg * DEG_TO_RAD, lat * DEG_TO_RAD, lon * DEG_TO_RAD) <=
      shape.radiusM
    );
  }
  let inside = false;
  for (const ring of shape.rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1, y1] = ring[i]!;
      const [x2, y2] = ring[j]!;
      if (y1 > latDeg !== y2 > latDeg && lonDeg < ((x2 - x1) * (latDeg - y1)) / (y2 - y1) + x1)
        inside = !inside;
    }
  }
  return inside;
}

const state = makeTruthState();

/** Whether the object truly is inside the zone, in force, at `at`. */
export function isInside(object: TruthObject, zone: Zone, at: number): boolean {
  if (!stateAt(object, at, state)) return false;
  if (!zone.rule.environments.includes(object.environment)) return false;
  const inForce =
    zone.applicability.length === 0 ||
    zone.applicability.some(
      (span) => (span.startAt ?? -Infinity) <= at && at < (span.endAt ?? Infinity),
    );
  if (!inForce) return false;
  const heightM = state.altM - GEOID_M;
  return zone.volumes.some(
    ({ shape, upper }) =>
      (upper.valueM === null || heightM <= upper.valueM) &&
      isInShape(shape, state.latRad * RAD_TO_DEG, state.lonRad * RAD_TO_DEG),
  );
}

const STEP_MS = 1000;

/** All stays of an object in a zone within [fromAt, toAt). */
export function findStays(object: TruthObject, zone: Zone, fromAt: number, toAt: number): Stay[] {
  const stays: Stay[] = [];
  const begin = Math.max(fromAt, object.bornAt);
  const end = Math.min(toAt, object.goneAt);
  let enterAt = Number.NaN;
  for (let at = begin; at < end; at += STEP_MS) {
    const inside = isInside(object, zone, at);
    if (inside && Number.isNaN(enterAt))
      enterAt = at === begin ? at : changeBetween(object, zone, at - STEP_MS, at);
    if (!inside && !Number.isNaN(enterAt)) {
      const leaveAt = changeBetween(object, zone, at - STEP_MS, at);
      stays.push({ object, zone, enterAt, leaveAt, startedInside: enterAt === begin });
      enterAt = Number.NaN;
    }
  }
  if (!Number.isNaN(enterAt))
    stays.push({ object, zone, enterAt, leaveAt: end, startedInside: enterAt === begin });
  return stays;
}

/** The instant, to 100 ms, at which being inside changes between two instants. */
function changeBetween(object: TruthObject, zone: Zone, fromAt: number, toAt: number): number {
  const before = isInside(object, zone, fromAt);
  let low = fromAt;
  let high = toAt;
  while (high - low > 100) {
    const mid = (low + high) / 2;
    if (isInside(object, zone, mid) === before) low = mid;
    else high = mid;
  }
  return high;
}

/** What a good watch does about an object: computed from truth, never typed. */
export interface Expectation {
  readonly object: TruthObject;
  /** zones it may not be in */
  readonly barred: readonly Zone[];
  /** stays that are incursions: the zone is barred. Each must be warned of before it begins */
  readonly incursions: readonly Stay[];
}

/** A warning may come this much before the zone's look-ahead: forecasts of time have an error too. */
const EARLY = 1.5;

/**
 * What is to be expected of scripted and other objects.
 * Intruders may be in no zone; civil traffic and friends in all but those that exempt nobody; wildlife in all.
 * Stays that begin after the span, but so soon that a watch warns of them within it, are counted with it.
 */
export function expectations(
  objects: readonly TruthObject[],
  zones: readonly Zone[],
  span: { readonly fromAt: number; readonly toAt: number },
): Expectation[] {
  return objects.map((object) => {
    const barred = zones.filter((zone) => isBarred(object, zone));
    const incursions = barred
      .flatMap((zone) =>
        findStays(object, zone, span.fromAt, span.toAt + EARLY * zone.rule.lookAheadS * 1000),
      )
      .toSorted((a, b) => a.enterAt - b.enterAt);
    return { object, barred, incursions };
  });
}

function isBarred(object: TruthObject, zone: Zone): boolean {
  if (object.intent === 'intruder') return true;
  if (object.intent === 'wildlife') return false;
  return zone.rule.exempt.length === 0;
}

/** Whether a warning of entry at `at` is right: it will enter within the look-ahead, or its course then leads in. */
export function mayWarn(expectation: Expectation, zone: Zone, at: number): boolean {
  const { object, barred, incursions } = expectation;
  if (!barred.includes(zone)) return false;
  const untilAt = at + EARLY * zone.rule.lookAheadS * 1000;
  if (
    incursions.some((stay) => stay.zone === zone && stay.enterAt <= untilAt && stay.leaveAt >= at)
  )
    return true;
  return headsFor(object, zone, at);
}

/** Around which instant a course is taken: a weaving object's is not one instant's, and a track lags, ms. */
const COURSE_AROUND_MS = [-60_000, -40_000, -20_000, 0, 20_000, 40_000, 60_000] as const;
const WAY_STEP_S = 5;
const METRES_PER_DEG = 111_320;

/** Whether an object's true course around an instant, held for the look-ahead, leads into a zone. */
export function headsFor(object: TruthObject, zone: Zone, at: number): boolean {
  return COURSE_AROUND_MS.some((shift) => {
    if (!stateAt(object, at + shift, state)) return false;
    const latDeg = state.latRad * RAD_TO_DEG;
    const lonDeg = state.lonRad * RAD_TO_DEG;
    const north = state.vNorthMps / METRES_PER_DEG;
    const east = state.vEastMps / (METRES_PER_DEG * Math.cos(state.latRad));
    for (let s = 0; s <= zone.rule.lookAheadS; s += WAY_STEP_S)
      if (zone.volumes.some(({ shape }) => isInShape(shape, latDeg + north * s, lonDeg + east * s)))
        return true;
    return false;
  });
}
