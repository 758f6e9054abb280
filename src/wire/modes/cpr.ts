// Hot path: no allocation per call; results go to an out-array.
/**
 * Compact position reporting (RTCA DO-260B appendix A.1.7): latitude and longitude in 17 bits each, within zones that
 * differ between even and odd messages. Degrees here, as in the standard.
 */
const SCALE = 131072; // 2^17
const NZ = 15;

/** Latitudes (deg) at which the number of longitude zones drops: NL(lat) is 59 below the first. */
const NL_LATITUDES = Float64Array.from({ length: 58 }, (_, i) => {
  const nl = 59 - i;
  // 87 itself still has two zones, and 65,536 even is exactly there
  if (nl === 2) return 87 + 1e-9;
  const a = 1 - Math.cos(Math.PI / (2 * NZ));
  const b = 1 - Math.cos((2 * Math.PI) / nl);
  return (Math.acos(Math.sqrt(a / b)) * 180) / Math.PI;
});

/** Number of longitude zones at a latitude (deg), 1..59. */
export function longitudeZones(latDeg: number): number {
  const lat = Math.abs(latDeg);
  let low = 0;
  let high = 58;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (lat < NL_LATITUDES[mid]!) high = mid;
    else low = mid + 1;
  }
  return 59 - low;
}

/** Modulo that is never negative. */
function mod(a: number, b: number): number {
  return a - b * Math.floor(a / b);
}

function wrapLon(lonDeg: number): number {
  return mod(lonDeg + 180, 360) - 180;
}

export interface CprPair {
  readonly evenLat: number;
  readonly evenLon: number;
  readonly oddLat: number;
  readonly oddLon: number;
  /** the position wanted is that of the odd message */
  readonly wantOdd: boolean;
}

/**
 * Position of one even and one odd airborne message near each other in time (10 s at most).
 * @param out latitude, longitude in degrees
 * @returns false when the two lie in different longitude zones or off the globe: no answer, keep both
 */
export function decodeCprGlobal(pair: CprPair, out: Float64Array): boolean {
  return solvePair(pair, 360, out);
}

/**
 * Position of one even and one odd surface message. The 90 degree zones leave four longitudes and two latitudes: the
 * one nearest to the reference is taken, so the reference must be within 45 degrees (the receiver will do).
 */
export function decodeCprSurface(
  pair: CprPair,
  refLatDeg: number,
  refLonDeg: number,
  out: Float64Array,
): boolean {
  if (!solvePair(pair, 90, out, refLatDeg)) return false;
  // of the four longitudes 90 degrees apart, the nearest
  out[1] = wrapLon(out[1]! + 90 * Math.round((refLonDeg - out[1]!) / 90));
  return true;
}

function solvePair(pair: CprPair, span: number, out: Float64Array, refLatDeg = 0): boolean {
  const { evenLat, evenLon, oddLat, oddLon, wantOdd } = pair;
  const zone = Math.floor((59 * evenLat - 60 * oddLat) / SCALE + 0.5);
  let latEven = (span / 60) * (mod(zone, 60) + evenLat / SCALE);
  let latOdd = (span / 59) * (mod(zone, 59) + oddLat / SCALE);
  if (span === 360) {
    if (latEven >= 270) latEven -= 360;
    if (latOdd >= 270) latOdd -= 360;
  } else {
    // surface: the northern answer or the one 90 degrees south of it
    if (latEven - refLatDeg > 45) latEven -= 90;
    if (latOdd - refLatDeg > 45) latOdd -= 90;
  }
  if (Math.abs(latEven) > 90 || Math.abs(latOdd) > 90) return false;
  const nl = longitudeZones(latEven);
  if (nl !== longitudeZones(latOdd)) return false;
  const lat = wantOdd ? latOdd : latEven;
  const zones = Math.max(1, wantOdd ? nl - 1 : nl);
  const m = Math.floor((evenLon * (nl - 1) - oddLon * nl) / SCALE + 0.5);
  out[0] = lat;
  out[1] = wrapLon((span / zones) * (mod(m, zones) + (wantOdd ? oddLon : evenLon) / SCALE));
  return true;
}

/**
 * Position of one message near a known one: right when the object is within half a zone of the reference
 * (airborne 180 NM, surface 45 NM).
 */
export function decodeCprLocal(
  odd: boolean,
  cprLat: number,
  cprLon: number,
  surface: boolean,
  refLatDeg: number,
  refLonDeg: number,
  out: Float64Array,
): boolean {
  const span = surface ? 90 : 360;
  const dLat = span / (odd ? 59 : 60);
  const fracLat = cprLat / SCALE;
  const j = Math.floor(refLatDeg / dLat) + Math.floor(0.5 + mod(refLatDeg, dLat) / dLat - fracLat);
  const lat = dLat * (j + fracLat);
  if (Math.abs(lat) > 90) return false;
  const dLon = span / Math.max(1, longitudeZones(lat) - (odd ? 1 : 0));
  const fracLon = cprLon / SCALE;
  const m = Math.floor(refLonDeg / dLon) + Math.floor(0.5 + mod(refLonDeg, dLon) / dLon - fracLon);
  out[0] = lat;
  out[1] = wrapLon(dLon * (m + fracLon));
  return true;
}

/** Writes the 17-bit latitude and longitude of a position to out[0..1]. */
export function encodeCpr(
  latDeg: number,
  lonDeg: number,
  odd: boolean,
  surface: boolean,
  out: Float64Array,
): void {
  const span = surface ? 90 : 360;
  const dLat = span / (odd ? 59 : 60);
  const yz = Math.floor((SCALE * mod(latDeg, dLat)) / dLat + 0.5);
  const seenLat = dLat * (yz / SCALE + Math.floor(latDeg / dLat));
  const dLon = span / Math.max(1, longitudeZones(seenLat) - (odd ? 1 : 0));
  const xz = Math.floor((SCALE * mod(lonDeg, dLon)) / dLon + 0.5);
  out[0] = mod(yz, SCALE);
  out[1] = mod(xz, SCALE);
}
