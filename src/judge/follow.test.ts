import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Judge } from './judge.ts';
import { DEFAULT_ALERT_RULES } from './rules.ts';
import type { TestTrack } from './testing.ts';
import { eastward, JudgeBench, LON_M } from './testing-bench.ts';

const BORN_S = 45;

/** A track that a person calls a friend and that is lost after 30 s. */
function loseFriend(): JudgeBench {
  const bench = new JudgeBench();
  bench.fly(10, (t) => [eastward(t)]);
  bench.do({
    type: 'identity.override',
    trackNumber: 1,
    identity: 'friend',
    reason: 'our own patrol',
  });
  bench.fly(20, (t) => [eastward(t + 10)]);
  bench.fly(15, () => []);
  return bench;
}

/** A track that appears where the lost one would be, `asideM` to the east of that. */
function goingOn(bench: JudgeBench, t: number, trackNumber: number, asideM = 0): TestTrack {
  const track = eastward(BORN_S + t, 50, trackNumber);
  return { ...track, lonDeg: track.lonDeg + asideM / LON_M, bornAt: bench.now - t * 1000 };
}

test('IDN-8: the word of a person goes over to the track that goes on from the one it was about', () => {
  const bench = loseFriend();
  bench.fly(60, (t) => [goingOn(bench, t, 7)]);
  assert.equal(bench.judge.identity(7).identity, 'friend');
  assert.deepEqual(bench.judge.identity(7).by, { kind: 'person', id: 'officer' });
  assert.equal(bench.count('identity.followed'), 1);
  assert.deepEqual(bench.open(), []);
  const again = new Judge(DEFAULT_ALERT_RULES, []);
  for (const fact of bench.facts) again.apply(fact);
  assert.deepEqual(again.identity(7), bench.judge.identity(7));
  assert.equal(bench.do({ type: 'identity.lift', trackNumber: 7 }), 'ok');
});

test('IDN-8: of two tracks that might be it, neither gets the word', () => {
  const bench = loseFriend();
  bench.fly(10, (t) => [goingOn(bench, t, 7), goingOn(bench, t, 8, 200)]);
  assert.equal(bench.count('identity.followed'), 0);
});

test('IDN-8: a track that was there before does not get the word', () => {
  const bench = new JudgeBench();
  bench.fly(10, (t) => [eastward(t), { ...eastward(t, 50, 9), latDeg: 44.503 }]);
  bench.do({ type: 'identity.override', trackNumber: 1, identity: 'friend', reason: 'ours' });
  bench.fly(10, (t) => [eastward(t + 10), { ...eastward(t + 10, 50, 9), latDeg: 44.503 }]);
  bench.fly(30, (t) => [{ ...eastward(t + 20, 50, 9), latDeg: 44.503 }]);
  assert.equal(bench.count('identity.followed'), 0);
});
