import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, EnuFrame, RAD_TO_DEG, WGS84_A, WGS84_E2 } from '../base/index.ts';
import type { Location, RangeBearing } from '../wire/sapient/index.ts';
import {
  gridConvergence,
  placeLocation,
  placeSight,
  utmToGeodetic,
  type PlaceOptions,
  type SightOptions,
} from './from-sapient-place.ts';

const NODE = { latRad: 45 * DEG_TO_RAD, lonRad: 29 * DEG_TO_RAD };
const PLACE: PlaceOptions = { swapAxes: false, zone: null, node: NODE };
const SIGHT: SightOptions = { declinationRad: null, headingRad: null, node: NODE };
const degrees: Location = { x: 29.5, y: 45.25, z: 300, coordinate_system: 1, datum: 1 };

function assertPlace(location: Location, latDeg: number, lonDeg: number, options = PLACE): void {
  const { value, note } = placeLocation(location, options);
  assert.ok(value, note ?? '');
  assert.ok(Math.abs(value.latRad * RAD_TO_DEG - latDeg) < 1e-7, `${value.latRad * RAD_TO_DEG}`);
  assert.ok(Math.abs(value.lonRad * RAD_TO_DEG - lonDeg) < 1e-7, `${value.lonRad * RAD_TO_DEG}`);
}

test('degrees and radians give the same place, x being longitude', () => {
  assertPlace(degrees, 45.25, 29.5);
  const radians = { ...degrees, x: 29.5 * DEG_TO_RAD, y: 45.25 * DEG_TO_RAD, coordinate_system: 2 };
  assertPlace(radians, 45.25, 29.5);
});

test('the datum says what z is above; without z there is no altitude', () => {
  assert.equal(placeLocation(degrees, PLACE).value?.altKind, 'ellipsoid');
  assert.equal(placeLocation({ ...degrees, datum: 2 }, PLACE).value?.altKind, 'msl');
  const { z: _, ...flat } = degrees;
  const placed = placeLocation(flat, PLACE).value;
  assert.equal(placed?.altKind, 'none');
  assert.ok(Number.isNaN(placed.altM));
});

test('errors are metres, clamped; absent ones stay absent', () => {
  const placed = placeLocation({ ...degrees, x_error: 12, y_error: 1e-5 }, PLACE).value!;
  assert.deepEqual([placed.sdEastM, placed.sdNorthM], [12, 1]);
  assert.ok(Number.isNaN(placed.sdAltM));
});

test('swapped axes are found out and named, and turned only when told to', () => {
  const swapped = { ...degrees, x: 45.25, y: 29.5, x_error: 7, y_error: 9 };
  const refused = placeLocation(swapped, PLACE);
  assert.equal(refused.value, null);
  assert.match(refused.note!, /km from its node; it is near with x and y swapped/);
  assertPlace(swapped, 45.25, 29.5, { ...PLACE, swapAxes: true });
  const turned = placeLocation(swapped, { ...PLACE, swapAxes: true }).value!;
  assert.deepEqual([turned.sdEastM, turned.sdNorthM], [9, 7]);
});

test('a latitude that cannot be is found swapped without knowing the node', () => {
  const { value, note } = placeLocation({ ...degrees, x: 45, y: 129 }, { ...PLACE, node: null });
  assert.equal(value, null);
  assert.match(note!, /no latitude.*swapped/);
});

test('a place a thousand kilometres from its node is not believed', () => {
  assert.equal(placeLocation({ ...degrees, x: 60 }, PLACE).value, null);
});

test('UTM agrees with published pairs', () => {
  // CN Tower, Toronto: 43.642567 N 79.387139 W is 17T 630084 4833438
  const at = utmToGeodetic(17, false, 630_084, 4_833_438);
  assert.ok(Math.abs(at.latRad * RAD_TO_DEG - 43.642567) < 2e-5);
  assert.ok(Math.abs(at.lonRad * RAD_TO_DEG + 79.387139) < 2e-5);
});

test('UTM on the central meridian is the meridian arc, north and south', () => {
  for (const latDeg of [-70, -33, 0, 12.5, 45, 68]) {
    const steps = 20_000;
    let arc = 0;
    for (let i = 0; i < steps; i++) {
      const lat = ((i + 0.5) / steps) * latDeg * DEG_TO_RAD;
      const w = 1 - WGS84_E2 * Math.sin(lat) ** 2;
      arc += ((WGS84_A * (1 - WGS84_E2)) / w ** 1.5) * ((latDeg * DEG_TO_RAD) / steps);
    }
    const south = latDeg < 0;
    const at = utmToGeodetic(35, south, 500_000, 0.9996 * arc + (south ? 10_000_000 : 0));
    assert.ok(Math.abs(at.latRad * RAD_TO_DEG - latDeg) < 1e-9, `${latDeg}`);
    assert.ok(Math.abs(at.lonRad * RAD_TO_DEG - 27) < 1e-12);
  }
});

test('a kilometre of UTM grid is a kilometre of ground over the local scale, turned by the convergence', () => {
  for (const easting of [320_000, 500_000, 690_000]) {
    const from = utmToGeodetic(35, false, easting, 5_000_000);
    const to = utmToGeodetic(35, false, easting, 5_001_000);
    const frame = new EnuFrame(from.latRad, from.lonRad, 0);
    const out = new Float64Array(3);
    frame.fromGeodetic(to.latRad, to.lonRad, 0, out);
    const scale = 0.9996 * (1 + ((easting - 500_000) / 0.9996) ** 2 / (2 * 6_378_000 ** 2));
    assert.ok(Math.abs(Math.hypot(out[0]!, out[1]!) * scale - 1000) < 0.03, `${easting}`);
    const bearing = Math.atan2(out[0]!, out[1]!);
    assert.ok(Math.abs(bearing - gridConvergence(from)) < 2e-5, `${easting}`);
  }
});

test('UTM takes the zone of the location, else of the registration, and its band says north or south', () => {
  const utm: Location = {
    x: 500_000,
    y: 5_000_000,
    coordinate_system: 5,
    datum: 1,
    utm_zone: '35T',
  };
  const north = placeLocation(utm, PLACE).value!;
  assert.ok(Math.abs(north.lonRad * RAD_TO_DEG - 27) < 1e-9);
  const { utm_zone: _, ...bare } = utm;
  assert.deepEqual(placeLocation(bare, { ...PLACE, zone: '35T' }).value, north);
  assert.match(placeLocation(bare, PLACE).note!, /UTM zone absent/);
  const south = placeLocation({ ...utm, utm_zone: '35H' }, { ...PLACE, node: null }).value!;
  assert.ok(south.latRad < 0);
});

test('degrees under a UTM label are read as degrees, with a note', () => {
  const quirk = { ...degrees, coordinate_system: 5, utm_zone: '35T' };
  assertPlace(quirk, 45.25, 29.5);
  assert.equal(placeLocation(quirk, PLACE).note, 'degrees under a UTM label');
});

test('ranges and angles honour their unit', () => {
  const want = { rangeM: 3200, azimuthRad: 45 * DEG_TO_RAD, elevationRad: 2 * DEG_TO_RAD };
  const cases: readonly [number, number, number][] = [
    [1, 1, 1],
    [2, DEG_TO_RAD, 1],
    [3, 1, 1 / 1000],
    [4, DEG_TO_RAD, 1 / 1000],
  ];
  for (const [coordinate_system, angle, length] of cases) {
    const sight: RangeBearing = {
      range: 3200 * length,
      azimuth: 45 * angle,
      elevation: 2 * angle,
      range_error: 20 * length,
      azimuth_error: angle,
      coordinate_system,
      datum: 1,
    };
    const { value } = placeSight(sight, SIGHT);
    assert.ok(value);
    for (const [name, number] of Object.entries(want))
      assert.ok(
        Math.abs(value[name as keyof typeof want] - number) < 1e-9,
        `${coordinate_system} ${name}`,
      );
    assert.ok(Math.abs(value.sdRangeM - 20) < 1e-9);
    assert.ok(Math.abs(value.sdAzimuthRad - DEG_TO_RAD) < 1e-12);
    assert.ok(Number.isNaN(value.sdElevationRad));
  }
});

test('a bearing alone is legal, a range alone cannot be placed', () => {
  const bearing = placeSight({ azimuth: 10, coordinate_system: 1, datum: 1 }, SIGHT).value!;
  assert.ok(Number.isNaN(bearing.rangeM) && Number.isNaN(bearing.elevationRad));
  assert.equal(placeSight({ range: 10, coordinate_system: 1, datum: 1 }, SIGHT).value, null);
});

test('magnetic, grid and platform bearings are turned to true north, or said not to be', () => {
  const at = (datum: number, options: Partial<SightOptions> = {}): ReturnType<typeof placeSight> =>
    placeSight({ azimuth: 350, coordinate_system: 1, datum }, { ...SIGHT, ...options });
  const deg = (placed: ReturnType<typeof placeSight>): number =>
    placed.value!.azimuthRad * RAD_TO_DEG;
  assert.ok(Math.abs(deg(at(2, { declinationRad: 15 * DEG_TO_RAD })) - 5) < 1e-9);
  const guessed = at(2);
  assert.ok(Math.abs(deg(guessed) - 350) < 1e-9 && guessed.value!.sdAzimuthRad > 0.1);
  assert.match(guessed.note!, /declinationDeg/);
  // 2 degrees east of the central meridian of zone 35, at 45 N
  assert.ok(Math.abs(deg(at(3)) - (350 + 1.4145)) < 1e-3);
  assert.ok(Math.abs(deg(at(4, { headingRad: 20 * DEG_TO_RAD })) - 10) < 1e-9);
  assert.equal(at(4).value, null);
});
