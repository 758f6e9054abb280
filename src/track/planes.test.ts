import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, EnuFrame, Random, TWO_PI, destination } from '../base/index.ts';
import { PLOT_FORM, makePlot, type Plot, type Scan, type Sensor } from '../model/index.ts';
import { Tracker } from './tracker.ts';

const LAT = 48 * DEG_TO_RAD;
const LON = 2 * DEG_TO_RAD;
const T0 = 1_767_225_600_000;
const REACH_M = 400_000;

interface Place {
  readonly latRad: number;
  readonly lonRad: number;
  readonly altM: number;
}

function radar(id: string, latDeg: number, lonDeg: number): { sensor: Sensor; site: EnuFrame } {
  const [latRad, lonRad] = [latDeg * DEG_TO_RAD, lonDeg * DEG_TO_RAD];
  const sensor: Sensor = {
    ...ADSB,
    id,
    kind: 'radar2d',
    latRad,
    lonRad,
    periodS: 10,
    clutterPerScan: 2,
    fov: {
      minRangeM: 1000,
      maxRangeM: REACH_M,
      azimuthFromRad: null,
      azimuthToRad: null,
      minElevationRad: -0.2,
      maxElevationRad: 1.2,
    },
  };
  return { sensor, site: new EnuFrame(latRad, lonRad, 0) };
}

const ADSB: Sensor = {
  id: 'adsb',
  sourceId: 'adsb',
  name: '',
  kind: 'selfreport',
  latRad: Number.NaN,
  lonRad: Number.NaN,
  heightM: 0,
  periodS: 1,
  rotating: false,
  sdRangeM: 70,
  sdAzimuthRad: 0.0012,
  sdElevationRad: Number.NaN,
  sdPositionM: 30,
  sdAltM: 15,
  sdVelocityMps: 2,
  pd: 0.9,
  clutterPerScan: 1,
  fov: null,
};

const seen = new Float64Array(3);

/** The radar's plot of a place, or nothing beyond its reach or when it misses. */
function look(of: ReturnType<typeof radar>, at: number, place: Place, random: Random): Plot[] {
  of.site.fromGeodetic(place.latRad, place.lonRad, place.altM, seen);
  const [e, n, u] = [seen[0]!, seen[1]!, seen[2]!];
  const rangeM = Math.hypot(e, n, u);
  if (rangeM > REACH_M || !random.chance(0.9)) return [];
  return [
    makePlot({
      sensorId: of.sensor.id,
      at,
      form: PLOT_FORM.polar2d,
      environment: 'air',
      rangeM: rangeM + 70 * random.normal(),
      azimuthRad: (Math.atan2(e, n) + 0.0012 * random.normal() + TWO_PI) % TWO_PI,
      altM: place.altM + 15 * random.normal(),
      altKind: 'ellipsoid',
      sdAltM: 15,
    }),
  ];
}

function scan(sensorId: string, at: number, plots: readonly Plot[]): Scan {
  return {
    sensorId,
    fromAt: at,
    toAt: at,
    arrivedAt: at + 200,
    complete: sensorId !== 'adsb',
    azimuthFromRad: 0,
    azimuthToRad: TWO_PI,
    plots,
  };
}

function report(at: number, place: Place, icao: number, random: Random): Plot {
  return makePlot({
    sensorId: 'adsb',
    at,
    form: PLOT_FORM.position,
    environment: 'air',
    latRad: place.latRad + (20 / 6.37e6) * random.normal(),
    lonRad: place.lonRad + (30 / 6.37e6) * random.normal(),
    altM: place.altM,
    altKind: 'ellipsoid',
    claims: { icao },
  });
}

const along = new Float64Array(2);

/** A place so far on the great circle from Brest to the east. */
function onTheWay(distM: number): Place {
  destination(48.4 * DEG_TO_RAD, -4.5 * DEG_TO_RAD, distM, 80 * DEG_TO_RAD, along);
  return { latRad: along[0]!, lonRad: along[1]!, altM: 10_500 };
}

test('an aircraft seen by ADS-B and two radars over 3,000 km and several planes keeps one number', () => {
  const random = new Random(31);
  const radars = [radar('west', 48, 7), radar('east', 49.5, 13)];
  const tracker = new Tracker({ capacity: 500, latRad: LAT, lonRad: LON });
  for (const { sensor } of radars) tracker.putSensor(sensor);
  tracker.putSensor(ADSB);
  const numbers = new Set<number>();
  let far = 0;
  let looks = 0;
  for (let s = 0; s <= 12_000; s += 2) {
    const at = T0 + s * 1000;
    const place = onTheWay(250 * s);
    tracker.accept(scan('adsb', at, [report(at, place, 0x3c6581, random)]));
    for (const of of radars) {
      if (s % 10 !== 0) continue;
      const plots = look(of, at, place, random);
      looks += plots.length;
      tracker.accept(scan(of.sensor.id, at, plots));
    }
    tracker.advance(at);
    const picture = tracker.picture(at);
    if (s < 10) continue;
    assert.equal(picture.count, 1, `${s} s: ${picture.count} tracks`);
    numbers.add(picture.trackNumber[0]!);
    const off = Math.hypot(
      (picture.latRad[0]! - place.latRad) * 6.37e6,
      (picture.lonRad[0]! - place.lonRad) * 6.37e6 * Math.cos(place.latRad),
    );
    far = Math.max(far, off);
  }
  assert.ok(looks > 300, `${looks} radar plots`);
  assert.equal(numbers.size, 1);
  assert.ok(far < 300, `at most ${far} m off`);
});

test('radars alone: an aircraft that flies out of one plane into the next keeps its number', () => {
  const random = new Random(32);
  const of = radar('edge', 48.4, 9);
  const tracker = new Tracker({ capacity: 500, latRad: LAT, lonRad: LON });
  tracker.putSensor(of.sensor);
  const numbers = new Set<number>();
  let shown = 0;
  for (let s = 0; s <= 2400; s += 10) {
    const at = T0 + s * 1000;
    // across 500 and 540 km from the tracker's origin
    const place = onTheWay(700_000 + 250 * s);
    tracker.accept(scan('edge', at, look(of, at, place, random)));
    tracker.advance(at);
    const picture = tracker.picture(at);
    // two misses in a row hide a track that one radar sees
    assert.ok(picture.count <= 1, `${s} s: ${picture.count} tracks`);
    if (picture.count === 0) continue;
    shown++;
    numbers.add(picture.trackNumber[0]!);
  }
  assert.ok(shown > 200, `shown ${shown} times`);
  assert.equal(numbers.size, 1);
});

test('two radars in different planes make one track of each object between them', () => {
  const random = new Random(33);
  // 430 and 620 km from the origin; the objects fly between 470 and 570 km from it
  const radars = [radar('near', 48.2, 7.8), radar('far', 48.2, 10.4)];
  const tracker = new Tracker({ capacity: 2000, latRad: LAT, lonRad: LON });
  for (const { sensor } of radars) tracker.putSensor(sensor);
  const objects = Array.from({ length: 40 }, () => ({
    latDeg: random.between(47.2, 49.2),
    lonDeg: random.between(8.4, 9.6),
    altM: random.between(4000, 12_000),
    east: random.between(-200, 200),
    north: random.between(-200, 200),
  }));
  for (let s = 0; s <= 200; s += 5) {
    const at = T0 + s * 1000;
    const of = radars[(s / 5) % 2]!;
    const plots = objects.flatMap((o) =>
      look(
        of,
        at,
        {
          latRad: o.latDeg * DEG_TO_RAD + (o.north * s) / 6.37e6,
          lonRad: o.lonDeg * DEG_TO_RAD + (o.east * s) / (6.37e6 * Math.cos(LAT)),
          altM: o.altM,
        },
        random,
      ),
    );
    tracker.accept(scan(of.sensor.id, at, plots));
    tracker.advance(at);
  }
  assert.equal(tracker.picture(T0 + 200_000).count, objects.length);
  assert.ok(tracker.highestNumber <= objects.length + 2, `${tracker.highestNumber} numbers given`);
});

test('positions of one scan that are a continent apart are each tracked where they are', () => {
  const random = new Random(34);
  const tracker = new Tracker({ capacity: 500, latRad: LAT, lonRad: LON });
  const multilateration = { ...ADSB, id: 'mlat', kind: 'position' } as const;
  tracker.putSensor(multilateration);
  const starts = [
    { latDeg: 38.7, lonDeg: -9.1 },
    { latDeg: 60.2, lonDeg: 25 },
    { latDeg: 36, lonDeg: 36 },
    { latDeg: -33.9, lonDeg: 151.2 },
  ];
  const placeAt = (k: number, s: number): Place => ({
    latRad: starts[k]!.latDeg * DEG_TO_RAD + (200 * s) / 6.37e6,
    lonRad: starts[k]!.lonDeg * DEG_TO_RAD,
    altM: 8000,
  });
  for (let s = 0; s <= 60; s += 2) {
    const at = T0 + s * 1000;
    const plots = starts.map((_, k) => ({
      ...report(at, placeAt(k, s), 0, random),
      sensorId: 'mlat',
      claims: null,
    }));
    tracker.accept({ ...scan('mlat', at, plots), complete: false });
    tracker.advance(at);
  }
  const picture = tracker.picture(T0 + 60_000);
  assert.equal(picture.count, starts.length);
  for (let k = 0; k < starts.length; k++) {
    const place = placeAt(k, 60);
    const row = Array.from({ length: picture.count }, (_, i) => i).find(
      (i) =>
        Math.abs(picture.latRad[i]! - place.latRad) < 60 / 6.37e6 &&
        Math.abs(picture.lonRad[i]! - place.lonRad) < 100 / 6.37e6,
    );
    assert.ok(row !== undefined, `object ${k}`);
    assert.ok(Math.abs(picture.vNorthMps[row]! - 200) < 5, `${picture.vNorthMps[row]}`);
  }
});

test('a radar whose place is not known gives no tracks and stops nothing', () => {
  const tracker = new Tracker({ capacity: 50, latRad: LAT, lonRad: LON });
  const lost = { ...radar('lost', 48, 2).sensor, latRad: Number.NaN, lonRad: Number.NaN };
  tracker.putSensor(lost);
  const plot = makePlot({
    sensorId: 'lost',
    at: T0,
    form: PLOT_FORM.polar2d,
    rangeM: 50_000,
    azimuthRad: 1,
  });
  tracker.accept(scan('lost', T0, [plot]));
  assert.equal(tracker.count, 0);
  assert.equal(tracker.stats.plotsRefused, 1);
});
