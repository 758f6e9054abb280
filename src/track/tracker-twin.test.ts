/** The whole tracker against a slow one where there is nothing to decide: objects far apart, no false plots. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnuFrame, Random, TWO_PI } from '../base/index.ts';
import { PLOT_FORM, makePlot, type Plot, type Scan, type Sensor } from '../model/index.ts';
import { MEASURE_KIND, NZ } from './filter.ts';
import { MOTION_CLASS, MOTION_CLASSES } from './motion.ts';
import {
  type PlainImm,
  bornPlain,
  combinePlain,
  predictPlain,
  updatePlain,
} from './testing-imm.ts';
import { type Matrix, flip, plus, times, zeros } from './testing-matrix.ts';
import { Tracker } from './tracker.ts';

const LAT = 0.77;
const LON = 0.5;
const T0 = 1_767_225_600_000;
const plane = new EnuFrame(LAT, LON, 0);
const SD = { rangeM: 30, azimuthRad: 0.0015, elevationRad: 0.002 };
const RADAR: Sensor = {
  id: 'radar',
  sourceId: 'radar',
  name: 'radar',
  kind: 'radar3d',
  latRad: LAT,
  lonRad: LON,
  heightM: 0,
  periodS: 4,
  rotating: false,
  sdRangeM: SD.rangeM,
  sdAzimuthRad: SD.azimuthRad,
  sdElevationRad: SD.elevationRad,
  sdPositionM: Number.NaN,
  sdAltM: Number.NaN,
  sdVelocityMps: Number.NaN,
  pd: 0.9,
  clutterPerScan: 1,
  fov: {
    minRangeM: 0,
    maxRangeM: 150_000,
    azimuthFromRad: null,
    azimuthToRad: null,
    minElevationRad: 0,
    maxElevationRad: 1,
  },
};
const KIND = MOTION_CLASS.aircraft;

/** East, north, height of a polar plot, by ECEF and the ellipsoid. */
function placeOf(range: number, azimuth: number, elevation: number): number[] {
  const ground = range * Math.cos(elevation);
  const out = new Float64Array(3);
  const [e, n] = [ground * Math.sin(azimuth), ground * Math.cos(azimuth)];
  plane.toGeodetic(e, n, range * Math.sin(elevation), out);
  return [e, n, out[2]!];
}

/** The plot as a measurement in the plane; its covariance by differences of placeOf. */
function measureOf(plot: Plot): Float64Array {
  const { rangeM, azimuthRad, elevationRad } = plot;
  const steps = [1, 1e-5, 1e-5];
  const sds = [SD.rangeM, SD.azimuthRad, SD.elevationRad];
  const jacobian = zeros(3, 3);
  steps.forEach((step, k) => {
    const move = (s: number): number[] =>
      placeOf(
        rangeM + (k === 0 ? s : 0),
        azimuthRad + (k === 1 ? s : 0),
        elevationRad + (k === 2 ? s : 0),
      );
    const [after, before] = [move(step), move(-step)];
    for (let i = 0; i < 3; i++) jacobian[i]![k] = ((after[i]! - before[i]!) / (2 * step)) * sds[k]!;
  });
  const r = times(jacobian, flip(jacobian));
  const z = new Float64Array(NZ);
  z.set([MEASURE_KIND.full, ...placeOf(rangeM, azimuthRad, elevationRad)]);
  z.set([r[0]![0]!, r[0]![1]!, r[0]![2]!, r[1]![1]!, r[1]![2]!, r[2]![2]!], 4);
  return z;
}

/** The slow tracker of one object: its plots in order of time, whenever they came. */
function runPlain(plots: readonly Plot[], at: number): { mean: Matrix; spread: Matrix } {
  const sorted = [...plots].sort((a, b) => a.at - b.at);
  let now: PlainImm = bornPlain(KIND, 130, measureOf(sorted[0]!));
  for (let k = 1; k < sorted.length; k++) {
    now = predictPlain(KIND, (sorted[k]!.at - sorted[k - 1]!.at) / 1000, now);
    now = updatePlain(now, measureOf(sorted[k]!));
  }
  const { mean, spread } = combinePlain(now.x, now.p, now.mu);
  const dt = (at - sorted.at(-1)!.at) / 1000;
  const f = zeros(6, 6).map((row, i) => row.map((_, j) => (i === j ? 1 : i + 3 === j ? dt : 0)));
  const models = MOTION_CLASSES[KIND]!.models;
  const q = now.mu.reduce((sum, m, i) => sum + m * models[i]!.q, 0);
  const noise = zeros(6, 6);
  for (const i of [0, 1]) noise[i]![i] = (q * dt ** 3) / 3;
  return { mean: times(f, mean), spread: plus(times(times(f, spread), flip(f)), noise) };
}

/** An aircraft that flies straight, then turns: east, north, up in the radar's plane. */
function fly(lane: number, s: number): number[] {
  const turned = Math.max(0, s - 60) * 0.03;
  const straight = 180 * Math.min(s, 60);
  const arc = 180 / 0.03;
  return [
    -40_000 + straight + arc * Math.sin(turned),
    15_000 * lane + arc * (1 - Math.cos(turned)),
    6000 + 500 * lane,
  ];
}

function plotOf(random: Random, place: readonly number[], at: number): Plot {
  const [e, n, u] = place as [number, number, number];
  return makePlot({
    sensorId: 'radar',
    at,
    form: PLOT_FORM.polar3d,
    environment: 'air',
    rangeM: Math.hypot(e, n, u) + random.normal() * SD.rangeM,
    azimuthRad: (Math.atan2(e, n) + random.normal() * SD.azimuthRad + TWO_PI) % TWO_PI,
    elevationRad: Math.atan2(u, Math.hypot(e, n)) + random.normal() * SD.elevationRad,
  });
}

function scanOf(at: number, arrivedAt: number, plots: readonly Plot[]): Scan {
  return {
    sensorId: 'radar',
    fromAt: at,
    toAt: at,
    arrivedAt,
    complete: true,
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    plots,
  };
}

test('tracks of objects far apart are those of the plain tracker, late plots and missed turns included', () => {
  const random = new Random(5);
  const lanes = [1, 2, 3];
  const scans: Scan[] = [];
  for (let turn = 0; turn < 30; turn++) {
    const at = T0 + turn * 4000;
    const plots = lanes
      .filter(() => turn < 3 || random.chance(0.9))
      .map((lane) => plotOf(random, fly(lane, turn * 4), at));
    const late = turn > 4 && random.chance(0.3) ? 9500 : 100;
    scans.push(scanOf(at, at + late, plots));
  }
  scans.sort((a, b) => a.arrivedAt - b.arrivedAt);
  const tracker = new Tracker({ capacity: 64, latRad: LAT, lonRad: LON });
  tracker.putSensor(RADAR);
  const fed = new Map<number, Plot[]>(lanes.map((lane) => [lane, []]));
  let compared = 0;
  for (const scan of scans) {
    tracker.accept(scan);
    for (const plot of scan.plots) {
      const north = placeOf(plot.rangeM, plot.azimuthRad, plot.elevationRad)[1]!;
      const s = (plot.at - T0) / 1000;
      const near = (a: number, b: number): number =>
        Math.abs(fly(a, s)[1]! - north) - Math.abs(fly(b, s)[1]! - north);
      fed.get([...lanes].sort(near)[0]!)!.push(plot);
    }
    const newest = Math.max(...[...fed.values()].flat().map((plot) => plot.at));
    if (newest < T0 + 20_000) continue;
    compared += compare(tracker, [...fed.values()], newest + 1500);
  }
  assert.ok(tracker.stats.plotsRewound > 5, 'late plots were among them');
  assert.equal(tracker.stats.plotsTooLate, 0);
  assert.equal(tracker.highestNumber, lanes.length);
  assert.equal(compared, 3 * (scans.length - 5));
});

function compare(tracker: Tracker, objects: readonly (readonly Plot[])[], at: number): number {
  const picture = tracker.picture(at);
  assert.equal(picture.count, objects.length);
  const local = new Float64Array(3);
  const want = objects.map((plots) => runPlain(plots, at));
  for (let row = 0; row < picture.count; row++) {
    plane.fromGeodetic(picture.latRad[row]!, picture.lonRad[row]!, picture.altM[row]!, local);
    const twin = want.find(({ mean }) => Math.abs(mean[1]![0]! - local[1]!) < 3000)!;
    const { mean, spread } = twin;
    const sd = Math.sqrt(spread[0]![0]! + spread[1]![1]!);
    assert.ok(Math.abs(local[0]! - mean[0]![0]!) < 1e-3 * sd, 'east');
    assert.ok(Math.abs(local[1]! - mean[1]![0]!) < 1e-3 * sd, 'north');
    assert.ok(Math.abs(picture.altM[row]! - mean[2]![0]!) < 1e-3 * sd, 'height');
    const speed = Math.hypot(picture.vEastMps[row]!, picture.vNorthMps[row]!);
    assert.ok(Math.abs(speed / Math.hypot(mean[3]![0]!, mean[4]![0]!) - 1) < 1e-3, 'speed');
    // east and north of the place are turned a little against those of the plane: compare what a turn leaves alone
    const [ee, en, nn] = [picture.covEE[row]!, picture.covEN[row]!, picture.covNN[row]!];
    const trace = spread[0]![0]! + spread[1]![1]!;
    const det = spread[0]![0]! * spread[1]![1]! - spread[0]![1]! ** 2;
    assert.ok(Math.abs((ee + nn) / trace - 1) < 1e-3, `trace ${ee + nn} against ${trace}`);
    assert.ok(Math.abs((ee * nn - en * en) / det - 1) < 1e-2, 'determinant');
  }
  return picture.count;
}
