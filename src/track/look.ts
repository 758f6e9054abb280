// Hot path: once a plot; no allocation per plot in steady state.
/** What a scan brings: its plots as columns of measurements in one plane, and what each may be beside a known track. */
import { TWO_PI } from '../base/index.ts';
import { PLOT_FORM, type Plot, type Scan } from '../model/index.ts';
import { MEASURE_KIND, NZ } from './filter.ts';
import { measurePlot, reservePlots } from './plots.ts';
import type { SensorState } from './sensors.ts';
import type { Tables } from './tables.ts';
import { reserveMeasures, startWork } from './work.ts';

/** What the stages of one scan share. */
export interface Look {
  sensor: SensorState;
  scan: Scan;
  frame: number;
  kind: number;
  fromS: number;
  toS: number;
  /** widest of the scan's plots: sd east, north (m), slope per metre of height */
  sdE: number;
  sdN: number;
  slope: number;
}

export function loadPlots(
  t: Tables,
  sensor: SensorState,
  scan: Scan,
  plots: readonly Plot[],
  frame: number,
): Look {
  const kind = sensor.motion;
  const columns = t.plots;
  reservePlots(columns, plots.length);
  reserveMeasures(t.work, plots.length + 64);
  let count = 0;
  let sdE = 0;
  let sdN = 0;
  let slope = 0;
  const z = t.work.z;
  for (let i = 0; i < plots.length; i++) {
    const plot = plots[i]!;
    const zi = count * NZ;
    measurePlot(plot, sensor, t.frames, frame, kind, z, zi);
    // A bearing is no place: it must not be gated or born as one. Not used yet.
    const isPlace = z[zi] !== MEASURE_KIND.bearing;
    const isFinite = Number.isFinite(z[zi + 1]! + z[zi + 2]! + plot.at);
    if (!isPlace || !isFinite) {
      t.stats.plotsRefused++;
      continue;
    }
    columns.time[count] = plot.at / 1000;
    columns.source[count] = plot;
    intensities(t, sensor, plot, count);
    if (z[zi + 4]! > sdE) sdE = z[zi + 4]!;
    if (z[zi + 7]! > sdN) sdN = z[zi + 7]!;
    if (z[zi] === 1) {
      const s = Math.abs(z[zi + 10]!) + Math.abs(z[zi + 11]!);
      if (s > slope) slope = s;
    }
    sensor.environments[
      plot.environment === 'air'
        ? 1
        : plot.environment === 'sea'
          ? 2
          : plot.environment === 'land'
            ? 3
            : 0
    ]!++;
    count++;
  }
  columns.count = count;
  startWork(t.work, count);
  return {
    sensor,
    scan,
    frame,
    kind,
    fromS: scan.fromAt / 1000,
    toS: scan.toAt / 1000,
    sdE: Math.sqrt(sdE),
    sdN: Math.sqrt(sdN),
    slope: Math.min(slope, 2),
  };
}

/**
 * Intensities at a plot per unit of its measurement's space (of area, or of volume when it gives a height): false
 * plots, and false plots plus objects not yet tracked.
 */
export function intensities(t: Tables, sensor: SensorState, plot: Plot, j: number): void {
  const { plots } = t;
  const map = sensor.clutter;
  if (map === null) {
    // positions computed elsewhere: about one false plot a scan over 30 x 30 km
    plots.clutter[j] = 1e-9 * (plot.altKind === 'none' ? 1 : 1e-4);
    plots.newborn[j] = plots.clutter[j]! * 0.05;
    plots.cell[j] = -1;
    plots.eachCount[j] = 0;
    plots.suspect[j] = 0;
    return;
  }
  plots.cell[j] = map.intensity(plot.rangeM, plot.azimuthRad, plot.elevationRad, density);
  const share = undetectedShare(sensor, plot.azimuthRad) / map.perScan;
  const transponder = isTransponder(sensor, plot);
  if (plot.form === PLOT_FORM.polar2d && plot.altKind !== 'none') {
    // A plot with a transponder height is hardly ever false; a 3-D radar gives its false plots heights too.
    const scale = (transponder ? t.settings.falseHeight : 1) / HEIGHT_SPAN_M;
    for (let k = 0; k < density.length; k++) density[k]! *= k === 1 ? 1 / HEIGHT_SPAN_M : scale;
  }
  plots.clutter[j] = density[0]!;
  plots.newborn[j] = density[1]! * share;
  plots.eachCount[j] = transponder ? 0 : density[3]!;
  plots.suspect[j] = transponder || !(density[3]! > 0) ? 0 : density[2]! / density[3]!;
}

/** Height by transponder, not by the radar's own elevation: pressure altitude, or any from a radar without elevation. */
export function isTransponder(sensor: SensorState, plot: Plot): boolean {
  if (plot.form !== PLOT_FORM.polar2d || plot.altKind === 'none') return false;
  return sensor.sensor.kind !== 'radar3d' || plot.altKind === 'pressure';
}

const density = new Float64Array(4);
/** heights over which aircraft and false transponder replies spread, m */
const HEIGHT_SPAN_M = 12_000;

/** Objects not yet tracked that a full scan would show, if all directions were like this one. */
function undetectedShare(sensor: SensorState, azimuthRad: number): number {
  const bins = sensor.undetected;
  if (bins === null) return 0.05;
  const bin = Math.floor((azimuthRad / TWO_PI) * bins.length) % bins.length;
  return bins[bin < 0 ? 0 : bin]! * bins.length * sensor.pd;
}
