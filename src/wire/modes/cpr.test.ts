import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  decodeCprGlobal,
  decodeCprLocal,
  decodeCprSurface,
  encodeCpr,
  longitudeZones,
} from './cpr.ts';

const SCALE = 2 ** 17;
const mod = (a: number, b: number): number => a - b * Math.floor(a / b);

/** NL by the formula of the standard (DO-260B A.1.7.2), with its three values by definition. */
function zonesByFormula(latDeg: number): number {
  const lat = Math.abs(latDeg);
  if (lat === 0) return 59;
  if (lat >= 87) return lat === 87 ? 2 : 1;
  const inside = 1 - (1 - Math.cos(Math.PI / 30)) / Math.cos((lat * Math.PI) / 180) ** 2;
  return Math.floor((2 * Math.PI) / Math.acos(inside));
}

/** Encoding by the formulas of the standard (A.1.7.3): halves, and the latitude that a receiver sees. */
function encode(
  lat: number,
  lon: number,
  odd: boolean,
  surface: boolean,
): readonly [lat: number, lon: number, seenLat: number] {
  const span = surface ? 90 : 360;
  const dLat = span / (odd ? 59 : 60);
  const yz = Math.floor((SCALE * mod(lat, dLat)) / dLat + 0.5);
  const seenLat = dLat * (yz / SCALE + Math.floor(lat / dLat));
  const dLon = span / Math.max(1, zonesByFormula(seenLat) - (odd ? 1 : 0));
  const xz = Math.floor((SCALE * mod(lon, dLon)) / dLon + 0.5);
  return [mod(yz, SCALE), mod(xz, SCALE), seenLat];
}

/** The globe's odd places: equator, zone transitions on both sides, 87 degrees, the poles. */
const LATITUDES = [
  0, 1e-5, -1e-5, 10.470472, 10.470471, -10.470472, 44.999, 45.001, -45.001, 59.954592, 59.954593,
  86.53536, 86.53537, 86.99, 87, -87, 87.01, 89.999, -89.999, 90, -90,
];
const LONGITUDES = [
  0, 1e-5, -1e-5, 44.99, 45.01, 89.99, 90, -90, 134.99, -135.01, 179.99999, -179.99999, 180, -180,
];

test('the number of longitude zones is that of the formula, 87 degrees included', () => {
  for (let lat = -90; lat <= 90; lat += 0.00317)
    assert.equal(longitudeZones(lat), zonesByFormula(lat), String(lat));
  for (const lat of LATITUDES) assert.equal(longitudeZones(lat), zonesByFormula(lat), String(lat));
});

function assertNear(
  out: Float64Array,
  lat: number,
  lon: number,
  zones: number,
  what: string,
): void {
  const step = 360 / Math.max(1, zones - 1) / SCALE;
  const off = Math.abs(mod(out[1]! - lon + 180, 360) - 180);
  assert.ok(Math.abs(out[0]! - lat) < 1e-4, `${what}: latitude ${out[0]}`);
  assert.ok(off < step, `${what}: longitude ${out[1]}`);
  assert.ok(out[1]! >= -180 && out[1]! < 180, `${what}: longitude ${out[1]}`);
}

test('odd places come back: from pairs unless the halves see two zones, from one near a reference', () => {
  const out = new Float64Array(2);
  let solved = 0;
  for (const surface of [false, true])
    for (const lat of LATITUDES)
      for (const lon of LONGITUDES) {
        // at the very pole a surface position may be the equator as well
        if (surface && lat === 90) continue;
        const what = `${surface ? 'surface' : 'airborne'} ${lat} ${lon}`;
        const halves = [encode(lat, lon, false, surface), encode(lat, lon, true, surface)] as const;
        const [even, odd] = halves;
        const zones = zonesByFormula(lat);
        for (const wantOdd of [false, true]) {
          const half = halves[wantOdd ? 1 : 0];
          encodeCpr(lat, lon, wantOdd, surface, out);
          assert.deepEqual([...out], [half[0], half[1]], what);
          const pair = {
            evenLat: even[0],
            evenLon: even[1],
            oddLat: odd[0],
            oddLon: odd[1],
            wantOdd,
          };
          const same = zonesByFormula(even[2]) === zonesByFormula(odd[2]);
          // any reference within 45 degrees picks the right one of eight
          const [refLat, refLon] = [lat + (lat > 0 ? -40 : 40), lon + 44];
          const ok = surface
            ? decodeCprSurface(pair, refLat, refLon, out)
            : decodeCprGlobal(pair, out);
          assert.equal(ok, same, what);
          if (ok) assertNear(out, lat, lon, zones, what);
          if (ok) solved++;
          // nearly half of a zone as the half at hand sees them
          const far = (surface ? 90 : 360) / zonesByFormula(half[2]) / 2.1;
          const near = Math.max(-90, Math.min(90, lat + (surface ? 0.7 : 2.9)));
          assert.ok(decodeCprLocal(wantOdd, half[0], half[1], surface, near, lon - far, out), what);
          assertNear(out, lat, lon, zones, `${what}, by reference`);
        }
      }
  assert.ok(solved > 1000, String(solved));
});
