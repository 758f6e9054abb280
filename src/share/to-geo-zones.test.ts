import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8, Random } from '../base/index.ts';
import { OWN_ONLY, type Zone, type ZoneShape } from '../model/index.ts';
import { checkEd318, readGeoZones } from '../wire/geo-zones/index.ts';
import { writeEd318, writeGeoJson } from './to-geo-zones.ts';

function zone(given: Partial<Zone> & { readonly shape?: ZoneShape } = {}): Zone {
  const open = { valueM: null, reference: 'AGL', stated: false } as const;
  const square: ZoneShape = {
    type: 'polygon',
    rings: [
      [
        [28, 45],
        [29, 45],
        [29, 46],
        [28, 46],
      ],
    ],
  };
  const { shape, ...rest } = given;
  return {
    id: 'Z-1',
    name: 'Delta',
    kind: 'border',
    country: 'ROU',
    restriction: 'prohibited',
    rule: {
      environments: [],
      exempt: ['friend'],
      lookAheadS: 600,
      minProbability: 0.5,
      priority: 'warning',
    },
    volumes: [{ shape: shape ?? square, lower: open, upper: open }],
    applicability: [],
    origin: 'drawn',
    active: true,
    label: OWN_ONLY,
    extra: {},
    ...rest,
  };
}

interface Written {
  readonly features: readonly {
    readonly properties: { readonly [key: string]: unknown };
    readonly geometry: { readonly type: string; readonly coordinates: number[][][][] };
  }[];
}

test('a drawn zone without anything but a shape is valid ED-318', () => {
  const text = writeEd318([zone({ country: '', name: 'x'.repeat(300) })]);
  assert.deepEqual(checkEd318(JSON.parse(text)), []);
  assert.doesNotMatch(text, /minProbability/, 'alert rules stay at home');
});

test('long identifiers become seven characters, each its own, and are kept beside', () => {
  const zones = ['CH-GT9990', 'CH-GT9991', 'ABC', 'CH-GT9990X'].map((identifier) =>
    zone({ extra: { identifier } }),
  );
  const written = JSON.parse(writeEd318(zones)) as Written;
  const identifiers = written.features.map((one) => one.properties['identifier'] as string);
  assert.equal(new Set(identifiers).size, 4);
  assert.ok(identifiers.every((one) => one.length <= 7));
  assert.equal(identifiers[2], 'ABC');
  assert.deepEqual(written.features[0]!.properties['extendedProperties'], {
    identifier: 'CH-GT9990',
  });
  assert.equal(writeEd318(zones), writeEd318(zones), 'the same zones give the same file');
});

test('a zone over the antimeridian is cut there, and covers the same ground', () => {
  const across = zone({
    shape: {
      type: 'polygon',
      rings: [
        [
          [178, -10],
          [183, -10],
          [183, 10],
          [178, 10],
        ],
        [
          [179, -2],
          [179, 2],
          [182, 2],
          [182, -2],
        ],
      ],
    },
  });
  for (const text of [writeEd318([across]), writeGeoJson([across])]) {
    const { geometry } = (JSON.parse(text) as Written).features[0]!;
    assert.equal(geometry.type, 'MultiPolygon');
    for (const point of geometry.coordinates.flat(2)) assert.ok(Math.abs(point[0]!) <= 180);
    const area = geometry.coordinates.flat().reduce((sum, ring) => sum + ringArea(ring), 0);
    assert.ok(Math.abs(area - (5 * 20 - 3 * 4)) < 1e-9, String(area));
    assert.equal(readGeoZones(encodeUtf8(text), 'auto').incomplete, false);
  }
});

/** Signed: outer rings anticlockwise count up, holes down. */
function ringArea(ring: readonly number[][]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++)
    sum += ring[i]![0]! * ring[i + 1]![1]! - ring[i + 1]![0]! * ring[i]![1]!;
  return sum / 2;
}

test('whatever a zone holds, its ED-318 form is valid', () => {
  const random = new Random(77);
  const odd = [
    '',
    'x'.repeat(2000),
    'ünïcode 🛰',
    null,
    5,
    ['a'],
    { text: 'b' },
    [{ text: 'c', lang: 'en-GB' }],
  ];
  for (let n = 0; n < 300; n++) {
    const keys = [
      'identifier',
      'variant',
      'names',
      'reason',
      'message',
      'zoneAuthority',
      'restrictionConditions',
      'region',
      'regulationExemption',
      'extendedProperties',
      'dataSource',
      'colour',
    ];
    const extra: Record<string, unknown> = Object.fromEntries(
      keys.filter(() => random.chance(0.5)).map((key) => [key, random.pick(odd)]),
    );
    if (random.chance(0.3))
      extra['zoneAuthority'] = [
        {
          name: random.pick(odd),
          email: random.pick(['a@b.ro', 'no', null]),
          purpose: random.pick(['AUTHORIZATION', 'x', null]),
          siteURL: random.pick(['https://a.ro/x', 'not a url']),
          intervalBefore: random.pick(['P30D', 'soon']),
        },
      ];
    const start = () => (random.chance(0.3) ? ('SR' as const) : random.between(0, 86_400));
    const shape: ZoneShape = random.chance(0.3)
      ? {
          type: 'circle',
          centre: [random.between(-180, 180), random.between(-80, 80)],
          radiusM: random.between(1, 90_000),
        }
      : {
          type: 'polygon',
          rings: [
            [0, 1, 2, 3, 4].map(
              (k) => [170 + random.between(0, 20), k + random.between(0, 1)] as const,
            ),
          ],
        };
    const one = zone({
      shape,
      extra,
      restriction: random.pick(['prohibited', 'authorisation', 'conditional', 'none'] as const),
      applicability: random.chance(0.5)
        ? []
        : [
            {
              startAt: random.chance(0.5) ? null : random.between(0, 2e12),
              endAt: random.chance(0.5) ? null : random.between(0, 2e12),
              schedule: [{ days: [], start: start(), end: start() }],
            },
          ],
    });
    const faults = checkEd318(JSON.parse(writeEd318([one])));
    assert.deepEqual(faults, [], JSON.stringify(extra));
  }
});
