import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnuFrame, TWO_PI } from '../base/index.ts';
import { makePlot, PLOT_FORM, type Plot, type Sensor } from '../model/index.ts';
import { Tracker } from './tracker.ts';

const LAT = 0.77;
const LON = 0.5;
const T0 = 1_767_225_600_000;
const frame = new EnuFrame(LAT, LON, 0);
const place = new Float64Array(3);

function sensor(given: Partial<Sensor>): Sensor {
  return {
    id: 'ais',
    sourceId: 'a',
    name: 'ais',
    kind: 'selfreport',
    latRad: Number.NaN,
    lonRad: Number.NaN,
    heightM: Number.NaN,
    periodS: Number.NaN,
    rotating: false,
    sdRangeM: 15,
    sdAzimuthRad: 0.0017,
    sdElevationRad: Number.NaN,
    sdPositionM: 8,
    sdAltM: 20,
    sdVelocityMps: 1,
    pd: 0.9,
    clutterPerScan: 2,
    fov: null,
    ...given,
  };
}

const COASTAL = sensor({
  id: 'coastal',
  kind: 'radar2d',
  latRad: LAT,
  lonRad: LON,
  heightM: 60,
  periodS: 3,
  rotating: true,
  fov: {
    minRangeM: 200,
    maxRangeM: 50_000,
    azimuthFromRad: null,
    azimuthToRad: null,
    minElevationRad: -0.1,
    maxElevationRad: 0.8,
  },
});

function at(eastM: number, northM: number): { latRad: number; lonRad: number } {
  frame.toGeodetic(eastM, northM, 0, place);
  return { latRad: place[0]!, lonRad: place[1]! };
}

function aisReport(timeS: number, eastM: number, northM: number): Plot {
  return makePlot({
    sensorId: 'ais',
    at: T0 + timeS * 1000,
    form: PLOT_FORM.position,
    environment: 'sea',
    ...at(eastM, northM),
    covEE: 25,
    covEN: 0,
    covNN: 25,
    vEastMps: 0,
    vNorthMps: 0,
    sdVelocityMps: 0.3,
    claims: { mmsi: 264_000_001 },
  });
}

function give(tracker: Tracker, sensorId: string, timeS: number, plots: readonly Plot[]): void {
  const now = T0 + timeS * 1000;
  tracker.accept({
    sensorId,
    fromAt: now,
    toAt: now,
    arrivedAt: now,
    complete: sensorId === 'coastal',
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    plots,
  });
  tracker.advance(now);
}

/** A ship at 8 km that reports every three minutes, and a coastal radar that turns every 3 s and does not see it. */
function moored(echo: (timeS: number) => readonly Plot[], untilS = 900): Tracker {
  const tracker = new Tracker({ capacity: 100, latRad: LAT, lonRad: LON });
  tracker.putSensor(sensor({}));
  tracker.putSensor(COASTAL);
  for (let timeS = 0; timeS <= untilS; timeS += 3) {
    if (timeS % 180 === 0) give(tracker, 'ais', timeS, [aisReport(timeS, 3000, 7400)]);
    give(tracker, 'coastal', timeS, echo(timeS));
  }
  return tracker;
}

function coastalPlot(timeS: number, eastM: number, northM: number): Plot {
  return makePlot({
    sensorId: 'coastal',
    at: T0 + timeS * 1000,
    form: PLOT_FORM.polar2d,
    environment: 'sea',
    rangeM: Math.hypot(eastM, northM),
    azimuthRad: (Math.atan2(eastM, northM) + TWO_PI) % TWO_PI,
  });
}

test('a moored ship that radar does not see exists as surely between its reports as at them', () => {
  const tracker = moored(() => []);
  const picture = tracker.picture(T0 + 900_000);
  assert.equal(picture.count, 1);
  assert.ok(picture.existence[0]! > 0.95, `${picture.existence[0]}`);
});

test('stray plots near a moored ship do not carry it off', () => {
  const tracker = moored((timeS) =>
    timeS > 400 && timeS % 60 === 0 ? [coastalPlot(timeS, 3000 + (timeS % 7) * 30, 7520)] : [],
  );
  const picture = tracker.picture(T0 + 900_000);
  const row = Array.from(picture.trackNumber.subarray(0, picture.count)).findIndex(
    (number) => tracker.detail(number)!.mmsi !== null,
  );
  frame.fromGeodetic(picture.latRad[row]!, picture.lonRad[row]!, 0, place);
  assert.ok(Math.hypot(place[0]! - 3000, place[1]! - 7400) < 30, `${place[0]}, ${place[1]}`);
  assert.deepEqual(tracker.detail(picture.trackNumber[row]!)!.findings, []);
});

test('what a sensor takes for a drone is no part of a ship below it', () => {
  const tracker = moored(() => [], 360);
  tracker.putSensor(sensor({ id: 'cuas', kind: 'position' }));
  for (let timeS = 363; timeS < 460; timeS++) {
    const drone = makePlot({
      sensorId: 'cuas',
      at: T0 + timeS * 1000,
      form: PLOT_FORM.position,
      environment: 'air',
      ...at(3000 + (timeS - 363), 7400),
      covEE: 64,
      covEN: 0,
      covNN: 64,
      altM: 20,
      sdAltM: 16,
      altKind: 'ellipsoid',
      claims: { objectId: 'one', classes: [{ type: 'Air Vehicle/UAV', confidence: 0.8 }] },
    });
    give(tracker, 'cuas', timeS, [drone]);
  }
  const picture = tracker.picture(T0 + 460_000);
  const details = Array.from(picture.trackNumber.subarray(0, picture.count), (number) =>
    tracker.detail(number)!,
  );
  assert.deepEqual(details.map((detail) => detail.environment).sort(), ['air', 'sea']);
  const ship = details.find((detail) => detail.mmsi !== null)!;
  assert.deepEqual(
    ship.sources.map((source) => source.sensorId),
    ['ais'],
  );
});
