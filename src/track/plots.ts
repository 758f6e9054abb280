// Hot path: one pass over a scan's plots, no allocation per plot; about 0.5 us a plot.
/**
 * A scan's plots as columns: each as a measurement in a tangent plane (see MEASURE), ready for gate and filter.
 * Polar plots are turned about the sensor's own site on the ellipsoid, their registration bias removed.
 */
import { WGS84_A, WGS84_E2 } from '../base/index.ts';
import { PLOT_FORM, type Plot } from '../model/index.ts';
import { MEASURE_KIND, NZ } from './filter.ts';
import { type Frames, localToFrame } from './frames.ts';
import { MOTION_CLASSES } from './motion.ts';
import type { SensorState } from './sensors.ts';

export interface PlotColumns {
  capacity: number;
  count: number;
  time: Float64Array;
  frame: Uint16Array;
  z: Float64Array;
  rangeM: Float64Array;
  azimuthRad: Float64Array;
  elevationRad: Float64Array;
  /** per m^2 or m^3: false plots, objects not yet tracked */
  clutter: Float64Array;
  newborn: Float64Array;
  /** cell of the clutter map, and the part of clutter that each plot counted there makes */
  cell: Int32Array;
  eachCount: Float64Array;
  /** share of its cell's plots that no track explains */
  suspect: Float64Array;
  source: (Plot | null)[];
}

export function makePlotColumns(capacity: number): PlotColumns {
  return {
    capacity,
    count: 0,
    time: new Float64Array(capacity),
    frame: new Uint16Array(capacity),
    z: new Float64Array(capacity * NZ),
    rangeM: new Float64Array(capacity),
    azimuthRad: new Float64Array(capacity),
    elevationRad: new Float64Array(capacity),
    clutter: new Float64Array(capacity),
    newborn: new Float64Array(capacity),
    cell: new Int32Array(capacity),
    eachCount: new Float64Array(capacity),
    suspect: new Float64Array(capacity),
    source: Array.from({ length: capacity }, () => null),
  };
}

/** Makes room for a scan of this size: grows by doubling, once. */
export function reservePlots(columns: PlotColumns, count: number): void {
  if (count <= columns.capacity) return;
  let capacity = columns.capacity;
  while (capacity < count) capacity *= 2;
  Object.assign(columns, makePlotColumns(capacity));
}

const point = new Float64Array(3);
const turn = new Float64Array(4);
const slope = new Float64Array(2);
/** sd of height above the ellipsoid of a pressure altitude: weather, and Mode C steps, m */
const PRESSURE_SD_M = 120;
const MSL_SD_M = 40;

function heightVariance(plot: Plot, sensor: SensorState): number {
  const sd = plot.sdAltM > 0 ? plot.sdAltM : sensor.sensor.sdAltM > 0 ? sensor.sensor.sdAltM : 50;
  const extra = plot.altKind === 'pressure' ? PRESSURE_SD_M : plot.altKind === 'msl' ? MSL_SD_M : 0;
  return sd * sd + extra * extra;
}

/**
 * Height (m) and its sd assumed of an object whose plot does not give it: the surface for sea, else the class's.
 * out[0] height, out[1] sd.
 */
export function assumedHeight(plot: Plot, kind: number, out: Float64Array): void {
  const motion = MOTION_CLASSES[plot.environment === 'sea' ? 2 : kind]!;
  out[0] = motion.heightM;
  out[1] = motion.heightSd;
}

/**
 * Slant range and azimuth to the ground: horizontal range in the site's plane of an object at a height.
 * Law of cosines on the sphere that touches the ellipsoid at the site in the direction of the plot.
 * out[0] horizontal range, out[1] up in the site's plane.
 */
function groundRange(
  rangeM: number,
  cosAz: number,
  sensor: SensorState,
  heightM: number,
  out: Float64Array,
): void {
  const site = sensor.site!;
  const w = 1 - WGS84_E2 * Math.sin(site.latRad) ** 2;
  const n = WGS84_A / Math.sqrt(w);
  const m = (n * (1 - WGS84_E2)) / w;
  const radius = 1 / ((cosAz * cosAz) / m + (1 - cosAz * cosAz) / n) + site.heightM;
  const dh = heightM - site.heightM;
  // (R + dh)^2 = r^2 + R^2 + 2 R up
  const up = (dh * (2 * radius + dh) - rangeM * rangeM) / (2 * radius);
  const square = rangeM * rangeM - up * up;
  out[0] = square > 1 ? Math.sqrt(square) : 1;
  out[1] = up;
}

/**
 * Ground range by which a polar plot's errors are carried over to the ground, m. Near the zenith of a radar the slope
 * of ground range over slant range and height grows without bound (1,400 km of sd for one plot of an aircraft passing
 * over), which is not how far off it may be: with sd s of the square of ground range / 2, ground range is known to sqrt(s).
 */
function leverRange(
  groundM: number,
  rangeM: number,
  upM: number,
  varRange: number,
  varHeight: number,
): number {
  const square = rangeM * rangeM * varRange + (varHeight > 0 ? upM * upM * varHeight : 0);
  return groundM ** 4 < square ? Math.sqrt(Math.sqrt(square)) : groundM;
}

const ground = new Float64Array(2);
const assumed = new Float64Array(2);

/**
 * Writes one 2-D polar plot as a measurement in a plane. Without a measured height (variance NaN) it is a ground
 * measurement with its slope at the assumed height; with one it is full.
 */
export function polar2dMeasure(
  sensor: SensorState,
  frames: Frames,
  frame: number,
  rangeM: number,
  azimuthRad: number,
  varRange: number,
  varAz: number,
  heightM: number,
  varHeight: number,
  z: Float64Array,
  zi: number,
): void {
  const site = sensor.inFrame(frames, frame)!;
  const r = site.r;
  const sin = Math.sin(azimuthRad);
  const cos = Math.cos(azimuthRad);
  groundRange(rangeM, cos, sensor, heightM, ground);
  const g = ground[0]!;
  const up = ground[1]!;
  const e = g * sin;
  const n = g * cos;
  z[zi + 1] = r[0]! * e + r[1]! * n + r[2]! * up + site.t[0]!;
  z[zi + 2] = r[3]! * e + r[4]! * n + r[5]! * up + site.t[1]!;
  z[zi + 3] = heightM;
  // unit vectors along and across the beam, in the plane
  const ae = r[0]! * sin + r[1]! * cos;
  const an = r[3]! * sin + r[4]! * cos;
  const ce = r[0]! * cos - r[1]! * sin;
  const cn = r[3]! * cos - r[4]! * sin;
  const lever = leverRange(g, rangeM, up, varRange, varHeight);
  const along = varRange * (rangeM / lever) * (rangeM / lever);
  const across = g * g * varAz;
  const ee = along * ae * ae + across * ce * ce;
  const en = along * ae * an + across * ce * cn;
  const nn = along * an * an + across * cn * cn;
  // metre of height: up changes by about one, ground range by -up/g
  const fall = -up / lever;
  const se = fall * ae + r[2]!;
  const sn = fall * an + r[5]!;
  z[zi + 13] = 0;
  if (varHeight > 0) {
    z[zi] = MEASURE_KIND.full;
    z[zi + 4] = ee + se * se * varHeight;
    z[zi + 5] = en + se * sn * varHeight;
    z[zi + 6] = se * varHeight;
    z[zi + 7] = nn + sn * sn * varHeight;
    z[zi + 8] = sn * varHeight;
    z[zi + 9] = varHeight;
    return;
  }
  z[zi] = MEASURE_KIND.ground;
  z[zi + 4] = ee;
  z[zi + 5] = en;
  z[zi + 6] = 0;
  z[zi + 7] = nn;
  z[zi + 8] = 0;
  z[zi + 9] = 0;
  z[zi + 10] = se;
  z[zi + 11] = sn;
  z[zi + 12] = heightM;
}

/** Writes one 3-D polar plot as a full measurement in a plane. */
export function polar3dMeasure(
  sensor: SensorState,
  frames: Frames,
  frame: number,
  rangeM: number,
  azimuthRad: number,
  elevationRad: number,
  varRange: number,
  varAz: number,
  varEl: number,
  z: Float64Array,
  zi: number,
): void {
  const site = sensor.inFrame(frames, frame)!;
  const r = site.r;
  const sa = Math.sin(azimuthRad);
  const ca = Math.cos(azimuthRad);
  const se = Math.sin(elevationRad);
  const ce = Math.cos(elevationRad);
  // unit vectors of range, azimuth, elevation in the site's plane, then turned into the frame
  const re = r[0]! * ce * sa + r[1]! * ce * ca + r[2]! * se;
  const rn = r[3]! * ce * sa + r[4]! * ce * ca + r[5]! * se;
  const ru = r[6]! * ce * sa + r[7]! * ce * ca + r[8]! * se;
  const ae = r[0]! * ca - r[1]! * sa;
  const an = r[3]! * ca - r[4]! * sa;
  const au = r[6]! * ca - r[7]! * sa;
  const le = -r[0]! * se * sa - r[1]! * se * ca + r[2]! * ce;
  const ln = -r[3]! * se * sa - r[4]! * se * ca + r[5]! * ce;
  const lu = -r[6]! * se * sa - r[7]! * se * ca + r[8]! * ce;
  const east = rangeM * re + site.t[0]!;
  const north = rangeM * rn + site.t[1]!;
  const up = rangeM * ru + site.t[2]!;
  const plane = frames.list[frame]!;
  plane.tilt(east, north, slope);
  const te = slope[0]!;
  const tn = slope[1]!;
  // height rows of the three unit vectors
  const rh = ru + te * re + tn * rn;
  const ah = au + te * ae + tn * an;
  const lh = lu + te * le + tn * ln;
  const vr = varRange;
  const va = varAz * rangeM * rangeM * ce * ce;
  const vl = varEl * rangeM * rangeM;
  z[zi] = MEASURE_KIND.full;
  z[zi + 1] = east;
  z[zi + 2] = north;
  z[zi + 3] = plane.heightOf(east, north, up);
  z[zi + 4] = vr * re * re + va * ae * ae + vl * le * le;
  z[zi + 5] = vr * re * rn + va * ae * an + vl * le * ln;
  z[zi + 6] = vr * re * rh + va * ae * ah + vl * le * lh;
  z[zi + 7] = vr * rn * rn + va * an * an + vl * ln * ln;
  z[zi + 8] = vr * rn * rh + va * an * ah + vl * ln * lh;
  z[zi + 9] = vr * rh * rh + va * ah * ah + vl * lh * lh;
  z[zi + 13] = 0;
}

function positionMeasure(
  plot: Plot,
  sensor: SensorState,
  frames: Frames,
  frame: number,
  kind: number,
  z: Float64Array,
  zi: number,
): void {
  const plane = frames.list[frame]!;
  const hasHeight = plot.altKind !== 'none' && Number.isFinite(plot.altM);
  assumedHeight(plot, kind, assumed);
  plane.fromGeodetic(plot.latRad, plot.lonRad, hasHeight ? plot.altM : assumed[0]!, point);
  const sd = sensor.sensor.sdPositionM > 0 ? sensor.sensor.sdPositionM : 50;
  const given = plot.covEE > 0 && plot.covNN > 0;
  localToFrame(plane.enu, plot.latRad, plot.lonRad, turn);
  const ee = given ? plot.covEE : sd * sd;
  const nn = given ? plot.covNN : sd * sd;
  const en = given && Number.isFinite(plot.covEN) ? plot.covEN : 0;
  const a = turn[0]!;
  const b = turn[1]!;
  const c = turn[2]!;
  const d = turn[3]!;
  z[zi + 1] = point[0]!;
  z[zi + 2] = point[1]!;
  z[zi + 3] = point[2]!;
  z[zi + 4] = a * a * ee + 2 * a * b * en + b * b * nn;
  z[zi + 5] = a * c * ee + (a * d + b * c) * en + b * d * nn;
  z[zi + 6] = 0;
  z[zi + 7] = c * c * ee + 2 * c * d * en + d * d * nn;
  z[zi + 8] = 0;
  z[zi + 9] = 0;
  if (hasHeight) {
    z[zi] = MEASURE_KIND.full;
    z[zi + 9] = heightVariance(plot, sensor);
  } else {
    z[zi] = MEASURE_KIND.ground;
    z[zi + 10] = 0;
    z[zi + 11] = 0;
    z[zi + 12] = assumed[0]!;
  }
  const hasVelocity = Number.isFinite(plot.vEastMps) && Number.isFinite(plot.vNorthMps);
  if (hasVelocity) {
    const sdV = plot.sdVelocityMps > 0 ? plot.sdVelocityMps : sensor.sensor.sdVelocityMps;
    const sv = sdV > 0 ? sdV : 3;
    z[zi + 13] = sv * sv;
    z[zi + 14] = a * plot.vEastMps + b * plot.vNorthMps;
    z[zi + 15] = c * plot.vEastMps + d * plot.vNorthMps;
  } else z[zi + 13] = 0;
}

/** Bearing: azimuth of the site's plane turned into the frame by the convergence of the meridians. */
function bearingMeasure(
  plot: Plot,
  sensor: SensorState,
  frames: Frames,
  frame: number,
  z: Float64Array,
  zi: number,
): void {
  const site = sensor.inFrame(frames, frame)!;
  const sin = Math.sin(plot.azimuthRad);
  const cos = Math.cos(plot.azimuthRad);
  const e = site.r[0]! * sin + site.r[1]! * cos;
  const n = site.r[3]! * sin + site.r[4]! * cos;
  const sd = plot.sdAzimuthRad > 0 ? plot.sdAzimuthRad : sensor.sensor.sdAzimuthRad;
  z[zi] = MEASURE_KIND.bearing;
  z[zi + 1] = Math.atan2(e, n);
  z[zi + 2] = site.t[0]!;
  z[zi + 3] = site.t[1]!;
  z[zi + 4] = sd * sd;
  z[zi + 13] = 0;
}

/** Writes the measurement of any plot in the given plane to z at zi. */
export function measurePlot(
  plot: Plot,
  sensor: SensorState,
  frames: Frames,
  frame: number,
  kind: number,
  z: Float64Array,
  zi: number,
): void {
  if (plot.form === PLOT_FORM.position) {
    positionMeasure(plot, sensor, frames, frame, kind, z, zi);
    return;
  }
  if (plot.form === PLOT_FORM.bearing) {
    bearingMeasure(plot, sensor, frames, frame, z, zi);
    return;
  }
  const bias = sensor.registration;
  const range = plot.rangeM - bias.rangeM;
  const azimuth = plot.azimuthRad - bias.azimuthRad;
  const sdR = plot.sdRangeM > 0 ? plot.sdRangeM : sensor.sensor.sdRangeM;
  const sdA = plot.sdAzimuthRad > 0 ? plot.sdAzimuthRad : sensor.sensor.sdAzimuthRad;
  const vr = sdR * sdR + bias.sdRangeM * bias.sdRangeM;
  const va = sdA * sdA + bias.sdAzimuthRad * bias.sdAzimuthRad;
  if (plot.form === PLOT_FORM.polar3d) {
    const sdE = plot.sdElevationRad > 0 ? plot.sdElevationRad : sensor.sensor.sdElevationRad;
    const el = plot.elevationRad;
    polar3dMeasure(sensor, frames, frame, range, azimuth, el, vr, va, sdE * sdE, z, zi);
    return;
  }
  const hasHeight = plot.altKind !== 'none' && Number.isFinite(plot.altM);
  assumedHeight(plot, kind, assumed);
  const height = hasHeight ? plot.altM : assumed[0]!;
  const varHeight = hasHeight ? heightVariance(plot, sensor) : 0;
  polar2dMeasure(sensor, frames, frame, range, azimuth, vr, va, height, varHeight, z, zi);
}
