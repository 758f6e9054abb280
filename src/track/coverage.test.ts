import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnuFrame, TWO_PI } from '../base/index.ts';
import type { Sensor } from '../model/index.ts';
import { coverage } from './coverage.ts';
import { SiteToFrame } from './frames.ts';
import { SensorState } from './sensors.ts';

const SITE = { latRad: 0.78, lonRad: 0.5, heightM: 100 };

function radar(heightM: number): SensorState {
  const sensor: Sensor = {
    id: 'r',
    sourceId: 's',
    name: 'r',
    kind: 'radar2d',
    ...SITE,
    heightM,
    periodS: 4,
    rotating: true,
    sdRangeM: 50,
    sdAzimuthRad: 0.001,
    sdElevationRad: Number.NaN,
    sdPositionM: Number.NaN,
    sdAltM: 50,
    sdVelocityMps: Number.NaN,
    pd: 0.9,
    clutterPerScan: 1,
    fov: {
      minRangeM: 200,
      maxRangeM: 400_000,
      azimuthFromRad: null,
      azimuthToRad: null,
      minElevationRad: -Math.PI / 2,
      maxElevationRad: Math.PI / 2,
    },
  };
  return new SensorState(sensor, 0);
}

const plane = new EnuFrame(SITE.latRad, SITE.lonRad, 0);
const place = new Float64Array(3);

/** Chance that a radar of this height looks at something due north of it at a height above the ellipsoid. */
function seen(radarM: number, rangeM: number, heightM: number): number {
  const state = radar(radarM);
  plane.toGeodetic(0, rangeM, 0, place);
  plane.fromGeodetic(place[0]!, place[1]!, heightM, place);
  const site = new SiteToFrame(state.site!, plane);
  return coverage(state, site, place[0]!, place[1]!, place[2]!, 50, 20, 0, TWO_PI);
}

test('a low flier beyond the radio horizon is not looked at, however far the radar reaches', () => {
  assert.equal(seen(100, 150_000, 100), 0);
  assert.equal(seen(100, 150_000, 3000), 1);
});

test('before the horizon an antenna looks down on what is at the surface', () => {
  assert.equal(seen(100, 5000, 0), 1);
  assert.equal(seen(30, 25_000, 10), 1);
});

test('an object at the horizon is perhaps looked at', () => {
  const chances = [50_000, 80_000, 95_000, 110_000, 140_000].map((range) => seen(100, range, 100));
  assert.equal(chances[0], 1);
  assert.ok(chances.every((chance, i) => i === 0 || chance <= chances[i - 1]!));
  assert.equal(chances.at(-1), 0);
});
