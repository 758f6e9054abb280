// Hot path: commit and bear run once a plot; no allocation but the first page of a track's ring.
/** Birth, commit of an update, confirmation and drop of one track: the only places that change a track's row. */
import { PLOT_FORM, type Plot, TRACK_STATUS } from '../model/index.ts';
import { bornFrom } from './birth.ts';
import { noteEnvironment } from './environment.ts';
import { placeTrack, removeTrack } from './cells.ts';
import { NP, NX } from './filter.ts';
import { mixModels } from './imm.ts';
import { settleSlot } from './hypotheses.ts';
import { watchKind } from './kinds.ts';
import { passOn } from './made-ties.ts';
import { MODELS, MOTION_CLASS } from './motion.ts';
import {
  addEntry,
  clearRing,
  insertAndReplay,
  keepNewest,
  makeView,
  pushEntry,
  viewNewest,
} from './ring.ts';
import type { SensorState } from './sensors.ts';
import { freeSlot, takeSlot, weakestTentative } from './store.ts';
import type { Tables } from './tables.ts';

/** existence of every track where plots are only counted: enough to be confirmed */
const COUNTED = 0.98;
/** dropped numbers kept for a caller that does not take them */
const MAX_DROPPED = 100_000;

/** A new tentative track from one measurement; -1 when capacity is reached and every track is confirmed. */
export function bear(
  t: Tables,
  kind: number,
  velocitySd: number,
  frame: number,
  timeS: number,
  z: Float64Array,
  zi: number,
  existence: number,
  sensor: number,
): number {
  const { store } = t;
  let slot = takeSlot(store);
  if (slot < 0) {
    t.stats.capacityHits++;
    const weakest = weakestTentative(store);
    if (weakest < 0 || store.existence[weakest]! >= existence) return -1;
    drop(t, weakest);
    slot = takeSlot(store);
  }
  store.bornS[slot] = timeS;
  store.plotS[slot] = timeS;
  store.existence[slot] = t.settings.existence ? existence : COUNTED;
  store.intervalS[slot] = 0;
  store.hits[slot] = 1;
  restart(t, slot, kind, velocitySd, frame, timeS, z, zi, sensor);
  t.stats.born++;
  return slot;
}

/** Sets the state of a track to what one measurement says, as at birth; what it has been until then is forgotten. */
export function restart(
  t: Tables,
  slot: number,
  kind: number,
  velocitySd: number,
  frame: number,
  timeS: number,
  z: Float64Array,
  zi: number,
  sensor: number,
): void {
  const { store } = t;
  settleSlot(t.hypotheses, slot);
  store.kind[slot] = kind;
  store.frame[slot] = frame;
  store.existS[slot] = timeS;
  clearRing(t.ring, slot);
  addEntry(t.ring, slot, timeS, z, zi, sensor, view);
  const { x, xi, p, pi, mu, mi } = view;
  bornFrom(kind, velocitySd, z, zi, x, xi, p, pi, mu, mi);
  keepNewest(t.ring, slot);
  combine(t, slot);
  if (z[zi] === 0) store.hasHeight[slot] = 1;
}

/** Time, model probabilities, combined mean and covariance of a track's newest state. */
export function combine(t: Tables, slot: number): void {
  const { store } = t;
  viewNewest(t.ring, slot, view);
  const { x, xi, p, pi, mu, mi } = view;
  store.time[slot] = view.time;
  for (let k = 0; k < MODELS; k++) store.mu[slot * MODELS + k] = mu[mi + k]!;
  mixModels(x, xi, p, pi, mu, mi, store.xc, slot * NX, store.pc, slot * NP);
  placeTrack(t.cells, store, slot);
}

const view = makeView();

/**
 * Makes an updated state (x, p, mu) of time timeS the track's. `entry` is the ring entry the prediction started
 * from, or -1 for the newest; then later plots are used again on top.
 */
export function commit(
  t: Tables,
  slot: number,
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
  const { store, ring } = t;
  settleSlot(t.hypotheses, slot);
  if (entry < 0) {
    pushEntry(ring, slot, timeS, x, xi, p, pi, mu, mi, z, zi, sensor);
  } else {
    insertAndReplay(
      ring,
      slot,
      store.kind[slot]!,
      entry,
      timeS,
      x,
      xi,
      p,
      pi,
      mu,
      mi,
      z,
      zi,
      sensor,
    );
    t.stats.plotsRewound++;
  }
  combine(t, slot);
  store.hits[slot] = store.hits[slot]! + 1;
  if (z[zi] === 0) store.hasHeight[slot] = 1;
  t.stats.plotsUsed++;
}

/** Book-keeping of a used plot: times, environment, simulated mark, claims. */
export function notePlot(
  t: Tables,
  slot: number,
  plot: Plot,
  timeS: number,
  sensor: SensorState,
): void {
  const { store } = t;
  const self = sensor.sensor.kind === 'selfreport';
  const gap = timeS - store.plotS[slot]!;
  if (gap > 0) store.plotS[slot] = timeS;
  const period = sensor.sensor.periodS > 0 ? sensor.sensor.periodS : 0;
  store.intervalS[slot] = Math.max(store.intervalS[slot]! * 0.9, gap, period);
  if (self) {
    const since = timeS - store.selfS[slot]!;
    if (since > 0) {
      const slow = store.selfEveryS[slot]! * 0.8;
      if (since < 3600) store.selfEveryS[slot] = since > slow ? since : slow;
      store.selfS[slot] = timeS;
    }
  } else if (plot.form !== PLOT_FORM.bearing) {
    if (timeS > store.echoS[slot]!) store.echoS[slot] = timeS;
    if (store.echoes[slot]! < 65_535) store.echoes[slot] = store.echoes[slot]! + 1;
  }
  noteEnvironment(t, slot, plot);
  store.simulated[slot] = plot.simulated ? 1 : 0;
  if (plot.claims === null && store.everConfirmed[slot] === 0) return;
  if (t.details.note(slot, plot)) store.detailVersion[slot] = store.detailVersion[slot]! + 1;
  if (store.everConfirmed[slot] === 1) watchKind(t, slot, sensor);
}

/** Sets the status that existence calls for; drops the track when there is too little. */
export function judgeTrack(t: Tables, slot: number): void {
  const { store, settings } = t;
  if (!settings.existence && store.hits[slot]! < 3) return;
  const r = store.existence[slot]!;
  if (store.everConfirmed[slot] === 1) {
    if (r < settings.dropConfirmedAt) drop(t, slot);
    return;
  }
  const isDrone = store.kind[slot] === MOTION_CLASS.drone;
  const enough = isDrone ? settings.confirmDroneAt : settings.confirmAt;
  if (r >= enough && (store.passive[slot] === 0 || isRipe(t, slot))) {
    store.everConfirmed[slot] = 1;
    store.shownAs[slot] = store.nextShown++;
    store.status[slot] = TRACK_STATUS.confirmed;
    t.stats.confirmed++;
  } else if (r < settings.dropTentativeAt) drop(t, slot);
}

/** Tracks from bearings alone wait until most ghosts among them have starved. */
function isRipe(t: Tables, slot: number): boolean {
  const { store } = t;
  return store.hits[slot]! >= 8 && store.plotS[slot]! - store.bornS[slot]! > 4;
}

export function drop(t: Tables, slot: number): void {
  const { store } = t;
  // a made track of the same object goes on under its number
  if (store.everConfirmed[slot] === 1 && !passOn(t, slot)) {
    t.stats.dropped++;
    t.dropped.push(store.shownAs[slot]!);
    if (t.dropped.length > MAX_DROPPED) t.dropped.splice(0, MAX_DROPPED / 2);
  }
  t.details.clear(slot);
  settleSlot(t.hypotheses, slot);
  clearRing(t.ring, slot);
  removeTrack(t.cells, store, slot);
  freeSlot(store, slot);
}
