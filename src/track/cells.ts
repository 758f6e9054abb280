// Hot path: a few writes when a track changes cell, one list walk a query; no allocation in steady state.
/**
 * Where the tracks are: lists of tracks by cell of their plane, so that a scan or a report asks only those that can
 * matter to it and the cost of a plot does not grow with the picture.
 *
 * A track is listed under the cell of its last state. It may have moved since, and its gate has a width: both together
 * are at most MARGIN_M for every track listed in a cell, within HORIZON_S of its state. A track for which that does
 * not hold (fast, vague, not updated for long) stands in its plane's list of wild ones, which every query gets.
 */
import { NP, NX } from './filter.ts';
import { MOTION_CLASSES } from './motion.ts';
import type { TrackStore } from './store.ts';

export const CELL_M = 20_000;
/** cells along a side of a plane; what lies beyond is listed in the outermost ones */
const SIDE = 128;
const WILD = SIDE * SIDE;
export const HORIZON_S = 12;
export const MARGIN_M = 20_000;
/** most height in doubt of a track listed in a cell, m */
export const DOUBT_M = 15_000;
/** standard deviations of the widest gate that asks (that of self-reports) */
const SIGMAS = 5;
/** tracks newer than the last sweep by more are wild: else a query before it could miss them */
const AHEAD_S = 2;
const SWEEP_S = 1;
/** most half length of a scan that may ask by cells, s */
export const HALF_S = 1;

const DRIFT = MOTION_CLASSES.map((kind) => (kind.models[2].q * HORIZON_S ** 3) / 3);

export interface Cells {
  /** first slot of each cell, and of the wild ones, by plane; -1 none */
  readonly heads: (Int32Array | undefined)[];
  /** tracks listed, by plane */
  readonly counts: number[];
  /** cell of each slot, -1 not listed; and its neighbours in the list */
  readonly cell: Int32Array;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** one bit a slot: the answer of a query, in order of slots */
  readonly marks: Uint32Array;
  /** first and last word that holds marks */
  low: number;
  high: number;
  /** instant for which the lists hold, s */
  sweptS: number;
}

export function makeCells(capacity: number): Cells {
  return {
    heads: [],
    counts: [],
    cell: new Int32Array(capacity).fill(-1),
    next: new Int32Array(capacity),
    prev: new Int32Array(capacity),
    marks: new Uint32Array((capacity >>> 5) + 1),
    low: 0,
    high: -1,
    sweptS: Number.NEGATIVE_INFINITY,
  };
}

function lineOf(coordinate: number): number {
  const line = Math.floor(coordinate / CELL_M) + SIDE / 2;
  return line < 0 ? 0 : line >= SIDE ? SIDE - 1 : line;
}

/** The cell a track belongs in by its newest state. */
function cellFor(cells: Cells, store: TrackStore, slot: number): number {
  const ahead = store.time[slot]! - cells.sweptS;
  if (!(ahead <= AHEAD_S && ahead >= SWEEP_S + HALF_S - HORIZON_S)) return WILD;
  const xi = slot * NX;
  const pi = slot * NP;
  const x = store.xc;
  const p = store.pc;
  const speed = Math.abs(x[xi + 3]!) + Math.abs(x[xi + 4]!);
  const place = Math.max(p[pi]!, p[pi + 3]!);
  const cross = Math.max(Math.abs(p[pi + 6]!), Math.abs(p[pi + 10]!));
  const rate = Math.max(p[pi + 15]!, p[pi + 18]!);
  const variance =
    place + 2 * HORIZON_S * cross + HORIZON_S * HORIZON_S * rate + DRIFT[store.kind[slot]!]!;
  const reach = HORIZON_S * speed + SIGMAS * Math.sqrt(variance);
  const doubt = Math.abs(x[xi + 2]!) + 2 * Math.sqrt(p[pi + 5]!);
  if (!(reach <= MARGIN_M && doubt <= DOUBT_M)) return WILD;
  return lineOf(x[xi + 1]!) * SIDE + lineOf(x[xi]!);
}

function headsOf(cells: Cells, frame: number): Int32Array {
  let heads = cells.heads[frame];
  if (heads === undefined) {
    heads = new Int32Array(WILD + 1).fill(-1);
    cells.heads[frame] = heads;
    cells.counts[frame] = 0;
  }
  return heads;
}

/** Lists a track by its newest state; call after each change of it. */
export function placeTrack(cells: Cells, store: TrackStore, slot: number): void {
  const cell = cellFor(cells, store, slot);
  if (cells.cell[slot] === cell) return;
  const frame = store.frame[slot]!;
  const heads = headsOf(cells, frame);
  if (cells.cell[slot] !== -1) unlink(cells, heads, slot);
  else cells.counts[frame] = cells.counts[frame]! + 1;
  const first = heads[cell]!;
  cells.cell[slot] = cell;
  cells.next[slot] = first;
  cells.prev[slot] = -1;
  if (first !== -1) cells.prev[first] = slot;
  heads[cell] = slot;
}

/** Takes a dropped track off its list. */
export function removeTrack(cells: Cells, store: TrackStore, slot: number): void {
  if (cells.cell[slot] === -1) return;
  const frame = store.frame[slot]!;
  unlink(cells, headsOf(cells, frame), slot);
  cells.counts[frame] = cells.counts[frame]! - 1;
  cells.cell[slot] = -1;
}

function unlink(cells: Cells, heads: Int32Array, slot: number): void {
  const next = cells.next[slot]!;
  const prev = cells.prev[slot]!;
  if (next !== -1) cells.prev[next] = prev;
  if (prev !== -1) cells.next[prev] = next;
  else heads[cells.cell[slot]!] = next;
}

/** Makes the lists hold for queries at this instant: about once a second of data, all tracks are listed anew. */
export function sweepCells(cells: Cells, store: TrackStore, timeS: number): void {
  const ahead = timeS - cells.sweptS;
  if (ahead < SWEEP_S && ahead > HALF_S + AHEAD_S - HORIZON_S) return;
  cells.sweptS = timeS;
  for (let slot = 0; slot < store.top; slot++)
    if (store.number[slot] !== 0) placeTrack(cells, store, slot);
}

/** Begins a query, which may ask several planes. */
export function startMarks(cells: Cells): void {
  cells.low = cells.marks.length;
  cells.high = -1;
}

/**
 * Sets the marks of all tracks of a plane that may have anything to do with the box at the swept instant: moved and
 * gated, the box already widened by what the asker itself adds. Take them with takeMarks.
 */
export function markNear(
  cells: Cells,
  frame: number,
  west: number,
  south: number,
  east: number,
  north: number,
): void {
  const heads = cells.heads[frame];
  if (heads === undefined) return;
  markList(cells, heads[WILD]!);
  const c0 = lineOf(west - MARGIN_M);
  const c1 = lineOf(east + MARGIN_M);
  const r1 = lineOf(north + MARGIN_M);
  for (let row = lineOf(south - MARGIN_M); row <= r1; row++)
    for (let column = c0; column <= c1; column++) markList(cells, heads[row * SIDE + column]!);
}

function markList(cells: Cells, first: number): void {
  const { marks, next } = cells;
  for (let slot = first; slot !== -1; slot = next[slot]!) {
    const word = slot >>> 5;
    if (word < cells.low) cells.low = word;
    if (word > cells.high) cells.high = word;
    marks[word] = marks[word]! | (1 << (slot & 31));
  }
}

/** Marks every track of a plane. */
export function markAll(cells: Cells, store: TrackStore, frame: number): void {
  cells.low = 0;
  cells.high = store.top === 0 ? -1 : (store.top - 1) >>> 5;
  for (let slot = 0; slot < store.top; slot++)
    if (store.number[slot] !== 0 && store.frame[slot] === frame)
      cells.marks[slot >>> 5] = cells.marks[slot >>> 5]! | (1 << (slot & 31));
}

let taken: Int32Array = new Int32Array(1024);

/** The marked slots in ascending order, and how many; the list is valid until the next call. Clears the marks. */
export function takeMarks(cells: Cells): { readonly slots: Int32Array; readonly count: number } {
  const { marks } = cells;
  let count = 0;
  for (let word = cells.low; word <= cells.high; word++) {
    let bits = marks[word]!;
    if (bits === 0) continue;
    marks[word] = 0;
    if (count + 32 > taken.length) {
      const wider = new Int32Array(taken.length * 2);
      wider.set(taken);
      taken = wider;
    }
    while (bits !== 0) {
      const bit = 31 - Math.clz32(bits & -bits);
      taken[count++] = word * 32 + bit;
      bits &= bits - 1;
    }
  }
  return { slots: taken, count };
}
