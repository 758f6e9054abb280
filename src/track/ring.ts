// Hot path: copies of about 100 numbers a plot used; no allocation per plot.
/**
 * The last plots of each track with the state after each, so that a late plot can be put in at its own time: the
 * track is taken back to the entry before it, updated, and its later plots are used again.
 * RING entries a track (oldest dropped); memory is taken in pages of PAGE tracks when first needed, about 14 kB a track.
 */
import { NZ } from './filter.ts';
import { TP, TX, predictTrack, updateTrack } from './imm.ts';
import { MODELS } from './motion.ts';

export const RING = 16;
const MASK = RING - 1;
const PAGE = 256;
const ENTRIES = RING * PAGE;

interface Page {
  readonly time: Float64Array;
  /** sensor of the plot, by its index */
  readonly sensor: Int32Array;
  readonly x: Float64Array;
  readonly p: Float64Array;
  readonly mu: Float64Array;
  readonly z: Float64Array;
}

export interface Ring {
  readonly pages: (Page | undefined)[];
  /** entries in use per slot, and the place of the oldest: a circle of RING places */
  readonly used: Uint8Array;
  readonly first: Uint8Array;
}

export function makeRing(capacity: number): Ring {
  return { pages: [], used: new Uint8Array(capacity), first: new Uint8Array(capacity) };
}

function pageOf(ring: Ring, slot: number): Page {
  const index = (slot / PAGE) | 0;
  let page = ring.pages[index];
  if (page === undefined) {
    page = {
      time: new Float64Array(ENTRIES),
      sensor: new Int32Array(ENTRIES),
      x: new Float64Array(ENTRIES * TX),
      p: new Float64Array(ENTRIES * TP),
      mu: new Float64Array(ENTRIES * MODELS),
      z: new Float64Array(ENTRIES * NZ),
    };
    ring.pages[index] = page;
  }
  return page;
}

/** Forgets a slot's entries (new track, or its plane changed). */
export function clearRing(ring: Ring, slot: number): void {
  ring.used[slot] = 0;
  ring.first[slot] = 0;
}

/** Place in its page of entry k (0 = oldest) of a slot. */
function placeOf(ring: Ring, slot: number, k: number): number {
  return (slot % PAGE) * RING + ((ring.first[slot]! + k) & MASK);
}

/** Index of the newest entry at or before a time, -1 when all are later or there is none. */
export function findEntry(ring: Ring, slot: number, timeS: number): number {
  const page = pageOf(ring, slot);
  for (let k = ring.used[slot]! - 1; k >= 0; k--)
    if (page.time[placeOf(ring, slot, k)]! <= timeS) return k;
  return -1;
}

/** The ring's arrays and the place of an entry in them, for the filter to read from. */
export interface EntryView {
  time: number;
  x: Float64Array;
  xi: number;
  p: Float64Array;
  pi: number;
  mu: Float64Array;
  mi: number;
}

export function viewEntry(ring: Ring, slot: number, entry: number, view: EntryView): void {
  const page = pageOf(ring, slot);
  const at = placeOf(ring, slot, entry);
  view.time = page.time[at]!;
  view.x = page.x;
  view.xi = at * TX;
  view.p = page.p;
  view.pi = at * TP;
  view.mu = page.mu;
  view.mi = at * MODELS;
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
  const page = pageOf(ring, slot);
  if (ring.used[slot]! === RING) dropOldest(ring, slot);
  const at = placeOf(ring, slot, ring.used[slot]!);
  writeEntry(page, at, timeS, x, xi, p, pi, mu, mi, z, zi, sensor);
  ring.used[slot] = ring.used[slot]! + 1;
}

function dropOldest(ring: Ring, slot: number): void {
  ring.first[slot] = (ring.first[slot]! + 1) & MASK;
  ring.used[slot] = RING - 1;
}

function writeEntry(
  page: Page,
  at: number,
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
  page.time[at] = timeS;
  page.sensor[at] = sensor;
  for (let k = 0; k < TX; k++) page.x[at * TX + k] = x[xi + k]!;
  for (let k = 0; k < TP; k++) page.p[at * TP + k] = p[pi + k]!;
  for (let k = 0; k < MODELS; k++) page.mu[at * MODELS + k] = mu[mi + k]!;
  for (let k = 0; k < NZ; k++) page.z[at * NZ + k] = z[zi + k]!;
}

/** Copies the plot of an entry to another place (its state is written anew by the replay). */
function movePlot(page: Page, from: number, to: number): void {
  page.time[to] = page.time[from]!;
  page.sensor[to] = page.sensor[from]!;
  for (let k = 0; k < NZ; k++) page.z[to * NZ + k] = page.z[from * NZ + k]!;
}

const hereX = new Float64Array(TX);
const hereP = new Float64Array(TP);
const hereMu = new Float64Array(MODELS);

/**
 * Puts an updated state in after `entry` (the newest one at or before timeS, -1 = before all that is kept) and uses
 * the later plots again. The track's newest state is then the ring's last entry.
 * @returns the index of the last entry
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
): number {
  const page = pageOf(ring, slot);
  let place = entry + 1;
  if (ring.used[slot]! === RING) {
    dropOldest(ring, slot);
    place--;
  }
  if (place < 0) place = 0;
  const used = ring.used[slot]! + 1;
  for (let k = used - 1; k > place; k--)
    movePlot(page, placeOf(ring, slot, k - 1), placeOf(ring, slot, k));
  writeEntry(page, placeOf(ring, slot, place), timeS, x, xi, p, pi, mu, mi, z, zi, sensor);
  ring.used[slot] = used;
  for (let k = place + 1; k < used; k++) {
    const at = placeOf(ring, slot, k);
    const before = placeOf(ring, slot, k - 1);
    const dt = Math.max(page.time[at]! - page.time[before]!, 0);
    predictTrack(
      kind,
      dt,
      page.x,
      before * TX,
      page.p,
      before * TP,
      page.mu,
      before * MODELS,
      hereX,
      0,
      hereP,
      0,
      hereMu,
      0,
    );
    updateTrack(
      hereX,
      0,
      hereP,
      0,
      hereMu,
      0,
      page.z,
      at * NZ,
      page.x,
      at * TX,
      page.p,
      at * TP,
      page.mu,
      at * MODELS,
    );
  }
  return used - 1;
}

/** Times that one sensor saw both tracks in one turn, among the plots kept: at the same instant or nearly so. */
export function countTogether(ring: Ring, a: number, b: number): number {
  const pageA = pageOf(ring, a);
  const pageB = pageOf(ring, b);
  let count = 0;
  for (let i = 0; i < ring.used[a]!; i++) {
    for (let j = 0; j < ring.used[b]!; j++) {
      const atA = placeOf(ring, a, i);
      const atB = placeOf(ring, b, j);
      if (pageA.sensor[atA] !== pageB.sensor[atB]) continue;
      const apart = pageA.time[atA]! - pageB.time[atB]!;
      if (apart < TOGETHER_S && apart > -TOGETHER_S) count++;
    }
  }
  return count;
}
/** a rotating radar passes two near objects within this time, s */
const TOGETHER_S = 0.3;
