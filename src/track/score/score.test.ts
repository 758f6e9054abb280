import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scorer } from './score.ts';
import type { ScorePoint, ScoreRules } from './types.ts';

const RULES: ScoreRules = {
  c: 100,
  dims: 2,
  assoc: 100,
  latDeg: 0,
  lonDeg: 0,
  altM: 0,
  reportT0: 10,
  reportDt: 2,
  reports: 3,
};
/** one degree along the equator, m */
const DEGREE_M = (6_378_137 * Math.PI) / 180;

function point(t: number, id: string, eastM: number, cov?: readonly number[]): ScorePoint {
  const at = { t, id, lat: 0, lon: eastM / DEGREE_M };
  return cov === undefined ? at : { ...at, cov };
}

function near(value: number, expected: number, tolerance = 1e-3): void {
  assert.ok(Math.abs(value - expected) < tolerance, `${value} is not ${expected}`);
}

test('GOSPA at a report is the root of squared distances and half the squared cut-off for each lost and false', () => {
  const scorer = new Scorer(RULES);
  scorer.addTruth(point(10, 'a', 0));
  scorer.addTruth(point(10, 'b', 1000));
  scorer.addTrack(point(10, '1', 30));
  scorer.addTrack(point(10, '2', 5000));
  const { moments, score } = scorer.detail();
  near(moments[0]!.gospa, Math.sqrt(900 + 5000 + 5000), 0.01);
  near(moments[0]!.locSquare, 900, 0.1);
  assert.deepEqual([moments[0]!.missedSquare, moments[0]!.falseSquare], [5000, 5000]);
  assert.equal(moments[1]!.gospa, 0);
  near(score.gospa, moments[0]!.gospa / 3);
  near(score.missed, 1 / 3);
});

test('the squares of the parts of each moment add up to its squared GOSPA, those of the run to their means', () => {
  const scorer = new Scorer(RULES);
  for (let k = 0; k < 3; k++) {
    scorer.addTruth(point(10 + 2 * k, 'a', 0));
    scorer.addTruth(point(10 + 2 * k, 'b', 400));
    scorer.addTrack(point(10 + 2 * k, '1', 10 * k));
    if (k > 0) scorer.addTrack(point(10 + 2 * k, '2', 800));
  }
  const { moments, score } = scorer.detail();
  for (const m of moments) near(m.gospa ** 2, m.locSquare + m.missedSquare + m.falseSquare, 1e-6);
  const mean = (of: (m: (typeof moments)[number]) => number): number =>
    moments.reduce((sum, m) => sum + of(m), 0) / 3;
  near(
    score.locPart ** 2,
    mean((m) => m.locSquare),
    1e-6,
  );
  near(
    score.missedPart ** 2,
    mean((m) => m.missedSquare),
    1e-6,
  );
  near(
    score.falsePart ** 2,
    mean((m) => m.falseSquare),
    1e-6,
  );
});

test('a change of track number is a switch and begins a new segment; a gap under one number does neither', () => {
  const scorer = new Scorer({ ...RULES, reports: 6 });
  for (let k = 0; k < 6; k++) scorer.addTruth(point(10 + 2 * k, 'a', 0));
  for (const [k, track] of [
    [1, '7'],
    [3, '7'],
    [4, '9'],
    [5, '9'],
  ] as const)
    scorer.addTrack(point(10 + 2 * k, track, 5));
  const { objects, moments, score } = scorer.detail();
  assert.equal(score.switches, 1);
  assert.deepEqual(
    moments.map((m) => m.switches),
    [0, 0, 0, 0, 1, 0],
  );
  assert.deepEqual(objects[0]!.segments, [
    { track: '7', fromT: 12, toT: 16, reports: 2 },
    { track: '9', fromT: 18, toT: 20, reports: 2 },
  ]);
  near(score.longestSegment, 2 / 6);
  near(score.completeness, 4 / 6);
  assert.equal(score.initDelayS, 2);
});

test('the pair of the last report is kept while it is within reach, though another track is nearer', () => {
  const scorer = new Scorer(RULES);
  scorer.addTruth(point(10, 'a', 0));
  scorer.addTrack(point(10, '1', 0));
  scorer.addTruth(point(12, 'a', 0));
  scorer.addTrack(point(12, '1', 60));
  scorer.addTrack(point(12, '2', 1));
  const { score } = scorer.detail();
  assert.equal(score.switches, 0);
  near(score.ambiguity, 1.5);
});

test('NEES over dimensions is one when errors are as large as the covariance says, NaN without covariance', () => {
  const scorer = new Scorer(RULES);
  scorer.addTruth(point(10, 'a', 0));
  scorer.addTrack(point(10, '1', 20, [200, 0, 0, 900, 0, 1]));
  scorer.addTruth(point(12, 'a', 0));
  scorer.addTrack(point(12, '1', 20));
  const { score, moments } = scorer.detail();
  near(score.nees, 1, 0.01);
  assert.ok(Number.isNaN(moments[1]!.nees));
});

test('lines at other times, twice the same track and positions that are no numbers are counted and ignored', () => {
  const scorer = new Scorer(RULES);
  scorer.addTruth(point(10, 'a', 0));
  scorer.addTrack(point(10, '1', 0));
  scorer.addTrack(point(10, '1', 50));
  scorer.addTrack(point(11, '2', 0));
  scorer.addTrack(point(12, '3', Number.NaN));
  const { score } = scorer.detail();
  assert.equal(score.badLines, 3);
  assert.equal(score.false, 0);
});
