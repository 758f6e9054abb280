// Hot path: copies of 100 numbers a plot used; no allocation per plot.
/**
 * The last plots of each track with the state after each, so that a late plot can be put in at its own time: the
 * track is taken back to the entry before it, updated, and its later plots are used again. The newest entry is the
 * track's state; it is kept nowhere else.
 *
 * RING entries a track (oldest dropped), one block of ENTRY numbers each, so that a plot touches one stretch of memory.
 * All of it is reserved at once for the tracker's capacity, 13 kB a track; the machine gives it only as tracks use it.
 */
import { NP, NX, NZ } from './filter.ts';
import { TP, TX, predictTrack, updateTrack } from './imm.ts';
import { MODELS } from './motion.ts';

export const RING = 16;
const MASK = RING - 1;
/** Offsets in an entry: states and covariances of all models, their probabilities, the plot as measured. */
const P = TX;
const MU = P + TP;
const Z = MU + MODELS;
const ENTRY = Z + NZ;

export interface Ring {
  readonly data: Float64Array;
  readonly time: Float64Array;
  /** sensor of the plot, by its index */
  readonly sensor: Int32Array;
  /** entries in use per slot, and the place of the oldest: a circle of RING places */
  readonly used: Uint8Array;
  readonly first: Uint8Array;
}

export function makeRing(capacity: number): Ring {
  return {
    data: new Float64Array(capacity * RING * ENTRY),
    time: new Float64Array(capacity * RING),
    sensor: new Int32Array(capacity * RING),
    used: new Uint8Array(capacity),
    first: new Uint8Array(capacity),
  };
}

/** Forgets a slot's entries. */
export function clearRing(ring: Ring, slot: number): void {
  ring.used[slot] = 0;
  ring.first[slot] = 0;
}

/** Place of entry k (0 = oldest) of a slot. */
function placeOf(ring: Ring, slot: number, k: number): number {
  return slot * RING + ((ring.first[slot]! + k) & MASK);
}

/** Index of the newest entry at or before a time, -1 when all are later or there is none. */
export function findEntry(ring: Ring, slot: number, timeS: number): number {
  for (let k = ring.used[slot]! - 1; k >= 0; k--)
    if (ring.time[placeOf(ring, slot, k)]! <= timeS) return k;
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

export function viewEntry(ring: Ring, slot: number, entry: number, view: EntryView): void {
  const place = placeOf(ring, slot, entry);
  const at = place * ENTRY;
  view.time = ring.time[place]!;
  view.x = ring.data;
  view.xi = at;
  view.p = ring.data;
  view.pi = at + P;
  view.mu = ring.data;
  view.mi = at + MU;
}

/** The newest state of a live track, which always has one. */
export function viewNewest(ring: Ring, slot: number, view: EntryView): void {
  viewEntry(ring, slot, ring.used[slot]! - 1, view);
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
  if (ring.used[slot]! === RING) dropOldest(ring, slot);
  const place = placeOf(ring, slot, ring.used[slot]!);
  ring.used[slot] = ring.used[slot]! + 1;
  writePlot(ring, place, timeS, z, zi, sensor);
  viewEntry(ring, slot, ring.used[slot]! - 1, view);
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
  if (ring.used[slot]! === RING) dropOldest(ring, slot);
  const place = placeOf(ring, slot, ring.used[slot]!);
  writeState(ring, place, x, xi, p, pi, mu, mi);
  writePlot(ring, place, timeS, z, zi, sensor);
  ring.used[slot] = ring.used[slot]! + 1;
}

function dropOldest(ring: Ring, slot: number): void {
  ring.first[slot] = (ring.first[slot]! + 1) & MASK;
  ring.used[slot] = RING - 1;
}

function writeState(
  ring: Ring,
  place: number,
  x: Float64Array,
  xi: number,
  p: Float64Array,
  pi: number,
  mu: Float64Array,
  mi: number,
): void {
  const { data } = ring;
  const at = place * ENTRY;
  for (let k = 0; k < TX; k++) data[at + k] = x[xi + k]!;
  for (let k = 0; k < TP; k++) data[at + P + k] = p[pi + k]!;
  for (let k = 0; k < MODELS; k++) data[at + MU + k] = mu[mi + k]!;
}

function writePlot(
  ring: Ring,
  place: number,
  timeS: number,
  z: Float64Array,
  zi: number,
  sensor: number,
): void {
  ring.time[place] = timeS;
  ring.sensor[place] = sensor;
  const at = place * ENTRY + Z;
  for (let k = 0; k < NZ; k++) ring.data[at + k] = z[zi + k]!;
}

const hereX = new Float64Array(TX);
const hereP = new Float64Array(TP);
const hereMu = new Float64Array(MODELS);

/**
 * Puts an updated state in after `entry` (the newest one at or before timeS, -1 = before all that is kept) and uses
 * the later plots again. The track's newest state is then the ring's last entry.
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
  let place = entry + 1;
  if (ring.used[slot]! === RING) {
    dropOldest(ring, slot);
    place--;
  }
  if (place < 0) place = 0;
  const used = ring.used[slot]! + 1;
  const { data, time } = ring;
  // the plots of later entries move up one place; their states are written anew below
  for (let k = used - 1; k > place; k--) {
    const from = placeOf(ring, slot, k - 1);
    const at = from * ENTRY + Z;
    writePlot(ring, placeOf(ring, slot, k), time[from]!, data, at, ring.sensor[from]!);
  }
  writeState(ring, placeOf(ring, slot, place), x, xi, p, pi, mu, mi);
  writePlot(ring, placeOf(ring, slot, place), timeS, z, zi, sensor);
  ring.used[slot] = used;
  for (let k = place + 1; k < used; k++) {
    const here = placeOf(ring, slot, k);
    const before = placeOf(ring, slot, k - 1);
    const dt = Math.max(time[here]! - time[before]!, 0);
    const from = before * ENTRY;
    const at = here * ENTRY;
    const [x0, p0, m0] = [from, from + P, from + MU];
    predictTrack(kind, dt, data, x0, data, p0, data, m0, hereX, 0, hereP, 0, hereMu, 0);
    const [x1, p1, m1, z1] = [at, at + P, at + MU, at + Z];
    updateTrack(hereX, 0, hereP, 0, hereMu, 0, data, z1, data, x1, data, p1, data, m1);
  }
}

/** Calls `state` with each model's state and covariance of each entry, `plot` with each entry's plot: places in data. */
export function changeEntries(
  ring: Ring,
  slot: number,
  state: (data: Float64Array, xi: number, pi: number) => void,
  plot: (data: Float64Array, zi: number) => void,
): void {
  for (let k = 0; k < ring.used[slot]!; k++) {
    const at = placeOf(ring, slot, k) * ENTRY;
    for (let m = 0; m < MODELS; m++) state(ring.data, at + m * NX, at + P + m * NP);
    plot(ring.data, at + Z);
  }
}

/** Times that one sensor saw both tracks in one turn, among the plots kept: at the same instant or nearly so. */
export function countTogether(ring: Ring, a: number, b: number): number {
  let count = 0;
  for (let i = 0; i < ring.used[a]!; i++) {
    for (let j = 0; j < ring.used[b]!; j++) {
      const atA = placeOf(ring, a, i);
      const atB = placeOf(ring, b, j);
      if (ring.sensor[atA] !== ring.sensor[atB]) continue;
      const apart = ring.time[atA]! - ring.time[atB]!;
      if (apart < TOGETHER_S && apart > -TOGETHER_S) count++;
    }
  }
  return count;
}
/** a rotating radar passes two near objects within this time, s */
const TOGETHER_S = 0.3;
