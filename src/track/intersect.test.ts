import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PAIR, farApart, fusePair } from './intersect.ts';
import { type Matrix, flip, inverse, plus, scale, times, zeros } from './testing-matrix.ts';

const part = fc.integer({ min: -1000, max: 1000 }).map((v) => v / 1000);
const root = fc.array(part, { minLength: 16, maxLength: 16 });

/** A joint covariance of two estimates of a pair, as it may be; one wider than the other by up to `spread`. */
function jointOf(parts: readonly number[], spread: number): Matrix {
  const l = zeros(4, 4).map((row, i) =>
    row.map((_, j) => parts[i * 4 + j]! * (i < 2 ? 1 : spread)),
  );
  const j = times(l, flip(l));
  // an estimate is never quite sure
  for (let i = 0; i < 4; i++) j[i]![i]! += 0.01 * (i < 2 ? 1 : spread * spread);
  return j;
}

const block = (j: Matrix, r: number, c: number): Matrix =>
  [0, 1].map((i) => [0, 1].map((k) => j[r + i]![c + k]!));

function pairOf(x: readonly number[], p: Matrix): Float64Array {
  return Float64Array.from([x[0]!, x[1]!, p[0]![0]!, p[0]![1]!, p[1]![1]!]);
}

/** The fused covariance, and the gains on both: what the fusion does to errors. */
function fuse(p1: Matrix, p2: Matrix, disjoint: boolean) {
  const gains = [0, 1, 2, 3].map((k) => {
    const x = [0, 1, 2, 3].map((i) => (i === k ? 1 : 0));
    const a = pairOf(x.slice(0, 2), p1);
    fusePair(a, 0, pairOf(x.slice(2), p2), disjoint);
    return a;
  });
  const p = gains[0]!;
  return {
    p: [
      [p[2]!, p[3]!],
      [p[3]!, p[4]!],
    ],
    k: [0, 1].map((i) => gains.map((g) => g[i]!)),
  };
}

/** The least eigenvalue of a symmetric 2 by 2 matrix, as a part of `size`. */
function least(m: Matrix, size: Matrix): number {
  const mean = (m[0]![0]! + m[1]![1]!) / 2;
  const half = Math.hypot((m[0]![0]! - m[1]![1]!) / 2, m[0]![1]!);
  return (mean - half) / (size[0]![0]! + size[1]![1]!);
}

test('the fused covariance is at least the true one, whatever the two errors have in common', () => {
  fc.assert(
    fc.property(root, fc.double({ min: 0.1, max: 10, noNaN: true }), (parts, spread) => {
      const j = jointOf(parts, spread);
      const { p, k } = fuse(block(j, 0, 0), block(j, 2, 2), false);
      const truth = times(times(k, j), flip(k));
      assert.ok(least(plus(p, truth, -1), p) > -1e-9);
    }),
    { numRuns: 2000 },
  );
});

test('fusing as if independent is too sure of itself when they are not: the control', () => {
  let bad = 0;
  fc.assert(
    fc.property(root, (parts) => {
      const j = jointOf(parts, 1);
      const [a, b] = [inverse(block(j, 0, 0)), inverse(block(j, 2, 2))];
      const p = inverse(plus(a, b));
      const k = [0, 1].map((i) => [...times(p, a)[i]!, ...times(p, b)[i]!]);
      if (least(plus(p, times(times(k, j), flip(k)), -1), p) < -1e-3) bad++;
    }),
    { numRuns: 500, seed: 1 },
  );
  assert.ok(bad > 250, `${bad} of 500`);
});

test('with no sensor in both, it holds for all correlations up to a half, and gains on intersection', () => {
  fc.assert(
    fc.property(root, fc.double({ min: 0.2, max: 5, noNaN: true }), (parts, spread) => {
      const j = jointOf(parts, spread);
      const [p1, p2] = [block(j, 0, 0), block(j, 2, 2)];
      const [l1, l2] = [cholesky(p1), cholesky(p2)];
      // normalised cross-covariance, shrunk to a largest singular value of one half
      const r = times(times(inverse(l1), block(j, 0, 2)), flip(inverse(l2)));
      const rr = times(r, flip(r));
      const mean = (rr[0]![0]! + rr[1]![1]!) / 2;
      const top = Math.sqrt(mean + Math.hypot((rr[0]![0]! - rr[1]![1]!) / 2, rr[0]![1]!));
      const c = times(times(l1, scale(r, top > 0.5 ? 0.5 / top : 1)), flip(l2));
      const joint = [0, 1].map((i) => [...p1[i]!, ...c[i]!]);
      joint.push(...[0, 1].map((i) => [...flip(c)[i]!, ...p2[i]!]));
      const { p, k } = fuse(p1, p2, true);
      assert.ok(least(plus(p, times(times(k, joint), flip(k)), -1), p) > -1e-9);
    }),
    { numRuns: 1000 },
  );
  const same = fuse(
    [
      [100, 0],
      [0, 100],
    ],
    [
      [100, 0],
      [0, 100],
    ],
    true,
  );
  assert.ok(same.p[0]![0]! < 76);
});

function cholesky(m: Matrix): Matrix {
  const a = Math.sqrt(m[0]![0]!);
  const b = m[0]![1]! / a;
  return [
    [a, 0],
    [b, Math.sqrt(m[1]![1]! - b * b)],
  ];
}

test('the same estimate twice is the same estimate', () => {
  const p = [
    [900, 200],
    [200, 400],
  ];
  const a = pairOf([100, 50], p);
  fusePair(a, 0, pairOf([100, 50], p), false);
  [100, 50, 900, 200, 400].forEach((want, i) => assert.ok(Math.abs(a[i]! - want) < 1e-9));
});

test('two views from the side sharpen each other, and a vague one hardly moves a sharp one', () => {
  const { p } = fuse(
    [
      [100, 0],
      [0, 10_000],
    ],
    [
      [10_000, 0],
      [0, 100],
    ],
    false,
  );
  assert.ok(p[0]![0]! < 200 && p[1]![1]! < 200);
  const a = pairOf(
    [0, 0],
    [
      [100, 0],
      [0, 100],
    ],
  );
  const weight = fusePair(
    a,
    0,
    pairOf(
      [50, 0],
      [
        [40_000, 0],
        [0, 40_000],
      ],
    ),
    false,
  );
  assert.ok(weight < 0.01 && a[0]! < 0.5 && a[2]! < 102);
});

test('the distance holds for any common part: at most what it would be with the true covariance', () => {
  fc.assert(
    fc.property(
      root,
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      part,
      part,
      (parts, spread, x, y) => {
        const j = jointOf(parts, spread);
        const c = block(j, 0, 2);
        const s = plus(plus(plus(block(j, 0, 0), block(j, 2, 2)), c, -1), flip(c), -1);
        const d = [[10 * x], [10 * y]];
        const truth = times(times(flip(d), inverse(s)), d)[0]![0]!;
        const a = pairOf([10 * x, 10 * y], block(j, 0, 0));
        const b = pairOf([0, 0], block(j, 2, 2));
        assert.equal(a.length, PAIR);
        assert.ok(farApart(a, 0, b) <= truth * (1 + 1e-9) + 1e-9);
      },
    ),
    { numRuns: 1000 },
  );
});
