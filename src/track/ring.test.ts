import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import { bornFrom } from './birth.ts';
import { NZ } from './filter.ts';
import { TP, TX, predictTrack, updateTrack } from './imm.ts';
import { MODELS } from './motion.ts';
import {
  RING,
  addEntry,
  clearRing,
  findEntry,
  insertAndReplay,
  keepNewest,
  makeRing,
  makeView,
  pushEntry,
  viewEntry,
  viewNewest,
  type EntryView,
  type Ring,
} from './ring.ts';

const KIND = 0;
const SLOT = 1;

/** Plots of one aircraft, every 4 s or so: full measurements with their times. */
function plotsOf(count: number): { readonly timeS: number; readonly z: Float64Array }[] {
  const random = new Random(11);
  return Array.from({ length: count }, (_, i) => {
    const timeS = 1000 + i * 4 + random.between(0, 1);
    const z = new Float64Array(NZ);
    z.set([0, 200 * i * 4 + random.between(-60, 60), 50 * i * 4, 9000, 3600, 0, 0, 3600, 0, 900]);
    return { timeS, z };
  });
}

function numbersOf({ time, x, xi, p, pi, mu, mi }: EntryView): number[] {
  const part = (from: Float64Array, at: number, count: number): number[] =>
    Array.from(from.subarray(at, at + count));
  return [time, ...part(x, xi, TX), ...part(p, pi, TP), ...part(mu, mi, MODELS)];
}

function begin(ring: Ring, plot: { readonly timeS: number; readonly z: Float64Array }): void {
  const view = makeView();
  clearRing(ring, SLOT);
  addEntry(ring, SLOT, plot.timeS, plot.z, 0, 0, view);
  bornFrom(KIND, 130, plot.z, 0, view.x, view.xi, view.p, view.pi, view.mu, view.mi);
  keepNewest(ring, SLOT);
}

const x = new Float64Array(TX);
const p = new Float64Array(TP);
const mu = new Float64Array(MODELS);

/** As the tracker does it: predicted from the entry before, updated, put in. */
function use(ring: Ring, plot: { readonly timeS: number; readonly z: Float64Array }): void {
  const view = makeView();
  viewNewest(ring, SLOT, view);
  const isLate = plot.timeS < view.time;
  const entry = isLate ? findEntry(ring, SLOT, plot.timeS) : -1;
  if (isLate) viewEntry(ring, SLOT, KIND, entry, view);
  const dt = plot.timeS - view.time;
  predictTrack(KIND, dt, view.x, view.xi, view.p, view.pi, view.mu, view.mi, x, 0, p, 0, mu, 0);
  updateTrack(x, 0, p, 0, mu, 0, plot.z, 0, x, 0, p, 0, mu, 0);
  if (isLate) insertAndReplay(ring, SLOT, KIND, entry, plot.timeS, x, 0, p, 0, mu, 0, plot.z, 0, 0);
  else pushEntry(ring, SLOT, plot.timeS, x, 0, p, 0, mu, 0, plot.z, 0, 0);
}

test('the state after every entry kept is the very one that was put in, kept or worked out anew', () => {
  const ring = makeRing(2);
  const view = makeView();
  const states: number[][] = [];
  const plots = plotsOf(70);
  begin(ring, plots[0]!);
  for (const plot of plots.slice(1)) {
    viewNewest(ring, SLOT, view);
    states.push(numbersOf(view));
    use(ring, plot);
    for (let back = 1; back < Math.min(RING, states.length + 1); back++) {
      const entry = ring.used[SLOT]! - 1 - back;
      viewEntry(ring, SLOT, KIND, entry, view);
      assert.deepEqual(numbersOf(view), states.at(-back));
    }
  }
});

test('plots that come late give the states they would have given in time', () => {
  const plots = plotsOf(60);
  for (const lateBy of [1, 2, 3, 7, 9, 14]) {
    const [timely, late] = [makeRing(2), makeRing(2)];
    begin(timely, plots[0]!);
    begin(late, plots[0]!);
    for (const plot of plots.slice(1)) use(timely, plot);
    // every 16th waits until `lateBy` later ones are in
    const order = plots
      .map((plot, i) => ({ plot, turn: i % 16 === 5 ? i + lateBy + 0.5 : i }))
      .sort((one, two) => one.turn - two.turn);
    for (const { plot } of order.slice(1)) use(late, plot);
    const [a, b] = [makeView(), makeView()];
    for (let entry = 0; entry < RING; entry++) {
      viewEntry(timely, SLOT, KIND, entry, a);
      const expected = numbersOf(a);
      viewEntry(late, SLOT, KIND, entry, b);
      assert.deepEqual(numbersOf(b), expected, `late by ${lateBy}, entry ${entry}`);
    }
  }
});
