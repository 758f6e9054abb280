import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';
import { countPair, measureShared, mergingShare, unresolvedChance } from './unresolved.ts';

/** width of the cell in standard deviations of a plot, as Koch and van Keuk's model is used here */
const CELL = 2.5;

interface Place {
  readonly at: readonly [number, number, number];
  /** variances of east, north and height, m^2 */
  readonly var: readonly [number, number, number];
}

/** States of two objects and a plot at `z` with variances `r`. */
function pairOf(a: Place, b: Place, kind: number, z: readonly number[], r: readonly number[]) {
  const x = new Float64Array(2 * NX);
  const p = new Float64Array(2 * NP);
  for (const [i, one] of [a, b].entries()) {
    x.set(one.at, i * NX);
    p[i * NP] = one.var[0];
    p[i * NP + 3] = one.var[1];
    p[i * NP + 5] = one.var[2];
  }
  const plot = new Float64Array(NZ);
  plot[0] = kind;
  plot.set(z, 1);
  plot[4] = r[0]!;
  plot[7] = r[1]!;
  plot[9] = r[2]!;
  return { x, p, plot };
}

function chance(a: Place, b: Place, kind: number, r: readonly number[]): number {
  const { x, p, plot } = pairOf(a, b, kind, [0, 0, 0], r);
  const there = unresolvedChance(x, p, 0, 1, plot, 0);
  assert.equal(unresolvedChance(x, p, 1, 0, plot, 0), there, 'whichever of the two comes first');
  return there;
}

const SURE = [0, 0, 0] as const;

test('two objects whose places are known are unresolved by the cell of the radar alone', () => {
  const at = { at: [0, 0, 1_000], var: SURE } as const;
  for (const d of [0, 50, 150, 400]) {
    const other = { at: [d, 0, 1_000], var: SURE } as const;
    const expected = Math.exp((-d * d) / (2 * CELL * CELL * 3_600));
    for (const kind of [MEASURE_KIND.full, MEASURE_KIND.ground]) {
      const got = chance(at, other, kind, [3_600, 100, 2_500]);
      assert.ok(Math.abs(got - expected) < 1e-12, `${d} m: ${got}, not ${expected}`);
    }
  }
});

test('doubt of the places is averaged over', () => {
  const random = new Random(7);
  const a: Place = { at: [0, 0, 500], var: [900, 400, 100] };
  const b: Place = { at: [120, -60, 560], var: [1_600, 2_500, 400] };
  const r = [2_500, 1_600, 3_600] as const;
  const rounds = 200_000;
  let sum = 0;
  for (let i = 0; i < rounds; i++) {
    let m = 0;
    for (const k of [0, 1, 2] as const) {
      const draw = Math.sqrt(a.var[k] + b.var[k]) * random.normal();
      m += (a.at[k] - b.at[k] + draw) ** 2 / (CELL * CELL * r[k]);
    }
    sum += Math.exp(-m / 2);
  }
  const got = chance(a, b, MEASURE_KIND.full, r);
  assert.ok(Math.abs(got / (sum / rounds) - 1) < 0.01, `${got}, drawn ${sum / rounds}`);
});

test('a radar without height is not told apart by height', () => {
  const low = { at: [0, 0, 100], var: [400, 400, 10_000] } as const;
  const high = { at: [80, 30, 9_000], var: [400, 400, 10_000] } as const;
  const r = [2_500, 2_500, 2_500];
  const level = { ...high, at: [80, 30, 100] } as const;
  assert.equal(
    chance(low, high, MEASURE_KIND.ground, r),
    chance(low, level, MEASURE_KIND.ground, r),
  );
  assert.ok(chance(low, high, MEASURE_KIND.full, r) < 1e-6);
});

test('a plot in the middle says where the one is when the other is known', () => {
  const a: Place = { at: [100, 40, 1_020], var: [900, 900, 900] };
  const b: Place = { at: [-20, 10, 980], var: [100, 225, 400] };
  const middle = [0, 1, 2].map((k) => (a.at[k]! + b.at[k]!) / 2);
  const { x, p, plot } = pairOf(a, b, MEASURE_KIND.full, middle, [2_500, 1_600, 3_600]);
  const out = new Float64Array(2 * NZ);
  measureShared(x, p, 0, 1, plot, 0, out, NZ);
  assert.deepEqual([...out.subarray(NZ + 1, NZ + 4)], [...a.at]);
  const d = [0, 1, 2].map((k) => b.at[k]! - a.at[k]!);
  const expected = [
    4 * 2_500 + 100 + d[0]! ** 2 / 3,
    (d[0]! * d[1]!) / 3,
    (d[0]! * d[2]!) / 3,
    4 * 1_600 + 225 + d[1]! ** 2 / 3,
    (d[1]! * d[2]!) / 3,
    4 * 3_600 + 400 + d[2]! ** 2 / 3,
  ];
  for (const [k, value] of expected.entries())
    assert.ok(Math.abs(out[NZ + 4 + k]! - value) < 1e-9, `covariance ${k}`);
  assert.ok(
    out.subarray(0, NZ).every((value) => value === 0),
    'nothing else is written',
  );
});

test('a radar is learned by what it shows of close pairs, and learned anew when it changes', () => {
  const seen = { two: 0, one: 0 };
  assert.equal(mergingShare(seen), 0.5);
  for (let i = 0; i < 300; i++) countPair(seen, true, 0.8);
  assert.ok(mergingShare(seen) > 0.95);
  for (let i = 0; i < 1_000; i++) countPair(seen, false, 0.8);
  assert.ok(mergingShare(seen) < 0.1);
  assert.ok(seen.one + seen.two <= 201, 'what was seen long ago is faded');
});
