import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sensor } from '../model/index.ts';
import { ClutterMap } from './clutter.ts';
import { unknownSensor } from './sensors.ts';

const RADAR: Sensor = {
  ...unknownSensor('D1', 'd1'),
  kind: 'radar3d',
  latRad: 0.77,
  lonRad: 0.5,
  heightM: 20,
  sdRangeM: 5,
  sdAzimuthRad: 0.005,
  clutterPerScan: 200,
  fov: {
    minRangeM: 150,
    maxRangeM: 5500,
    azimuthFromRad: 0,
    azimuthToRad: 6.283,
    minElevationRad: 0,
    maxElevationRad: 0.35,
  },
};
const SCANS = 6;
const out = new Float64Array(4);

/** How many times more false plots than elsewhere at this range a place brings after a few scans, one plot in each. */
function afterScans(sensor: Sensor, free: number): number {
  const map = new ClutterMap(sensor);
  for (let scan = 0; scan < SCANS; scan++) {
    map.learn(3000, 1, Number.NaN, free);
    // the rest of the field is as even as announced
    for (let k = 0; k < 200; k++)
      map.learn(150 + ((k * 5350) / 200 + scan * 7), (k * 2.4 + scan) % 6.28, Number.NaN, 1);
    map.endScan(1);
  }
  map.intensity(3000, 1, Number.NaN, out);
  return out[0]! / out[1]!;
}

test('a radar with elevation expects a fixed echo within six scans', () => {
  // one plot a scan where the even field has one in some 270 scans
  assert.ok(afterScans(RADAR, 1) > 120);
});

test('plots that a track took do not make its place a fixed echo', () => {
  assert.ok(afterScans(RADAR, 0) < 1);
});

test('a radar without elevation is slower, since its fixed echoes may be moored vessels', () => {
  assert.ok(afterScans({ ...RADAR, kind: 'radar2d' }, 1) < 60);
});
