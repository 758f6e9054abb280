/**
 * UTM on WGS84 by Krüger's series (to n^6): better than a millimetre within a zone and its neighbours.
 * Source: C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85 (2011), eqs 11, 12,
 * 35, 36; zone exceptions: DMA TM 8358.1 (Norway 32V, Svalbard 31X-37X).
 */
import { DEG_TO_RAD, RAD_TO_DEG, WGS84_A, WGS84_F } from '../../base/index.ts';

const N = WGS84_F / (2 - WGS84_F);
const N2 = N * N;
const N3 = N2 * N;
const N4 = N3 * N;
const N5 = N4 * N;
const N6 = N5 * N;
/** radius of the rectifying sphere, m */
const A1 = (WGS84_A / (1 + N)) * (1 + N2 / 4 + N4 / 64 + N6 / 256);
const K0 = 0.9996;
const E = Math.sqrt(WGS84_F * (2 - WGS84_F));
const ALPHA = [
  N / 2 - (2 / 3) * N2 + (5 / 16) * N3 + (41 / 180) * N4 - (127 / 288) * N5 + (7891 / 37800) * N6,
  (13 / 48) * N2 - (3 / 5) * N3 + (557 / 1440) * N4 + (281 / 630) * N5 - (1983433 / 1935360) * N6,
  (61 / 240) * N3 - (103 / 140) * N4 + (15061 / 26880) * N5 + (167603 / 181440) * N6,
  (49561 / 161280) * N4 - (179 / 168) * N5 + (6601661 / 7257600) * N6,
  (34729 / 80640) * N5 - (3418889 / 1995840) * N6,
  (212378941 / 319334400) * N6,
] as const;
const BETA = [
  N / 2 - (2 / 3) * N2 + (37 / 96) * N3 - (1 / 360) * N4 - (81 / 512) * N5 + (96199 / 604800) * N6,
  (1 / 48) * N2 + (1 / 15) * N3 - (437 / 1440) * N4 + (46 / 105) * N5 - (1118711 / 3870720) * N6,
  (17 / 480) * N3 - (37 / 840) * N4 - (209 / 4480) * N5 + (5569 / 90720) * N6,
  (4397 / 161280) * N4 - (11 / 504) * N5 - (830251 / 7257600) * N6,
  (4583 / 161280) * N5 - (108847 / 3991680) * N6,
  (20648693 / 638668800) * N6,
] as const;

export interface Utm {
  readonly zone: number;
  readonly north: boolean;
  readonly eastingM: number;
  readonly northingM: number;
}

/** Zone 1..60 of a place, with Norway's and Svalbard's exceptions. */
export function utmZone(latDeg: number, lonDeg: number): number {
  const lon = ((((lonDeg + 180) % 360) + 360) % 360) - 180;
  if (latDeg >= 56 && latDeg < 64 && lon >= 3 && lon < 12) return 32;
  if (latDeg >= 72 && latDeg < 84 && lon >= 0 && lon < 42)
    return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
  return Math.min(60, Math.floor((lon + 180) / 6) + 1);
}

const meridianDeg = (zone: number): number => zone * 6 - 183;

/** @param latDeg -80..84, @param lonDeg -180..180 */
export function toUtm(latDeg: number, lonDeg: number, zone = utmZone(latDeg, lonDeg)): Utm {
  const lat = latDeg * DEG_TO_RAD;
  let dLon = (lonDeg - meridianDeg(zone)) * DEG_TO_RAD;
  if (dLon > Math.PI) dLon -= 2 * Math.PI;
  if (dLon < -Math.PI) dLon += 2 * Math.PI;
  const tau = Math.tan(lat);
  const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
  const tauP = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
  const xiP = Math.atan2(tauP, Math.cos(dLon));
  const etaP = Math.asinh(Math.sin(dLon) / Math.hypot(tauP, Math.cos(dLon)));
  let xi = xiP;
  let eta = etaP;
  ALPHA.forEach((alpha, i) => {
    const k = 2 * (i + 1);
    xi += alpha * Math.sin(k * xiP) * Math.cosh(k * etaP);
    eta += alpha * Math.cos(k * xiP) * Math.sinh(k * etaP);
  });
  return {
    zone,
    north: latDeg >= 0,
    eastingM: K0 * A1 * eta + 500_000,
    northingM: K0 * A1 * xi + (latDeg >= 0 ? 0 : 10_000_000),
  };
}

/** deg; the inverse of toUtm. */
export function fromUtm({ zone, north, eastingM, northingM }: Utm): {
  readonly latDeg: number;
  readonly lonDeg: number;
} {
  const xi = (northingM - (north ? 0 : 10_000_000)) / (K0 * A1);
  const eta = (eastingM - 500_000) / (K0 * A1);
  let xiP = xi;
  let etaP = eta;
  BETA.forEach((beta, i) => {
    const k = 2 * (i + 1);
    xiP -= beta * Math.sin(k * xi) * Math.cosh(k * eta);
    etaP -= beta * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const tauP = Math.sin(xiP) / Math.hypot(Math.sinh(etaP), Math.cos(xiP));
  const dLon = Math.atan2(Math.sinh(etaP), Math.cos(xiP));
  const tau = conformalToGeodetic(tauP);
  const lon = meridianDeg(zone) + dLon * RAD_TO_DEG;
  return { latDeg: Math.atan(tau) * RAD_TO_DEG, lonDeg: ((((lon + 180) % 360) + 360) % 360) - 180 };
}

/** Newton's method for the tangent of latitude; three turns reach double precision. */
function conformalToGeodetic(tauP: number): number {
  let tau = tauP / (1 - E * E);
  for (let turn = 0; turn < 5; turn++) {
    const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
    const guess = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
    const step =
      ((tauP - guess) / Math.hypot(1, guess)) *
      ((1 + (1 - E * E) * tau * tau) / ((1 - E * E) * Math.hypot(1, tau)));
    tau += step;
    if (Math.abs(step) < 1e-14) break;
  }
  return tau;
}
