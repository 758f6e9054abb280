import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Zone } from '../../model/index.ts';
import { crossesItself, formOf, newForm, readForm, type ZoneForm } from './zone-form.ts';
import { describeHours, describeLimits, innerPoint, type LonLat } from './zone-model.ts';

const drawn = (change: Partial<ZoneForm> = {}): ZoneForm => ({
  ...newForm('polygon'),
  name: 'Field',
  corners: ['44N 29E', '44N 29.5E', '44.5N 29.5E', '44.5N 29E'],
  lowerM: '100',
  upperM: '900',
  ...change,
});

test('a drawn zone becomes a draft with its ring, limits and rule in SI units', () => {
  const { draft, errors } = readForm(drawn({ lookAheadMin: '7.5', minProbabilityPercent: '40' }));
  assert.deepEqual(errors, {});
  assert.ok(draft !== null);
  assert.equal(draft.rule.lookAheadS, 450);
  assert.equal(draft.rule.minProbability, 0.4);
  const [volume] = draft.volumes;
  assert.deepEqual(volume?.lower, { valueM: 100, reference: 'AMSL', stated: true });
  assert.deepEqual(volume?.shape.type === 'polygon' && volume.shape.rings[0]?.[2], [29.5, 44.5]);
});

test('every field that is wrong is named, and nothing is sent', () => {
  const cases: readonly (readonly [Partial<ZoneForm>, string])[] = [
    [{ name: '  ' }, 'name'],
    [{ country: 'RO' }, 'country'],
    [{ lookAheadMin: 'soon' }, 'lookAheadMin'],
    [{ minProbabilityPercent: '101' }, 'minProbabilityPercent'],
    [{ upperM: '50' }, 'upperM'],
    [{ lowerM: 'deep' }, 'lowerM'],
    [{ corners: ['44N 29E', '44N 29.5E'] }, 'corners'],
    [{ corners: ['44N 29E', 'nowhere', '44.5N 29.5E'] }, 'corner-1'],
    [{ corners: ['44N 29E', '44.5N 29.5E', '44N 29.5E', '44.5N 29E'] }, 'corners'],
    [{ shape: 'circle', centre: 'there' }, 'centre'],
    [{ shape: 'circle', centre: '44N 29E', radiusNm: '0' }, 'radiusNm'],
  ];
  for (const [change, field] of cases) {
    const { draft, errors } = readForm(drawn(change));
    assert.equal(draft, null, field);
    assert.deepEqual(Object.keys(errors), [field]);
  }
});

function zoneOf(form: ZoneForm): Zone {
  const { draft } = readForm(form);
  assert.ok(draft !== null);
  const label = {
    policy: 'P',
    classification: 'unclassified' as const,
    releasableTo: [],
    caveats: [],
    exercise: false,
  };
  return { ...draft, id: 'z', origin: 'drawn', label, extra: {} };
}

test('a saved zone opened in the editor and saved again is the same zone', () => {
  for (const form of [
    drawn(),
    drawn({ shape: 'circle', corners: [], centre: '44N 29E', radiusNm: '3', upperM: '' }),
  ]) {
    const zone = zoneOf(form);
    const again = readForm(formOf(zone));
    assert.ok(again.draft !== null);
    assert.deepEqual(again.draft.rule, zone.rule);
    assert.deepEqual(again.draft.volumes[0]?.upper, zone.volumes[0]?.upper);
    assert.equal(again.draft.volumes[0]?.shape.type, zone.volumes[0]?.shape.type);
  }
});

test('a zone with holes keeps its shape to the last digit: the editor does not draw such', () => {
  const hole: LonLat[] = [
    [29.1, 44.1],
    [29.2, 44.1],
    [29.2, 44.2],
  ];
  const zone = zoneOf(drawn());
  const [volume] = zone.volumes;
  assert.ok(volume?.shape.type === 'polygon');
  const holed = { ...volume, shape: { ...volume.shape, rings: [volume.shape.rings[0]!, hole] } };
  const form = formOf({ ...zone, volumes: [holed] });
  assert.equal(form.shape, 'kept');
  assert.deepEqual(readForm(form).draft?.volumes, [holed]);
});

test('edges that cross are found, neighbours and the closing edge do not count', () => {
  const square: LonLat[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  assert.equal(crossesItself(square), false);
  assert.equal(crossesItself([square[0]!, square[2]!, square[1]!, square[3]!]), true);
});

test('limits and hours are told in words, open ones too', () => {
  const zone = zoneOf(drawn());
  assert.equal(describeLimits(zone), '100 m AMSL to 900 m AMSL');
  assert.equal(describeLimits(zoneOf(drawn({ lowerM: '', upperM: '' }))), 'Ground to no ceiling');
  assert.equal(describeHours({ ...zone, active: false }), 'Not in watch');
  assert.equal(describeHours(zone), 'Always');
  const night = { days: ['MON'], start: 'SS', end: 18_000 } as const;
  const span = { startAt: Date.UTC(2026, 10, 24), endAt: null, schedule: [night] };
  assert.equal(
    describeHours({ ...zone, applicability: [span] }),
    'from 2026-11-24 00:00Z, MON sunset–05:00Z',
  );
});

test('a zone’s name stands inside it, also when it is bent or has a hole in the middle', () => {
  const bent: LonLat[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [8, 10],
    [8, 2],
    [0, 2],
  ];
  const [x, y] = innerPoint([bent]);
  assert.ok(x > 8 && x < 10 && y > 2 && y < 10, `${x} ${y}`);
  const square: LonLat[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];
  const hole: LonLat[] = [
    [2, 2],
    [9, 2],
    [9, 9],
    [2, 9],
  ];
  const [hx] = innerPoint([square, hole]);
  assert.ok(hx > 0 && hx < 2, 'left of the hole, where there is most room');
});
