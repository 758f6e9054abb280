/**
 * What a used plot showed against the track it updates, before the update, in the sensor's own terms: for the people
 * who test sensors. Worked out only when somebody listens.
 */
import { wrapPi } from '../base/index.ts';
import { PLOT_FORM, type Plot } from '../model/index.ts';
import { MEASURE, NP, NX } from './filter.ts';
import { mixModels } from './imm.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

/** One axis of a residual: plot minus prediction, and the standard deviation that plot and prediction together have. */
export interface ResidualAxis {
  readonly value: number;
  readonly sd: number;
}

/** m and rad. Polar: range, azimuth, elevation; bearings: azimuth; positions: east, north. Absent axes are null. */
export interface Residual {
  readonly sensorId: string;
  readonly trackNumber: number;
  readonly at: number;
  readonly range: ResidualAxis | null;
  readonly azimuth: ResidualAxis | null;
  readonly elevation: ResidualAxis | null;
  readonly east: ResidualAxis | null;
  readonly north: ResidualAxis | null;
}

export type ResidualListener = (residual: Residual) => void;

const x = new Float64Array(NX);
const p = new Float64Array(NP);

/** Tells the listener of one plot, its measurement z at zi, and the predicted models it is about to update. */
export function noteResidual(
  t: Tables,
  sensor: SensorState,
  slot: number,
  plot: Plot,
  z: Float64Array,
  zi: number,
  models: {
    readonly x: Float64Array;
    readonly xi: number;
    readonly p: Float64Array;
    readonly pi: number;
    readonly mu: Float64Array;
    readonly mi: number;
  },
): void {
  const listener = t.listener;
  if (listener === null || t.store.everConfirmed[slot] === 0) return;
  mixModels(models.x, models.xi, models.p, models.pi, models.mu, models.mi, x, 0, p, 0);
  const blank = { range: null, azimuth: null, elevation: null, east: null, north: null };
  const head = {
    sensorId: sensor.sensor.id,
    trackNumber: t.store.number[slot]!,
    at: plot.at,
    ...blank,
  };
  if (plot.form === PLOT_FORM.position) {
    const east = axis(z[zi + MEASURE.z]! - x[0]!, p[0]! + z[zi + MEASURE.r]!);
    const north = axis(z[zi + MEASURE.z + 1]! - x[1]!, p[3]! + z[zi + MEASURE.r + 3]!);
    listener({ ...head, east, north });
  } else listener({ ...head, ...polar(t, sensor, slot, plot) });
}

function axis(value: number, variance: number): ResidualAxis {
  return { value, sd: Math.sqrt(Math.max(variance, 1e-30)) };
}

/** Raw plot (its registration bias not removed) against x, p seen from the sensor's site. */
function polar(
  t: Tables,
  sensor: SensorState,
  slot: number,
  plot: Plot,
): Partial<Pick<Residual, 'range' | 'azimuth' | 'elevation'>> {
  const frame = t.store.frame[slot]!;
  const site = sensor.inFrame(t.frames, frame);
  if (site === null) return {};
  const up = t.frames.list[frame]!.upOf(x[0]!, x[1]!, x[2]!);
  const r = site.r;
  const [de, dn, du] = [x[0]! - site.t[0]!, x[1]! - site.t[1]!, up - site.t[2]!];
  const e = r[0]! * de + r[3]! * dn + r[6]! * du;
  const n = r[1]! * de + r[4]! * dn + r[7]! * du;
  const u = r[2]! * de + r[5]! * dn + r[8]! * du;
  const ground = Math.max(Math.sqrt(e * e + n * n), 1);
  const range = Math.sqrt(ground * ground + u * u);
  const own = sensor.sensor;
  const sdA = plot.sdAzimuthRad > 0 ? plot.sdAzimuthRad : own.sdAzimuthRad;
  // turned into the plane: across the beam, and along the line of sight
  const across = spread(r, n / ground, -e / ground, 0) / (ground * ground);
  const azimuth = axis(wrapPi(plot.azimuthRad - Math.atan2(e, n)), across + sdA * sdA);
  if (plot.form === PLOT_FORM.bearing) return { azimuth };
  const sdR = plot.sdRangeM > 0 ? plot.sdRangeM : own.sdRangeM;
  const along = spread(r, e / range, n / range, u / range);
  const result = { azimuth, range: axis(plot.rangeM - range, along + sdR * sdR) };
  if (plot.form !== PLOT_FORM.polar3d) return result;
  const sdE = plot.sdElevationRad > 0 ? plot.sdElevationRad : own.sdElevationRad;
  const tilt = u / range;
  const rise =
    spread(r, (-tilt * e) / ground, (-tilt * n) / ground, ground / range) / (range * range);
  const elevation = axis(plot.elevationRad - Math.atan2(u, ground), rise + sdE * sdE);
  return { ...result, elevation };
}

/** Variance of the position along a direction given in the site's axes (r takes site axes to the plane's). */
function spread(r: Float64Array, e: number, n: number, u: number): number {
  const a = r[0]! * e + r[1]! * n + r[2]! * u;
  const b = r[3]! * e + r[4]! * n + r[5]! * u;
  const c = r[6]! * e + r[7]! * n + r[8]! * u;
  return (
    a * a * p[0]! +
    b * b * p[3]! +
    c * c * p[5]! +
    2 * (a * b * p[1]! + a * c * p[2]! + b * c * p[4]!)
  );
}
