import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Position } from 'geojson';
import { DEG_TO_RAD, destination, Random, RAD_TO_DEG } from '../../base/index.ts';
import type { TrackErrors } from '../../model/index.ts';
import { forecastRegion } from './forecast-region.ts';

const SHARP: TrackErrors = {
  placeM2: [400, 0, 400],
  velocityM2S2: [0.04, 0, 0.04],
  noiseM2S3: 0.01,
};
const drone = (errors: TrackErrors) => ({
  latDeg: 44,
  lonDeg: 30,
  speedMps: 50,
  courseDeg: 270,
  errors,
});

/** Even-odd rule. */
function holds(ring: readonly Position[], [x, y]: readonly [number, number]): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]! as [number, number];
    const [bx, by] = ring[i + 1]! as [number, number];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Height of a ring, deg of latitude: its width for an object that flies west. */
function width(ring: readonly Position[], from: number, to: number): number {
  const lats = ring.filter(([lon]) => lon! >= from && lon! <= to).map(([, lat]) => lat!);
  return Math.max(...lats) - Math.min(...lats);
}

/**
 * Flights with errors drawn from the covariance and a random walk of velocity; the oracle knows nothing of ellipses.
 * A flight that ends behind the region's far end but off its own last ellipse counts as inside.
 */
function shareInside(errors: TrackErrors, untilS: number, flights: number): number {
  const random = new Random(7);
  const info = drone(errors);
  const ring = forecastRegion(info, untilS);
  const out = new Float64Array(2);
  const steps = 40;
  const dt = untilS / steps;
  const draw = ([ee, en, nn]: readonly [number, number, number]): [number, number] => {
    const a = Math.sqrt(ee);
    const [u, v] = [gauss(random), gauss(random)];
    return [a * u, (en / a) * u + Math.sqrt(nn - (en * en) / ee) * v];
  };
  let inside = 0;
  for (let i = 0; i < flights; i++) {
    let [e, n] = draw(errors.placeM2);
    let [ve, vn] = draw(errors.velocityM2S2);
    ve -= 50;
    for (let k = 0; k < steps; k++) {
      const kick = Math.sqrt(errors.noiseM2S3 * dt);
      const [ke, kn] = [kick * gauss(random), kick * gauss(random)];
      e += (ve + ke / 2) * dt;
      n += (vn + kn / 2) * dt;
      ve += ke;
      vn += kn;
    }
    const lat = info.latDeg * DEG_TO_RAD;
    destination(lat, info.lonDeg * DEG_TO_RAD, Math.hypot(e, n), Math.atan2(e, n), out);
    if (holds(ring, [out[1]! * RAD_TO_DEG, out[0]! * RAD_TO_DEG])) inside++;
  }
  return inside / flights;
}

test('holds 95 % of the flights that the covariance and the noise allow', () => {
  for (const errors of [
    { placeM2: [40_000, 15_000, 90_000], velocityM2S2: [4, 1, 9], noiseM2S3: 0.5 },
    { placeM2: [2500, 0, 2500], velocityM2S2: [25, -12, 16], noiseM2S3: 0.01 },
  ] as const) {
    const share = shareInside(errors, 240, 4000);
    // Outside the ellipse but behind its end still counts as inside: at most a third of the 5 % beyond it.
    assert.ok(share > 0.935 && share < 0.985, `share ${share}`);
  }
});

test('is wider the less is known of the velocity, and wider with time', () => {
  const vague: TrackErrors = { ...SHARP, velocityM2S2: [9, 0, 9] };
  const sharp = forecastRegion(drone(SHARP), 200);
  const wide = forecastRegion(drone(vague), 200);
  const all = [29, 31] as const;
  assert.ok(width(wide, ...all) > 3 * width(sharp, ...all));
  const longer = forecastRegion(drone(vague), 400);
  assert.ok(width(longer, ...all) > 1.9 * width(wide, ...all));
});

test('starts as wide as the place is known', () => {
  const info = { ...drone(SHARP), speedMps: 0 };
  const still = { ...SHARP, velocityM2S2: [0, 0, 0] as const, noiseM2S3: 0 };
  const ring = forecastRegion({ ...info, errors: still }, 100);
  const metres = width(ring, 29, 31) * DEG_TO_RAD * 6_371_009;
  assert.ok(Math.abs(metres - 2 * 2.4477 * 20) < 0.5, `${metres} m`);
});

test('stays finite for a track of which nothing is known', () => {
  const lost: TrackErrors = { placeM2: [0, 0, 0], velocityM2S2: [1e9, 0, 1e9], noiseM2S3: 0 };
  for (const [lon, lat] of forecastRegion(drone(lost), 600)) {
    assert.ok(Number.isFinite(lon) && Number.isFinite(lat));
    assert.ok(Math.abs(lat! - 44) < 4);
  }
});
