import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnuFrame, Random, TWO_PI } from '../base/index.ts';
import {
  KINDS,
  PLOT_FORM,
  makePlot,
  type Claims,
  type Environment,
  type KindProbabilities,
  type Plot,
  type Scan,
  type Sensor,
} from '../model/index.ts';
import { Tracker } from './tracker.ts';

const LAT = 0.77;
const LON = 0.5;
const T0 = 1_767_225_600_000;
const plane = new EnuFrame(LAT, LON, 0);
const RADAR: Sensor = {
  id: 'radar',
  sourceId: 'radar',
  name: 'radar',
  kind: 'radar3d',
  latRad: LAT,
  lonRad: LON,
  heightM: 0,
  periodS: 1,
  rotating: false,
  sdRangeM: 8,
  sdAzimuthRad: 0.004,
  sdElevationRad: 0.006,
  sdPositionM: 15,
  sdAltM: 20,
  sdVelocityMps: 1,
  pd: 0.9,
  clutterPerScan: 1,
  fov: {
    minRangeM: 50,
    maxRangeM: 15_000,
    azimuthFromRad: null,
    azimuthToRad: null,
    minElevationRad: -0.2,
    maxElevationRad: 1.2,
  },
};
const REPORTS: Sensor = {
  ...RADAR,
  id: 'reports',
  kind: 'selfreport',
  latRad: Number.NaN,
  lonRad: Number.NaN,
  fov: null,
};

function scanOf(sensorId: string, at: number, plots: readonly Plot[]): Scan {
  return {
    sensorId,
    fromAt: at,
    toAt: at,
    arrivedAt: at + 100,
    complete: true,
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    plots,
  };
}

interface Case {
  /** east, north, up after s seconds, m */
  readonly path: (s: number) => readonly [number, number, number];
  readonly environment?: Environment;
  /** what it says of itself, once a second; or what the radar calls it */
  readonly says?: Claims;
  readonly called?: Claims['classes'];
  readonly seconds?: number;
}

/** Kinds of the one track that this becomes. */
function kindsOf(given: Case): KindProbabilities {
  const random = new Random(3);
  const tracker = new Tracker({ capacity: 50, latRad: LAT, lonRad: LON });
  tracker.putSensor(RADAR);
  tracker.putSensor(REPORTS);
  const out = new Float64Array(3);
  const seconds = given.seconds ?? 90;
  for (let s = 0; s < seconds; s++) {
    const at = T0 + s * 1000;
    const [e, n, u] = given.path(s);
    const plot = makePlot({
      sensorId: 'radar',
      at,
      form: PLOT_FORM.polar3d,
      environment: given.environment ?? 'air',
      rangeM: Math.hypot(e, n, u) + 8 * random.normal(),
      azimuthRad: (Math.atan2(e, n) + TWO_PI + 0.004 * random.normal()) % TWO_PI,
      elevationRad: Math.atan2(u, Math.hypot(e, n)) + 0.006 * random.normal(),
      claims: given.called === undefined ? null : { classes: given.called },
    });
    tracker.accept(scanOf('radar', at, [plot]));
    if (given.says === undefined) continue;
    plane.toGeodetic(e, n, u, out);
    const said = makePlot({
      sensorId: 'reports',
      at: at + 300,
      form: PLOT_FORM.position,
      latRad: out[0]!,
      lonRad: out[1]!,
      altM: out[2]!,
      altKind: 'ellipsoid',
      environment: 'air',
      claims: given.says,
    });
    tracker.accept(scanOf('reports', at + 300, [said]));
  }
  const picture = tracker.picture(T0 + seconds * 1000);
  assert.equal(picture.count, 1);
  const kinds = tracker.detail(picture.trackNumber[0]!)!.kinds!;
  const sum = KINDS.reduce((total, kind) => total + kinds[kind], 0);
  assert.ok(Math.abs(sum - 1) < 0.005, `probabilities sum to ${sum}`);
  return kinds;
}

const straight =
  (speed: number, height: number): Case['path'] =>
  (s) => [-3000 + speed * s, 4000, height];
/** Flies 40 m legs of 8 m/s and stands still between them, climbing and sinking. */
const hover: Case['path'] = (s) => {
  const leg = Math.floor(s / 20);
  const into = Math.min(s % 20, 5);
  return [500 + 8 * (leg * 5 + into), 1200, 90 + 25 * Math.sin(s / 12)];
};
/** A gull: 12 m/s, wide bends, near level. */
const soar: Case['path'] = (s) => [
  800 + 12 * s,
  1500 + 60 * Math.sin(s / 14),
  140 + 5 * Math.sin(s / 20),
];

test('an airliner, a hovering drone and a ship are told apart by how they move alone', () => {
  const airliner = kindsOf({ path: (s) => [-9000 + 220 * s, 4000, 6000], seconds: 80 });
  assert.ok(airliner.aircraft > 0.95 && airliner.drone < 0.02, JSON.stringify(airliner));
  const drone = kindsOf({ path: hover });
  assert.ok(drone.drone > 0.7, JSON.stringify(drone));
  const ship = kindsOf({ path: (s) => [2000 + 5 * s, 3000, 5], environment: 'sea' });
  assert.ok(ship.vessel > 0.9, JSON.stringify(ship));
});

test('a slow aircraft near the ground is not certain to be a drone', () => {
  for (const speed of [20, 28, 45]) {
    const kinds = kindsOf({ path: straight(speed, 250) });
    assert.ok(kinds.drone < 0.85, `${speed} m/s: ${JSON.stringify(kinds)}`);
    if (speed > 25) assert.ok(kinds.aircraft > 0.005, `${speed} m/s: ${JSON.stringify(kinds)}`);
  }
  const says = kindsOf({ path: straight(28, 250), says: { icao: 0x4b1234 } });
  assert.ok(says.aircraft > 0.6, JSON.stringify(says));
});

test('a bird that a radar calls a bird stays a bird, whoever doubts it now and then', () => {
  const called = [{ type: 'Bird', confidence: 0.7 }];
  const kinds = kindsOf({ path: soar, called });
  assert.ok(kinds.bird > 0.8, JSON.stringify(kinds));
  const silent = kindsOf({ path: soar });
  assert.ok(silent.bird > silent.aircraft && silent.bird > 0.3, JSON.stringify(silent));
  // watched for long it does not drift to certainty either
  const long = kindsOf({
    path: (s) => [800 * Math.cos(s / 70), 1500 + 800 * Math.sin(s / 70), 140],
    seconds: 600,
  });
  assert.ok(long.drone < 0.9 && long.bird < 0.95, JSON.stringify(long));
});

test('a claim is evidence, not truth: what moves like an airliner is no drone because it says so', () => {
  const kinds = kindsOf({
    path: (s) => [-9000 + 220 * s, 4000, 6000],
    says: { uasId: '1581F5', classes: [{ type: 'UAV', confidence: 0.9 }] },
    seconds: 80,
  });
  assert.ok(kinds.aircraft > kinds.drone, JSON.stringify(kinds));
  const hovering = kindsOf({
    path: hover,
    says: { icao: 0x4b1234, classes: [{ type: 'aircraft', confidence: 0.9 }] },
  });
  assert.ok(hovering.aircraft < 0.95, JSON.stringify(hovering));
  assert.ok(hovering.drone > 0.03, JSON.stringify(hovering));
});

test('however often a claim is said, it counts once', () => {
  const says: Claims = { icao: 0x4b1234 };
  const [short, long] = [30, 300].map((seconds) =>
    kindsOf({ path: (s) => [-2500 + 16 * s, 3000, 200], says, seconds }),
  );
  assert.ok(Math.abs(short!.aircraft - long!.aircraft) < 0.25);
  assert.ok(long!.aircraft < 0.985, JSON.stringify(long));
});

test('no kind is ever certain or ruled out', () => {
  const kinds = kindsOf({
    path: (s) => [-9000 + 220 * s, 4000, 6000],
    says: { icao: 0x4b1234, classes: [{ type: 'aircraft', confidence: 0.9 }] },
    seconds: 80,
  });
  for (const kind of KINDS) assert.ok(kinds[kind] >= 0.002 && kinds[kind] <= 0.991, kind);
});
