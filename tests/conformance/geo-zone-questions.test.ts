/**
 * Is this point in this zone now? Small ED-269 zones with one thing odd, and answers that follow from section 3 of the
 * digest: rings, circles, the antimeridian, units and references of height, periods and schedules.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../../src/base/index.ts';
import { ZoneIndex, zonesAt } from '../../src/judge/index.ts';
import { readZones } from '../../src/sense/index.ts';
import { ed269Zone, SQUARE } from '../../src/wire/geo-zones/testing.ts';

type Fields = Readonly<Record<string, unknown>>;
type Point = readonly [lonDeg: number, latDeg: number, aglM: number];

const RING = SQUARE[0]!;
const CENTRE: Point = [28.5, 45.5, 50];
/** a Wednesday */
const NOON = '2026-06-10T12:00:00Z';
const GROUND_M = 50;

function zone(volume: Fields, fields: Fields = {}): Uint8Array {
  const zoneAuthority = [{ purpose: 'INFORMATION' }];
  const features = [ed269Zone({ zoneAuthority, ...fields }, volume)];
  return encodeUtf8(JSON.stringify({ title: 'test', features }));
}

function isIn(file: Uint8Array, [lon, lat, aglM]: Point, time = NOON): boolean {
  const amslM = aglM + GROUND_M;
  const heights = { aglM, amslM, wgs84M: amslM + 35, undulationM: 35, groundAmslM: GROUND_M };
  const index = new ZoneIndex(readZones(file, 'auto').zones);
  return zonesAt(index, lat, lon, heights, Date.parse(time)).length > 0;
}

const box = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const rings = (...coordinates: number[][][]): Fields => ({
  horizontalProjection: { type: 'Polygon', coordinates },
});
const circle = (lon: number, lat: number, radius: number, unit = 'M'): Fields => ({
  uomDimensions: unit,
  horizontalProjection: { type: 'Circle', center: [lon, lat], radius },
});
/** Degrees of latitude in a metre. */
const M = 1 / 111_140;
const HOLE = box(28.4, 45.4, 28.6, 45.6);
const ISLAND = box(28.45, 45.45, 28.55, 45.55);
const OVER = box(179, 10, -179, 11);

/** [what, volume, points inside, points outside] */
const SHAPES: readonly [string, Fields, readonly Point[], readonly Point[]][] = [
  [
    'a square',
    {},
    [CENTRE, [28.001, 45.999, 120]],
    [
      [28.5, 45.5, 121],
      [29.001, 45.5, 50],
      [28.5, 44.999, 50],
    ],
  ],
  ['clockwise', rings([...RING].reverse()), [CENTRE], [[29.001, 45.5, 50]]],
  ['not closed', rings(RING.slice(0, -1)), [CENTRE], [[29.001, 45.5, 50]]],
  ['with a hole', rings(RING, HOLE), [[28.2, 45.5, 50]], [CENTRE]],
  [
    'with an island in the hole',
    rings(RING, HOLE, ISLAND),
    [CENTRE, [28.2, 45.5, 50]],
    [[28.42, 45.5, 50]],
  ],
  [
    'over the antimeridian',
    rings(OVER),
    [
      [179.5, 10.5, 50],
      [-179.5, 10.5, 50],
      [180, 10.5, 50],
      [-180, 10.5, 50],
    ],
    [
      [178.9, 10.5, 50],
      [-178.9, 10.5, 50],
      [0, 10.5, 50],
    ],
  ],
  [
    'beyond 180 degrees',
    rings(box(179, 10, 181, 11)),
    [
      [179.5, 10.5, 50],
      [-179.5, 10.5, 50],
    ],
    [
      [178.9, 10.5, 50],
      [0, 10.5, 50],
    ],
  ],
  [
    'a circle',
    circle(28.5, 45.5, 1000),
    [[28.5, 45.5 + 990 * M, 50]],
    [[28.5, 45.5 + 1010 * M, 50]],
  ],
  [
    'a circle in feet',
    circle(28.5, 45.5, 3281, 'FT'),
    [[28.5, 45.5 + 990 * M, 30]],
    [
      [28.5, 45.5 + 1010 * M, 30],
      [28.5, 45.5, 37],
    ],
  ],
  [
    'a circle over the antimeridian',
    circle(-179.95, 10, 20_000),
    [[179.95, 10, 50]],
    [[179.7, 10, 50]],
  ],
];

test('rings, holes, circles and the antimeridian', () => {
  for (const [what, volume, inside, outside] of SHAPES) {
    const file = zone(volume);
    for (const point of inside) assert.ok(isIn(file, point), `${what}: ${point.join()} is inside`);
    for (const point of outside)
      assert.ok(!isIn(file, point), `${what}: ${point.join()} is outside`);
  }
});

/** [what, volume, heights above ground inside, outside]; the ground is at 50 m above sea level */
const HEIGHTS: readonly [string, Fields, readonly number[], readonly number[]][] = [
  ['feet', { uomDimensions: 'FT', upperLimit: 400 }, [121], [123]],
  ['feet in small letters', { uomDimensions: 'ft', upperLimit: 400 }, [121], [123]],
  ['above sea level', { upperVerticalReference: 'AMSL' }, [69], [71]],
  [
    'a floor above sea level in feet',
    { uomDimensions: 'FT', lowerLimit: 300, lowerVerticalReference: 'AMSL', upperLimit: 1000 },
    [43],
    [40],
  ],
  ['no ceiling', { upperLimit: 99_999 }, [50_000], []],
  ['no ceiling in feet', { uomDimensions: 'FT', upperLimit: 99_999 }, [50_000], []],
  ['as text', { upperLimit: '120' }, [119], [121]],
  ['as null', { upperLimit: null }, [9000], []],
  ['exchanged', { lowerLimit: 120, upperLimit: 0 }, [60], [121]],
  ['no unit', { uomDimensions: null }, [119], [121]],
  // no units of ED-269: never smaller than meant
  ['flight levels', { uomDimensions: 'FL', upperLimit: 65 }, [1900], [1950]],
  ['kilometres', { uomDimensions: 'KM', upperLimit: 1 }, [999], [1001]],
  ['a unit nobody knows', { uomDimensions: 'XX' }, [50, 5000], []],
];

test('units and references of height', () => {
  for (const [what, volume, inside, outside] of HEIGHTS) {
    const file = zone(volume);
    const at = (aglM: number): boolean => isIn(file, [28.5, 45.5, aglM]);
    for (const aglM of inside) assert.ok(at(aglM), `${what}: ${aglM} m is inside`);
    for (const aglM of outside) assert.ok(!at(aglM), `${what}: ${aglM} m is outside`);
  }
});

const line = (day: string | string[], start: string, end: string): Fields => ({
  day: typeof day === 'string' ? [day] : day,
  startTime: start,
  endTime: end,
});
const slots = (...schedule: Fields[]): Fields => ({ permanent: 'NO', schedule });
const span = (startDateTime: string, endDateTime: string): Fields => ({
  permanent: 'NO',
  startDateTime,
  endDateTime,
});
const sun = (startEvent: string, endEvent: string): Fields =>
  slots({ day: ['ANY'], startEvent, endEvent });

/** [periods, times of June 2026 inside, outside]; sunrise at the place is near 02:30, sunset near 18:05 UTC */
const TIMES: readonly [string, readonly Fields[], readonly string[], readonly string[]][] = [
  [
    'by day',
    [slots(line('WED', '10:00Z', '14:00Z'))],
    ['10T10:00', '10T13:59:59.999'],
    ['10T14:00', '10T09:59', '11T12:00'],
  ],
  [
    'any day, with fractions',
    [slots(line('ANY', '10:00:00.00Z', '12:00:00.00Z'))],
    ['10T11:59', '14T10:00'],
    ['10T12:00'],
  ],
  [
    'over midnight',
    [slots(line('TUE', '22:00Z', '06:00Z'))],
    ['09T23:00', '10T05:59'],
    ['10T06:00', '10T23:00', '09T05:00'],
  ],
  [
    'the whole day',
    [slots(line('WED', '00:00Z', '24:00Z'))],
    ['10T00:00', '10T23:59:59'],
    ['11T00:00', '09T23:59'],
  ],
  [
    'with an offset',
    [slots(line('WED', '01:00+02:00', '03:00+02:00'))],
    ['09T23:30', '10T00:30'],
    ['10T01:30', '10T23:30'],
  ],
  [
    'two lines',
    [slots(line('WED', '06:00Z', '08:00Z'), line(['WED', 'THU'], '10:00Z', '12:00Z'))],
    ['10T07:00', '11T11:00'],
    ['11T07:00', '10T09:00'],
  ],
  [
    'as dailyPeriod',
    [{ permanent: 'NO', dailyPeriod: [line('WED', '10:00Z', '14:00Z')] }],
    ['10T12:00'],
    ['11T12:00'],
  ],
  [
    'from and to, half open',
    [span('2026-06-10T09:00:00Z', '2026-06-10T12:00:00Z')],
    ['10T09:00', '10T11:59'],
    ['10T12:00', '10T08:59'],
  ],
  [
    'with offsets',
    [span('2026-06-10T14:00:00+03:00', '2026-06-10T16:00:00+03:00')],
    ['10T11:00'],
    ['10T13:00'],
  ],
  [
    'either of two',
    [
      span('2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z'),
      span('2026-06-10T00:00:00Z', '2026-06-11T00:00:00Z'),
    ],
    ['10T12:00'],
    ['11T00:00'],
  ],
  [
    'permanent beside a past period',
    [{ ...span('2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z'), permanent: 'YES' }],
    ['10T12:00'],
    [],
  ],
  ['sunrise to sunset', [sun('SR', 'SS')], ['10T12:00', '10T03:00'], ['10T02:15', '10T22:00']],
  ['sunset to sunrise', [sun('SS', 'SR')], ['10T22:00', '10T02:00'], ['10T12:00']],
  ['civil twilight is longer', [sun('BMCT', 'EECT')], ['10T02:15', '10T18:30'], ['10T00:30']],
];

test('periods, schedules and the sun', () => {
  for (const [what, applicability, inside, outside] of TIMES) {
    const file = zone({}, { applicability });
    const at = (time: string): boolean => isIn(file, CENTRE, `2026-06-${time}Z`);
    for (const time of inside) assert.ok(at(time), `${what}: applies at ${time}`);
    for (const time of outside) assert.ok(!at(time), `${what}: does not apply at ${time}`);
  }
});
