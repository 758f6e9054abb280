// Hot path: one call a track and scan; no allocation.
/** Whether a sensor looks at a place: range, elevation and azimuth limits, soft by the track's own spread. */
import { TWO_PI } from '../base/index.ts';
import type { SiteToFrame } from './frames.ts';
import type { SensorState } from './sensors.ts';

/** Sensor co-ordinates of the last place looked at: ground range m, azimuth rad, elevation rad. */
export const looked = { rangeM: 0, azimuthRad: 0, elevationRad: 0 };

/** Part of a normal distribution of this sd on the inner side of a limit `inside` away, a straight line over 3 sd. */
function share(inside: number, sd: number): number {
  const s = 0.5 + inside / (3 * sd + 1e-9);
  return s < 0 ? 0 : s > 1 ? 1 : s;
}

/**
 * Chance that the place (east, north, up in the plane) with horizontal sd is in the field of view and, for a sector,
 * between its azimuths. 0 without a field of view: then a missing plot says nothing.
 */
export function coverage(
  sensor: SensorState,
  site: SiteToFrame,
  east: number,
  north: number,
  up: number,
  sdM: number,
  fromRad: number,
  toRad: number,
): number {
  const fov = sensor.sensor.fov;
  if (fov === null) return 0;
  const de = east - site.t[0]!;
  const dn = north - site.t[1]!;
  const du = up - site.t[2]!;
  const r = site.r;
  const e = r[0]! * de + r[3]! * dn + r[6]! * du;
  const n = r[1]! * de + r[4]! * dn + r[7]! * du;
  const u = r[2]! * de + r[5]! * dn + r[8]! * du;
  const g2 = e * e + n * n;
  const range = Math.sqrt(g2 + u * u);
  let chance = share(fov.maxRangeM - range, sdM) * share(range - fov.minRangeM, sdM);
  if (chance === 0) return 0;
  const elevation = Math.atan2(u, Math.sqrt(g2));
  const sdEl = sdM / (range + 1);
  chance *= share(elevation - fov.minElevationRad + 0.002, sdEl + 0.001);
  chance *= share(fov.maxElevationRad - elevation, sdEl + 0.001);
  let azimuth = Math.atan2(e, n);
  if (azimuth < 0) azimuth += TWO_PI;
  looked.rangeM = range;
  looked.azimuthRad = azimuth;
  looked.elevationRad = elevation;
  if (fov.azimuthFromRad !== null && fov.azimuthToRad !== null)
    chance *= sectorShare(azimuth, fov.azimuthFromRad, fov.azimuthToRad, sdEl);
  if (toRad - fromRad < TWO_PI - 1e-6) chance *= sectorShare(azimuth, fromRad, toRad, sdEl);
  return chance;
}

function sectorShare(azimuth: number, from: number, to: number, sd: number): number {
  let width = to - from;
  if (width <= 0) width += TWO_PI;
  if (width >= TWO_PI - 1e-6) return 1;
  let into = azimuth - from;
  into -= TWO_PI * Math.floor((into - width / 2 + Math.PI) / TWO_PI);
  return share(into, sd) * share(width - into, sd);
}

/** beyond the arc: the chord between its points, and the shift by height and the Earth's curve of a tilted plane, m */
const ARC_STEP_RAD = 0.1;
const TILT_M = 4000;

/** Calls `widen` with points (east, north in the plane) whose box holds all that the sensor looks at in this sweep. */
export function sweptBox(
  site: SiteToFrame,
  reachM: number,
  fromRad: number,
  toRad: number,
  widen: (east: number, north: number) => void,
): void {
  const r = site.r;
  const arm = Math.min(reachM, 2_000_000) * 1.002;
  let width = toRad - fromRad;
  if (width <= 0) width += TWO_PI;
  const steps = Math.ceil(Math.min(width, TWO_PI) / ARC_STEP_RAD);
  for (let k = -1; k <= steps; k++) {
    const range = k < 0 ? 0 : arm;
    const azimuth = fromRad + (width * Math.max(k, 0)) / steps;
    const e = range * Math.sin(azimuth);
    const n = range * Math.cos(azimuth);
    const east = r[0]! * e + r[1]! * n + site.t[0]!;
    const north = r[3]! * e + r[4]! * n + site.t[1]!;
    widen(east - TILT_M, north - TILT_M);
    widen(east + TILT_M, north + TILT_M);
  }
}
