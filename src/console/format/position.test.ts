import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromMgrs, toMgrs } from './mgrs.ts';
import { formatDms, parsePosition } from './position.ts';

const near = (
  place: ReturnType<typeof parsePosition>,
  lat: number,
  lon: number,
  tolerance = 1e-4,
) => {
  assert.ok(place !== null, 'is a position');
  assert.ok(Math.abs(place.latDeg - lat) < tolerance, `latitude ${place.latDeg}`);
  assert.ok(Math.abs(place.lonDeg - lon) < tolerance, `longitude ${place.lonDeg}`);
};

test('reads the forms people type for one place', () => {
  for (const text of [
    '44.17330 28.63830',
    '44.1733, 28.6383',
    '44.1733N 28.6383E',
    '44°10′23.9″N 028°38′17.9″E',
    '44 10 23.9 N, 28 38 17.9 E',
    `44°10.398'N 28°38.298'E`,
    '35TPJ3096692426',
    '35t pj 30966 92426',
  ])
    near(parsePosition(text), 44.1733, 28.6383, 2e-4);
  near(parsePosition('4410N02838E'), 44 + 10 / 60, 28 + 38 / 60);
  near(parsePosition('4410S02838W'), -44 - 10 / 60, -28 - 38 / 60);
});

test('refuses what is no position', () => {
  for (const text of [
    '',
    'north',
    '91 10',
    '44.1',
    '44 61 0 N 28 0 0 E',
    '35IPJ3096692426',
    '61TPJ1212',
  ])
    assert.equal(parsePosition(text), null, text);
});

test('writes degrees, minutes and seconds without ever showing 60', () => {
  assert.equal(formatDms(44.99999999, -0.5), `45°00′00.0″N 000°30′00.0″W`);
});

test('an MGRS reference read back names the square it was cut from', () => {
  for (let lat = -79; lat < 84; lat += 7.3) {
    for (let lon = -179; lon < 180; lon += 11.7) {
      const mgrs = toMgrs(lat, lon)!;
      const back = fromMgrs(mgrs)!;
      assert.ok(back !== null, mgrs);
      assert.ok(Math.abs(back.latDeg - lat) < 2e-5, `${mgrs} ${back.latDeg} ${lat}`);
      assert.equal(toMgrs(back.latDeg, back.lonDeg), mgrs);
    }
  }
});
