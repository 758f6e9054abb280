import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, destination, EnuFrame, Random } from '../base/index.ts';
import { OWN_ONLY } from '../model/index.ts';
import { BoxTree } from './box-tree.ts';
import {
  containsPoint,
  crossings,
  ellipsoidDistanceM,
  outlineDistanceM,
  prepareShape,
} from './shape.ts';
import { OPEN_LIMIT, square, zone } from './testing.ts';
import { ZoneIndex, zonesAt } from './zone-index.ts';

type Ring = [number, number][];

/** A star-shaped ring with random radii: never crosses itself. */
function starRing(random: Random, lon: number, lat: number, size: number, points: number): Ring {
  return Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    const radius = size * random.between(0.4, 1);
    return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
  });
}

/** Plain even-odd test over all rings, without bands: the slow twin. */
function plainContains(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length]!;
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    });
  }
  return inside;
}

test('the banded point test agrees with the plain one, holes included', () => {
  const random = new Random(7);
  for (let n = 0; n < 40; n++) {
    const outer = starRing(random, 28, 45, 1, 5 + random.below(200));
    const hole = starRing(random, 28, 45, 0.3, 8);
    const shape = prepareShape({ type: 'polygon', rings: [outer, hole] });
    for (let k = 0; k < 200; k++) {
      const x = random.between(26.8, 29.2);
      const y = random.between(43.8, 46.2);
      assert.equal(containsPoint(shape, x, y), plainContains([outer, hole], x, y));
    }
  }
});

test('every crossing changes inside to outside: path tests agree with point tests', () => {
  const random = new Random(8);
  const out = new Float64Array(64);
  for (let n = 0; n < 200; n++) {
    const ring = starRing(random, 28, 45, 1, 5 + random.below(60));
    const shape =
      n % 4 === 0
        ? prepareShape({ type: 'circle', centre: [28, 45], radiusM: 60_000 })
        : prepareShape({ type: 'polygon', rings: [ring] });
    const path = {
      lonA: random.between(26.5, 29.5),
      latA: random.between(43.5, 46.5),
      lonB: random.between(26.5, 29.5),
      latB: random.between(43.5, 46.5),
    };
    const cuts = [...out.subarray(0, crossings(shape, path, out, 0)), 1].sort((a, b) => a - b);
    let inside = containsPoint(shape, path.lonA, path.latA);
    let from = 0;
    for (const cut of cuts) {
      if (cut - from > 0.002) {
        const t = (from + cut) / 2;
        const lon = path.lonA + t * (path.lonB - path.lonA);
        const lat = path.latA + t * (path.latB - path.latA);
        assert.equal(containsPoint(shape, lon, lat), inside);
      }
      inside = !inside;
      from = cut;
    }
  }
});

test('distances on the ellipsoid are good to millimetres at short range and 20 ppm far off', () => {
  const random = new Random(9);
  for (let n = 0; n < 200; n++) {
    const lat = random.between(-70, 70);
    const lon = random.between(-180, 180);
    const frame = new EnuFrame(lat * DEG_TO_RAD, lon * DEG_TO_RAD, 0);
    const bearing = random.between(0, 2 * Math.PI);
    const range = random.between(100, 5000);
    const point = new Float64Array(3);
    frame.toGeodetic(range * Math.sin(bearing), range * Math.cos(bearing), 0, point);
    const enu = new Float64Array(3);
    frame.fromGeodetic(point[0]!, point[1]!, 0, enu);
    // Chord in the tangent plane against the arc: at 5 km they differ by less than 1 mm.
    const chord = Math.hypot(enu[0]!, enu[1]!, enu[2]!);
    const arc = ellipsoidDistanceM(lon, lat, point[1]! / DEG_TO_RAD, point[0]! / DEG_TO_RAD);
    assert.ok(Math.abs(arc - chord) < 0.0005 + chord * 2e-5, `${arc} ${chord}`);
  }
  // Vincenty's published line 1 (Flinders Peak to Buninyon), on WGS84 to within its 54,972.27 m.
  const flinders = ellipsoidDistanceM(
    144 + 25 / 60 + 29.52442 / 3600,
    -(37 + 57 / 60 + 3.7203 / 3600),
    143 + 55 / 60 + 35.38388 / 3600,
    -(37 + 39 / 60 + 10.15611 / 3600),
  );
  assert.ok(Math.abs(flinders - 54_972.27) < 1, String(flinders));
});

test('a circle is round to metres at any latitude', () => {
  const out = new Float64Array(2);
  for (const lat of [0, 46, 70, -60]) {
    for (const radiusM of [500, 5_000, 50_000]) {
      const shape = prepareShape({ type: 'circle', centre: [10, lat], radiusM });
      for (let course = 0; course < 360; course += 15) {
        for (const [share, inside] of [
          [0.99, true],
          [1.01, false],
        ] as const) {
          destination(lat * DEG_TO_RAD, 10 * DEG_TO_RAD, radiusM * share, course * DEG_TO_RAD, out);
          assert.equal(containsPoint(shape, out[1]! / DEG_TO_RAD, out[0]! / DEG_TO_RAD), inside);
        }
      }
    }
  }
});

test('outline distance is that of the nearest edge, and stops at the limit asked for', () => {
  const shape = prepareShape(square(29, 44, 30, 45));
  const near = outlineDistanceM(shape, 28.99, 44.5, 5000);
  assert.ok(Math.abs(near - 795) < 3, String(near));
  assert.equal(outlineDistanceM(shape, 28.5, 44.5, 5000), 5000);
  const circle = prepareShape({ type: 'circle', centre: [29, 44], radiusM: 3000 });
  assert.ok(Math.abs(outlineDistanceM(circle, 29, 44, 10_000) - 3000) < 1);
});

function at(rings: Ring[], lat: number, lon: number): boolean {
  const shaped = zone({ shape: { type: 'polygon', rings } });
  return zonesAt(new ZoneIndex([shaped]), lat, lon, 0, 0).length === 1;
}

test('a zone over the antimeridian is found from both sides', () => {
  const across: Ring = [
    [179, -10],
    [-179, -10],
    [-179, 10],
    [179, 10],
  ];
  for (const lon of [179.5, -179.5, 180, -180]) assert.equal(at([across], 0, lon), true, `${lon}`);
  for (const lon of [178.9, -178.9, 0]) assert.equal(at([across], 0, lon), false, `${lon}`);
  const beyond: Ring = [
    [179, -10],
    [181, -10],
    [181, 10],
    [179, 10],
  ];
  assert.equal(at([beyond], 0, -179.5), true);
});

test('a box round the whole Earth and a ring round a pole hold what they should', () => {
  const all: Ring = [
    [-180, -90],
    [180, -90],
    [180, 90],
    [-180, 90],
  ];
  assert.equal(at([all], 45, 28), true);
  assert.equal(at([all], -45, -179.9), true);
  const arctic: Ring = Array.from({ length: 12 }, (_, i) => [-180 + i * 30, 70]);
  assert.equal(at([arctic], 80, 28), true);
  assert.equal(at([arctic], 80, -170), true);
  assert.equal(at([arctic], 60, 28), false);
});

test('the box tree finds what a plain search finds', () => {
  const random = new Random(10);
  const boxes = new Float64Array(4 * 700);
  for (let i = 0; i < 700; i++) {
    const x = random.between(-180, 180);
    const y = random.between(-80, 80);
    boxes.set([x, y, x + random.between(0, 3), y + random.between(0, 3)], i * 4);
  }
  const tree = new BoxTree(boxes);
  const out = new Int32Array(1000);
  for (let n = 0; n < 300; n++) {
    const x = random.between(-180, 180);
    const y = random.between(-80, 80);
    const size = n % 2 === 0 ? 0 : random.between(0, 20);
    const found = [...out.subarray(0, tree.search(x, y, x + size, y + size, out, 0))];
    const plain: number[] = [];
    for (let i = 0; i < 700; i++) {
      const [west, south, east, north] = boxes.subarray(i * 4, i * 4 + 4);
      if (west! <= x + size && east! >= x && south! <= y + size && north! >= y) plain.push(i);
    }
    assert.deepEqual(
      found.sort((a, b) => a - b),
      plain,
    );
  }
  assert.equal(new BoxTree(new Float64Array(0)).search(0, 0, 1, 1, out, 0), 0);
});

test('inactive zones are not found; several volumes give one hit, the certain one first', () => {
  const volume = (valueM: number, reference: 'AGL' | 'WGS84') => ({
    shape: square(29, 44, 30, 45),
    lower: OPEN_LIMIT,
    upper: { valueM, reference, stated: true },
  });
  const layered = zone({ volumes: [volume(500, 'AGL'), volume(400, 'WGS84')], label: OWN_ONLY });
  const hits = zonesAt(new ZoneIndex([layered]), 44.5, 29.5, 300, 0);
  assert.equal(hits.length, 1);
  assert.deepEqual([hits[0]!.volume, hits[0]!.certain], [1, true]);
  assert.equal(
    zonesAt(new ZoneIndex([{ ...layered, active: false }]), 44.5, 29.5, 300, 0).length,
    0,
  );
});
