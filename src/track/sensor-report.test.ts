import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, Random, TWO_PI } from '../base/index.ts';
import { PLOT_FORM, makePlot, type Plot, type Sensor } from '../model/index.ts';
import type { Residual } from './residuals.ts';
import { Tracker } from './tracker.ts';

const SITE = { latRad: 45 * DEG_TO_RAD, lonRad: 10 * DEG_TO_RAD };
const RADAR: Sensor = {
  id: 'R',
  sourceId: 'R',
  name: 'R',
  kind: 'radar3d',
  ...SITE,
  heightM: 20,
  periodS: 2,
  rotating: false,
  sdRangeM: 30,
  sdAzimuthRad: 0.002,
  sdElevationRad: 0.002,
  sdPositionM: Number.NaN,
  sdAltM: Number.NaN,
  sdVelocityMps: Number.NaN,
  pd: 0.9,
  clutterPerScan: 20,
  fov: {
    minRangeM: 1000,
    maxRangeM: 80_000,
    azimuthFromRad: null,
    azimuthToRad: null,
    minElevationRad: 0,
    maxElevationRad: 1.2,
  },
};

/** Ten aircraft flying straight, a radar whose true figures are `pd` and `falsePlots`. */
function night(pd: number, falsePlots: number): { tracker: Tracker; residuals: Residual[] } {
  const random = new Random(5);
  const tracker = new Tracker({ capacity: 500, ...SITE });
  tracker.putSensor(RADAR);
  const residuals: Residual[] = [];
  tracker.listenResiduals((residual) => residuals.push(residual));
  const craft = Array.from({ length: 10 }, () => ({
    east: random.between(-30_000, 30_000),
    north: random.between(5_000, 30_000),
    ve: random.between(-60, 60),
    vn: random.between(-60, 60),
    up: random.between(3000, 8000),
  }));
  const plotOf = (at: number, rangeM: number, azimuthRad: number, elevationRad: number): Plot =>
    makePlot({
      sourceId: 'R',
      sensorId: 'R',
      at,
      receivedAt: at,
      form: PLOT_FORM.polar3d,
      environment: 'air',
      rangeM,
      azimuthRad: (azimuthRad + TWO_PI) % TWO_PI,
      elevationRad,
    });
  for (let frame = 0; frame < 150; frame++) {
    const s = frame * 2;
    const at = 1_700_000_000_000 + s * 1000;
    const plots: Plot[] = [];
    for (const c of craft) {
      if (!random.chance(pd)) continue;
      const [e, n] = [c.east + c.ve * s, c.north + c.vn * s];
      const ground = Math.hypot(e, n);
      plots.push(
        plotOf(
          at,
          Math.hypot(ground, c.up) + 30 * random.normal(),
          Math.atan2(e, n) + 0.002 * random.normal(),
          Math.atan2(c.up, ground) + 0.002 * random.normal(),
        ),
      );
    }
    for (let k = random.poisson(falsePlots); k > 0; k--) {
      const range = random.between(1000, 80_000);
      plots.push(plotOf(at, range, random.between(0, TWO_PI), random.between(0, 0.1)));
    }
    tracker.accept({
      sensorId: 'R',
      fromAt: at,
      toAt: at,
      arrivedAt: at + 250,
      complete: true,
      azimuthFromRad: 0,
      azimuthToRad: TWO_PI,
      plots,
    });
    tracker.advance(at + 250);
  }
  return { tracker, residuals };
}

test('a sensor that sees less and more clutter than it announces is shown as it is', () => {
  const { tracker } = night(0.75, 40);
  const report = tracker.sensorReports()[0]!;
  assert.equal(report.pdAnnounced, 0.9);
  assert.ok(Math.abs(report.pd - 0.75) < 0.03, `pd ${report.pd} over ${report.looks} looks`);
  assert.ok(Math.abs(report.clutter - 40) < 5, `clutter ${report.clutter}`);
  assert.ok(Math.abs(report.latencyS - 0.25) < 1e-9);
  assert.equal(report.scans, 150);
  assert.equal(report.registration, null);
});

test('residuals of a radar whose announced errors are true have mean nought and spread one in their own sd', () => {
  const { residuals } = night(0.9, 20);
  assert.ok(residuals.length > 1000, `${residuals.length} residuals`);
  for (const name of ['range', 'azimuth', 'elevation'] as const) {
    const values = residuals.map((one) => one[name]!.value / one[name]!.sd);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const rms = Math.sqrt(values.reduce((a, b) => a + b * b, 0) / values.length);
    assert.ok(Math.abs(mean) < 0.1, `${name} mean ${mean}`);
    assert.ok(rms > 0.85 && rms < 1.15, `${name} rms ${rms}`);
  }
});
