import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerticalReference, ZoneVolume } from '../model/index.ts';
import { EARTH_BOUNDS, FIT, fitHeight, heightsFromWgs84, heightsOfSurface } from './heights.ts';
import { square } from './testing.ts';

function volume(
  lower: readonly [number | null, VerticalReference],
  upper: readonly [number | null, VerticalReference],
): ZoneVolume {
  return {
    shape: square(0, 0, 1, 1),
    lower: { valueM: lower[0], reference: lower[1], stated: true },
    upper: { valueM: upper[0], reference: upper[1], stated: true },
  };
}

const NOTHING = heightsFromWgs84(Number.NaN);

test('each limit is compared in its own reference', () => {
  const mixed = volume([50, 'AGL'], [1500, 'AMSL']);
  const known = { ...NOTHING, groundAmslM: 1400 };
  assert.equal(fitHeight(mixed, { ...known, aglM: 60, amslM: 1460 }, EARTH_BOUNDS), FIT.inside);
  assert.equal(fitHeight(mixed, { ...known, aglM: 40, amslM: 1440 }, EARTH_BOUNDS), FIT.outside);
  assert.equal(fitHeight(mixed, { ...known, aglM: 160, amslM: 1560 }, EARTH_BOUNDS), FIT.outside);
  // One height and the terrain give the other.
  assert.equal(fitHeight(mixed, { ...known, amslM: 1460 }, EARTH_BOUNDS), FIT.inside);
  assert.equal(fitHeight(mixed, { ...known, aglM: 160 }, EARTH_BOUNDS), FIT.outside);
});

test('the geoid turns ellipsoidal height into height above sea', () => {
  const sea = volume([null, 'AMSL'], [100, 'AMSL']);
  assert.equal(fitHeight(sea, heightsFromWgs84(130, 35), EARTH_BOUNDS), FIT.inside);
  assert.equal(fitHeight(sea, heightsFromWgs84(140, 35), EARTH_BOUNDS), FIT.outside);
  // Without it: perhaps while the whole range of undulations leaves both open, settled beyond.
  assert.equal(fitHeight(sea, heightsFromWgs84(130), EARTH_BOUNDS), FIT.perhaps);
  assert.equal(fitHeight(sea, heightsFromWgs84(190), EARTH_BOUNDS), FIT.outside);
  assert.equal(fitHeight(sea, heightsFromWgs84(-10), EARTH_BOUNDS), FIT.inside);
});

test('without terrain a limit above ground is never silently outside', () => {
  const low = volume([0, 'AGL'], [120, 'AGL']);
  assert.equal(fitHeight(low, heightsFromWgs84(600), EARTH_BOUNDS), FIT.perhaps);
  assert.equal(fitHeight(low, heightsFromWgs84(11_000), EARTH_BOUNDS), FIT.outside);
  // A node that knows its area is flat gets sharper answers.
  const flat = { ...EARTH_BOUNDS, groundMinM: 0, groundMaxM: 250 };
  assert.equal(fitHeight(low, heightsFromWgs84(600), flat), FIT.outside);
  assert.equal(fitHeight(low, NOTHING, flat), FIT.perhaps);
});

test('open limits hold for anything, known or not', () => {
  const open = volume([null, 'AGL'], [null, 'AMSL']);
  for (const heights of [NOTHING, heightsFromWgs84(-50), heightsFromWgs84(30_000)])
    assert.equal(fitHeight(open, heights, EARTH_BOUNDS), FIT.inside);
});

test('ships are on the surface: inside what begins at the ground, outside what begins above', () => {
  const surface = heightsOfSurface();
  assert.equal(fitHeight(volume([0, 'AGL'], [120, 'AGL']), surface, EARTH_BOUNDS), FIT.inside);
  assert.equal(fitHeight(volume([50, 'AMSL'], [null, 'AGL']), surface, EARTH_BOUNDS), FIT.outside);
});
