/** Pairs of radar plots and self-reporting objects, for the registration of the radar. */
import { wrapPi } from '../base/index.ts';
import { PLOT_FORM, type Plot } from '../model/index.ts';
import { NP, NX } from './filter.ts';
import { COARSE_AZIMUTH_RAD, COARSE_RANGE_M } from './registration.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';

/** a self-report counts as the object's place for this long, s */
const FRESH_S = 4;
/** a track's position must be known this well to serve, m^2 */
const GOOD_M2 = 60 * 60;
const COARSE_HEIGHT_M = 200;

/** Range and azimuth of a track from the sensor's site at a time, into `seen`. */
const seen = { rangeM: 0, azimuthRad: 0, variance: 0 };

function look(t: Tables, sensor: SensorState, slot: number, timeS: number): boolean {
  const { store } = t;
  const fresh = timeS - store.selfS[slot]!;
  if (fresh > FRESH_S || fresh < -FRESH_S) return false;
  const site = sensor.inFrame(t.frames, store.frame[slot]!);
  if (site === null) return false;
  const xi = slot * NX;
  const pi = slot * NP;
  const dt = timeS - store.time[slot]!;
  const e = store.xc[xi]! + dt * store.xc[xi + 3]!;
  const n = store.xc[xi + 1]! + dt * store.xc[xi + 4]!;
  const h = store.xc[xi + 2]! + dt * store.xc[xi + 5]!;
  const turn = 25 * dt * dt * dt * dt;
  const variance = Math.max(store.pc[pi]!, store.pc[pi + 3]!) + turn;
  if (variance > GOOD_M2) return false;
  const frame = t.frames.list[store.frame[slot]!]!;
  const de = e - site.t[0]!;
  const dn = n - site.t[1]!;
  const du = frame.upOf(e, n, h) - site.t[2]!;
  const r = site.r;
  const x = r[0]! * de + r[3]! * dn + r[6]! * du;
  const y = r[1]! * de + r[4]! * dn + r[7]! * du;
  const z = r[2]! * de + r[5]! * dn + r[8]! * du;
  seen.rangeM = Math.sqrt(x * x + y * y + z * z);
  seen.azimuthRad = Math.atan2(x, y);
  seen.variance = variance;
  return true;
}

/** most self-reporting objects compared with a scan in the first stage */
const MAX_OBJECTS = 400;
const slots = new Int32Array(MAX_OBJECTS);
const ranges = new Float64Array(MAX_OBJECTS);
const azimuths = new Float64Array(MAX_OBJECTS);

/** Self-reporting objects as the sensor should see them at a time. */
function listObjects(t: Tables, sensor: SensorState, timeS: number): number {
  const { store } = t;
  let count = 0;
  for (let slot = 0; slot < store.top && count < MAX_OBJECTS; slot++) {
    if (store.number[slot] === 0 || store.selfS[slot] === -Infinity) continue;
    if (!look(t, sensor, slot, timeS)) continue;
    slots[count] = slot;
    ranges[count] = seen.rangeM;
    azimuths[count++] = seen.azimuthRad;
  }
  return count;
}

/** First stage: plots of this scan that have exactly one self-reporting object in the window. */
export function registerCoarse(
  t: Tables,
  sensor: SensorState,
  plots: readonly Plot[],
  timeS: number,
): void {
  const { store } = t;
  const own = sensor.sensor;
  const count = listObjects(t, sensor, timeS);
  if (count === 0) return;
  for (const plot of plots) {
    if (plot.form !== PLOT_FORM.polar2d && plot.form !== PLOT_FORM.polar3d) continue;
    let found = 0;
    let only = -1;
    for (let k = 0; k < count && found < 2; k++) {
      const dr = plot.rangeM - ranges[k]!;
      const da = wrapPi(plot.azimuthRad - azimuths[k]!);
      if (Math.abs(dr) > COARSE_RANGE_M || Math.abs(da) > COARSE_AZIMUTH_RAD) continue;
      const apart = Math.abs(plot.altM - store.xc[slots[k]! * NX + 2]!);
      if (plot.altKind !== 'none' && apart > COARSE_HEIGHT_M) continue;
      found++;
      only = slots[k]!;
    }
    if (found !== 1 || !look(t, sensor, only, plot.at / 1000)) continue;
    sensor.registration.addCoarse(
      plot.rangeM - seen.rangeM,
      wrapPi(plot.azimuthRad - seen.azimuthRad),
      own.sdRangeM,
      own.sdAzimuthRad,
    );
  }
}

/** Second stage: a plot just paired with a track, before the track is updated by it. */
export function registerPair(t: Tables, sensor: SensorState, slot: number, plot: Plot): void {
  if (plot.form !== PLOT_FORM.polar2d && plot.form !== PLOT_FORM.polar3d) return;
  const timeS = plot.at / 1000;
  if (!look(t, sensor, slot, timeS)) return;
  const own = sensor.sensor;
  const sdR = plot.sdRangeM > 0 ? plot.sdRangeM : own.sdRangeM;
  const sdA = plot.sdAzimuthRad > 0 ? plot.sdAzimuthRad : own.sdAzimuthRad;
  sensor.registration.add(
    plot.rangeM - seen.rangeM,
    wrapPi(plot.azimuthRad - seen.azimuthRad),
    sdR * sdR + seen.variance,
    sdA * sdA + seen.variance / (seen.rangeM * seen.rangeM),
    timeS,
  );
}
