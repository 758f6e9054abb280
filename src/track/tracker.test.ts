import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnuFrame, Random, TWO_PI } from '../base/index.ts';
import {
  PLOT_FORM,
  makePlot,
  type Claims,
  type Plot,
  type Scan,
  type Sensor,
} from '../model/index.ts';
import { Tracker } from './tracker.ts';

const LAT = 0.77;
const LON = 0.5;
const T0 = 1_767_225_600_000;
const frame = new EnuFrame(LAT, LON, 0);

function sensor(given: Partial<Sensor>): Sensor {
  return {
    id: 'radar',
    sourceId: 'radar',
    name: 'radar',
    kind: 'radar3d',
    latRad: LAT,
    lonRad: LON,
    heightM: 0,
    periodS: 4,
    rotating: false,
    sdRangeM: 30,
    sdAzimuthRad: 0.0015,
    sdElevationRad: 0.002,
    sdPositionM: 15,
    sdAltM: 20,
    sdVelocityMps: 1,
    pd: 0.9,
    clutterPerScan: 5,
    fov: {
      minRangeM: 1000,
      maxRangeM: 150_000,
      azimuthFromRad: null,
      azimuthToRad: null,
      minElevationRad: 0,
      maxElevationRad: 0.8,
    },
    ...given,
  };
}

const ADSB = sensor({
  id: 'adsb',
  kind: 'selfreport',
  latRad: Number.NaN,
  lonRad: Number.NaN,
  fov: null,
});

function scan(sensorId: string, at: number, plots: readonly Plot[], arrivedAt = at + 100): Scan {
  return {
    sensorId,
    fromAt: at,
    toAt: at,
    arrivedAt,
    complete: true,
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    plots,
  };
}

/** A radar plot of a place given in east, north, up of the radar's own site. */
function radarPlot(at: number, e: number, n: number, u: number): Plot {
  const ground = Math.hypot(e, n);
  return makePlot({
    sensorId: 'radar',
    at,
    form: PLOT_FORM.polar3d,
    environment: 'air',
    rangeM: Math.hypot(ground, u),
    azimuthRad: (Math.atan2(e, n) + TWO_PI) % TWO_PI,
    elevationRad: Math.atan2(u, ground),
  });
}

function report(
  at: number,
  e: number,
  n: number,
  u: number,
  claims: Claims,
  ve = Number.NaN,
  vn = Number.NaN,
): Plot {
  const out = new Float64Array(3);
  frame.toGeodetic(e, n, u, out);
  return makePlot({
    sensorId: 'adsb',
    at,
    form: PLOT_FORM.position,
    environment: 'air',
    latRad: out[0]!,
    lonRad: out[1]!,
    altM: out[2]!,
    altKind: 'ellipsoid',
    vEastMps: ve,
    vNorthMps: vn,
    claims,
  });
}

function make(...sensors: Sensor[]): Tracker {
  const tracker = new Tracker({ capacity: 200, latRad: LAT, lonRad: LON });
  for (const one of sensors) tracker.putSensor(one);
  return tracker;
}

test('a radar target becomes one confirmed track that keeps its number and follows it', () => {
  const tracker = make(sensor({}));
  const random = new Random(7);
  let number = 0;
  for (let k = 0; k < 20; k++) {
    const at = T0 + k * 4000;
    const e = 20_000 + 200 * 4 * k;
    tracker.accept(
      scan('radar', at, [
        radarPlot(at, e + 30 * random.normal(), 30_000 + 30 * random.normal(), 5000),
      ]),
    );
    const picture = tracker.picture(at);
    if (k < 4) continue;
    assert.equal(picture.count, 1);
    number = number === 0 ? picture.trackNumber[0]! : number;
    assert.equal(picture.trackNumber[0], number);
  }
  const end = tracker.picture(T0 + 19 * 4000);
  assert.ok(Math.abs(end.vEastMps[0]! - 200) < 15, `speed ${end.vEastMps[0]}`);
});

test('a track without plots is dropped after a few turns of the radar, and said so', () => {
  const tracker = make(sensor({}));
  for (let k = 0; k < 30; k++) {
    const at = T0 + k * 4000;
    const seen = k < 15 ? [radarPlot(at, 20_000, 30_000 + 800 * k, 5000)] : [];
    tracker.accept(scan('radar', at, seen));
    tracker.advance(at);
  }
  assert.equal(tracker.picture(T0 + 30 * 4000).count, 0);
  assert.equal(tracker.takeDropped().length, 1);
  assert.deepEqual(tracker.takeDropped(), []);
});

test('radar and self-report of one aircraft are one track that carries the claim', () => {
  const tracker = make(sensor({}), ADSB);
  for (let k = 0; k < 40; k++) {
    const at = T0 + k * 1000;
    const e = 10_000 + 200 * k;
    tracker.accept(
      scan('adsb', at, [report(at, e, 40_000, 8000, { icao: 0x4b1815, callsign: 'TST1' }, 200, 0)]),
    );
    if (k % 4 === 0)
      tracker.accept(scan('radar', at + 10, [radarPlot(at + 10, e + 2, 40_000, 8000)]));
  }
  const picture = tracker.picture(T0 + 40_000);
  assert.equal(picture.count, 1);
  const detail = tracker.detail(picture.trackNumber[0]!);
  assert.equal(detail?.icao, 0x4b1815);
  assert.equal(detail?.callsign, 'TST1');
  assert.deepEqual(detail?.sources.map((s) => s.sensorId).sort(), ['adsb', 'radar']);
  assert.deepEqual(detail?.findings, []);
});

test('a self-report that jumps from the radar track is a finding there, not a second track and no drag', () => {
  const tracker = make(sensor({}), ADSB);
  for (let k = 0; k < 90; k++) {
    const at = T0 + k * 1000;
    const e = 10_000 + 200 * k;
    const lie = k > 45 ? 15_000 : 0;
    tracker.accept(scan('adsb', at, [report(at, e, 40_000 + lie, 8000, { icao: 1 }, 200, 0)]));
    if (k % 4 === 0)
      tracker.accept(scan('radar', at + 10, [radarPlot(at + 10, e + 2, 40_000, 8000)]));
  }
  const at = T0 + 89_000;
  const picture = tracker.picture(at);
  assert.equal(picture.count, 1);
  const out = new Float64Array(3);
  frame.fromGeodetic(picture.latRad[0]!, picture.lonRad[0]!, picture.altM[0]!, out);
  assert.ok(Math.abs(out[1]! - 40_000) < 500, `north ${out[1]}`);
  const codes = tracker
    .detail(picture.trackNumber[0]!)
    ?.findings.map((f) => f.code)
    .sort();
  assert.deepEqual(codes, ['claim-jump', 'position-disagrees']);
});

test('a late plot changes the track as if it had come in time', () => {
  const scans: Scan[] = [];
  for (let k = 0; k < 12; k++) {
    const at = T0 + k * 4000;
    scans.push(scan('radar', at, [radarPlot(at, 20_000 + 800 * k, 30_000 + (k % 3) * 40, 5000)]));
  }
  const inOrder = make(sensor({}));
  for (const one of scans) inOrder.accept(one);
  const late = make(sensor({}));
  const moved = [...scans.slice(0, 9), scans[10]!, scans[9]!, scans[11]!];
  for (const one of moved) late.accept(one);
  const a = inOrder.picture(T0 + 48_000);
  const [lat, lon] = [a.latRad[0]!, a.lonRad[0]!];
  const b = late.picture(T0 + 48_000);
  assert.equal(b.count, 1);
  assert.ok(Math.abs(lat - b.latRad[0]!) * 6.4e6 < 1 && Math.abs(lon - b.lonRad[0]!) * 6.4e6 < 1);
  assert.equal(late.stats.plotsRewound, 1);
});

test('at capacity tentative tracks give way and the refusals are counted', () => {
  const tracker = new Tracker({ capacity: 10, latRad: LAT, lonRad: LON });
  tracker.putSensor(ADSB);
  for (let k = 0; k < 15; k++)
    tracker.accept(
      scan('adsb', T0 + k, [report(T0 + k, 5000 * k, 0, 8000, { icao: k + 1 }, 0, 200)]),
    );
  assert.equal(tracker.picture(T0 + 100).count, 10);
  assert.equal(tracker.stats.capacityHits, 5);
});

test('the same input gives the same output, bit for bit', () => {
  const run = (): number[] => {
    const tracker = make(sensor({}));
    const random = new Random(3);
    for (let k = 0; k < 20; k++) {
      const at = T0 + k * 4000;
      const plots = Array.from({ length: 30 }, () =>
        radarPlot(
          at,
          random.between(-9e4, 9e4),
          random.between(-9e4, 9e4),
          random.between(1e3, 9e3),
        ),
      );
      tracker.accept(scan('radar', at, plots));
    }
    const picture = tracker.picture(T0 + 80_000, true);
    return [
      ...picture.latRad.subarray(0, picture.count),
      ...picture.existence.subarray(0, picture.count),
    ];
  };
  const first = run();
  assert.ok(first.length > 10);
  assert.deepEqual(run(), first);
});

test('an aircraft far outside the main region is tracked where it is', () => {
  const tracker = make(ADSB);
  const plot = (k: number): Plot =>
    makePlot({
      sensorId: 'adsb',
      at: T0 + k * 1000,
      form: PLOT_FORM.position,
      environment: 'air',
      latRad: -0.6 + (k * 200) / 6.37e6,
      lonRad: 2.6,
      altM: 10_000,
      altKind: 'ellipsoid',
      vEastMps: 0,
      vNorthMps: 200,
      claims: { icao: 9 },
    });
  for (let k = 0; k < 20; k++) tracker.accept(scan('adsb', T0 + k * 1000, [plot(k)]));
  const picture = tracker.picture(T0 + 19_000);
  assert.equal(picture.count, 1);
  assert.ok(Math.abs(picture.latRad[0]! - plot(19).latRad) < 1e-5);
  assert.ok(Math.abs(picture.lonRad[0]! - 2.6) < 1e-5);
  assert.ok(Math.abs(picture.altM[0]! - 10_000) < 20);
});

/** Codes found on the track that holds an address, sorted. */
function codesOf(tracker: Tracker, at: number, icao: number): string[] {
  const picture = tracker.picture(at);
  for (let row = 0; row < picture.count; row++) {
    const detail = tracker.detail(picture.trackNumber[row]!);
    if (detail?.icao === icao) return detail.findings.map((f) => f.code).sort();
  }
  return ['no track'];
}

test('a self-report well in view of a radar that shows all others, but not it, is a finding', () => {
  const tracker = make(sensor({}), ADSB);
  const random = new Random(11);
  const end = 120;
  for (let k = 0; k <= end; k++) {
    const at = T0 + k * 1000;
    const said: Plot[] = [];
    const seen: Plot[] = [];
    for (let i = 0; i < 6; i++) {
      const e = -60_000 + 20_000 * i + 200 * k;
      said.push(report(at, e, 40_000, 8000, { icao: i + 1 }, 200, 0));
      if (i < 5) seen.push(radarPlot(at, e + 30 * random.normal(), 40_000, 8000));
    }
    tracker.accept(scan('adsb', at, said));
    if (k % 4 === 0) tracker.accept(scan('radar', at, seen));
  }
  for (let i = 0; i < 5; i++) assert.deepEqual(codesOf(tracker, T0 + end * 1000, i + 1), []);
  assert.deepEqual(codesOf(tracker, T0 + end * 1000, 6), ['no-echo']);
});

test('an object that goes on under another identity keeps its number, and the change is a finding', () => {
  const tracker = make(sensor({}), ADSB);
  let number = 0;
  for (let k = 0; k < 60; k++) {
    const at = T0 + k * 1000;
    const e = 10_000 + 200 * k;
    const icao = k < 30 ? 7 : 9;
    if (k < 30 || k > 35)
      tracker.accept(scan('adsb', at, [report(at, e, 40_000, 8000, { icao }, 200, 0)]));
    if (k % 4 === 0) tracker.accept(scan('radar', at + 10, [radarPlot(at + 10, e, 40_000, 8000)]));
    if (k === 29) number = tracker.picture(at).trackNumber[0]!;
  }
  const picture = tracker.picture(T0 + 59_000);
  assert.equal(picture.count, 1);
  assert.equal(picture.trackNumber[0], number);
  assert.deepEqual(codesOf(tracker, T0 + 59_000, 9), ['claim-changed']);
});

test('two aircraft near each other that both keep reporting are no change of identity', () => {
  const tracker = make(ADSB);
  for (let k = 0; k < 40; k++) {
    const at = T0 + k * 1000;
    const e = 10_000 + 200 * k;
    const said = [report(at, e, 40_000, 8000, { icao: 7 }, 200, 0)];
    if (k > 15) said.push(report(at, e, 40_020, 8010, { icao: 9 }, 200, 0));
    tracker.accept(scan('adsb', at, said));
  }
  assert.deepEqual(codesOf(tracker, T0 + 39_000, 7), []);
  assert.deepEqual(codesOf(tracker, T0 + 39_000, 9), []);
});

test('a speed that no vessel has is a finding', () => {
  const tracker = make(ADSB);
  for (let k = 0; k < 10; k++) {
    const at = T0 + k * 1000;
    const plot = report(at, 10_000 + 90 * k, 4000, 0, { mmsi: 264_000_001 }, 90, 0);
    tracker.accept(scan('adsb', at, [{ ...plot, environment: 'sea' }]));
  }
  const picture = tracker.picture(T0 + 9000);
  const codes = tracker.detail(picture.trackNumber[0]!)?.findings.map((f) => f.code);
  assert.deepEqual(codes, ['impossible-speed']);
});
