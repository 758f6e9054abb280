import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../base/index.ts';
import {
  type Cells,
  HORIZON_S,
  makeCells,
  markNear,
  placeTrack,
  removeTrack,
  startMarks,
  sweepCells,
  takeMarks,
} from './cells.ts';
import { NP, NX } from './filter.ts';
import { type TrackStore, freeSlot, makeTrackStore, takeSlot } from './store.ts';

function put(cells: Cells, store: TrackStore, east: number, north: number, timeS: number): number {
  const slot = takeSlot(store);
  store.frame[slot] = 0;
  store.kind[slot] = 0;
  store.time[slot] = timeS;
  store.xc.fill(0, slot * NX, slot * NX + NX);
  store.pc.fill(0, slot * NP, slot * NP + NP);
  store.xc[slot * NX] = east;
  store.xc[slot * NX + 1] = north;
  placeTrack(cells, store, slot);
  return slot;
}

function near(cells: Cells, box: readonly [number, number, number, number]): number[] {
  startMarks(cells);
  markNear(cells, 0, ...box);
  const { slots, count } = takeMarks(cells);
  return [...slots.subarray(0, count)];
}

test('a query gives every track that can reach the box, in order of slots, and hardly any far one', () => {
  const random = new Random(11);
  const cells = makeCells(4000);
  const store = makeTrackStore(4000);
  sweepCells(cells, store, 100);
  for (let i = 0; i < 3000; i++) {
    const slot = put(cells, store, random.between(-4e5, 4e5), random.between(-4e5, 4e5), 99);
    store.xc[slot * NX + 3] = random.between(-250, 250);
    store.xc[slot * NX + 4] = random.between(-250, 250);
    placeTrack(cells, store, slot);
  }
  for (let round = 0; round < 50; round++) {
    const e = random.between(-3e5, 3e5);
    const n = random.between(-3e5, 3e5);
    const found = near(cells, [e, n, e + 3e4, n + 3e4]);
    assert.deepEqual(
      found,
      [...found].sort((a, b) => a - b),
    );
    const marked = new Set(found);
    for (let slot = 0; slot < store.top; slot++) {
      const at = (axis: 0 | 1): number => {
        return store.xc[slot * NX + axis]! + (HORIZON_S - 1) * store.xc[slot * NX + 3 + axis]!;
      };
      const inside = at(0) >= e && at(0) <= e + 3e4 && at(1) >= n && at(1) <= n + 3e4;
      if (inside) assert.ok(marked.has(slot), `slot ${slot} moves into the box`);
    }
    assert.ok(found.length < 300, `${found.length} of 3000 asked`);
  }
});

test('fast, vague and stale tracks are in every answer until they are none of these', () => {
  const cells = makeCells(64);
  const store = makeTrackStore(64);
  sweepCells(cells, store, 1000);
  const far: readonly [number, number, number, number] = [5e5, 5e5, 5.1e5, 5.1e5];
  const fast = put(cells, store, 0, 0, 1000);
  store.xc[fast * NX + 3] = 5000;
  placeTrack(cells, store, fast);
  const vague = put(cells, store, 0, 0, 1000);
  store.pc[vague * NP] = 1e10;
  placeTrack(cells, store, vague);
  const stale = put(cells, store, 0, 0, 1000 - HORIZON_S);
  const plain = put(cells, store, 0, 0, 1000);
  assert.deepEqual(near(cells, far), [fast, vague, stale]);
  store.time[stale] = 1000;
  placeTrack(cells, store, stale);
  assert.deepEqual(near(cells, far), [fast, vague]);
  sweepCells(cells, store, 1000 + HORIZON_S + 1);
  assert.deepEqual(near(cells, far), [fast, vague, stale, plain]);
});

test('late data sweeps back, so that no track is missed at an earlier instant either', () => {
  const cells = makeCells(64);
  const store = makeTrackStore(64);
  sweepCells(cells, store, 1000);
  const slot = put(cells, store, 0, 0, 1000);
  const far: readonly [number, number, number, number] = [5e5, 5e5, 5.1e5, 5.1e5];
  assert.deepEqual(near(cells, far), []);
  sweepCells(cells, store, 900);
  assert.deepEqual(near(cells, far), [slot]);
});

test('a dropped track is in no answer, and its slot may be used again', () => {
  const cells = makeCells(64);
  const store = makeTrackStore(64);
  sweepCells(cells, store, 10);
  const box: readonly [number, number, number, number] = [-1, -1, 1, 1];
  const slots = [0, 1, 2].map(() => put(cells, store, 0, 0, 10));
  removeTrack(cells, store, slots[1]!);
  freeSlot(store, slots[1]!);
  assert.deepEqual(near(cells, box), [slots[0], slots[2]]);
  const again = put(cells, store, 3e5, 0, 10);
  assert.equal(again, slots[1]);
  assert.deepEqual(near(cells, box), [slots[0], slots[2]]);
});
