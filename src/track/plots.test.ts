import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, EnuFrame, Random, TWO_PI } from '../base/index.ts';
import { PLOT_FORM, makePlot, type Sensor } from '../model/index.ts';
import { NZ } from './filter.ts';
import { measurePlot } from './plots.ts';
import { makeTables } from './tables.ts';

const LAT = 44 * DEG_TO_RAD;
const LON = 28 * DEG_TO_RAD;
const HEIGHT_M = 10_000;
const DRAWS = 400;

const RADAR: Sensor = {
  id: 'radar',
  sourceId: 'radar',
  name: '',
  kind: 'radar2d',
  latRad: LAT,
  lonRad: LON,
  heightM: 0,
  periodS: 4,
  rotating: true,
  sdRangeM: 60,
  sdAzimuthRad: 0.002,
  sdElevationRad: Number.NaN,
  sdPositionM: Number.NaN,
  sdAltM: 15,
  sdVelocityMps: Number.NaN,
  pd: 0.9,
  clutterPerScan: 1,
  fov: null,
};

/** Mean squared error over its variance along the beam, and the largest sd, of plots of a place this far away. */
function errorsAt(groundM: number): { readonly ratio: number; readonly sdM: number } {
  const t = makeTables({ capacity: 8, latRad: LAT, lonRad: LON });
  const sensor = t.sensors.put(RADAR);
  const site = new EnuFrame(LAT, LON, 0);
  const place = new Float64Array(3);
  const seen = new Float64Array(3);
  site.toGeodetic(0, groundM, HEIGHT_M, place);
  t.frames.list[0]!.fromGeodetic(place[0]!, place[1]!, place[2]!, seen);
  const random = new Random(5);
  const z = new Float64Array(NZ);
  let [sum, most] = [0, 0];
  for (let i = 0; i < DRAWS; i++) {
    const plot = makePlot({
      sensorId: 'radar',
      at: 0,
      form: PLOT_FORM.polar2d,
      environment: 'air',
      rangeM: Math.hypot(groundM, HEIGHT_M) + 60 * random.normal(),
      azimuthRad: (0.002 * random.normal() + TWO_PI) % TWO_PI,
      altM: place[2]! + 15 * random.normal(),
      sdAltM: 15,
      altKind: 'ellipsoid',
    });
    measurePlot(plot, sensor, t.frames, 0, 0, z, 0);
    sum += (z[2]! - seen[1]!) ** 2 / z[7]!;
    most = Math.max(most, Math.sqrt(z[4]!), Math.sqrt(z[7]!));
  }
  return { ratio: sum / DRAWS, sdM: most };
}

test('a plot of an object that passes over a radar is about as far off as it says', () => {
  for (const groundM of [50, 300, 800, 2000, 20_000]) {
    const { ratio, sdM } = errorsAt(groundM);
    assert.ok(ratio > 0.2 && ratio < 2, `${groundM} m: squared error is ${ratio} of its variance`);
    // one such plot must not make the gates of a whole scan as wide as the radar reaches
    assert.ok(sdM < 1500, `${groundM} m: ${sdM} m`);
  }
});
