// Hot path: flat columns, no object per track; fixed memory, about 0.4 kB a track.
/**
 * All tracks as columns. A track is a slot; its number is never used again, so a slot plus its number tells whether
 * it is still the same track. At capacity the weakest tentative track gives way; when there is none, the new one is
 * refused and counted.
 */
import { NP, NX } from './filter.ts';
import { MODELS } from './motion.ts';

export interface TrackStore {
  readonly capacity: number;
  /** slots in use are below `top`; free ones among them have number 0 */
  top: number;
  count: number;
  readonly free: Int32Array;
  freeCount: number;
  nextNumber: number;
  /** counts births, 0 = free slot: inside the tracker only */
  readonly number: Uint32Array;
  /** what readers call it, given at confirmation; 0 = tentative, and the next one to give */
  readonly shownAs: Uint32Array;
  nextShown: number;
  readonly status: Uint8Array;
  readonly frame: Uint16Array;
  readonly kind: Uint8Array;
  readonly environment: Uint8Array;
  readonly simulated: Uint8Array;
  /** time of the state, s */
  readonly time: Float64Array;
  readonly bornS: Float64Array;
  /** newest plot used, s; newest plot of a sensor that is not a self-report */
  readonly plotS: Float64Array;
  readonly echoS: Float64Array;
  readonly selfS: Float64Array;
  /** time existence was last brought forward to, s */
  readonly existS: Float64Array;
  readonly existence: Float64Array;
  /** longest wait to be expected between plots, s; between self-reports, s (0 = not known yet) */
  readonly intervalS: Float64Array;
  readonly selfEveryS: Float64Array;
  readonly hits: Uint32Array;
  /** chances in a row without a plot of the radars that should see it */
  readonly misses: Uint16Array;
  /** plots of sensors that measure, since birth */
  readonly echoes: Uint16Array;
  /** clutter cell of the newest plot, what the track's own plots count there, and when last */
  readonly cell: Int32Array;
  readonly cellCount: Float32Array;
  readonly cellS: Float64Array;
  readonly everConfirmed: Uint8Array;
  /** 1: started from bearings alone */
  readonly passive: Uint8Array;
  /** running mean of the squared innovation of bearings, in its own variance: about 1 for a true object */
  readonly misfit: Float32Array;
  /** 1: a height was measured */
  readonly hasHeight: Uint8Array;
  readonly detailVersion: Uint32Array;
  /** probability of each model */
  readonly mu: Float64Array;
  /** combined over models at `time` */
  readonly xc: Float64Array;
  readonly pc: Float64Array;
}

export function makeTrackStore(capacity: number): TrackStore {
  const f64 = (per = 1): Float64Array => new Float64Array(capacity * per);
  return {
    capacity,
    top: 0,
    count: 0,
    free: new Int32Array(capacity),
    freeCount: 0,
    nextNumber: 1,
    number: new Uint32Array(capacity),
    shownAs: new Uint32Array(capacity),
    nextShown: 1,
    status: new Uint8Array(capacity),
    frame: new Uint16Array(capacity),
    kind: new Uint8Array(capacity),
    environment: new Uint8Array(capacity),
    simulated: new Uint8Array(capacity),
    time: f64(),
    bornS: f64(),
    plotS: f64(),
    echoS: f64(),
    selfS: f64(),
    existS: f64(),
    existence: f64(),
    intervalS: f64(),
    selfEveryS: f64(),
    hits: new Uint32Array(capacity),
    misses: new Uint16Array(capacity),
    echoes: new Uint16Array(capacity),
    cell: new Int32Array(capacity),
    cellCount: new Float32Array(capacity),
    cellS: f64(),
    everConfirmed: new Uint8Array(capacity),
    passive: new Uint8Array(capacity),
    misfit: new Float32Array(capacity),
    hasHeight: new Uint8Array(capacity),
    detailVersion: new Uint32Array(capacity),
    mu: f64(MODELS),
    xc: f64(NX),
    pc: f64(NP),
  };
}

/** A fresh slot with the next birth number, or -1 at capacity. */
export function takeSlot(store: TrackStore): number {
  let slot: number;
  if (store.freeCount > 0) slot = store.free[--store.freeCount]!;
  else if (store.top < store.capacity) slot = store.top++;
  else return -1;
  store.count++;
  store.number[slot] = store.nextNumber++;
  store.shownAs[slot] = 0;
  store.status[slot] = 0;
  store.hits[slot] = 0;
  store.misses[slot] = 0;
  store.echoes[slot] = 0;
  store.everConfirmed[slot] = 0;
  store.hasHeight[slot] = 0;
  store.misfit[slot] = 1;
  store.passive[slot] = 0;
  store.detailVersion[slot] = 1;
  store.environment[slot] = 0;
  store.simulated[slot] = 0;
  store.cell[slot] = -1;
  store.echoS[slot] = -Infinity;
  store.selfS[slot] = -Infinity;
  store.selfEveryS[slot] = 0;
  store.intervalS[slot] = 0;
  return slot;
}

export function freeSlot(store: TrackStore, slot: number): void {
  store.number[slot] = 0;
  store.shownAs[slot] = 0;
  store.status[slot] = 3;
  store.free[store.freeCount++] = slot;
  store.count--;
}

/** Slot of the tentative track with the least existence, or -1 when every track is confirmed. */
export function weakestTentative(store: TrackStore): number {
  let weakest = -1;
  for (let slot = 0; slot < store.top; slot++) {
    if (store.number[slot] === 0 || store.everConfirmed[slot] === 1) continue;
    if (weakest < 0 || store.existence[slot]! < store.existence[weakest]!) weakest = slot;
  }
  return weakest;
}
