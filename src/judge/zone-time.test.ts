import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY_MS, HOUR_MS, Random } from '../base/index.ts';
import type { Applicability } from '../model/index.ts';
import { sunEventAt } from './sun.ts';
import { zone } from './testing.ts';
import { applicableSpans, appliesAt } from './zone-time.ts';

const PLACE = { latDeg: 44.43, lonDeg: 26.1 };

function applies(applicability: readonly Applicability[], iso: string): boolean {
  return appliesAt(zone({ applicability }), Date.parse(iso), PLACE);
}

function scheduled(...schedule: Applicability['schedule'][number][]): Applicability[] {
  return [{ startAt: null, endAt: null, schedule }];
}

test('periods are OR and half open', () => {
  const period = (from: string, to: string): Applicability => ({
    startAt: Date.parse(from),
    endAt: Date.parse(to),
    schedule: [],
  });
  const two = [
    period('2026-03-13T10:00:00Z', '2026-03-13T11:00:00Z'),
    period('2026-03-13T12:00:00Z', '2026-03-13T13:00:00Z'),
  ];
  assert.equal(applies(two, '2026-03-13T09:59:59Z'), false);
  assert.equal(applies(two, '2026-03-13T10:00:00Z'), true);
  assert.equal(applies(two, '2026-03-13T11:00:00Z'), false);
  assert.equal(applies(two, '2026-03-13T12:30:00Z'), true);
  assert.equal(applies([], '1999-01-01T00:00:00Z'), true);
});

test('a schedule names UTC weekdays, and no day means every day', () => {
  // 2026-03-13 is a Friday.
  const friday = scheduled({ days: ['FRI'], start: 8 * 3600, end: 16 * 3600 });
  assert.equal(applies(friday, '2026-03-13T08:00:00Z'), true);
  assert.equal(applies(friday, '2026-03-13T16:00:00Z'), false);
  assert.equal(applies(friday, '2026-03-14T12:00:00Z'), false);
  const daily = scheduled({ days: [], start: 8 * 3600, end: 16 * 3600 });
  assert.equal(applies(daily, '2026-03-14T12:00:00Z'), true);
});

test('an overnight schedule runs into the next day, and belongs to the day it began on', () => {
  const night = scheduled({ days: ['FRI'], start: 22 * 3600, end: 6 * 3600 });
  assert.equal(applies(night, '2026-03-13T21:59:59Z'), false);
  assert.equal(applies(night, '2026-03-13T22:00:00Z'), true);
  assert.equal(applies(night, '2026-03-14T05:59:59Z'), true);
  assert.equal(applies(night, '2026-03-14T06:00:00Z'), false);
  assert.equal(applies(night, '2026-03-13T03:00:00Z'), false);
});

test('the same start and end, and 0 to 24 h, are a whole day', () => {
  for (const end of [0, 86_400]) {
    const all = scheduled({ days: ['FRI'], start: 0, end });
    for (const time of ['00:00:00', '12:00:00', '23:59:59'])
      assert.equal(applies(all, `2026-03-13T${time}Z`), true);
    assert.equal(applies(all, '2026-03-14T00:00:00Z'), false);
  }
});

/** Published almanac times (UTC), which are rounded to a minute. */
const ALMANAC: readonly [string, string, number, number, string, string][] = [
  ['Greenwich, equinox', '2024-03-20', 51.48, 0, '06:03', '18:14'],
  ['Bucharest, solstice', '2024-06-21', 44.43, 26.1, '02:32', '18:03'],
  ['Sydney, winter', '2024-06-21', -33.87, 151.21, '21:00', '06:54'],
];

test('sunrise and sunset agree with the almanac to two minutes', () => {
  for (const [name, day, lat, lon, rise, set] of ALMANAC) {
    const dayAt = Date.parse(`${day}T00:00:00Z`);
    for (const [event, clock] of [
      ['SR', rise],
      ['SS', set],
    ] as const) {
      const at = sunEventAt(event, dayAt, lat, lon);
      assert.ok(typeof at === 'number');
      const off = Math.abs(at - Date.parse(`${day}T${clock}:00Z`)) / 60_000;
      assert.ok(off <= 2, `${name} ${event}: ${off.toFixed(1)} min off`);
    }
  }
});

test('twilight begins before sunrise and ends after sunset; polar day and night are told apart', () => {
  const dayAt = Date.parse('2026-03-13T00:00:00Z');
  const [begin, rise, set, end] = (['BMCT', 'SR', 'SS', 'EECT'] as const).map((event) =>
    Number(sunEventAt(event, dayAt, PLACE.latDeg, PLACE.lonDeg)),
  );
  assert.ok(begin! < rise! && rise! < set! && set! < end!);
  assert.ok(rise! - begin! > 20 * 60_000 && rise! - begin! < 40 * 60_000);
  assert.equal(sunEventAt('SR', Date.parse('2026-06-21T00:00:00Z'), 75, 20), 'up');
  assert.equal(sunEventAt('SR', Date.parse('2026-12-21T00:00:00Z'), 75, 20), 'down');
});

test('sunset to sunrise covers the night; in the polar night it is always, under the midnight sun never', () => {
  const night = scheduled({ days: [], start: 'SS', end: 'SR' });
  assert.equal(applies(night, '2026-03-13T22:00:00Z'), true);
  assert.equal(applies(night, '2026-03-13T02:00:00Z'), true);
  assert.equal(applies(night, '2026-03-13T10:00:00Z'), false);
  const north = { latDeg: 75, lonDeg: 20 };
  const there = zone({ applicability: night });
  assert.equal(appliesAt(there, Date.parse('2026-12-21T12:00:00Z'), north), true);
  assert.equal(appliesAt(there, Date.parse('2026-06-21T12:00:00Z'), north), false);
  const day = zone({ applicability: scheduled({ days: [], start: 'SR', end: 'SS' }) });
  assert.equal(appliesAt(day, Date.parse('2026-12-21T12:00:00Z'), north), false);
  assert.equal(appliesAt(day, Date.parse('2026-06-21T12:00:00Z'), north), true);
});

test('spans and single instants agree', () => {
  const random = new Random(3);
  const events = ['BMCT', 'SR', 'SS', 'EECT'] as const;
  const base = Date.parse('2026-03-10T00:00:00Z');
  for (let n = 0; n < 60; n++) {
    const time = () => (random.chance(0.3) ? random.pick(events) : random.below(24) * 3600);
    const days = random.chance(0.5) ? [] : ([random.pick(['MON', 'WED', 'FRI'] as const)] as const);
    const startAt = random.chance(0.5) ? base + random.below(48) * HOUR_MS : null;
    const applicability = [
      { startAt, endAt: null, schedule: [{ days, start: time(), end: time() }] },
    ];
    const one = zone({ applicability });
    const spans = applicableSpans(one, base, base + 5 * DAY_MS, PLACE);
    for (let k = 0; k < 100; k++) {
      const at = base + random.between(0, 5 * DAY_MS);
      const inSpan = spans.some((span) => at >= span.fromAt && at < span.toAt);
      assert.equal(inSpan, appliesAt(one, at, PLACE));
    }
  }
});
