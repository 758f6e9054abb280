import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD } from '../../base/index.ts';
import { makePicture, OWN_ONLY, type Label, type Picture } from '../../model/index.ts';
import { ReleaseGate } from '../releasability.ts';
import { MAX_TRACK_ROWS } from './messages.ts';
import { readTrack } from './read-track.ts';
import { TrackSharing, type TrackFacts, type TrackTerms } from './track-sharing.ts';

const TERMS: TrackTerms = { everyMs: 2000, box: null };
const FOR_BGR: Label = { ...OWN_ONLY, releasableTo: ['BGR'] };
const FOR_ALL: Label = { ...OWN_ONLY, releasableTo: ['*'] };

const gateOf = (member: string): ReleaseGate =>
  new ReleaseGate({
    member,
    clearance: 'secret',
    groups: [],
    caveats: [],
    policies: ['ALLIANCE'],
  });

function pictureOf(at: number, tracks: readonly (readonly [number, number, number?])[]): Picture {
  const picture = makePicture(Math.max(1, tracks.length));
  (picture as { at: number }).at = at;
  for (const [number, updatedAt, lonDeg = 28] of tracks) {
    const row = picture.count++;
    picture.trackNumber[row] = number;
    picture.updatedAt[row] = updatedAt;
    picture.latRad[row] = 44 * DEG_TO_RAD;
    picture.lonRad[row] = lonDeg * DEG_TO_RAD;
    picture.altM[row] = Number.NaN;
    picture.vUpMps[row] = Number.NaN;
    picture.covUU[row] = Number.NaN;
    picture.covEE[row] = 400;
    picture.covEN[row] = 30;
    picture.covNN[row] = 500;
    picture.velEE[row] = 4;
    picture.velNN[row] = 4;
    picture.existence[row] = 0.98;
  }
  return picture;
}

const factsOf = (label: Label): TrackFacts => ({
  labelOf: () => label,
  detailOf: () => null,
  identityOf: () => 'unknown',
});

function numbers(
  sharing: TrackSharing,
  member: string,
  picture: Picture,
  { label = FOR_ALL, terms = TERMS } = {},
): number[] {
  const frames = sharing.frame(member, terms, 'ROU', gateOf(member), picture, factsOf(label));
  return [...frames.values()].flat().map((row) => row.number);
}

test('a track goes to the ally it is released to and to no other', () => {
  const sharing = new TrackSharing();
  const picture = pictureOf(1000, [[7, 900]]);
  assert.deepEqual(numbers(sharing, 'BGR', picture, { label: FOR_BGR }), [7]);
  assert.deepEqual(numbers(sharing, 'TUR', picture, { label: FOR_BGR }), []);
  assert.deepEqual(numbers(sharing, 'GRC', picture, { label: OWN_ONLY }), []);
});

test('frames come at the rate of the ally and hold only what was updated since', () => {
  const sharing = new TrackSharing();
  assert.deepEqual(
    numbers(sharing, 'BGR', pictureOf(1000, [[1, 900], [2, 900]])), // prettier-ignore
    [1, 2],
  );
  assert.deepEqual(numbers(sharing, 'BGR', pictureOf(2900, [[1, 2800], [2, 900]])), []); // prettier-ignore
  assert.deepEqual(numbers(sharing, 'BGR', pictureOf(3000, [[1, 2800], [2, 900]])), [1]); // prettier-ignore
  assert.deepEqual(numbers(sharing, 'BGR', pictureOf(5000, [[1, 2800], [2, 900]])), []); // prettier-ignore
});

test('an update whose plot came late, measured before the last frame, still goes out', () => {
  const sharing = new TrackSharing();
  assert.deepEqual(numbers(sharing, 'BGR', pictureOf(10_000, [[1, 1000]])), [1]);
  assert.deepEqual(numbers(sharing, 'BGR', pictureOf(12_000, [[1, 9000]])), [1]);
});

test('only tracks in the box go out, also over the date line', () => {
  const sharing = new TrackSharing();
  const box = { westDeg: 170, southDeg: 40, eastDeg: -170, northDeg: 50 };
  const picture = pictureOf(1000, [
    [1, 900, 28],
    [2, 900, 179],
    [3, 900, -179],
  ]);
  assert.deepEqual(numbers(sharing, 'BGR', picture, { terms: { everyMs: 0, box } }), [2, 3]);
});

test('more than a frame holds goes out in the next ones, and none is forgotten', () => {
  const sharing = new TrackSharing();
  const count = 2 * MAX_TRACK_ROWS + 10;
  const tracks = Array.from({ length: count }, (_, i) => [i + 1, 900] as const);
  const got = new Set<number>();
  for (const at of [1000, 3000, 5000]) {
    const rows = numbers(sharing, 'BGR', pictureOf(at, tracks));
    assert.ok(rows.length <= MAX_TRACK_ROWS);
    for (const number of rows) got.add(number);
  }
  assert.equal(got.size, count);
});

test('after a link came up everything goes out again', () => {
  const sharing = new TrackSharing();
  numbers(sharing, 'BGR', pictureOf(1000, [[1, 900]]));
  sharing.restart('BGR');
  assert.deepEqual(numbers(sharing, 'BGR', pictureOf(1100, [[1, 900]])), [1]);
});

test('what is sent is read as it was, and a wrong row names its field', () => {
  const facts: TrackFacts = { ...factsOf(FOR_ALL), identityOf: () => 'suspect' };
  const picture = pictureOf(1000, [[7, 900]]);
  const frames = new TrackSharing().frame('BGR', TERMS, 'ROU', gateOf('BGR'), picture, facts);
  const [row] = frames.get(FOR_ALL)!;
  const sent = JSON.parse(JSON.stringify(row)) as Record<string, unknown>;
  const read = readTrack({ ...sent, extra: 1 });
  assert.deepEqual(read, { ok: true, value: row });
  for (const [field, wrong] of [
    ['latDeg', 91],
    ['number', -1],
    ['altM', '1'],
    ['quality', 16],
    ['identity', 'foe'],
    ['covEE', -1],
    ['claims', { icao: 2 ** 24 }],
    ['claims', { classes: [{ type: 'bird', confidence: 2 }] }],
    ['claims', { callsign: 'x'.repeat(65) }],
  ] as const) {
    const answer = readTrack({ ...sent, [field]: wrong });
    assert.equal(answer.ok, false);
    assert.ok(!answer.ok && answer.fault.includes(field === 'covEE' ? 'cov' : field), field);
  }
});
