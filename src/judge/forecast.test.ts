import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import type { ZoneShape } from '../model/index.ts';
import { EntryForecaster, normalCdf } from './forecast.ts';
import { DEFAULT_ALERT_RULES } from './rules.ts';
import { containsPoint, metresPerDegreeLat, metresPerDegreeLon, prepareShape } from './shape.ts';
import { pictureOf, square, zone, type TestTrack } from './testing.ts';
import { ZoneIndex } from './zone-index.ts';

const T0 = Date.UTC(2026, 2, 13, 10);
const RULES = DEFAULT_ALERT_RULES.entry;
const LAT = 44.5;
const LON_M = metresPerDegreeLon(LAT);
const LAT_M = metresPerDegreeLat(LAT);

interface Forecast {
  readonly probability: number;
  readonly earliestS: number;
  readonly likelyS: number;
  readonly latestS: number;
  readonly lonDeg: number;
}

function forecast(
  track: TestTrack,
  shape: ZoneShape,
  lookAheadS = 600,
  zoned: Partial<Parameters<typeof zone>[0]> = {},
): Forecast | null {
  const index = new ZoneIndex([zone({ shape, ...zoned })]);
  const forecaster = new EntryForecaster();
  if (!forecaster.load(pictureOf(T0, [track]), 0, lookAheadS, RULES)) return null;
  const entries = Int32Array.from(index.entries.keys());
  if (!forecaster.forecastZone(index, entries, 0, entries.length, lookAheadS)) return null;
  const { probability, earliestS, likelyS, latestS, crossLonDeg } = forecaster;
  return { probability, earliestS, likelyS, latestS, lonDeg: crossLonDeg };
}

/** West of 29 E by this much, due east unless said otherwise. */
function approaching(distanceM: number, given: Partial<TestTrack> = {}): TestTrack {
  return {
    trackNumber: 1,
    latDeg: LAT,
    lonDeg: 29 - distanceM / LON_M,
    vEastMps: 50,
    altM: 300,
    ...given,
  };
}

const BORDER = square(29, 43, 31, 46);

test('the normal distribution function', () => {
  for (const [x, p] of [
    [0, 0.5],
    [1, 0.841344746],
    [-1.959964, 0.025],
    [3, 0.998650102],
  ] as const)
    assert.ok(Math.abs(normalCdf(x) - p) < 1e-6);
});

test('ENT-7: straight at a border: certain, at distance over speed, crossing point on the line', () => {
  const found = forecast(approaching(10_000), BORDER)!;
  assert.ok(found.probability > 0.99);
  assert.ok(Math.abs(found.likelyS - 200) < 3, String(found.likelyS));
  assert.ok(found.earliestS < 200 && found.latestS > 200);
  assert.ok(Math.abs(found.lonDeg - 29) < 0.001);
});

test('ENT-8: away from it, or too slow, there is no forecast', () => {
  assert.equal(forecast(approaching(10_000, { vEastMps: -50 }), BORDER), null);
  assert.equal(forecast(approaching(10_000, { vEastMps: 1 }), BORDER), null);
  assert.equal(forecast(approaching(200_000), BORDER), null);
});

test('the window widens with the uncertainty of speed', () => {
  const width = (sdVelMps: number): number => {
    const found = forecast(approaching(10_000, { sdVelMps }), BORDER)!;
    return found.latestS - found.earliestS;
  };
  assert.ok(width(1) < width(5) && width(5) < width(10));
});

test('an object that skirts the border is unlikely, one at a shallow angle in between', () => {
  const along = forecast(approaching(8000, { vEastMps: 0, vNorthMps: 50 }), BORDER, 300);
  assert.ok((along?.probability ?? 0) < 0.05);
  const shallow = forecast(approaching(4000, { vEastMps: 9, vNorthMps: 49 }), BORDER, 420)!;
  assert.ok(shallow.probability > 0.2 && shallow.probability < 0.8, String(shallow.probability));
});

test('a climb reaches a zone above, level flight below it does not', () => {
  const above = zone({ shape: BORDER }).volumes.map((volume) => ({
    ...volume,
    lower: { valueM: 1500, reference: 'WGS84' as const, stated: true },
  }));
  const level = approaching(10_000, { altM: 300 });
  assert.equal(forecast(level, BORDER, 600, { volumes: above }), null);
  const climbing = forecast({ ...level, vUpMps: 3 }, BORDER, 600, { volumes: above })!;
  // 1,200 m up at 3 m/s is 400 s, less the slack of its height's error: later than the horizontal 200 s.
  assert.ok(climbing.likelyS > 350 && climbing.likelyS < 410, String(climbing.likelyS));
});

test('a zone that applies later is entered when it begins to apply', () => {
  const soon = [{ startAt: T0 + 400_000, endAt: null, schedule: [] }];
  const found = forecast(approaching(10_000), BORDER, 600, { applicability: soon })!;
  assert.ok(Math.abs(found.likelyS - 400) < 5, String(found.likelyS));
  const over = [{ startAt: null, endAt: T0 + 100_000, schedule: [] }];
  assert.equal(forecast(approaching(10_000), BORDER, 600, { applicability: over }), null);
});

/** What really happens to an object whose state errors and accelerations are what the forecast assumes. */
function fly(random: Random, track: TestTrack, shape: ZoneShape, untilS: number): number {
  const prepared = prepareShape(shape);
  const sdPos = track.sdPosM ?? 50;
  const sdVel = track.sdVelMps ?? 1;
  let x = (track.lonDeg - 29) * LON_M + random.normal() * sdPos;
  let y = random.normal() * sdPos;
  let vx = track.vEastMps! + random.normal() * sdVel;
  let vy = (track.vNorthMps ?? 0) + random.normal() * sdVel;
  const kick = Math.sqrt(RULES.noiseAir);
  for (let t = 0; t <= untilS; t++) {
    if (containsPoint(prepared, 29 + x / LON_M, LAT + y / LAT_M)) return t;
    x += vx + 0.5 * random.normal() * kick;
    y += vy + 0.5 * random.normal() * kick;
    vx += random.normal() * kick;
    vy += random.normal() * kick;
  }
  return Infinity;
}

test('ENT-9: forecast probabilities are honest: in each band of them that share does enter', () => {
  const random = new Random(2026);
  const bands = Array.from({ length: 5 }, () => ({ sum: 0, entered: 0, count: 0 }));
  let inWindow = 0;
  let windows = 0;
  for (let n = 0; n < 500; n++) {
    const speed = random.between(15, 80);
    const course = random.between(-1.2, 1.2);
    const shape: ZoneShape =
      n % 2 === 0
        ? BORDER
        : { type: 'circle', centre: [29.04, LAT], radiusM: random.between(1000, 5000) };
    const track = approaching(random.between(1000, 20_000), {
      vEastMps: speed * Math.cos(course),
      vNorthMps: speed * Math.sin(course),
      sdPosM: random.between(20, 200),
      sdVelMps: random.between(0.5, 3),
    });
    const found = forecast(track, shape, 300);
    const band = bands[Math.min(4, Math.floor((found?.probability ?? 0) * 5))]!;
    for (let k = 0; k < 20; k++) {
      const t = fly(random, track, shape, 300);
      band.sum += found?.probability ?? 0;
      band.count++;
      if (t > 300) continue;
      band.entered++;
      if (found === null) continue;
      windows++;
      if (t >= found.earliestS - 1 && t <= found.latestS + 1) inWindow++;
    }
  }
  for (const [i, band] of bands.entries()) {
    const said = band.sum / band.count;
    const was = band.entered / band.count;
    assert.ok(band.count > 300, `band ${i} has ${band.count}`);
    assert.ok(Math.abs(said - was) < 0.1, `said ${said.toFixed(2)}, was ${was.toFixed(2)}`);
  }
  const share = inWindow / windows;
  assert.ok(share > 0.92 && share <= 1, `95 % window holds ${(100 * share).toFixed(1)} %`);
});
