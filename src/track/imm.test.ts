import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { bornFrom } from './birth.ts';
import { MEASURE_KIND, NP, NX, NZ } from './filter.ts';
import { TP, TX, mixModels, predictTrack, updateTrack } from './imm.ts';
import { MODELS, MOTION_CLASSES } from './motion.ts';
import {
  type PlainImm,
  bornPlain,
  combinePlain,
  predictPlain,
  updatePlain,
} from './testing-imm.ts';
import { type Matrix, PAIRS, column, flip, plus, times, unpack, zeros } from './testing-matrix.ts';

/** how far the flat filter may be from its twin: a part of the standard deviations concerned, and of the state */
const TOLERANCE = 1e-9;

/** at birth a prior of ten thousand times the plot's variance is taken off: four digits go with it */
const AT_BIRTH = 1e-7;
let tolerance = TOLERANCE;

function assertNear(got: number, want: number, size: number, what: string): void {
  assert.ok(Math.abs(got - want) <= tolerance * (size + 1), `${what}: ${got} against ${want}`);
}

/** @param before covariance that the one compared came from by subtraction: digits are lost by its size, not by the rest */
function assertState(
  x: Float64Array,
  p: Float64Array,
  at: number,
  mean: Matrix,
  cov: Matrix,
  before: Matrix,
) {
  for (let i = 0; i < NX; i++) {
    const want = mean[i]![0]!;
    assertNear(x[at * NX + i]!, want, Math.abs(want) + Math.sqrt(before[i]![i]!), `x${i}`);
  }
  for (const [k, i, j] of PAIRS)
    assertNear(p[at * NP + k]!, cov[i]![j]!, Math.sqrt(before[i]![i]! * before[j]![j]!), `p${k}`);
}

class Flat {
  readonly x = new Float64Array(TX);
  readonly p = new Float64Array(TP);
  readonly mu = new Float64Array(MODELS);
  readonly #x = new Float64Array(TX);
  readonly #p = new Float64Array(TP);
  readonly #mu = new Float64Array(MODELS);

  toPlain(): PlainImm {
    const models = Array.from({ length: MODELS }, (_, m) => m);
    return {
      x: models.map((m) => column(this.x.subarray(m * NX, (m + 1) * NX))),
      p: models.map((m) => unpack(this.p, m * NP)),
      mu: [...this.mu],
    };
  }

  predict(kind: number, dt: number): void {
    const [x, p, mu] = [this.#x, this.#p, this.#mu];
    predictTrack(kind, dt, this.x, 0, this.p, 0, this.mu, 0, x, 0, p, 0, mu, 0);
    this.x.set(x);
    this.p.set(p);
    this.mu.set(mu);
  }

  update(z: Float64Array): number {
    const { x, p, mu } = this;
    return updateTrack(x, 0, p, 0, mu, 0, z, 0, x, 0, p, 0, mu, 0);
  }
}

function assertSame(flat: Flat, twin: PlainImm, before = twin): void {
  for (let m = 0; m < MODELS; m++) {
    assertNear(flat.mu[m]!, twin.mu[m]!, 1, `mu${m}`);
    assertState(flat.x, flat.p, m, twin.x[m]!, twin.p[m]!, before.p[m]!);
  }
  const x = new Float64Array(NX);
  const p = new Float64Array(NP);
  mixModels(flat.x, 0, flat.p, 0, flat.mu, 0, x, 0, p, 0);
  const { mean, spread } = combinePlain(twin.x, twin.p, twin.mu);
  const { spread: wide } = combinePlain(twin.x, before.p, twin.mu);
  assertState(x, p, 0, mean, spread, wide);
}

/** A measurement of a place, full or (with a chance) of the ground, sometimes with a velocity. */
function measure(
  random: Random,
  place: readonly number[],
  velocity: readonly number[],
  ground: number,
) {
  const z = new Float64Array(NZ);
  const root = zeros(3, 3).map((row) => row.map(() => random.normal() * 40));
  const r = plus(times(root, flip(root)), [
    [25, 0, 0],
    [0, 25, 0],
    [0, 0, 25],
  ]);
  z.set([MEASURE_KIND.full, ...place.map((v) => v + random.normal() * 50)]);
  z.set([r[0]![0]!, r[0]![1]!, r[0]![2]!, r[1]![1]!, r[1]![2]!, r[2]![2]!], 4);
  if (random.chance(ground)) {
    z[0] = MEASURE_KIND.ground;
    z.set([0, r[1]![1]!, 0, 0], 6);
    z.set([random.between(-0.3, 0.3), random.between(-0.3, 0.3), place[2]! + 200], 10);
  }
  if (random.chance(0.3))
    z.set([4, velocity[0]! + random.normal() * 2, velocity[1]! + random.normal() * 2], 13);
  return z;
}

test('birth, mixing, prediction, update and combination agree with the plain IMM over long sequences', () => {
  for (let seed = 1; seed <= 24; seed++) {
    const random = new Random(seed);
    const kind = seed % MOTION_CLASSES.length;
    const motion = MOTION_CLASSES[kind]!;
    const place = [random.normal() * 2e4, random.normal() * 2e4, motion.heightM];
    const velocity = [0, 1].map(() => random.normal() * motion.velocitySd);
    const flat = new Flat();
    const first = measure(random, place, velocity, 0);
    bornFrom(kind, motion.velocitySd, first, 0, flat.x, 0, flat.p, 0, flat.mu, 0);
    tolerance = AT_BIRTH;
    assertSame(flat, bornPlain(kind, motion.velocitySd, first));
    tolerance = TOLERANCE;
    let twin = flat.toPlain();
    for (let step = 0; step < 40; step++) {
      const dt = random.pick([0, 0.3, 1, 4, 10]);
      if (random.chance(0.2)) velocity[0] = velocity[0]! + random.normal() * motion.velocitySd;
      for (const i of [0, 1]) place[i]! += dt * velocity[i]!;
      flat.predict(kind, dt);
      twin = predictPlain(kind, dt, twin);
      assertSame(flat, twin);
      if (random.chance(0.2)) continue;
      const z = measure(random, place, velocity, 0.4);
      const logL = flat.update(z);
      const next = updatePlain(twin, z);
      assertNear(logL, next.logL, Math.abs(next.logL), 'log likelihood');
      assertSame(flat, next, twin);
      twin = next;
    }
  }
});
