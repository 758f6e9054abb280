import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8, type Json } from '../../base/index.ts';
import { readGeoZones } from './read.ts';
import type { GeoZoneSet } from './record.ts';
import { ed269Zone, SQUARE } from './testing.ts';

type Fields = { readonly [key: string]: unknown };

function read(root: unknown, format: 'auto' | 'ed269' | 'ed318' | 'geojson' = 'auto'): GeoZoneSet {
  return readGeoZones(encodeUtf8(JSON.stringify(root)), format);
}

function feature(geometry: unknown, properties: Fields = {}): Fields {
  return { type: 'Feature', geometry, properties };
}

function geojson(...features: Fields[]): Fields {
  return { type: 'FeatureCollection', features };
}

function texts(set: GeoZoneSet): string[] {
  return set.findings.map((one) => one.text);
}

test('knows the three ED-269 envelopes, ED-318 and plain GeoJSON apart', () => {
  assert.equal(read({ title: 't', features: [ed269Zone()] }).format, 'ed269');
  assert.equal(read({ formatVersion: '1', UASZoneList: [ed269Zone()] }).format, 'ed269');
  const { geometry, ...properties } = ed269Zone();
  const nested = read(
    geojson({ type: 'Feature', geometry: null, properties: { ...properties, geometry } }),
  );
  assert.equal(nested.format, 'ed269');
  assert.equal(nested.records.length, 1);
  const plainGeometry = { type: 'Polygon', coordinates: SQUARE };
  const limits = {
    uomDimensions: 'FT',
    lowerLimit: 0,
    upperLimit: 400,
    upperVerticalReference: 'AGL',
  };
  const like = read(geojson(feature(plainGeometry, { ...properties, ...limits })));
  assert.equal(like.format, 'ed269');
  assert.ok(Math.abs(like.records[0]!.volumes[0]!.upper.valueM! - 121.92) < 1e-9);
  const ed318 = feature(plainGeometry, {
    identifier: 'A',
    country: 'ROU',
    type: 'PROHIBITED',
    variant: 'COMMON',
  });
  assert.equal(read(geojson(ed318)).format, 'ed318');
  assert.equal(read(geojson(feature(plainGeometry, { name: 'x' }))).format, 'geojson');
});

test('one bad zone: the good ones load, the bad one is listed, the set is incomplete', () => {
  const bad = ed269Zone(
    { identifier: 'BAD' },
    { horizontalProjection: { type: 'Polygon', coordinates: [[[1, 2]]] } },
  );
  const set = read({ features: [ed269Zone(), bad, 'nonsense', ed269Zone({ identifier: 'RO-2' })] });
  assert.deepEqual(
    set.records.map((one) => one.index),
    [0, 3],
  );
  assert.equal(set.incomplete, true);
  const errors = set.findings.filter((one) => one.severity === 'error');
  assert.deepEqual(
    errors.map((one) => one.zone),
    [1, 2],
  );
  assert.equal(errors[0]!.identifier, 'BAD');
  assert.equal(errors[0]!.path, '/features/1/geometry/0/horizontalProjection/coordinates/0');
});

test('a bad volume of several is listed, the others of the zone load', () => {
  const zone = ed269Zone();
  const volumes = zone['geometry'] as Fields[];
  const set = read({
    features: [{ ...zone, geometry: [{ horizontalProjection: { type: 'Line' } }, ...volumes] }],
  });
  assert.equal(set.records[0]!.volumes.length, 1);
  assert.equal(set.incomplete, true);
});

test('byte order marks, UTF-16 and damaged text', () => {
  const json = JSON.stringify({ features: [ed269Zone({ name: 'Zonă' })] });
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...encodeUtf8(json)]);
  assert.equal(readGeoZones(marked, 'auto').records[0]!.names[0]!.text, 'Zonă');
  const utf16 = new Uint8Array(2 + json.length * 2);
  utf16.set([0xff, 0xfe]);
  for (let i = 0; i < json.length; i++) {
    utf16[2 + 2 * i] = json.charCodeAt(i) & 0xff;
    utf16[3 + 2 * i] = json.charCodeAt(i) >> 8;
  }
  assert.equal(readGeoZones(utf16, 'auto').records[0]!.names[0]!.text, 'Zonă');
  const latin = Uint8Array.from(json, (char) => (char === 'ă' ? 0xe3 : char.charCodeAt(0)));
  const set = readGeoZones(latin, 'auto');
  assert.equal(set.records.length, 1);
  assert.ok(texts(set).some((text) => /UTF-8/.test(text)));
});

test('a file that breaks off is read up to its last whole zone', () => {
  const json = JSON.stringify({
    title: 'x',
    features: [ed269Zone(), ed269Zone({ identifier: 'B' })],
  });
  const set = readGeoZones(encodeUtf8(json.slice(0, -40)), 'auto');
  assert.equal(set.records.length, 1);
  assert.equal(set.incomplete, true);
  assert.ok(texts(set).some((text) => /not JSON/.test(text)));
});

test('limits: text, null, absent, feet, 99999 and exchanged ends', () => {
  const volumeOf = (volume: Fields) => {
    const set = read({ features: [ed269Zone({}, volume)] }, 'ed269');
    return { ...set.records[0]!.volumes[0]!, texts: texts(set) };
  };
  assert.equal(volumeOf({ upperLimit: '150' }).upper.valueM, 150);
  assert.equal(volumeOf({ upperLimit: '1,500' }).upper.valueM, 1500);
  const open = volumeOf({ upperLimit: null });
  assert.deepEqual(open.upper, { valueM: null, reference: 'AGL', stated: false });
  assert.ok(open.texts.some((text) => /no ceiling/.test(text)));
  for (const reference of ['AGL', 'AMSL'])
    assert.deepEqual(volumeOf({ upperLimit: 99999, upperVerticalReference: reference }).upper, {
      valueM: null,
      reference,
      stated: true,
    });
  const feet = volumeOf({ uomDimensions: 'FT', lowerLimit: 1000, upperLimit: 2500 });
  assert.ok(
    Math.abs(feet.lower.valueM! - 304.8) < 1e-9 && Math.abs(feet.upper.valueM! - 762) < 1e-9,
  );
  const exchanged = volumeOf({ lowerLimit: 120, upperLimit: 20 });
  assert.deepEqual([exchanged.lower.valueM, exchanged.upper.valueM], [20, 120]);
  assert.equal(volumeOf({ upperLimit: 'high' }).upper.valueM, null);
});

test('an ED-269 circle has its radius in the unit of the volume, an ED-318 circle in metres', () => {
  const circle = { type: 'Circle', center: [28.5, 45.2], radius: 1000 };
  const shapeOf = (set: GeoZoneSet) => set.records[0]!.volumes[0]!.shape;
  const feet = shapeOf(
    read({ features: [ed269Zone({}, { uomDimensions: 'FT', horizontalProjection: circle })] }),
  );
  assert.ok(feet.type === 'circle' && Math.abs(feet.radiusM - 304.8) < 1e-9);
  assert.deepEqual(feet.centre, [28.5, 45.2]);
  const point = {
    type: 'Point',
    coordinates: [28.5, 45.2],
    extent: { subType: 'Circle', radius: 1000 },
    layer: { upper: 400, upperReference: 'AGL', lower: 0, lowerReference: 'AGL', uom: 'ft' },
  };
  const set = read(
    geojson(
      feature(point, { identifier: 'A', country: 'ROU', type: 'PROHIBITED', variant: 'COMMON' }),
    ),
  );
  const metres = shapeOf(set);
  assert.ok(metres.type === 'circle' && metres.radiusM === 1000);
  assert.ok(Math.abs(set.records[0]!.volumes[0]!.upper.valueM! - 121.92) < 1e-9);
});

test('latitude first is not guessed away: it is listed with the suspicion', () => {
  const swapped = [
    [
      [45, 120],
      [46, 120],
      [46, 121],
      [45, 120],
    ],
  ];
  const set = read({
    features: [ed269Zone({}, { horizontalProjection: { type: 'Polygon', coordinates: swapped } })],
  });
  assert.equal(set.records.length, 0);
  assert.ok(texts(set).some((text) => /exchanged/.test(text)));
});

test('times: with and without seconds, fractions, offsets, no zone, dailyPeriod, whole days', () => {
  const periodOf = (applicability: Fields) => {
    const set = read({
      features: [ed269Zone({ applicability: [{ permanent: 'NO', ...applicability }] })],
    });
    return { ...set.records[0]!.periods[0]!, texts: texts(set) };
  };
  const at = Date.UTC(2026, 7, 1, 6);
  for (const text of [
    '2026-08-01T06:00:00Z',
    '2026-08-01T06:00Z',
    '2026-08-01T08:00:00+02:00',
    '2026-08-01T06:00:00.00Z',
    '2026-08-01 06:00:00',
    '2026-08-01T03:30:00-02:30',
  ])
    assert.equal(periodOf({ startDateTime: text }).startAt, at, text);
  assert.equal(
    periodOf({ endDateTime: '2026-08-01', startDateTime: null }).endAt,
    Date.UTC(2026, 7, 2),
  );
  const slotOf = (line: Fields) =>
    periodOf({ startDateTime: '2026-08-01T00:00:00Z', dailyPeriod: [line] }).schedule[0];
  const any = { day: ['ANY'] };
  assert.deepEqual(slotOf({ ...any, startTime: '17:00:00.00Z', endTime: '23:59:59.00Z' }), {
    days: [],
    start: 61_200,
    end: 86_399,
  });
  assert.deepEqual(slotOf({ ...any, startTime: '22:00Z', endTime: '06:00Z' }), {
    days: [],
    start: 79_200,
    end: 21_600,
  });
  assert.deepEqual(slotOf({ ...any, startEvent: 'SR', endEvent: 'SS' }), {
    days: [],
    start: 'SR',
    end: 'SS',
  });
  assert.deepEqual(slotOf({ day: ['SUN'] }), { days: ['SUN'], start: 0, end: 86_400 });
  // 01:00 on Monday two hours east of Greenwich is 23:00 UTC on Sunday.
  assert.deepEqual(slotOf({ day: ['MON'], startTime: '01:00+02:00', endTime: '05:00+02:00' }), {
    days: ['SUN'],
    start: 82_800,
    end: 10_800,
  });
  const empty = periodOf({
    startDateTime: '2026-08-01T00:00:00Z',
    dailyPeriod: [{ day: [], startTime: null, endTime: null }],
  });
  assert.deepEqual(empty.schedule, []);
  // A line that cannot be read widens the zone, never narrows it.
  const broken = periodOf({
    startDateTime: '2026-08-01T00:00:00Z',
    schedule: [{ day: ['MON'], startTime: 'noon', endTime: '14:00Z' }],
  });
  assert.deepEqual(broken.schedule, []);
  assert.ok(broken.texts.some((text) => /all day/.test(text)));
});

test('permanent YES applies always, whatever else is stated', () => {
  const applicability = [
    {
      permanent: 'YES',
      startDateTime: '2020-01-01T00:00:00Z',
      endDateTime: '2020-01-02T00:00:00Z',
    },
  ];
  assert.deepEqual(read({ features: [ed269Zone({ applicability })] }).records[0]!.periods, []);
});

test('the same identifier twice gives two zones', () => {
  const set = read({ features: [ed269Zone(), ed269Zone({ restriction: 'CONDITIONAL' })] });
  assert.deepEqual(
    set.records.map((one) => [one.identifier, one.restriction]),
    [
      ['RO-1', 'PROHIBITED'],
      ['RO-1', 'CONDITIONAL'],
    ],
  );
});

function ringsOf(coordinates: unknown): {
  readonly polygons: number;
  readonly rings: unknown[];
  readonly texts: string[];
} {
  const set = read(geojson(feature({ type: 'Polygon', coordinates })));
  const shapes = set.records[0]?.volumes.map((one) => one.shape) ?? [];
  return {
    polygons: shapes.length,
    rings: shapes.map((shape) =>
      shape.type === 'polygon' ? shape.rings.map((ring) => ring.length) : [],
    ),
    texts: texts(set),
  };
}

test('rings: either winding, unclosed, repeated points, spikes', () => {
  const clockwise = [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
    [0, 0],
  ];
  const set = read(geojson(feature({ type: 'Polygon', coordinates: [clockwise] })));
  const { shape } = set.records[0]!.volumes[0]!;
  assert.ok(shape.type === 'polygon');
  assert.deepEqual(shape.rings[0]!.length, 4);
  assert.ok(texts(set).some((text) => /clockwise/.test(text)));
  assert.deepEqual(
    ringsOf([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ]).rings,
    [[4]],
  );
  assert.deepEqual(
    ringsOf([
      [
        [0, 0],
        [0, 0],
        [1, 0],
        [1, 1],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    ]).rings,
    [[4]],
  );
  // There and back again on the same line is no area.
  assert.deepEqual(
    ringsOf([
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    ]).rings,
    [[4]],
  );
});

test('a ring that touches itself is cut: two lobes, or a hole', () => {
  const lobes = ringsOf([
    [
      [0, 0],
      [1, 1],
      [0, 2],
      [2, 2],
      [1, 1],
      [2, 0],
      [0, 0],
    ],
  ]);
  assert.equal(lobes.polygons, 2);
  assert.ok(lobes.texts.some((text) => /touches itself/.test(text)));
  const keyhole = ringsOf([
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
      [1, 2],
      [2, 3],
      [3, 2],
      [2, 1],
      [1, 2],
      [0, 0],
    ],
  ]);
  assert.deepEqual(keyhole.rings, [[4, 4]]);
});

test('a ring over the antimeridian stays in one piece, its hole in the same turn', () => {
  const outer = [
    [179, -10],
    [-179, -10],
    [-179, 10],
    [179, 10],
    [179, -10],
  ];
  const hole = [
    [-179.5, -1],
    [-179.5, 1],
    [-179.9, 1],
    [-179.9, -1],
    [-179.5, -1],
  ];
  const set = read(geojson(feature({ type: 'Polygon', coordinates: [outer, hole] })));
  const { shape } = set.records[0]!.volumes[0]!;
  assert.ok(shape.type === 'polygon');
  assert.deepEqual(
    shape.rings[0]!.map((point) => point[0]).sort((a, b) => a - b),
    [179, 179, 181, 181],
  );
  assert.equal(shape.rings.length, 2);
  assert.ok(shape.rings[1]!.every((point) => point[0] > 180));
});

test('a bow tie keeps both halves and is named', () => {
  const bow = ringsOf([
    [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ],
  ]);
  assert.deepEqual(bow.rings, [[4]]);
  assert.ok(bow.texts.some((text) => /crosses itself/.test(text)));
});

test('a ring outside the first one is an area of its own, not a hole', () => {
  const set = ringsOf([SQUARE[0], SQUARE[0]!.map(([lon, lat]) => [lon! + 5, lat])]);
  assert.equal(set.polygons, 2);
});

test('GeoJSON with names that people use', () => {
  const properties = {
    Title: 'Range',
    ident: 'LRD5',
    floor: 'x',
    CEILING: 5000,
    units: 'ft',
    ceiling_reference: 'MSL',
    colour: 'red',
  };
  const set = read(geojson(feature({ type: 'Polygon', coordinates: SQUARE }, properties)));
  const record = set.records[0]!;
  assert.equal(record.identifier, 'LRD5');
  assert.equal(record.names[0]!.text, 'Range');
  const { upper } = record.volumes[0]!;
  assert.ok(Math.abs(upper.valueM! - 1524) < 1e-9);
  assert.equal(upper.reference, 'AMSL');
  assert.deepEqual(record.rest, { colour: 'red' });
  const circle = read(
    geojson(feature({ type: 'Point', coordinates: [28, 45] }, { radius_m: 250 })),
  );
  assert.deepEqual(circle.records[0]!.volumes[0]!.shape, {
    type: 'circle',
    centre: [28, 45],
    radiusM: 250,
  });
  const bare = read({ type: 'Polygon', coordinates: SQUARE });
  assert.equal(bare.records.length, 1);
});

test('no input makes the reader throw, and what it loads is sound', () => {
  const base = {
    features: [
      ed269Zone(),
      ed269Zone({}, { horizontalProjection: { type: 'Circle', center: [1, 2], radius: 5 } }),
    ],
  };
  const json = JSON.stringify(base);
  fc.assert(
    fc.property(
      fc.nat(json.length - 1),
      fc.constantFrom('', '"', '{', ']', '9', '-', 'null', 'e9'),
      fc.boolean(),
      (at, piece, cut) => {
        const text = json.slice(0, at) + piece + (cut ? '' : json.slice(at + 1));
        const set = readGeoZones(encodeUtf8(text), 'auto');
        for (const record of set.records) assertSound(record as unknown as Json);
        assert.ok(set.records.length > 0 || set.incomplete);
      },
    ),
    { seed: 269, numRuns: 600 },
  );
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('auto', 'ed269', 'ed318', 'geojson'), (text, format) => {
      readGeoZones(encodeUtf8(text), format as 'auto');
    }),
    { seed: 318, numRuns: 300 },
  );
});

function assertSound(record: Json): void {
  const walk = (value: Json): void => {
    if (typeof value === 'number') assert.ok(Number.isFinite(value));
    else if (typeof value === 'object' && value !== null)
      Object.values(value).forEach((one) => walk(one as Json));
  };
  walk(record);
}
