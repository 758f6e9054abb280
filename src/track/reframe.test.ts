import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEG_TO_RAD, Random } from '../base/index.ts';
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';
import { Frames } from './frames.ts';
import { shiftMeasure, shiftPlace, shiftState } from './reframe.ts';

/** Two planes beside one another: the configured one and that of a place 700 km east of it. */
function twoPlanes(): { frames: Frames; other: number } {
  const frames = new Frames(48 * DEG_TO_RAD, 11 * DEG_TO_RAD);
  return { frames, other: frames.indexFor(49 * DEG_TO_RAD, 20.6 * DEG_TO_RAD, -1) };
}

function shifted(frames: Frames, other: number, e: number, n: number, h: number): number[] {
  const geo = new Float64Array(3);
  const out = new Float64Array(3);
  frames.list[0]!.toGeodetic(e, n, h, geo);
  frames.list[other]!.fromGeodetic(geo[0]!, geo[1]!, geo[2]!, out);
  return [...out];
}

test('a place in another plane is the place of the same latitude, longitude and height', () => {
  const { frames, other } = twoPlanes();
  const out = new Float64Array(2);
  shiftPlace(frames, 0, other, 480_000, -120_000, 9000, out);
  const [e, n] = shifted(frames, other, 480_000, -120_000, 9000);
  assert.ok(Math.hypot(out[0]! - e!, out[1]! - n!) < 0.1, `${out.join(' ')} ${e} ${n}`);
});

test('a velocity goes by the derivative: a second later the state is where the moved place is', () => {
  const { frames, other } = twoPlanes();
  const x = Float64Array.of(480_000, -120_000, 9000, 180, -120, 12);
  const p = new Float64Array(NP);
  const later = shifted(frames, other, 480_180, -120_120, 9012);
  shiftState(frames, 0, other, x, 0, p, 0);
  for (let axis = 0; axis < 3; axis++)
    assert.ok(Math.abs(x[axis]! + x[axis + 3]! - later[axis]!) < 0.05, `axis ${axis}`);
});

test('a covariance goes by the derivative: that of a cloud of places, moved one by one', () => {
  const { frames, other } = twoPlanes();
  const random = new Random(5);
  const x = Float64Array.of(490_000, 60_000, 3000, 0, 0, 0);
  const p = new Float64Array(NP);
  // position: sd 200 m east, 50 m north correlated with it, 400 m height
  p.set([40_000, 6000, 0, 2500, 0, 160_000]);
  const points: number[][] = [];
  for (let i = 0; i < 4000; i++) {
    const a = random.normal();
    const e = 490_000 + 200 * a;
    const n = 60_000 + 30 * a + 40 * random.normal();
    points.push(shifted(frames, other, e, n, 3000 + 400 * random.normal()));
  }
  const mean = [0, 1, 2].map((k) => points.reduce((sum, q) => sum + q[k]!, 0) / points.length);
  const cov = (i: number, k: number): number =>
    points.reduce((sum, q) => sum + (q[i]! - mean[i]!) * (q[k]! - mean[k]!), 0) / points.length;
  shiftState(frames, 0, other, x, 0, p, 0);
  const cells: [number, number, number][] = [
    [0, 0, 0],
    [1, 0, 1],
    [2, 0, 2],
    [3, 1, 1],
    [4, 1, 2],
    [5, 2, 2],
  ];
  for (const [cell, i, k] of cells) {
    const scale = Math.sqrt(cov(i, i) * cov(k, k));
    assert.ok(Math.abs(p[cell]! - cov(i, k)) < 0.06 * scale, `${cell}: ${p[cell]} ${cov(i, k)}`);
  }
});

test('there and back again, state and measurement are what they were', () => {
  const { frames, other } = twoPlanes();
  const random = new Random(6);
  const x = Float64Array.from({ length: NX }, (_, k) =>
    k === 0 ? 505_000 : 100 * random.normal(),
  );
  const p = Float64Array.from({ length: NP }, () => random.next());
  const [x0, p0] = [x.slice(), p.slice()];
  shiftState(frames, 0, other, x, 0, p, 0);
  assert.ok(Math.abs(p[0]! - p0[0]!) > 1e-3, 'the planes are turned');
  shiftState(frames, other, 0, x, 0, p, 0);
  x.forEach((v, k) => assert.ok(Math.abs(v - x0[k]!) < 1e-3 * (1 + Math.abs(x0[k]!)), `x ${k}`));
  p.forEach((v, k) => assert.ok(Math.abs(v - p0[k]!) < 1e-3, `p ${k}: ${v} ${p0[k]}`));
  for (const kind of Object.values(MEASURE_KIND)) {
    const z = Float64Array.from({ length: NZ }, () => random.next());
    z[0] = kind;
    z[1] = kind === MEASURE_KIND.bearing ? 1.1 : 480_000;
    if (kind === MEASURE_KIND.ground) z[6] = z[8] = z[9] = 0;
    const z0 = z.slice();
    shiftMeasure(frames, 0, other, z, 0);
    shiftMeasure(frames, other, 0, z, 0);
    z.forEach((v, k) =>
      assert.ok(Math.abs(v - z0[k]!) < 0.02, `kind ${kind} z ${k}: ${v} ${z0[k]}`),
    );
  }
});
