import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { flight, look, makeTracker, radarAt, T0, tellOn, tracksOf } from './testing-made.ts';

test('what is shared on holds nothing of an ally: neither its tracks nor its part in ours', () => {
  const random = new Random(5);
  const own = radarAt('own', 0, 0);
  const far = radarAt('far', 60_000, 0);
  const seen = flight(-20_000, 10_000, 1.4, 180);
  const theirs = flight(40_000, -30_000, 0.3, 150);
  const upstream = makeTracker([far]);
  const tracker = makeTracker([own, { ...tracksOf('ally:BGR'), foreign: true }]);
  const alone = makeTracker([own]);
  for (let s = 0; s <= 200; s++) {
    const at = T0 + s * 1000;
    if (s % 4 === 1) upstream.accept(look(far, [seen, theirs], s, random));
    if (s % 4 === 0) {
      const scan = look(own, [seen], s, random);
      tracker.accept(scan);
      alone.accept(scan);
    }
    if (s % 4 === 2 && s > 40) tracker.accept(tellOn('ally:BGR', upstream.picture(at)));
    for (const one of [upstream, tracker, alone]) one.advance(at);
  }
  const at = T0 + 200_000;
  const whole = tracker.picture(at);
  assert.equal(whole.count, 2);
  const row = whole.trackNumber.indexOf(1);
  const fused = whole.covEE[row]!;
  assert.ok(tracker.detail(1)!.sources.some((one) => one.sensorId === 'ally:BGR'));
  const shared = tracker.ownPicture(at);
  const plain = alone.picture(at);
  assert.equal(shared.count, 1);
  assert.equal(shared.trackNumber[0], 1);
  assert.notEqual(shared.covEE[0], fused, 'the ally’s part is in the whole picture');
  for (const column of [
    'latRad',
    'lonRad',
    'altM',
    'vEastMps',
    'covEE',
    'covNN',
    'existence',
  ] as const)
    assert.equal(shared[column][0], plain[column][0], column);
  assert.deepEqual(
    tracker.ownDetail(1)!.sources.map((one) => one.sensorId),
    ['own'],
  );
});
