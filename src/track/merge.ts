/**
 * Two tracks of one object become one: confirmed tracks that agree in place and velocity, name no different
 * identities, and were hardly ever both seen by one sensor in one turn (which would prove two objects). Tracks are
 * compared plane by plane; near a seam also with those of the planes beside.
 */
import { conflicts } from './details.ts';
import { NP, NX } from './filter.ts';
import { PLANE_REACH_M } from './frames.ts';
import { buildGrid, gridColumn, gridRow, makePlotGrid } from './grid.ts';
import { areTwo } from './hypotheses.ts';
import { drop } from './lifecycle.ts';
import { moveCarried } from './made-ties.ts';
import { shiftPlace, shiftState } from './reframe.ts';
import { seenTogether } from './ring.ts';
import type { Tables } from './tables.ts';

/** how often tracks are compared, s */
const EVERY_S = 1;
/** squared statistical distance of position (2) and velocity (2) below which tracks may be one */
const NEAR = 16;
/** agreeing comparisons in a row before they are merged */
const AGREEMENTS = 3;
/** pairs watched at a time; beyond, the oldest are forgotten */
const MAX_PAIRS = 20_000;

const grid = makePlotGrid();
let places = new Float64Array(1024);
let slots: Int32Array = new Int32Array(512);

export interface MergeState {
  lastS: number;
  /** pair of track numbers to agreeing comparisons in a row */
  pairs: Map<number, number>;
}

export function makeMergeState(): MergeState {
  return { lastS: Number.NEGATIVE_INFINITY, pairs: new Map() };
}

export function mergeTracks(t: Tables, state: MergeState, nowS: number): void {
  if (nowS - state.lastS < EVERY_S) return;
  state.lastS = nowS;
  const next = new Map<number, number>();
  for (let frame = 0; frame < t.frames.list.length; frame++) {
    const own = listTracks(t, frame, nowS);
    if (own === 0) continue;
    const count = listGuests(t, frame, own, nowS);
    if (count < 2) continue;
    buildGrid(grid, places, 0, 2, count);
    for (let i = 0; i < own; i++) compareNear(t, state, next, i, own, nowS);
  }
  state.pairs = next;
}

/** Lists the tracks of a plane. @returns how many */
function listTracks(t: Tables, frame: number, nowS: number): number {
  const { store } = t;
  let count = 0;
  for (let slot = 0; slot < store.top; slot++) {
    if (store.number[slot] === 0 || store.frame[slot] !== frame) continue;
    if (store.everConfirmed[slot] === 0) continue;
    reserve(count + 1);
    const dt = nowS - store.time[slot]!;
    places[count * 2] = store.xc[slot * NX]! + dt * store.xc[slot * NX + 3]!;
    places[count * 2 + 1] = store.xc[slot * NX + 1]! + dt * store.xc[slot * NX + 4]!;
    slots[count++] = slot;
  }
  return count;
}

const place = new Float64Array(3);

/**
 * Appends, as seen from a plane, the tracks of the later planes that lie within its reach: so each pair is compared
 * once, from the first of its planes. @returns how many are listed now
 */
function listGuests(t: Tables, frame: number, own: number, nowS: number): number {
  const { store, frames } = t;
  let count = own;
  for (let other = frame + 1; other < frames.list.length; other++) {
    if (!(t.cells.counts[other]! > 0)) continue;
    const at = frames.between(other, frame).t;
    if (Math.hypot(at[0]!, at[1]!, at[2]!) > 2 * PLANE_REACH_M) continue;
    for (let slot = 0; slot < store.top; slot++) {
      if (store.number[slot] === 0 || store.frame[slot] !== other) continue;
      if (store.everConfirmed[slot] === 0) continue;
      const dt = nowS - store.time[slot]!;
      const east = store.xc[slot * NX]! + dt * store.xc[slot * NX + 3]!;
      const north = store.xc[slot * NX + 1]! + dt * store.xc[slot * NX + 4]!;
      shiftPlace(frames, other, frame, east, north, store.xc[slot * NX + 2]!, place);
      if (Math.hypot(place[0]!, place[1]!) > PLANE_REACH_M) continue;
      reserve(count + 1);
      places[count * 2] = place[0]!;
      places[count * 2 + 1] = place[1]!;
      slots[count++] = slot;
    }
  }
  return count;
}

function reserve(count: number): void {
  if (count <= slots.length) return;
  const wider = new Int32Array(slots.length * 2);
  wider.set(slots);
  slots = wider;
  const more = new Float64Array(slots.length * 2);
  more.set(places);
  places = more;
}

function compareNear(
  t: Tables,
  state: MergeState,
  next: Map<number, number>,
  i: number,
  own: number,
  nowS: number,
): void {
  const { store } = t;
  const a = slots[i]!;
  if (store.number[a] === 0) return;
  const reach = 8 * Math.sqrt(Math.max(store.pc[a * NP]!, store.pc[a * NP + 3]!)) + 100;
  const east = places[i * 2]!;
  const north = places[i * 2 + 1]!;
  const c0 = gridColumn(grid, east - reach);
  const c1 = gridColumn(grid, east + reach);
  const r1 = gridRow(grid, north + reach);
  for (let row = gridRow(grid, north - reach); row <= r1; row++) {
    const last = grid.starts[row * grid.columns + c1 + 1]!;
    for (let k = grid.starts[row * grid.columns + c0]!; k < last; k++) {
      const b = slots[grid.entries[k]!]!;
      if (b === a || store.number[b] === 0) continue;
      // two of this plane once, the older first; one of another plane is met only here
      const isYounger = store.number[b]! > store.number[a]!;
      if (!isYounger && grid.entries[k]! < own) continue;
      if (!mayBeOne(t, a, b, nowS)) continue;
      const [older, younger] = isYounger ? [a, b] : [b, a];
      const key = store.number[older]! * 4_194_304 + (store.number[younger]! % 4_194_304);
      const agreed = (state.pairs.get(key) ?? 0) + 1;
      if (agreed < AGREEMENTS) {
        if (next.size < MAX_PAIRS) next.set(key, agreed);
        continue;
      }
      mergeInto(t, older, younger);
      if (store.number[a] === 0) return;
    }
  }
}

function mayBeOne(t: Tables, a: number, b: number, nowS: number): boolean {
  const { store } = t;
  if (store.kind[a] !== store.kind[b] && store.environment[a] !== store.environment[b])
    return false;
  if (distance(t, a, b, nowS) > NEAR) return false;
  const ca = t.details.of(a)?.claims;
  const cb = t.details.of(b)?.claims;
  if (ca !== undefined && cb !== undefined && conflicts(ca, cb)) return false;
  return !seenTogether(t.ring, a, b) && !areTwo(t.hypotheses, a, b);
}

const there = new Float64Array(NX);
const thereP = new Float64Array(NP);

/** Squared statistical distance in east, north and their rates (treated apart), and height, at one time. */
function distance(t: Tables, a: number, b: number, nowS: number): number {
  const { store, frames } = t;
  const [fa, fb] = [store.frame[a]!, store.frame[b]!];
  if (fa === fb)
    return distanceTo(t, a, nowS - store.time[b]!, store.xc, b * NX, store.pc, b * NP, nowS);
  for (let k = 0; k < NX; k++) there[k] = store.xc[b * NX + k]!;
  for (let k = 0; k < NP; k++) thereP[k] = store.pc[b * NP + k]!;
  shiftState(frames, fb, fa, there, 0, thereP, 0);
  return distanceTo(t, a, nowS - store.time[b]!, there, 0, thereP, 0, nowS);
}

/** The same against a state in the track's own plane, `tb` seconds old. */
function distanceTo(
  t: Tables,
  a: number,
  tb: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  nowS: number,
): number {
  const { store } = t;
  let sum = 0;
  for (let axis = 0; axis < 3; axis++) {
    const cell = axis === 0 ? 0 : axis === 1 ? 3 : 5;
    const cross = 6 + 4 * axis;
    const rate = axis === 0 ? 15 : axis === 1 ? 18 : 20;
    const ta = nowS - store.time[a]!;
    const pa =
      store.pc[a * NP + cell]! +
      2 * ta * store.pc[a * NP + cross]! +
      ta * ta * store.pc[a * NP + rate]!;
    const pb = p[pi + cell]! + 2 * tb * p[pi + cross]! + tb * tb * p[pi + rate]!;
    const va = store.xc[a * NX + 3 + axis]!;
    const vb = x[xi + 3 + axis]!;
    const off = store.xc[a * NX + axis]! + ta * va - x[xi + axis]! - tb * vb;
    sum += (off * off) / (Math.abs(pa) + Math.abs(pb) + 1);
    if (axis === 2) continue;
    const spread = store.pc[a * NP + rate]! + p[pi + rate]!;
    sum += ((va - vb) * (va - vb)) / (spread + 0.01);
  }
  return sum;
}

/** The older track stays, unless only the younger one has an identity that reports. */
function mergeInto(t: Tables, a: number, b: number): void {
  const { store } = t;
  const stays =
    store.selfS[a] === -Infinity && store.selfS[b] !== -Infinity && store.hits[a]! < 10 ? b : a;
  const goes = stays === a ? b : a;
  store.existence[stays] = Math.max(store.existence[stays]!, store.existence[goes]!);
  moveCarried(t, goes, stays);
  t.details.join(stays, goes);
  store.detailVersion[stays] = store.detailVersion[stays]! + 1;
  if (store.selfS[goes]! > store.selfS[stays]!) {
    store.selfS[stays] = store.selfS[goes]!;
    store.selfEveryS[stays] = store.selfEveryS[goes]!;
  }
  if (store.plotS[goes]! > store.plotS[stays]!) store.plotS[stays] = store.plotS[goes]!;
  if (store.echoS[goes]! > store.echoS[stays]!) store.echoS[stays] = store.echoS[goes]!;
  t.stats.merged++;
  drop(t, goes);
}
