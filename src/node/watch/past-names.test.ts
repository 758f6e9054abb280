import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePicture, type Identity, type TrackDetail } from '../../model/index.ts';
import { PastNames, type PastName } from './past-names.ts';

function detailOf(trackNumber: number, given: Partial<TrackDetail> = {}): TrackDetail {
  return {
    trackNumber,
    icao: null,
    mmsi: null,
    mode3A: null,
    callsign: null,
    uasId: null,
    shipName: null,
    shipType: null,
    tail: null,
    emergency: null,
    destination: null,
    operatorLatRad: 0.77,
    operatorLonRad: 0.5,
    operatorId: 'pilot',
    onGround: false,
    classes: [],
    environment: 'air',
    sources: [{ sensorId: 'r1', sourceId: 'radar', lastAt: 5, plots: 9 }],
    findings: [],
    simulated: true,
    ...given,
  };
}

/** Some tracks whose details and identities a test changes. */
function world(count: number) {
  const picture = makePicture(count, 1000);
  const details = new Map<number, TrackDetail>();
  const identities = new Map<number, Identity>();
  for (let row = 0; row < count; row++) {
    picture.trackNumber[row] = row + 1;
    details.set(row + 1, detailOf(row + 1));
  }
  picture.count = count;
  const names = new PastNames();
  const look = (share = 1): PastName[] => {
    const kept: PastName[] = [];
    const source = {
      detail: (n: number) => details.get(n),
      identity: (n: number) => ({ identity: identities.get(n) ?? ('unknown' as const) }),
    };
    names.look(picture, source, share, (name) => kept.push(name));
    return kept;
  };
  return { picture, details, identities, look };
}

test('a track is written once, and again when its call sign or its identity changes', () => {
  const { picture, details, identities, look } = world(1);
  assert.equal(look().length, 1);
  assert.equal(look().length, 0);
  details.set(1, detailOf(1, { callsign: 'ROT382' }));
  picture.detailVersion[0] = 1;
  assert.deepEqual(
    look().map(({ callsign }) => callsign),
    ['ROT382'],
  );
  identities.set(1, 'hostile');
  assert.deepEqual(
    look().map(({ identity }) => identity),
    ['hostile'],
  );
});

test('more plots of the same sensors are no news, and the place of a pilot is not kept', () => {
  const { picture, details, look } = world(1);
  const [first] = look();
  assert.deepEqual([first!.operatorLatRad, first!.operatorId], [null, null]);
  details.set(
    1,
    detailOf(1, { sources: [{ sensorId: 'r1', sourceId: 'radar', lastAt: 9, plots: 10 }] }),
  );
  picture.detailVersion[0] = 1;
  assert.deepEqual(look(), []);
});

test('many new tracks are written over several calls, none is left out', () => {
  const { look } = world(1000);
  const seen = new Set<number>();
  let calls = 0;
  while (seen.size < 1000 && calls++ < 50) {
    const kept = look(0.5);
    assert.ok(kept.length <= 200);
    for (const { trackNumber } of kept) seen.add(trackNumber);
  }
  assert.equal(seen.size, 1000);
  assert.ok(calls >= 5);
});
