import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { MEASURE_KIND, NP, NX, NZ, predictModel, updateModel } from './filter.ts';
import { PAIRS, flip, kalman, plus, times, unpack, zeros } from './testing-matrix.ts';

function randomState(random: Random): { x: Float64Array; p: Float64Array } {
  const root = zeros(6, 6).map((row, i) => row.map(() => random.normal() * (i < 3 ? 100 : 10)));
  const full = times(root, flip(root));
  const p = new Float64Array(NP);
  for (const [k, i, j] of PAIRS) p[k] = full[i]![j]!;
  const x = Float64Array.from({ length: NX }, (_, i) => random.normal() * (i < 3 ? 1e4 : 100));
  return { x, p };
}

function assertClose(actual: number, expected: number, scale: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-8 * scale, `${actual} against ${expected}`);
}

function compare(
  x: Float64Array,
  p: Float64Array,
  logL: number,
  twin: ReturnType<typeof kalman>,
): void {
  for (let i = 0; i < NX; i++) assertClose(x[i]!, twin.x[i]![0]!, 1e5);
  for (const [k, i, j] of PAIRS) assertClose(p[k]!, twin.p[i]![j]!, 1e6);
  assertClose(logL, twin.logL, 1e3);
}

test('predict agrees with the plain matrix filter', () => {
  const random = new Random(1);
  for (let round = 0; round < 50; round++) {
    const { x, p } = randomState(random);
    const a = random.between(0.1, 1);
    const g = random.between(0, 12);
    const step = Float64Array.from([a, g, 5, 3, 2, 0.5, 0.3, 0.2]);
    const f = zeros(6, 6).map((row, i) =>
      row.map((_, j) => (i === j ? (i < 3 ? 1 : a) : i + 3 === j ? g : 0)),
    );
    const q = zeros(6, 6);
    for (let i = 0; i < 3; i++) {
      q[i]![i] = i < 2 ? 5 : 0.5;
      q[i]![i + 3] = i < 2 ? 3 : 0.3;
      q[i + 3]![i] = q[i]![i + 3]!;
      q[i + 3]![i + 3] = i < 2 ? 2 : 0.2;
    }
    const wantX = times(
      f,
      [...x].map((v) => [v]),
    );
    const wantP = plus(times(times(f, unpack(p)), flip(f)), q);
    const ox = new Float64Array(NX);
    const op = new Float64Array(NP);
    predictModel(x, 0, p, 0, step, 0, ox, 0, op, 0);
    for (let i = 0; i < NX; i++) assertClose(ox[i]!, wantX[i]![0]!, 1e5);
    for (const [k, i, j] of PAIRS) assertClose(op[k]!, wantP[i]![j]!, 1e7);
  }
});

test('a full plot updates as the plain matrix filter does', () => {
  const random = new Random(2);
  for (let round = 0; round < 50; round++) {
    const { x, p } = randomState(random);
    const root = zeros(3, 3).map((row) => row.map(() => random.normal() * 50));
    const r = times(root, flip(root));
    const z = new Float64Array(NZ);
    z.set([MEASURE_KIND.full, x[0]! + 50, x[1]! - 30, x[2]! + 20]);
    z.set([r[0]![0]!, r[0]![1]!, r[0]![2]!, r[1]![1]!, r[1]![2]!, r[2]![2]!], 4);
    const h = zeros(3, 6).map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
    const want = kalman(
      [...x].map((v) => [v]),
      unpack(p),
      h,
      [[50], [-30], [20]],
      r,
    );
    const logL = updateModel(x, 0, p, 0, z, 0, x, 0, p, 0);
    compare(x, p, logL, want);
  }
});

test('a ground plot updates as the plain matrix filter does, height slope included', () => {
  const random = new Random(3);
  for (let round = 0; round < 50; round++) {
    const { x, p } = randomState(random);
    const root = zeros(2, 2).map((row) => row.map(() => random.normal() * 50));
    const r = plus(times(root, flip(root)), [
      [1, 0],
      [0, 1],
    ]);
    const slope = [random.between(-0.5, 0.5), random.between(-0.5, 0.5)];
    const z = new Float64Array(NZ);
    z.set([MEASURE_KIND.ground, x[0]! + 50, x[1]! - 30, 0, r[0]![0]!, r[0]![1]!, 0, r[1]![1]!]);
    z.set([slope[0]!, slope[1]!, x[2]! - 100], 10);
    const h = [
      [1, 0, -slope[0]!, 0, 0, 0],
      [0, 1, -slope[1]!, 0, 0, 0],
    ];
    const n = [[50 + slope[0]! * 100], [-30 + slope[1]! * 100]];
    const want = kalman(
      [...x].map((v) => [v]),
      unpack(p),
      h,
      n,
      r,
    );
    const logL = updateModel(x, 0, p, 0, z, 0, x, 0, p, 0);
    compare(x, p, logL, want);
  }
});

test('a bearing updates as the plain matrix filter does', () => {
  const random = new Random(4);
  for (let round = 0; round < 50; round++) {
    const { x, p } = randomState(random);
    const siteE = x[0]! + random.between(5e3, 9e3);
    const siteN = x[1]! - random.between(5e3, 9e3);
    const de = x[0]! - siteE;
    const dn = x[1]! - siteN;
    const d2 = de * de + dn * dn;
    const z = new Float64Array(NZ);
    z.set([MEASURE_KIND.bearing, Math.atan2(de, dn) + 0.01, siteE, siteN, 4e-4]);
    const h = [[dn / d2, -de / d2, 0, 0, 0, 0]];
    const want = kalman(
      [...x].map((v) => [v]),
      unpack(p),
      h,
      [[0.01]],
      [[4e-4]],
    );
    const logL = updateModel(x, 0, p, 0, z, 0, x, 0, p, 0);
    compare(x, p, logL, want);
  }
});

test('a reported velocity pulls velocity, and position through their correlation', () => {
  const { x, p } = randomState(new Random(5));
  x[3] = 112;
  x[4] = -55;
  const z = new Float64Array(NZ);
  z.set([MEASURE_KIND.full, x[0]!, x[1]!, x[2]!, 100, 0, 0, 100, 0, 100]);
  z.set([1, 120, -60], 13);
  updateModel(x, 0, p, 0, z, 0, x, 0, p, 0);
  assert.ok(Math.abs(x[3]! - 120) < 3 && Math.abs(x[4]! + 60) < 3);
  assert.ok(p[15]! < 1 && p[18]! < 1);
});
