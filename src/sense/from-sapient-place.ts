/**
 * SAPIENT positions to WGS84: coordinate systems, datums, units, UTM, swapped axes, errors to covariance.
 * x is longitude or easting and y latitude or northing; where a sender has it the other way round the sum is found
 * out by plausibility and named, never guessed silently: the source's `swapAxes` option turns it.
 */
import {
  bearingRad,
  clamp,
  DEG_TO_RAD,
  distanceM,
  wrapTwoPi,
  WGS84_A,
  WGS84_F,
} from '../base/index.ts';
import type { AltKind } from '../model/index.ts';
import {
  LOCATION_DATUM,
  LOCATION_SYSTEM,
  RANGE_BEARING_DATUM,
  RANGE_BEARING_SYSTEM,
  type Location,
  type RangeBearing,
} from '../wire/sapient/index.ts';

/** Farther from its node than this a position is not believed. */
export const MAX_DISTANCE_M = 1_000_000;
/** Errors outside this are taken as the nearer end: the standard does not say whether they are m or degrees. */
const MIN_SD_M = 1;
const MAX_SD_M = 20_000;
/** A magnetic bearing without a known declination: what a compass may be off in Europe, rad. */
const UNKNOWN_DECLINATION_SD = 6 * DEG_TO_RAD;

export interface Place {
  readonly latRad: number;
  readonly lonRad: number;
  readonly altM: number;
  readonly altKind: AltKind;
  /** standard deviations, m; NaN when not given */
  readonly sdEastM: number;
  readonly sdNorthM: number;
  readonly sdAltM: number;
}

export interface Sight {
  /** NaN: bearing only */
  readonly rangeM: number;
  readonly azimuthRad: number;
  /** NaN: not measured */
  readonly elevationRad: number;
  readonly sdRangeM: number;
  readonly sdAzimuthRad: number;
  readonly sdElevationRad: number;
}

/** The value, or null when it cannot be placed; `note` is what is worth telling a person, with or without value. */
export interface Placed<T> {
  readonly value: T | null;
  readonly note: string | null;
}

export interface PlaceOptions {
  /** this sender has x and y the other way round */
  readonly swapAxes: boolean;
  /** UTM zone of the registration, for locations that bring none */
  readonly zone: string | null;
  /** where the node stands: positions far from it are not believed; null = not known yet */
  readonly node: { readonly latRad: number; readonly lonRad: number } | null;
}

const cannot = (note: string): { value: null; note: string } => ({ value: null, note });

/** One SAPIENT location. Null value: coordinates absent, impossible, or far from the node. */
export function placeLocation(location: Location, options: PlaceOptions): Placed<Place> {
  const { x: givenX, y: givenY } = location;
  if (!Number.isFinite(givenX) || !Number.isFinite(givenY)) return cannot('x or y is absent');
  const swap = options.swapAxes;
  const x = (swap ? givenY : givenX) as number;
  const y = (swap ? givenX : givenY) as number;
  const sdX = clampSd(swap ? location.y_error : location.x_error);
  const sdY = clampSd(swap ? location.x_error : location.y_error);
  const read = readPair(x, y, location, options.zone);
  if (read.value === null) {
    const turned = swap ? null : readPair(y, x, location, options.zone).value;
    return turned === null
      ? cannot(read.note ?? '')
      : cannot(`${read.note}; it fits with x and y swapped: see option swapAxes`);
  }
  const far = farFromNode(read.value, options);
  if (far !== null) {
    const turned = swap ? null : readPair(y, x, location, options.zone).value;
    const fits = turned !== null && farFromNode(turned, options) === null;
    return cannot(fits ? `${far}; it is near with x and y swapped: see option swapAxes` : far);
  }
  const z = location.z;
  const altKind: AltKind = !Number.isFinite(z)
    ? 'none'
    : location.datum === LOCATION_DATUM.WGS84_G
      ? 'msl'
      : 'ellipsoid';
  return {
    note: read.note,
    value: {
      ...read.value,
      altM: altKind === 'none' ? Number.NaN : z!,
      altKind,
      sdEastM: sdX,
      sdNorthM: sdY,
      sdAltM: clampSd(location.z_error),
    },
  };
}

interface Pair {
  readonly latRad: number;
  readonly lonRad: number;
}

function readPair(x: number, y: number, location: Location, zone: string | null): Placed<Pair> {
  switch (location.coordinate_system) {
    case LOCATION_SYSTEM.LAT_LNG_DEG_M:
      return readDegrees(x, y, null);
    case LOCATION_SYSTEM.LAT_LNG_RAD_M:
      if (Math.abs(y) > Math.PI / 2 || Math.abs(x) > 2 * Math.PI)
        return cannot(`${y} rad is no latitude or ${x} rad no longitude`);
      return { value: { latRad: y, lonRad: wrapLon(x) }, note: null };
    case LOCATION_SYSTEM.UTM_M:
      // No easting is below 100 km: small numbers are degrees under the wrong label, as the harness itself sends.
      if (Math.abs(x) <= 180 && Math.abs(y) <= 180)
        return readDegrees(x, y, 'degrees under a UTM label');
      return readUtm(x, y, location.utm_zone ?? zone);
    default:
      return cannot(`coordinate system ${location.coordinate_system ?? 'absent'}`);
  }
}

function readDegrees(x: number, y: number, note: string | null): Placed<Pair> {
  if (Math.abs(y) > 90 || Math.abs(x) > 360)
    return cannot(`${y} is no latitude or ${x} no longitude`);
  return { value: { latRad: y * DEG_TO_RAD, lonRad: wrapLon(x * DEG_TO_RAD) }, note };
}

function wrapLon(lonRad: number): number {
  const wrapped = wrapTwoPi(lonRad + Math.PI) - Math.PI;
  return Math.abs(lonRad) <= Math.PI ? lonRad : wrapped;
}

const UTM_ZONE = /^\s*(\d{1,2})\s*([C-HJ-NP-X])?\s*$/i;

function readUtm(easting: number, northing: number, zoneText: string | null): Placed<Pair> {
  const match = UTM_ZONE.exec(zoneText ?? '');
  const zone = Number(match?.[1] ?? 0);
  if (!match || zone < 1 || zone > 60) return cannot(`UTM zone ${zoneText ?? 'absent'}`);
  if (easting < 100_000 || easting > 1_000_000 || northing < 0 || northing > 10_000_000)
    return cannot(`${easting}, ${northing} is no UTM easting and northing`);
  const band = match[2]?.toUpperCase();
  const south = band !== undefined && band < 'N';
  const note = band === undefined ? 'UTM zone without band: northern hemisphere taken' : null;
  return { value: utmToGeodetic(zone, south, easting, northing), note };
}

function farFromNode(at: Pair, options: PlaceOptions): string | null {
  const { node } = options;
  if (node === null) return null;
  const distance = distanceM(node.latRad, node.lonRad, at.latRad, at.lonRad);
  return distance <= MAX_DISTANCE_M ? null : `${Math.round(distance / 1000)} km from its node`;
}

/** Metres are taken, whatever the coordinate system: the standard does not say. */
function clampSd(error: number | undefined): number {
  return error === undefined || !(error > 0) ? Number.NaN : clamp(error, MIN_SD_M, MAX_SD_M);
}

export interface SightOptions {
  /** east of true north, rad; null = not known */
  readonly declinationRad: number | null;
  /** platform's heading from true north, rad; null = not known */
  readonly headingRad: number | null;
  /** where the node stands, for grid bearings; null = not known yet */
  readonly node: { readonly latRad: number; readonly lonRad: number } | null;
}

/** One range and bearing as seen from its node, from true north and the horizontal. Null: it has no azimuth. */
export function placeSight(sight: RangeBearing, options: SightOptions): Placed<Sight> {
  const system = sight.coordinate_system;
  if (system === undefined || system < 1 || system > 4)
    return cannot(`coordinate system ${system ?? 'absent'}`);
  const { DEGREES_M, DEGREES_KM, RADIANS_KM } = RANGE_BEARING_SYSTEM;
  const angle = system === DEGREES_M || system === DEGREES_KM ? DEG_TO_RAD : 1;
  const length = system === DEGREES_KM || system === RADIANS_KM ? 1000 : 1;
  const azimuth = sight.azimuth === undefined ? Number.NaN : sight.azimuth * angle;
  if (!Number.isFinite(azimuth)) return cannot('no azimuth');
  if (Math.abs(azimuth) > 4 * Math.PI) return cannot(`azimuth ${sight.azimuth} in this unit`);
  const rangeM = (sight.range ?? Number.NaN) * length;
  if (rangeM < 0 || rangeM > MAX_DISTANCE_M) return cannot(`range of ${rangeM} m`);
  const elevationRad = (sight.elevation ?? Number.NaN) * angle;
  if (Math.abs(elevationRad) > Math.PI / 2 + 1e-9)
    return cannot(`elevation ${sight.elevation} in this unit`);
  const north = northOf(sight.datum, options);
  if (north.value === null) return cannot(north.note ?? '');
  const sdAzimuth = positive(sight.azimuth_error, angle, 1e-5, Math.PI / 2);
  return {
    note: north.note,
    value: {
      rangeM,
      azimuthRad: wrapTwoPi(azimuth + north.value.addRad),
      elevationRad,
      sdRangeM: positive(sight.range_error, length, 0.1, MAX_SD_M),
      // NaN stays NaN: then the sensor's own figure counts
      sdAzimuthRad:
        north.value.sdRad > 0
          ? Math.hypot(Number.isNaN(sdAzimuth) ? 0 : sdAzimuth, north.value.sdRad)
          : sdAzimuth,
      sdElevationRad: positive(sight.elevation_error, angle, 1e-5, Math.PI / 2),
    },
  };
}

function positive(error: number | undefined, unit: number, low: number, high: number): number {
  return error === undefined || !(error > 0) ? Number.NaN : clamp(error * unit, low, high);
}

function northOf(
  datum: number | undefined,
  options: SightOptions,
): Placed<{ readonly addRad: number; readonly sdRad: number }> {
  switch (datum) {
    case RANGE_BEARING_DATUM.TRUE:
      return { value: { addRad: 0, sdRad: 0 }, note: null };
    case RANGE_BEARING_DATUM.MAGNETIC:
      if (options.declinationRad !== null)
        return { value: { addRad: options.declinationRad, sdRad: 0 }, note: null };
      return {
        value: { addRad: 0, sdRad: UNKNOWN_DECLINATION_SD },
        note: 'magnetic bearing: set option declinationDeg; taken as true with a wider error',
      };
    case RANGE_BEARING_DATUM.GRID:
      if (options.node === null) return cannot('grid bearing before the node said where it is');
      return { value: { addRad: gridConvergence(options.node), sdRad: 0 }, note: null };
    case RANGE_BEARING_DATUM.PLATFORM:
      if (options.headingRad === null)
        return cannot('bearing from the platform: set option headingDeg');
      return { value: { addRad: options.headingRad, sdRad: 0 }, note: null };
    default:
      return cannot(`datum ${datum ?? 'absent'}`);
  }
}

function centralMeridian(zone: number): number {
  return (zone * 6 - 183) * DEG_TO_RAD;
}

/** Grid north of the place's own UTM zone, rad east of true north. Good to 0.001 deg inside a zone. */
export function gridConvergence(at: { readonly latRad: number; readonly lonRad: number }): number {
  const zone = Math.floor((at.lonRad / DEG_TO_RAD + 180) / 6) + 1;
  return Math.atan(Math.tan(at.lonRad - centralMeridian(zone)) * Math.sin(at.latRad));
}

// Krueger's series in the third flattening to n^4: below 0.1 mm inside a zone (Karney 2011, "Transverse Mercator with
// an accuracy of a few nanometers", eq. 36).
const N = WGS84_F / (2 - WGS84_F);
const RECTIFYING_A = (WGS84_A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  N ** 2 / 48 + N ** 3 / 15 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
];
const DELTA = [
  2 * N - (2 / 3) * N ** 2 - 2 * N ** 3 + (116 / 45) * N ** 4,
  (7 / 3) * N ** 2 - (8 / 5) * N ** 3 - (227 / 45) * N ** 4,
  (56 / 15) * N ** 3 - (136 / 35) * N ** 4,
  (4279 / 630) * N ** 4,
];
const UTM_SCALE = 0.9996;

/** UTM to WGS84. @param zone 1..60 */
export function utmToGeodetic(
  zone: number,
  south: boolean,
  easting: number,
  northing: number,
): { readonly latRad: number; readonly lonRad: number } {
  const xi = (northing - (south ? 10_000_000 : 0)) / (UTM_SCALE * RECTIFYING_A);
  const eta = (easting - 500_000) / (UTM_SCALE * RECTIFYING_A);
  let xiPrime = xi;
  let etaPrime = eta;
  for (let j = 1; j <= 4; j++) {
    xiPrime -= BETA[j - 1]! * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta);
    etaPrime -= BETA[j - 1]! * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta);
  }
  const chi = Math.asin(Math.sin(xiPrime) / Math.cosh(etaPrime));
  let latRad = chi;
  for (let j = 1; j <= 4; j++) latRad += DELTA[j - 1]! * Math.sin(2 * j * chi);
  const lonRad = centralMeridian(zone) + Math.atan2(Math.sinh(etaPrime), Math.cos(xiPrime));
  return { latRad, lonRad: wrapLon(lonRad) };
}

/** The farthest of the places from the node, and whether there is any: the reach of a field of view given as area. */
export function reachOf(
  node: { readonly latRad: number; readonly lonRad: number },
  places: readonly Place[],
): { readonly rangeM: number; readonly bearingRad: number } | null {
  let best: { rangeM: number; bearingRad: number } | null = null;
  for (const place of places) {
    const rangeM = distanceM(node.latRad, node.lonRad, place.latRad, place.lonRad);
    if (best === null || rangeM > best.rangeM)
      best = {
        rangeM,
        bearingRad: bearingRad(node.latRad, node.lonRad, place.latRad, place.lonRad),
      };
  }
  return best;
}
