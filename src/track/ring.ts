// Hot path: once a plot used, copies of 100 numbers; no allocation per plot.
/**
 * The last plots of each track, so that a late plot can be put in at its own time: the track is taken back to the
 * entry before it, updated, and its later plots are used again. The newest entry is the track's state; it is kept
 * nowhere else.
 *
 * RING entries a track (oldest dropped). Every entry keeps its plot. The state after it is kept of the two newest and
 * of every STRIDE-th; any other is worked out anew from the one kept before it, to the same bits, by the plots between:
 * nineteen in twenty late plots fall just before the newest entry, and memory touched for the first time is what a
 * plot of a young picture costs most. For that the plots back to the last kept state stay too, up to STRIDE - 1 of them
 * behind the oldest entry.
 *
 * One block of numbers a track, 6.8 kB, reserved at once for the tracker's capacity; the machine gives it only as
 * tracks use it.
 */
import { NP, NX, NZ } from './filter.ts';
import { TP, TX, predictTrack, updateTrack } from './imm.ts';
import { MODELS } from './motion.ts';

export const RING = 16;
const STRIDE = 8;
/** places of a circle: RING, and those behind it; full strides */
const PLACES = RING + STRIDE;
/** Offsets in a state: of all models states, covariances, probabilities. */
const P = TX;
const MU = P + TP;
const STATE = MU + MODELS;
/** Offsets in a plot: as measured, its time (s), its sensor by its index. */
const TIME = NZ;
const SENSOR = TIME + 1;
const PLOT = SENSOR + 1;
/** Offsets in a track's block: states of the newest two by the parity of their place, of every STRIDE-th place, plots. */
const KEPT = 2 * STATE;
const PLOTS = KEPT + (PLACES / STRIDE) * STATE;
const BLOCK = PLOTS + PLACES * PLOT;

export interface Ring {
  readonly data: Float64Array;
  /** entries in use per slot, entries kept behind the oldest, and the place where those begin: a full stride */
  readonly used: Uint8Array;
  readonly behind: Uint8Array;
  readonly first: Uint8Array;
}

export function makeRing(capacity: number): Ring {
  return {
    data: new Float64Array(capacity * BLOCK),
    used: new Uint8Array(capacity),
    behind: new Uint8Array(capacity),
    first: new Uint8Array(capacity),
  };
}

/** Forgets a slot's entries. */
export function clearRing(ring: Ring, slot: number): void {
  ring.used[slot] = 0;
  ring.behind[slot] = 0;
  ring.first[slot] = 0;
}

/** Place in the circle of entry k of a slot: 0 = oldest, below 0 those behind it. */
function placeOf(ring: Ring, slot: number, k: number): number {
  const place = ring.first[slot]! + ring.behind[slot]! + k;
  return place < PLACES ? place : place - PLACES;
}

function plotAt(slot: number, place: number): number {
  return slot * BLOCK + PLOTS + place * PLOT;
}

/** Index of the newest entry at or before a time, -1 when all are later or there is none. */
export function findEntry(ring: Ring, slot: number, timeS: number): number {
  for (let k = ring.used[slot]! - 1; k >= 0; k--)
    if (ring.data[plotAt(slot, placeOf(ring, slot, k)) + TIME]! <= timeS) return k;
  return -1;
}

/** The arrays and the place of an entry in them, for the filter to read from. */
export interface EntryView {
  time: number;
  x: Float64Array;
  xi: number;
  p: Float64Array;
  pi: number;
  mu: Float64Array;
  mi: number;
}

export function makeView(): EntryView {
  const none = new Float64Array(0);
  return { time: 0, x: none, xi: 0, p: none, pi: 0, mu: none, mi: 0 };
}

function viewState(data: Float64Array, at: number, view: EntryView): void {
  view.x = data;
  view.xi = at;
  view.p = data;
  view.pi = at + P;
  view.mu = data;
  view.mi = at + MU;
}

/** The state after entry k of a track of this kind; valid until the next call or change of the ring. */
export function viewEntry(
  ring: Ring,
  slot: number,
  kind: number,
  entry: number,
  view: EntryView,
): void {
  const place = placeOf(ring, slot, entry);
  view.time = ring.data[plotAt(slot, place) + TIME]!;
  const at = slot * BLOCK;
  if (entry >= ring.used[slot]! - 2) viewState(ring.data, at + (place & 1) * STATE, view);
  else {
    workOut(ring, slot, kind, place);
    viewState(here, 0, view);
  }
}

/** The newest state of a live track, which always has one. */
export function viewNewest(ring: Ring, slot: number, view: EntryView): void {
  const place = placeOf(ring, slot, ring.used[slot]! - 1);
  view.time = ring.data[plotAt(slot, place) + TIME]!;
  viewState(ring.data, slot * BLOCK + (place & 1) * STATE, view);
}

/** a state on its way through plots, and the same predicted */
const here = new Float64Array(STATE);
const ahead = new Float64Array(STATE);

/** Sets `here` to the state after the plot at a place, from the state kept at or before it. */
function workOut(ring: Ring, slot: number, kind: number, place: number): void {
  const { data } = ring;
  let from = place - (place % STRIDE);
  copyState(data, slot * BLOCK + KEPT + (from / STRIDE) * STATE, here, 0);
  for (; from < place; from++) step(data, kind, plotAt(slot, from), plotAt(slot, from + 1));
}

/** Takes `here` from the plot at one place of the data over the next one. */
function step(data: Float64Array, kind: number, before: number, at: number): void {
  const dt = Math.max(data[at + TIME]! - data[before + TIME]!, 0);
  predictTrack(kind, dt, here, 0, here, P, here, MU, ahead, 0, ahead, P, ahead, MU);
  updateTrack(ahead, 0, ahead, P, ahead, MU, data, at, here, 0, here, P, here, MU);
}

function copyState(from: Float64Array, at: number, to: Float64Array, place: number): void {
  for (let k = 0; k < STATE; k++) to[place + k] = from[at + k]!;
}

/** Makes room for a newest entry of this time and views it, for the caller to write; its plot is copied from z. */
export function addEntry(
  ring: Ring,
  slot: number,
  timeS: number,
  z: Float64Array,
  zi: number,
  sensor: number,
  view: EntryView,
): void {
  const place = extend(ring, slot);
  writePlot(ring.data, plotAt(slot, place), timeS, z, zi, sensor);
  viewNewest(ring, slot, view);
}

/** Keeps the state that the caller has written into a newest entry where it is needed longer. */
export function keepNewest(ring: Ring, slot: number): void {
  const place = placeOf(ring, slot, ring.used[slot]! - 1);
  const at = slot * BLOCK;
  if (place % STRIDE === 0)
    copyState(ring.data, at + (place & 1) * STATE, ring.data, at + KEPT + (place / STRIDE) * STATE);
}

/** Appends a state and the plot it came from as the newest entry. */
export function pushEntry(
  ring: Ring,
  slot: number,
  timeS: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
  z: Float64Array,
  zi: number,
  sensor: number,
): void {
  const { data } = ring;
  const place = extend(ring, slot);
  const at = slot * BLOCK + (place & 1) * STATE;
  writeState(data, at, x, xi, p, pi, mu, mi);
  writePlot(data, plotAt(slot, place), timeS, z, zi, sensor);
  keepNewest(ring, slot);
}

/** Room for one entry more. @returns its place */
function extend(ring: Ring, slot: number): number {
  if (ring.used[slot]! === RING) dropOldest(ring, slot);
  const used = ring.used[slot]!;
  ring.used[slot] = used + 1;
  return placeOf(ring, slot, used);
}

/** The oldest entry's plot stays behind until a whole stride of them can go. */
function dropOldest(ring: Ring, slot: number): void {
  ring.used[slot] = RING - 1;
  const behind = ring.behind[slot]! + 1;
  ring.behind[slot] = behind === STRIDE ? 0 : behind;
  if (behind === STRIDE) ring.first[slot] = (ring.first[slot]! + STRIDE) % PLACES;
}

function writeState(
  to: Float64Array,
  at: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
): void {
  for (let k = 0; k < TX; k++) to[at + k] = x[xi + k]!;
  for (let k = 0; k < TP; k++) to[at + P + k] = p[pi + k]!;
  for (let k = 0; k < MODELS; k++) to[at + MU + k] = mu[mi + k]!;
}

function writePlot(
  data: Float64Array,
  at: number,
  timeS: number,
  z: Float64Array,
  zi: number,
  sensor: number,
): void {
  for (let k = 0; k < NZ; k++) data[at + k] = z[zi + k]!;
  data[at + TIME] = timeS;
  data[at + SENSOR] = sensor;
}

/**
 * Puts an updated state in after `entry` (the newest one at or before timeS) and uses the later plots again. The
 * track's newest state is then the ring's last entry.
 */
export function insertAndReplay(
  ring: Ring,
  slot: number,
  kind: number,
  entry: number,
  timeS: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
  z: Float64Array,
  zi: number,
  sensor: number,
): void {
  let k = entry + 1;
  if (ring.used[slot]! === RING) {
    dropOldest(ring, slot);
    k--;
  }
  const used = ring.used[slot]! + 1;
  ring.used[slot] = used;
  const { data } = ring;
  // the plots of later entries move up one place; their states are made anew below
  for (let to = used - 1; to > k; to--) {
    const from = plotAt(slot, placeOf(ring, slot, to - 1));
    data.copyWithin(plotAt(slot, placeOf(ring, slot, to)), from, from + PLOT);
  }
  let at = plotAt(slot, placeOf(ring, slot, k));
  writePlot(data, at, timeS, z, zi, sensor);
  writeState(here, 0, x, xi, p, pi, mu, mi);
  for (;;) {
    keep(ring, slot, k);
    if (++k === used) break;
    const next = plotAt(slot, placeOf(ring, slot, k));
    step(data, kind, at, next);
    at = next;
  }
}

/** Writes `here` as the state after entry k wherever that is kept. */
function keep(ring: Ring, slot: number, k: number): void {
  const place = placeOf(ring, slot, k);
  const at = slot * BLOCK;
  if (k >= ring.used[slot]! - 2) copyState(here, 0, ring.data, at + (place & 1) * STATE);
  if (place % STRIDE === 0) copyState(here, 0, ring.data, at + KEPT + (place / STRIDE) * STATE);
}

/** Calls `state` with each model's state and covariance of each state kept, `plot` with each plot: places in data. */
export function changeEntries(
  ring: Ring,
  slot: number,
  state: (data: Float64Array, xi: number, pi: number) => void,
  plot: (data: Float64Array, zi: number) => void,
): void {
  const change = (at: number): void => {
    for (let m = 0; m < MODELS; m++) state(ring.data, at + m * NX, at + P + m * NP);
  };
  for (let k = -ring.behind[slot]!; k < ring.used[slot]!; k++) {
    const place = placeOf(ring, slot, k);
    const at = slot * BLOCK;
    if (k >= ring.used[slot]! - 2) change(at + (place & 1) * STATE);
    if (place % STRIDE === 0) change(at + KEPT + (place / STRIDE) * STATE);
    plot(ring.data, plotAt(slot, place));
  }
}

/**
 * Whether one sensor saw both tracks in one turn, at the same instant or nearly so, often enough among the plots kept
 * to prove two objects.
 */
export function seenTogether(ring: Ring, a: number, b: number): boolean {
  let count = 0;
  const { data } = ring;
  for (let i = 0; i < ring.used[a]!; i++) {
    const atA = plotAt(a, placeOf(ring, a, i));
    for (let j = 0; j < ring.used[b]!; j++) {
      const atB = plotAt(b, placeOf(ring, b, j));
      if (data[atA + SENSOR] !== data[atB + SENSOR]) continue;
      const apart = data[atA + TIME]! - data[atB + TIME]!;
      if (apart < TOGETHER_S && apart > -TOGETHER_S && ++count === PROOF) return true;
    }
  }
  return false;
}
/** a rotating radar passes two near objects within this time, s */
const TOGETHER_S = 0.3;
/** times seen together that prove two objects */
const PROOF = 2;
