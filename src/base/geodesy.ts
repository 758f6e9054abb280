/**
 * WGS84 positions: geodetic (latRad, lonRad, heightM above the ellipsoid), ECEF (m), and ENU (east, north, up, m)
 * in the tangent plane of an origin. Radians in the maths; degrees only in names that say so.
 * Constants: NIMA TR8350.2, 3rd edition (WGS84).
 */
export const WGS84_A = 6_378_137;
export const WGS84_F = 1 / 298.257223563;
export const WGS84_E2 = WGS84_F * (2 - WGS84_F);
const B = WGS84_A * (1 - WGS84_F);
const EP2 = WGS84_E2 / (1 - WGS84_E2);
/** Mean radius (2a+b)/3, m, for distances on the sphere. */
export const EARTH_RADIUS_M = 6_371_008.77;

/** Writes ECEF x, y, z (m) to out[0..2]. */
export function geodeticToEcef(
  latRad: number,
  lonRad: number,
  heightM: number,
  out: Float64Array,
): void {
  const sinLat = Math.sin(latRad);
  const cosLat = Math.cos(latRad);
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
  out[0] = (n + heightM) * cosLat * Math.cos(lonRad);
  out[1] = (n + heightM) * cosLat * Math.sin(lonRad);
  out[2] = (n * (1 - WGS84_E2) + heightM) * sinLat;
}

/**
 * Writes latRad, lonRad, heightM to out[0..2]. Bowring's formula with one more turn: below 1e-9 rad and 1 mm for
 * heights from -10 km to 1,000 km.
 */
export function ecefToGeodetic(x: number, y: number, z: number, out: Float64Array): void {
  const p = Math.hypot(x, y);
  let theta = Math.atan2(z * WGS84_A, p * B);
  let lat = 0;
  for (let turn = 0; turn < 2; turn++) {
    const s = Math.sin(theta);
    const c = Math.cos(theta);
    lat = Math.atan2(z + EP2 * B * s * s * s, p - WGS84_E2 * WGS84_A * c * c * c);
    theta = Math.atan2((1 - WGS84_F) * Math.sin(lat), Math.cos(lat));
  }
  const sinLat = Math.sin(lat);
  const cosLat = Math.cos(lat);
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
  out[0] = lat;
  out[1] = Math.atan2(y, x);
  out[2] = p * cosLat + z * sinLat - (WGS84_A * WGS84_A) / n;
}

/** The tangent plane (east, north, up) of an origin on WGS84. */
export class EnuFrame {
  readonly latRad: number;
  readonly lonRad: number;
  readonly heightM: number;
  readonly #ecef = new Float64Array(3);
  readonly #sinLat: number;
  readonly #cosLat: number;
  readonly #sinLon: number;
  readonly #cosLon: number;
  readonly #scratch = new Float64Array(3);

  constructor(latRad: number, lonRad: number, heightM: number) {
    this.latRad = latRad;
    this.lonRad = lonRad;
    this.heightM = heightM;
    this.#sinLat = Math.sin(latRad);
    this.#cosLat = Math.cos(latRad);
    this.#sinLon = Math.sin(lonRad);
    this.#cosLon = Math.cos(lonRad);
    geodeticToEcef(latRad, lonRad, heightM, this.#ecef);
  }

  /** Writes east, north, up (m) of an ECEF point to out[0..2]. */
  fromEcef(x: number, y: number, z: number, out: Float64Array): void {
    const dx = x - this.#ecef[0]!;
    const dy = y - this.#ecef[1]!;
    const dz = z - this.#ecef[2]!;
    const towards = this.#cosLon * dx + this.#sinLon * dy;
    out[0] = this.#cosLon * dy - this.#sinLon * dx;
    out[1] = this.#cosLat * dz - this.#sinLat * towards;
    out[2] = this.#cosLat * towards + this.#sinLat * dz;
  }

  /** Writes ECEF (m) of east, north, up to out[0..2]. */
  toEcef(east: number, north: number, up: number, out: Float64Array): void {
    const towards = this.#cosLat * up - this.#sinLat * north;
    out[0] = this.#ecef[0]! + this.#cosLon * towards - this.#sinLon * east;
    out[1] = this.#ecef[1]! + this.#sinLon * towards + this.#cosLon * east;
    out[2] = this.#ecef[2]! + this.#cosLat * north + this.#sinLat * up;
  }

  /** Writes east, north, up (m) of a geodetic point to out[0..2]. */
  fromGeodetic(latRad: number, lonRad: number, heightM: number, out: Float64Array): void {
    geodeticToEcef(latRad, lonRad, heightM, this.#scratch);
    this.fromEcef(this.#scratch[0]!, this.#scratch[1]!, this.#scratch[2]!, out);
  }

  /** Writes latRad, lonRad, heightM of east, north, up (m) to out[0..2]. */
  toGeodetic(east: number, north: number, up: number, out: Float64Array): void {
    this.toEcef(east, north, up, this.#scratch);
    ecefToGeodetic(this.#scratch[0]!, this.#scratch[1]!, this.#scratch[2]!, out);
  }
}

/** Great-circle distance, m; against the ellipsoid up to 0.6 % off. Haversine, so sound at short range. */
export function distanceM(latA: number, lonA: number, latB: number, lonB: number): number {
  const sLat = Math.sin((latB - latA) / 2);
  const sLon = Math.sin((lonB - lonA) / 2);
  const h = sLat * sLat + Math.cos(latA) * Math.cos(latB) * sLon * sLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial great-circle bearing from A to B, rad from true north, clockwise, [0, 2*pi). */
export function bearingRad(latA: number, lonA: number, latB: number, lonB: number): number {
  const dLon = lonB - lonA;
  const y = Math.sin(dLon) * Math.cos(latB);
  const x = Math.cos(latA) * Math.sin(latB) - Math.sin(latA) * Math.cos(latB) * Math.cos(dLon);
  const angle = Math.atan2(y, x);
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/** Writes latRad, lonRad of the point at a distance (m) and bearing (rad) on the sphere to out[0..1]. */
export function destination(
  latRad: number,
  lonRad: number,
  distM: number,
  courseRad: number,
  out: Float64Array,
): void {
  const d = distM / EARTH_RADIUS_M;
  const lat = Math.asin(
    Math.sin(latRad) * Math.cos(d) + Math.cos(latRad) * Math.sin(d) * Math.cos(courseRad),
  );
  out[0] = lat;
  out[1] =
    lonRad +
    Math.atan2(
      Math.sin(courseRad) * Math.sin(d) * Math.cos(latRad),
      Math.cos(d) - Math.sin(latRad) * Math.sin(lat),
    );
}
